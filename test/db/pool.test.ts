// The pool and the lender's transaction on a real PostgreSQL.
import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inLender } from '../../src/db/lender-transaction.ts'
import { openPool } from '../../src/db/pool.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

test('dates and times come out as text, times in UTC', async () => {
  const { rows } = await sql`select date '2026-03-29' as day, 9007199254740993::int8 as big,
    timestamptz '2026-03-29 02:30:00.1+01' as at, timestamptz '2026-01-01 00:00:00+05:30' as early,
    0.10::numeric as ratio`.execute(database.db)
  expect(rows[0]).toEqual({
    day: '2026-03-29',
    big: '9007199254740993',
    at: '2026-03-29T01:30:00.100Z',
    early: '2025-12-31T18:30:00.000Z',
    ratio: '0.10',
  })
})

test('a statement over its time is cancelled, and the pool goes on', async () => {
  const { db, close } = openPool({
    connectionString: database.connectionString,
    max: 1,
    applicationName: 'slow',
    statementTimeoutMs: 100,
  })
  await expect(sql`select pg_sleep(5)`.execute(db)).rejects.toMatchObject({ code: '57014' })
  expect((await sql`select 1 as n`.execute(db)).rows).toEqual([{ n: 1 }])
  await close()
})

test('connections cut by the server, idle or in use, are told and never end the process', async () => {
  const lost: Error[] = []
  const { db, close } = openPool({
    connectionString: database.connectionString,
    max: 2,
    applicationName: 'to be cut',
    onLost: (error) => lost.push(error),
  })
  await sql`select 1`.execute(db)
  const cut = sql`select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'to be cut' and datname = current_database()`
  const busy = db.transaction().execute(async (tx) => {
    await sql`select 1`.execute(tx)
    await cut.execute(database.db)
    await delay(100)
    await sql`select 1`.execute(tx)
  })
  await expect(busy).rejects.toThrow()
  await cut.execute(database.db)
  await delay(50)
  expect(lost.length).toBeGreaterThan(0)
  expect((await sql`select 1 as n`.execute(db)).rows).toEqual([{ n: 1 }])
  await close()
  await close()
})

test('a lender transaction carries the lender, and nobody after it does', async () => {
  const { db, close } = openPool({
    connectionString: database.connectionString,
    max: 1,
    applicationName: 'lender',
  })
  const bound = sql<{ lender: string | null }>`
    select current_setting('app.lender_id', true) as lender`
  const inside = await inLender(db, "len_o'x", async (tx) => (await bound.execute(tx)).rows[0])
  expect(inside).toEqual({ lender: "len_o'x" })
  expect((await bound.execute(db)).rows[0]?.lender || null).toBeNull()
  await expect(
    inLender(db, 'len_a', async (tx) => {
      await sql`create table half (n int)`.execute(tx)
      throw new Error('no')
    }),
  ).rejects.toThrow('no')
  expect((await bound.execute(db)).rows[0]?.lender || null).toBeNull()
  await expect(sql`select * from half`.execute(db)).rejects.toMatchObject({ code: '42P01' })
  await close()
})
