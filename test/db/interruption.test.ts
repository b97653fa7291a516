// A database that goes away for a moment: who waits gets through, who cannot wait is told at once.
import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isInterruption, throughInterruptions } from '../../src/db/interruption.ts'
import { type OpenPool, openPool } from '../../src/db/pool.ts'
import { AppError } from '../../src/errors.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'

let database: TestDatabase
const opened: OpenPool[] = []
const pool = (options: { max: number; mostWaiting?: number; to?: string }) => {
  const connectionString = options.to ?? database.connectionString
  const made = openPool({ ...options, connectionString, applicationName: 'interrupted' })
  opened.push(made)
  return made.db
}
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(async () => {
  await Promise.all(opened.map(({ close }) => close()))
  await database.drop()
})

const cut = () =>
  sql`select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'interrupted' and datname = current_database()`.execute(database.db)

describe('work that must not be lost', () => {
  test('is done again when its connection was cut in the middle', async () => {
    const db = pool({ max: 2 })
    let tries = 0
    const done = await throughInterruptions(async () =>
      db.transaction().execute(async (tx) => {
        tries += 1
        await sql`select 1`.execute(tx)
        if (tries === 1) await cut()
        await delay(20)
        return (await sql<{ n: number }>`select 7 as n`.execute(tx)).rows[0]?.n
      }),
    )
    expect({ done, tries }).toEqual({ done: 7, tries: 2 })
  })

  test('is given up when the database stays away', async () => {
    const db = pool({ max: 1, to: 'postgresql://nobody:x@127.0.0.1:1/none' })
    const started = performance.now()
    const working = throughInterruptions(() => sql`select 1`.execute(db), 400)
    await expect(working).rejects.toMatchObject({ code: 'unavailable' })
    expect(performance.now() - started).toBeLessThan(5_000)
  })

  test('is not done again for an error of its own', async () => {
    const db = pool({ max: 1 })
    let tries = 0
    const working = throughInterruptions(async () => {
      tries += 1
      await sql`select 1 / 0`.execute(db)
    })
    await expect(working).rejects.toMatchObject({ code: '22012' })
    expect(tries).toBe(1)
  })
})

describe('a full pool', () => {
  test('refuses at once whoever comes after the longest queue, and serves those who wait', async () => {
    const db = pool({ max: 1, mostWaiting: 2 })
    const held = Promise.withResolvers<void>()
    const holding = db.transaction().execute(async (tx) => {
      await sql`select 1`.execute(tx)
      await held.promise
    })
    await delay(100)
    const waiting = [1, 2].map(() => sql`select 1`.execute(db))
    await delay(50)
    const refused = await sql`select 1`.execute(db).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(AppError)
    expect(refused).toMatchObject({ code: 'unavailable' })
    held.resolve()
    await holding
    await Promise.all(waiting)
  })
})

test.each([
  ['57P01', true],
  ['57P03', true],
  ['08006', true],
  ['ECONNREFUSED', true],
  ['23505', false],
  ['42P01', false],
])('%s is an interruption: %s', (code, is) => {
  expect(isInterruption(Object.assign(new Error('x'), { code }))).toBe(is)
})
