// Migrations on databases of every age.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { migrate, schemaState } from '../../src/db/migrate.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'

let database: TestDatabase
let folder: string
beforeEach(async () => {
  database = await testDatabase('empty')
  folder = mkdtempSync(join(tmpdir(), 'nonante-migrations-'))
  writeFileSync(
    join(folder, '0001-first.sql'),
    'create table first (id int); insert into first values (1);',
  )
})
afterEach(async () => {
  await database.drop()
  rmSync(folder, { recursive: true })
})

async function present(table: string): Promise<boolean> {
  const found = await sql<{
    yes: boolean
  }>`select to_regclass(${table}) is not null as yes`.execute(database.db)
  return found.rows[0]?.yes === true
}

test('each file is applied once, in order, and the state follows', async () => {
  const { db } = database
  expect(await schemaState(db, folder)).toBe('outdated')
  expect(await migrate(db, folder)).toEqual(['0001-first.sql'])
  expect(await schemaState(db, folder)).toBe('current')
  writeFileSync(join(folder, '0002-second.sql'), 'alter table first add name text')
  writeFileSync(join(folder, 'README.md'), 'not a migration')
  expect(await schemaState(db, folder)).toBe('outdated')
  expect(await migrate(db, folder)).toEqual(['0002-second.sql'])
  expect(await migrate(db, folder)).toEqual([])
})

test('a database migrated further by a newer version says so and is left alone', async () => {
  writeFileSync(join(folder, '0002-second.sql'), 'create table second (id int)')
  await migrate(database.db, folder)
  rmSync(join(folder, '0002-second.sql'))
  expect(await schemaState(database.db, folder)).toBe('newer')
  expect(await migrate(database.db, folder)).toEqual([])
  expect(await present('second')).toBe(true)
})

test('a file that fails leaves nothing of itself, and what came before it stays', async () => {
  writeFileSync(join(folder, '0002-second.sql'), 'create table second (id int); select 1/0;')
  await expect(migrate(database.db, folder)).rejects.toThrow('division by zero')
  expect([await present('first'), await present('second')]).toEqual([true, false])
  writeFileSync(join(folder, '0002-second.sql'), 'create table second (id int)')
  expect(await migrate(database.db, folder)).toEqual(['0002-second.sql'])
})

test('a file changed after it was applied is refused by name', async () => {
  await migrate(database.db, folder)
  writeFileSync(join(folder, '0001-first.sql'), 'create table first (id bigint)')
  const refusal = {
    code: 'configuration_invalid',
    detail: expect.stringContaining('0001-first.sql'),
  }
  await expect(migrate(database.db, folder)).rejects.toMatchObject(refusal)
  await expect(schemaState(database.db, folder)).rejects.toMatchObject(refusal)
})

test('several who migrate at once apply each file once', async () => {
  const done = await Promise.all([1, 2, 3, 4].map(() => migrate(database.db, folder)))
  expect(done.flat()).toEqual(['0001-first.sql'])
  expect((await sql`select * from first`.execute(database.db)).rows).toHaveLength(1)
})

test('migrating lifts the limit on statements for itself only', async () => {
  await migrate(database.db, folder)
  const found = await sql<{ limit: string }>`
    select current_setting('statement_timeout') as limit`.execute(database.db)
  expect(found.rows[0]?.limit).toBe('30s')
})
