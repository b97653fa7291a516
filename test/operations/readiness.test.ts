// /readyz tells the truth: what is broken behind the service makes it say so, and what is not does not.
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openPool } from '../../src/db/pool.ts'
import { type Service, startService } from '../http/service.ts'

let service: Service
beforeAll(async () => {
  service = await startService()
})
afterAll(() => service.stop())

async function ready() {
  const answer = await service.get('/readyz')
  const body: unknown = await answer.json()
  return { code: answer.status, body }
}
const run = (statement: ReturnType<typeof sql>) => statement.execute(service.db)

test('nothing is wrong', async () => {
  const body = { status: 'ready', database: 'reachable', schema: 'current', keys: 'usable' }
  expect(await ready()).toEqual({ code: 200, body: { ...body, warnings: [] } })
})

test('a schema that a newer version has migrated further keeps this one serving', async () => {
  await run(sql`insert into schema_migrations (name, checksum) values ('9999-later.sql', 'x')`)
  expect(await ready()).toMatchObject({ code: 200, body: { status: 'ready', schema: 'newer' } })
  await run(sql`delete from schema_migrations where name = '9999-later.sql'`)
})

test('a schema that is older makes it not ready', async () => {
  await run(sql`create table kept as select * from schema_migrations where name like '0009%'`)
  await run(sql`delete from schema_migrations where name like '0009%'`)
  expect(await ready()).toMatchObject({ code: 503, body: { schema: 'outdated' } })
  await run(sql`insert into schema_migrations select * from kept`)
  expect((await ready()).code).toBe(200)
})

test('a job that nobody takes is told, by its kind and how long it waits', async () => {
  await run(sql`insert into pgboss.job (name, data, start_after)
    values ('draft-report', '{}', now() - interval '61 seconds'),
      ('dead-letter', '{}', now() - interval '1 day'),
      ('purge', '{}', now() + interval '1 hour')`)
  expect(await ready()).toMatchObject({
    code: 200,
    body: { status: 'degraded', warnings: [{ code: 'queue_stuck', kind: 'draft-report' }] },
  })
  await run(sql`delete from pgboss.job`)
})

test('keys that do not open what was wrapped make it not ready', async () => {
  await run(sql`insert into signing_keys (id, public_key, wrapped, key_version, created_at)
    values ('sig_other', 'x', '\\x00', 'v1', now()), ('sig_missing', 'x', '\\x00', 'v9', now())`)
  expect(await ready()).toMatchObject({
    code: 503,
    body: { status: 'not_ready', keys: 'unusable' },
  })
  await run(sql`delete from signing_keys`)
  await run(sql`alter table keystore.data_keys rename to elsewhere`)
  expect(await ready()).toMatchObject({ code: 503, body: { keys: 'unusable' } })
  await run(sql`alter table keystore.elsewhere rename to data_keys`)
})

test('a database that takes no connection makes it not ready, and it comes back by itself', async () => {
  const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(
    service.db,
  )
  const name = rows[0]?.name ?? ''
  const server = { connectionString: inject('postgres'), max: 1, applicationName: 'test' }
  const { db: admin, close } = openPool(server)
  const allow = (word: 'true' | 'false') =>
    sql`alter database ${sql.id(name)} allow_connections ${sql.raw(word)}`.execute(admin)
  await allow('false')
  await sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${name}`.execute(
    admin,
  )
  expect(await ready()).toMatchObject({ code: 503, body: { database: 'unreachable' } })
  await allow('true')
  await close()
  await expect.poll(async () => (await ready()).code, { timeout: 5_000 }).toBe(200)
})
