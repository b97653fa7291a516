// What the database itself says of its protection: a new table, view, function or role without it fails here.
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inLender, inLenderOf } from '../../src/db/lender-transaction.ts'
import { openPool } from '../../src/db/pool.ts'
import { asRole } from '../../src/db/roles.ts'
import { migrateDatabase } from '../../src/jobs/database-schema.ts'
import { silentLogger } from '../../src/telemetry/log.ts'
import { openDatabase } from '../../src/wiring/database.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { grants } from './grants.ts'
import { tenantTables } from './tenant-rows.ts'

/** Of no lender: what they hold is the same for all, or belongs to the service. */
const exempt = [
  'request_counts',
  'rulebook_bundles',
  'rulebook_releases',
  'schema_migrations',
  'signing_keys',
  'unattended_calls',
]
const roles = [
  'nonante_api',
  'nonante_worker',
  'nonante_purge',
  'nonante_operator',
  'nonante_lookup',
]
const ours = sql`('public', 'keystore', 'access')`

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

async function ask<T>(query: ReturnType<typeof sql<T>>): Promise<T[]> {
  return (await query.execute(database.db)).rows
}

describe('protection', () => {
  test('is forced on every table with lender_id, by a policy for reading and for writing', async () => {
    const tables = (await tenantTables(database.db)).map(({ name }) => name)
    const rows = await ask(sql<{ name: string }>`
      select format('%I.%I', n.nspname, c.relname) as name from pg_class c
      join pg_namespace n on n.oid = c.relnamespace
      join pg_policy p on p.polrelid = c.oid and p.polcmd = '*' and p.polpermissive
      where c.relrowsecurity and c.relforcerowsecurity and p.polroles = '{0}'
        and pg_get_expr(p.polqual, p.polrelid) like '%nonante_lender()%'
        and pg_get_expr(p.polwithcheck, p.polrelid) = pg_get_expr(p.polqual, p.polrelid)
      order by 1`)
    expect(rows.map(({ name }) => name).sort()).toEqual([...tables].sort())
  })

  test('has no further policy but the one that finds a lender by its short id', async () => {
    const rows = await ask(sql<{ told: string }>`
      select concat_ws(' ', polrelid::regclass, polname, polcmd, polroles::regrole[]) as told from pg_policy
      where polname not in ('of_its_lender', 'of_itself')`)
    expect(rows).toEqual([{ told: 'lenders looked_up r {nonante_lookup}' }])
  })

  test('is missing on the named tables alone', async () => {
    const rows = await ask(sql<{ name: string }>`
      select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p', 'm') and n.nspname in ${ours} and not c.relrowsecurity order by 1`)
    expect(rows.map(({ name }) => name)).toEqual(exempt)
  })

  test('is not lost behind a view', async () => {
    const rows = await ask(sql<{ name: string }>`
      select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'v' and n.nspname in ${ours}
        and not coalesce(c.reloptions @> '{security_invoker=true}', false)`)
    expect(rows).toEqual([])
  })

  test('fails closed: an error where no lender was ever set, no row where one was before', async () => {
    const connectionString = asRole(database.connectionString, 'nonante_api')
    const { db, close } = openPool({ connectionString, max: 1, applicationName: 'test' })
    const look = () => db.selectFrom('sessions').select('id').execute()
    await expect(look()).rejects.toMatchObject({ code: '42704' })
    await inLender(db, 'len_a', async () => {})
    expect(await look()).toEqual([])
    expect(await inLenderOf(db, 'nobodys2', async () => 'found')).toBeNull()
    await close()
  })
})

describe('roles', () => {
  test('own nothing, cannot sign in, see past nothing, and are no member of each other', async () => {
    const rows = await ask(sql<{ name: string }>`
      select rolname as name from pg_roles where rolname like 'nonante\\_%'
        and not (rolsuper or rolbypassrls or rolcanlogin or rolcreaterole or rolcreatedb or rolreplication)
        and not exists (select from pg_auth_members where member = pg_roles.oid)
        and not exists (select from pg_class where relowner = pg_roles.oid)
      order by 1`)
    expect(rows.map(({ name }) => name)).toEqual([...roles].sort())
  })

  test('have each the verbs it needs on each table, and no other', async () => {
    const rows = await ask(sql<{ name: string; role: string; verbs: string }>`
      select case n.nspname when 'public' then c.relname else n.nspname || '.' || c.relname end as name,
        replace(r.rolname, 'nonante_', '') as role,
        concat_ws(' ', (select string_agg(lower(a.privilege_type), ' ' order by a.privilege_type)
            from aclexplode(c.relacl) a where a.grantee = r.oid),
          (select string_agg(lower(a.privilege_type) || ':' || t.attname, ' ' order by t.attname)
            from pg_attribute t, aclexplode(t.attacl) a
            where t.attrelid = c.oid and a.grantee = r.oid)) as verbs
      from pg_class c join pg_namespace n on n.oid = c.relnamespace cross join pg_roles r
      where c.relkind in ('r', 'p', 'v', 'm') and n.nspname in ${ours} and r.rolname like 'nonante\\_%'`)
    const found: Record<string, Record<string, string>> = {}
    for (const { name, role, verbs } of rows) {
      if (verbs !== '') found[name] = { ...found[name], [role]: verbs }
    }
    expect(found).toEqual(grants)
  })

  test('nothing is granted to everybody', async () => {
    const tables = await ask(sql<{ name: string }>`
      select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace,
        aclexplode(c.relacl) a where n.nspname in ('public', 'keystore', 'access', 'pgboss') and a.grantee = 0`)
    expect(tables).toEqual([])
    const functions = await ask(sql<{ name: string }>`
      select p.proname as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where n.nspname in ${ours} and p.prorettype <> 'trigger'::regtype
        and has_function_privilege('public', p.oid, 'execute')`)
    expect(functions).toEqual([])
  })

  test('the functions that look before the lender is known return ids, with a fixed search path', async () => {
    const rows = await ask(sql<{ told: string }>`
      select concat_ws(' ', p.oid::regprocedure, '→', p.prorettype::regtype, p.proowner::regrole, p.proconfig) as told
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where p.prosecdef and n.nspname not in ('pg_catalog', 'information_schema')
        and p.prorettype <> 'trigger'::regtype order by 1`)
    expect(rows.map(({ told }) => told)).toEqual([
      'access.lender_ids() → text nonante_lookup {"search_path=\\"\\""}',
      'access.lender_of(text) → text nonante_lookup {"search_path=\\"\\""}',
    ])
    const triggers = await ask(sql<{ name: string }>`
      select p.proname as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where n.nspname in ${ours} and p.prosecdef and p.prorettype = 'trigger'::regtype`)
    expect(triggers).toEqual([{ name: 'nonante_results_go' }])
    const unfixed = await ask(sql<{ name: string }>`
      select p.proname as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where n.nspname in ${ours} and p.prolang <> (select oid from pg_language where lanname = 'sql')
        and not coalesce(array_to_string(p.proconfig, ',') like '%search_path=%', false)`)
    expect(unfixed).toEqual([])
  })
})

describe('an operator’s own database', () => {
  const log = silentLogger
  const acting = { role: 'nonante_api', applicationName: 'test' } as const
  const suffix = `${process.pid}_${Date.now() % 1_000_000}`
  const [owner, app] = [`t_owner_${suffix}`, `t_app_${suffix}`]
  let own: TestDatabase
  const addressOf = (user: string) => {
    const url = new URL(own.connectionString)
    ;[url.username, url.password] = [user, 'secret']
    return url.href
  }
  const configOf = (user: string) =>
    ({ databaseUrl: addressOf(user), home: '' }) as Parameters<typeof openDatabase>[0]

  beforeAll(async () => {
    own = await testDatabase('empty')
    const name = new URL(own.connectionString).pathname.slice(1)
    await sql.raw(`create role ${owner} login createrole password 'secret'`).execute(own.db)
    await sql.raw(`create role ${app} login password 'secret'`).execute(own.db)
    await sql.raw(`alter database ${name} owner to ${owner}`).execute(own.db)
    // as on a server where an administrator made them for another database
    for (const role of roles)
      await sql.raw(`grant ${role} to ${owner} with admin option`).execute(own.db)
  })
  afterAll(async () => {
    await own.drop()
    for (const user of [owner, app]) await sql.raw(`drop role ${user}`).execute(database.db)
  })

  test('is migrated by an owner who is no superuser; a member serves, and a stranger is told what to run', async () => {
    await migrateDatabase(addressOf(owner))
    await expect(openDatabase(configOf(app), log, acting)).rejects.toMatchObject({
      code: 'configuration_invalid',
      detail: expect.stringContaining('grant nonante_api to'),
    })
    await sql.raw(`grant nonante_api to ${app}`).execute(own.db)
    for (const user of [owner, app]) {
      const { db, close } = await openDatabase(configOf(user), log, acting)
      const { rows } = await sql<{ me: string }>`select current_user as me`.execute(db)
      expect(rows).toEqual([{ me: 'nonante_api' }])
      expect(await inLenderOf(db, 'nobodys2', async () => 'found')).toBeNull()
      await close()
    }
    await expect(
      openDatabase(configOf(app), log, { ...acting, role: 'nonante_purge' }),
    ).rejects.toMatchObject({ detail: expect.stringContaining('grant nonante_purge to') })
  })

  test('even its owner sees nothing without a lender', async () => {
    const { db, close } = openPool({
      connectionString: addressOf(owner),
      max: 1,
      applicationName: 'test',
    })
    await expect(db.selectFrom('sessions').select('id').execute()).rejects.toMatchObject({
      code: '42704',
    })
    await close()
  })
})
