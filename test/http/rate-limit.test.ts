// How often a key may call, over all processes of the API: what one answered the others know a moment later.
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { requestCounter } from '../../src/http/request-count.ts'
import type { WideEvent } from '../../src/telemetry/log.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { movableClock } from '../support/use-cases.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

const clock = movableClock()
const log: WideEvent[] = []
const process = () =>
  requestCounter({
    ...{ db: database.as('nonante_api'), clock },
    log: { write: (event) => log.push(event) },
  })
const many = (count: (key: string) => { requests: number }, key: string, times: number) => {
  for (let n = 0; n < times; n += 1) count(key)
}
/** Until the database has heard of so many. */
async function heard(requests: number): Promise<void> {
  for (let n = 0; n < 100; n += 1) {
    const { rows } = await sql<{ sum: string | null }>`
      select sum(requests) as sum from request_counts`.execute(database.db)
    if (Number(rows[0]?.sum) === requests) return
    await sleep(50)
  }
  throw new Error('the counts were not exchanged')
}

test('two processes count together, each key apart, and none is lost or counted twice', async () => {
  const [one, other] = [process(), process()]
  many(one, 'len_a key:1', 40)
  many(other, 'len_a key:1', 30)
  many(one, 'len_a key:2', 5)
  await heard(75)
  one('len_a key:1')
  other('len_a key:1')
  await heard(77)
  await sleep(200)
  // what each answers next rests on what both made
  expect(one('len_a key:1').requests).toBeGreaterThanOrEqual(72)
  expect(other('len_a key:1').requests).toBeGreaterThanOrEqual(72)
  expect(one('len_a key:2').requests).toBe(6)
  await heard(80)
})

test('a new minute begins at nothing, and what is over is swept away', async () => {
  const one = process()
  clock.pass(180)
  expect(one('len_a key:1')).toEqual({ requests: 1, secondsLeft: 60 })
  clock.pass(20)
  expect(one('len_a key:1')).toEqual({ requests: 2, secondsLeft: 40 })
  await heard(2)
})

test('without the database each counts for itself, which is told, and catches up', async () => {
  clock.pass(600)
  const one = process()
  await sql`alter table request_counts rename to counts_away`.execute(database.db)
  many(one, 'len_a key:1', 9)
  for (let n = 0; n < 100 && log.length === 0; n += 1) await sleep(50)
  expect(log).toContainEqual(expect.objectContaining({ event: 'fault', part: 'request_counts' }))
  expect(one('len_a key:1').requests).toBe(10)
  await sql`alter table counts_away rename to request_counts`.execute(database.db)
  await heard(10)
}, 30_000)

test('nothing that is kept names a lender or a key', async () => {
  const { rows } = await sql`select * from request_counts`.execute(database.db)
  expect(rows.length).toBeGreaterThan(0)
  expect(JSON.stringify(rows)).not.toMatch(/len_|key/)
})
