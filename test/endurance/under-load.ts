// `npm run test:under-load`: keys change while two processes answer as fast as they are asked. The key-encryption key is
// rotated and the old one dropped, a lender's key is rotated with an overlap and another is revoked: no request that
// should have passed fails, and none passes that should not.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { addKey } from '../../src/lenders/add-key.ts'
import { revokeKey, rotateKey } from '../../src/lenders/end-key.ts'
import { setLender } from '../../src/lenders/set-lender.ts'
import { createVault } from '../../src/vault/envelope.ts'
import { keyRingOfFile } from '../../src/vault/key-ring.ts'
import { rewrapAll } from '../../src/vault/rotate.ts'
import { createSigning } from '../../src/vault/signing.ts'
import { printOutcome } from './figures.ts'
import { newDatabase, openEnduranceHouse, ownServer, throwAway } from './house.ts'
import type { Violation } from './scene.ts'
import { type Caller, judge, type LoadKey, startLoad } from './steady-load.ts'

const { values } = parseArgs({
  options: {
    /** How long each of the four spans lasts: before, rotation of the vault, keys of the lender, after. */
    seconds: { type: 'string', default: '4' },
    clients: { type: 'string', default: '8' },
  },
})
const spanMs = Number(values.seconds) * 1000
const folder = mkdtempSync(join(tmpdir(), 'nonante-under-load-'))
const keysFile = join(folder, 'keys')
const entry = (version: string, byte: number) =>
  `${version}:${Buffer.alloc(32, byte).toString('base64')}`
const write = (...entries: string[]) => writeFileSync(keysFile, `${entries.join('\n')}\n`)

type House = Awaited<ReturnType<typeof openEnduranceHouse>>

/** As `nonante keys rewrap` does it, beside the service, until a pass finds nothing. @returns how many were wrapped anew. */
async function rotateVault(house: House): Promise<number> {
  const ring = keyRingOfFile(keysFile)
  const { db, clock } = house
  const deps = {
    db,
    vault: createVault({ keys: ring, clock }),
    signing: createSigning({ keys: ring, clock }),
  }
  let all = 0
  try {
    // the other processes look at the file each second: until then they wrap under the old key
    for (let passes = 0; passes < 3; passes += 1) {
      await sleep(1_500)
      all += (await rewrapAll(deps)).dataKeys
    }
    return all
  } finally {
    ring.close()
  }
}

async function wrappedUnder(house: House): Promise<Record<string, number>> {
  const rows = await house.db
    .selectFrom('keystore.data_keys')
    .select((row) => ['key_version', row.fn.countAll<string>().as('count')])
    .groupBy('key_version')
    .execute()
  return Object.fromEntries(rows.map((row) => [row.key_version, Number(row.count)]))
}

async function run(house: House) {
  const { lender, key } = house.lenders[0]
  const deps = { db: house.db, clock: house.clock }
  await setLender(deps, lender.id, { requestsPerMinute: 6_000_000 })
  const steady: LoadKey = { name: 'steady', key, ended: null }
  const [revoked, rotated] = [await newKey('revoked'), await newKey('rotated')]
  const keys = [steady, revoked.load, rotated.load]
  const caller: Caller = { reach: house.fleet.reach, keys }
  const load = startLoad(caller, Number(values.clients))
  await sleep(spanMs)

  write(entry('test2', 2), entry('test1', 9))
  const rewrapped = await rotateVault(house)
  write(entry('test2', 2))
  await sleep(Math.max(spanMs, 2_000))

  const { key: next } = await rotateKey(deps, {
    ...{ lenderId: lender.id, keyId: rotated.id, overlapHours: 1 },
  })
  keys.push({ name: 'its successor', key: next, ended: null })
  const from = performance.now()
  await revokeKey(deps, { lenderId: lender.id, keyId: revoked.id })
  revoked.load.ended = { from, until: performance.now() }
  await sleep(spanMs)
  const made = await load.stop()
  const under = await wrappedUnder(house)
  return { ...(await judge(caller, made)), rewrapped, under }

  async function newKey(name: string) {
    const { id, key } = await addKey(deps, { lenderId: lender.id, mode: 'test' })
    const load: LoadKey = { name, key, ended: null }
    return { id, load }
  }
}

write(entry('test1', 9))
const started = performance.now()
const server = await ownServer(throwAway)
try {
  const databaseUrl = await newDatabase(server.connectionString, 'under_load', null)
  const house = await openEnduranceHouse({ databaseUrl, customers: 1, asks: false, keysFile })
  try {
    await house.fleet.start()
    await house.fleet.start()
    const { counts, violations, rewrapped, under } = await run(house)
    const left: Violation[] = under.test1
      ? [
          {
            invariant: 'rotated',
            what: 'data keys under the old key',
            subject: String(under.test1),
          },
        ]
      : []
    const { requests, refused } = counts
    printOutcome('under load', {
      seconds: (performance.now() - started) / 1000,
      counts: { ...counts, 'data keys': { 'wrapped anew': rewrapped, ...under } },
      violations: [...violations, ...left],
      unfired: [
        rewrapped === 0 ? 'rotation of the vault' : null,
        (refused.revoked ?? 0) === 0 ? 'use of a revoked key' : null,
        (requests['its successor'] ?? 0) === 0 ? 'use of the successor' : null,
      ].filter((one) => one !== null),
    })
  } finally {
    await house.stop()
  }
} finally {
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
}
