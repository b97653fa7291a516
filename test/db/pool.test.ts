// The pool and the lender's transaction on a real PostgreSQL.
import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'kysely'
import pg from 'pg'
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

/** What goes to PostgreSQL while `work` runs: texts, and names of those that are planned once. */
async function sentBy(work: () => Promise<unknown>) {
  const sent: { text: string; name: string | undefined }[] = []
  const original = pg.Client.prototype.query
  Reflect.set(pg.Client.prototype, 'query', function (this: pg.Client, ...words: unknown[]) {
    const [first] = words
    const of: { text?: string; name?: string } = typeof first === 'object' ? (first ?? {}) : {}
    sent.push({ text: of.text ?? String(first), name: of.name })
    return Reflect.apply(original, this, words)
  })
  try {
    await work()
  } finally {
    Reflect.set(pg.Client.prototype, 'query', original)
  }
  return sent
}

test('a transaction begins with its first statement; one in which nothing is said is not sent', async () => {
  const { db, close } = openPool({
    ...{ connectionString: database.connectionString, max: 1, applicationName: 'frugal' },
  })
  const oneMoment = await sentBy(() =>
    inLender(db, "len_o'x", async (tx) => await sql`select ${1}::int`.execute(tx), {
      oneMoment: true,
    }),
  )
  expect(oneMoment.map(({ text }) => text)).toEqual([
    "start transaction isolation level repeatable read; select set_config('app.lender_id', 'len_o''x', true)",
    'select $1::int',
    'commit',
  ])
  expect(await sentBy(() => db.transaction().execute(async () => 1))).toEqual([])
  const begun = await sentBy(() =>
    db.transaction().execute(async (tx) => await sql`select ${2}::int`.execute(tx)),
  )
  expect(begun.map(({ text }) => text)).toEqual(['begin', 'select $1::int', 'commit'])
  await expect(
    db.transaction().execute(async (tx) => await sql`select 1 / ${0}::int`.execute(tx)),
  ).rejects.toMatchObject({ code: '22012' })
  expect((await sql`select 1 as n`.execute(db)).rows).toEqual([{ n: 1 }])
  await close()
})

test('a statement that comes again goes by name, through a column added meanwhile; lists and * never do', async () => {
  const { db, close } = openPool({
    ...{ connectionString: database.connectionString, max: 1, applicationName: 'prepared' },
  })
  await sql`create table grown (a int)`.execute(database.db)
  await sql`insert into grown values (1)`.execute(database.db)
  const ask = async () => [
    (await sql`select a from grown where a = ${1}`.execute(db)).rows,
    (await sql`select * from grown where a = ${1}`.execute(db)).rows,
    (await sql`select grown.* from grown where a in (${1}, ${2})`.execute(db)).rows,
  ]
  const sent = await sentBy(ask)
  expect(sent.map(({ name }) => name !== undefined)).toEqual([true, false, false])
  await sql`alter table grown add column b int`.execute(database.db)
  const wider = [{ a: 1, b: null }]
  expect(await ask()).toEqual([[{ a: 1 }], wider, wider])
  await close()
})
