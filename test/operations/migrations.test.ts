// Migrations run while the version before still serves: what they may not do, and what the one who applies them does.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { migrate, migrationsFolder } from '../../src/db/migrate.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { offencesOf, tablesMadeBy } from './migration-rules.ts'

/** Up to here there was no release: no row, and no version before. */
const LAST_BEFORE_RELEASE = '0017-trace-parent.sql'

describe('the files', () => {
  test('after the first release do nothing that stops the version before', () => {
    const earlier = new Set<string>()
    const found: string[] = []
    for (const name of readdirSync(migrationsFolder).sort()) {
      const text = readFileSync(join(migrationsFolder, name), 'utf8')
      if (name > LAST_BEFORE_RELEASE && name.endsWith('.sql')) {
        for (const { rule, statement } of offencesOf(text, earlier)) {
          found.push(`${name}: ${rule}: ${statement}`)
        }
      }
      for (const table of tablesMadeBy(text)) earlier.add(table)
    }
    expect(found).toEqual([])
    expect(earlier.size).toBeGreaterThan(20)
  })

  test('the newest before it keeps to the rules already', () => {
    const text = readFileSync(join(migrationsFolder, LAST_BEFORE_RELEASE), 'utf8')
    expect(offencesOf(text, new Set(['sessions']))).toEqual([])
  })

  test.each([
    ['index of an earlier table', 'create index a on sessions (lender_id);'],
    ['index of an earlier table', 'create unique index concurrently a on sessions (lender_id);'],
    ['not null without default', 'alter table sessions add column a text not null;'],
    ['rewrites the table', 'alter table sessions alter column id type varchar(20);'],
    ['rewrites the table', 'alter table sessions add column a timestamptz default now();'],
    [
      'rewrites the table',
      "alter table sessions add column a text generated always as ('x') stored;",
    ],
    ['takes away', 'alter table sessions drop column id;'],
    ['takes away', 'alter table sessions add column b text, rename column id to c;'],
    ['takes away', 'drop table sessions;'],
    ['constraint that reads all rows', 'alter table sessions add constraint a check (b > 0);'],
    ['constraint that reads all rows', 'alter table sessions add column a int check (a > 0);'],
    ['changes rows', 'update sessions set a = 1;'],
  ])('%s: %s', (rule, text) => {
    expect(offencesOf(text, new Set(['sessions'])).map((offence) => offence.rule)).toContain(rule)
  })

  test.each([
    '-- outside a transaction\ncreate index concurrently if not exists a on sessions (lender_id);',
    'alter table sessions add column a text, add column b integer not null default 0;',
    'alter table sessions add constraint a check (b > 0) not valid;',
    'create table other (id text not null); create index on other (id);',
    'create function f() returns void language sql as $$ update sessions set a = 1; $$;',
  ])('allowed: %s', (text) => {
    expect(offencesOf(text, new Set(['sessions']))).toEqual([])
  })
})

describe('who applies them', () => {
  let database: TestDatabase
  let folder: string
  beforeEach(async () => {
    database = await testDatabase('empty')
    folder = mkdtempSync(join(tmpdir(), 'nonante-migrations-'))
    writeFileSync(join(folder, '0001-a.sql'), 'create table a (id integer);')
    await migrate(database.db, folder)
  })
  afterEach(async () => {
    await database.drop()
    rmSync(folder, { recursive: true })
  })

  test('gives up a lock after two seconds, so that nobody waits behind it, and comes again', async () => {
    writeFileSync(join(folder, '0002-b.sql'), 'alter table a add column b text;')
    const times: { longest: number } = { longest: 0 }
    const reading = Promise.withResolvers<void>()
    const long = database.db.transaction().execute(async (tx) => {
      await sql`select from a`.execute(tx)
      reading.resolve()
      await sql`select pg_sleep(5)`.execute(tx)
    })
    await reading.promise
    const migrating = migrate(database.db, folder)
    const until = performance.now() + 4_500
    while (performance.now() < until) {
      const started = performance.now()
      await sql`select from a`.execute(database.db)
      times.longest = Math.max(times.longest, performance.now() - started)
    }
    await long
    expect(await migrating).toEqual(['0002-b.sql'])
    expect(times.longest).toBeLessThan(3_500)
  })

  test('runs a file outside a transaction, statement by statement', async () => {
    writeFileSync(
      join(folder, '0003-c.sql'),
      `-- outside a transaction
-- of two; that is no statement
create index concurrently if not exists a_id on a (id);
create index concurrently if not exists a_id_again on a (id);
`,
    )
    expect(await migrate(database.db, folder)).toEqual(['0003-c.sql'])
    const { rows } = await sql`select indexname from pg_indexes where tablename = 'a'`.execute(
      database.db,
    )
    expect(rows).toHaveLength(2)
    expect(await migrate(database.db, folder)).toEqual([])
  })
})
