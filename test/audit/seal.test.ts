// Sealing: nothing is passed over, whatever commits when; several sealers make one chain.
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { appendAudit } from '../../src/audit/append.ts'
import { readAnchors } from '../../src/audit/read-anchors.ts'
import { listWaiting } from '../../src/audit/seal.ts'
import { inLender } from '../../src/db/lender-transaction.ts'
import { createEventLogger } from '../../src/telemetry/log.ts'
import { upkeep } from '../../src/worker/upkeep.ts'
import { type AuditedLender, auditedLender } from '../support/audited-lender.ts'

let house: AuditedLender
beforeAll(async () => {
  house = await auditedLender()
})
afterAll(() => house.database.drop())

async function chainOf(lenderId: string): Promise<string[]> {
  const rows = await house.database.db
    .selectFrom('audit_events')
    .select('action')
    .where('lender_id', '=', lenderId)
    .where('position', 'is not', null)
    .orderBy('position')
    .execute()
  return rows.map(({ action }) => action.replace('thing.happened_', ''))
}

test('a transaction that commits late is sealed late, one rolled back never was, and no position is left out', async () => {
  const { newLender, eventOf, database, append, seal, verify } = house
  const lenderId = await newLender('Late')
  const late = Promise.withResolvers<void>()
  const appended = Promise.withResolvers<void>()
  const running = inLender(database.as('nonante_api'), lenderId, async (tx) => {
    await appendAudit(tx, eventOf(1, lenderId))
    appended.resolve()
    await late.promise
    await appendAudit(tx, eventOf(2, lenderId))
  })
  await appended.promise
  await expect(
    inLender(database.as('nonante_api'), lenderId, async (tx) => {
      await appendAudit(tx, eventOf(3, lenderId))
      throw new Error('undone')
    }),
  ).rejects.toThrow('undone')
  await append(4, 5, lenderId)
  expect((await seal(lenderId))?.position).toBe(2)
  expect(await seal(lenderId)).toBeNull()
  late.resolve()
  await running
  await append(6, 6, lenderId)
  expect((await seal(lenderId))?.position).toBe(5)
  expect(await chainOf(lenderId)).toEqual(['4', '5', '1', '2', '6'])
  expect(await verify([], lenderId)).toMatchObject({ sealed: 5, tip: 5, findings: [] })
})

test('an event appended by someone who knew of another is never sealed before it', async () => {
  const { newLender, append, seal } = house
  const lenderId = await newLender('Causal')
  const writers = Array.from({ length: 8 }, async (_, writer) => {
    for (let n = 0; n < 10; n += 1) await append(writer * 10 + n, writer * 10 + n, lenderId)
  })
  const sealers = Array.from({ length: 3 }, async () => {
    for (let round = 0; round < 15; round += 1) await seal(lenderId)
  })
  await Promise.all([...writers, ...sealers])
  await seal(lenderId)
  const chain = (await chainOf(lenderId)).map(Number)
  expect(chain.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 80 }, (_, n) => n))
  for (let writer = 0; writer < 8; writer += 1) {
    const own = chain.filter((n) => Math.floor(n / 10) === writer)
    expect(own).toEqual(own.toSorted((a, b) => a - b))
  }
  expect((await house.verify([], lenderId)).findings).toEqual([])
})

test('each round seals for every lender that waits, tells the head to the log, and then nobody waits', async () => {
  const { worker, append, newLender, log, database } = house
  const [one, two] = [await newLender('One'), await newLender('Two')]
  await append(1, 3, one)
  await append(1, 2, two)
  expect(await listWaiting(worker.db)).toEqual(expect.arrayContaining([one, two]))
  const settled: string[] = []
  const vault = { settleDestructions: async (_: unknown, id: string) => settled.push(id) }
  await upkeep({ ...worker, vault: vault as never })
  expect(await listWaiting(worker.db)).toEqual([])
  expect(settled).toEqual(expect.arrayContaining([one, two]))
  const lines: string[] = []
  const logger = createEventLogger({ clock: house.clock, output: (line) => lines.push(line) })
  for (const event of log) logger.write(event)
  const anchors = readAnchors(`${lines.join('')}{"event":"audit_head","cut`)
  expect(anchors).toContainEqual(expect.objectContaining({ lenderId: one, position: 3 }))
  expect(anchors).toContainEqual(expect.objectContaining({ lenderId: two, position: 2 }))
  const stored = await database.db
    .selectFrom('audit_events')
    .select(sql<string>`encode(hash, 'hex')`.as('hash'))
    .where('lender_id', '=', one)
    .where('position', '=', '3')
    .executeTakeFirstOrThrow()
  expect(anchors.find(({ lenderId }) => lenderId === one)?.hash).toBe(stored.hash)
})

test('who appends can neither change nor remove what was appended, nor seal it', async () => {
  const { database, lenderId, append } = house
  await append(1, 1)
  const attempts = [
    sql`update audit_events set actor = 'x'`,
    sql`delete from audit_events`,
    sql`update audit_events set position = 9, hash = 'x'`,
  ]
  for (const attempt of attempts) {
    await expect(
      inLender(database.as('nonante_api'), lenderId, (tx) => attempt.execute(tx)),
    ).rejects.toThrow('permission denied')
  }
  for (const attempt of attempts.slice(0, 2)) {
    await expect(
      inLender(database.as('nonante_worker'), lenderId, (tx) => attempt.execute(tx)),
    ).rejects.toThrow('permission denied')
  }
})
