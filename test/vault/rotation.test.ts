// The key-encryption key is rotated while lenders' backends and applicants are at work: nothing fails.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemClock as clock } from '../../src/runtime/clock.ts'
import { createVault } from '../../src/vault/envelope.ts'
import { keyRingOfFile } from '../../src/vault/key-ring.ts'
import { rewrapAll } from '../../src/vault/rotate.ts'
import { createSigning } from '../../src/vault/signing.ts'
import { startWholeService, type WholeService } from '../support/whole-service.ts'

const folder = mkdtempSync(join(tmpdir(), 'records-rotation-'))
const file = join(folder, 'keys')
const entry = (version: string, byte: number) =>
  `${version}:${Buffer.alloc(32, byte).toString('base64')}`
const write = (...entries: string[]) => writeFileSync(file, `${entries.join('\n')}\n`)

let service: WholeService
beforeAll(async () => {
  write(entry('v1', 1))
  service = await startWholeService({ keysFile: file })
})
afterAll(async () => {
  await service.stop()
  rmSync(folder, { recursive: true })
})

const versions = async () => {
  const rows = await service.db
    .selectFrom('keystore.data_keys')
    .select((row) => ['key_version', row.fn.countAll<string>().as('count')])
    .groupBy('key_version')
    .execute()
  return Object.fromEntries(rows.map((row) => [row.key_version, Number(row.count)]))
}

type Answer = { status: number; consentUrl?: string; id?: string }
const headers = (key: string) => ({
  authorization: `Bearer ${service.key}`,
  'content-type': 'application/json',
  'idempotency-key': key,
})

async function create(key: string): Promise<Answer> {
  const response = await fetch(`${service.baseUrl}/v1/sessions`, {
    method: 'POST',
    headers: headers(key),
    body: JSON.stringify({ applicant: { reference: key, name: 'DURAND CHLOE' } }),
  })
  return { ...((await response.json()) as object), status: response.status }
}

test('two versions live side by side, all is wrapped anew, the old key is dropped, and no request failed', async () => {
  const before = await Promise.all(Array.from({ length: 12 }, (_, n) => create(`before-${n}`)))
  expect(Object.keys(await versions())).toEqual(['v1'])

  const load = new AbortController()
  const statuses: number[] = []
  const clients = Array.from({ length: 4 }, async (_, client) => {
    for (let n = 0; !load.signal.aborted; n += 1) {
      const made = await create(`during-${client}-${n}`)
      statuses.push(made.status)
      const read = await fetch(`${service.baseUrl}/v1/sessions/${made.id}`, {
        headers: headers('x'),
      })
      statuses.push(read.status)
      await read.body?.cancel()
      statuses.push((await fetch(made.consentUrl ?? '')).status)
    }
  })

  write(entry('v2', 2), entry('v1', 1))
  // the command is a process of its own, which knows the new key first
  const ring = keyRingOfFile(file)
  const deps = { db: service.operator.db, vault: createVault({ keys: ring, clock }) }
  const signing = createSigning({ keys: ring, clock })
  let rewrapped = 0
  for (let left = Number.POSITIVE_INFINITY; left > 0; await sleep(100)) {
    rewrapped += (await rewrapAll({ ...deps, signing })).dataKeys
    left = (await versions()).v1 ?? 0
  }
  await sleep(1_500)
  rewrapped += (await rewrapAll({ ...deps, signing })).dataKeys
  write(entry('v2', 2))
  await sleep(1_500)
  load.abort()
  await Promise.all(clients)

  expect(rewrapped).toBeGreaterThanOrEqual(12)
  expect(await versions()).toEqual({ v2: expect.any(Number) })
  expect(statuses.length).toBeGreaterThan(60)
  expect(new Set(statuses)).toEqual(new Set([200, 201]))
  // replies kept before the rotation are given again, to the letter, and their links open
  for (const [n, first] of before.entries()) {
    const again = await create(`before-${n}`)
    expect(again).toEqual(first)
    expect((await fetch(again.consentUrl ?? '')).status).toBe(200)
  }
  ring.close()
}, 60_000)
