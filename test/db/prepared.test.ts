// Statements compiled once: every value is a parameter, in its place, whatever it is.
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { prepared } from '../../src/db/prepared.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

type Values = { readonly text: string | null; readonly number: number; readonly bytes: Buffer }

test('is built once, and each call has its own values', async () => {
  let built = 0
  const echo = prepared((_, { bytes, number, text }: Values) => {
    built += 1
    return sql<Values & { again: number }>`select ${text}::text as text, ${number}::int as number,
      ${bytes}::bytea as bytes, ${number}::int + 1 as again`
  })
  const asked = [
    { text: `O'Neill "; drop table sessions --`, number: 1, bytes: Buffer.from([0, 255]) },
    { text: null, number: -2, bytes: Buffer.alloc(0) },
  ]
  for (const values of asked) {
    const { rows } = await echo(database.db, values)
    expect(rows).toEqual([{ ...values, again: values.number + 1 }])
  }
  expect(built).toBe(1)
})

test('in a transaction that is undone, nothing of it stays', async () => {
  const insert = prepared((db, of: { readonly who: Buffer; readonly minute: string }) =>
    db.insertInto('request_counts').values({ who: of.who, minute: of.minute, requests: '1' }),
  )
  const minute = '2026-01-01T00:00:00.000Z'
  const count = async () =>
    (await sql`select from request_counts where minute = ${minute}`.execute(database.db)).rows
      .length
  const undone = database.db.transaction().execute(async (tx) => {
    await insert(tx, { who: Buffer.alloc(32, 1), minute })
    throw new Error('undone')
  })
  await expect(undone).rejects.toThrow('undone')
  expect(await count()).toBe(0)
  await insert(database.db, { who: Buffer.alloc(32, 2), minute })
  expect(await count()).toBe(1)
})
