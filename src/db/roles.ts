// The roles a process acts under: none owns a table, none may look past row-level security.
import { sql } from 'kysely'
import { AppError } from '../errors.ts'
import type { Pool } from './database.ts'

/** Each with the verbs it needs and no other: see `migrations/`. */
export type DatabaseRole =
  | 'nonante_api'
  | 'nonante_worker'
  | 'nonante_purge'
  /** The command line: lenders and their keys. */
  | 'nonante_operator'

/** `nonante_lookup` owns the functions that find a lender before it is known; no process acts under it. */
const allRoles = [
  'nonante_api',
  'nonante_worker',
  'nonante_purge',
  'nonante_operator',
  'nonante_lookup',
] as const satisfies readonly (DatabaseRole | 'nonante_lookup')[]

/** The same address, acting under a role from the first statement on; `RESET ROLE` comes back to it. */
export function asRole(connectionString: string, role: DatabaseRole): string {
  const url = new URL(connectionString)
  const given = url.searchParams.get('options')
  url.searchParams.set('options', `${given === null ? '' : `${given} `}-c role=${role}`)
  return url.href
}

/**
 * Roles belong to the whole server: another database of it may have made them, or be making them now.
 * Whoever migrates becomes a member, so that one login can both migrate and serve.
 * @throws AppError `configuration_invalid` when they are missing and may not be made, or see too much.
 */
export async function ensureRoles(connection: Pool): Promise<void> {
  if (!(await areUsable(connection))) {
    try {
      for (const role of allRoles) await makeRole(connection, role)
    } catch (cause) {
      throw new AppError(
        'configuration_invalid',
        `The user of DATABASE_URL may not make the database's roles. Give it CREATEROLE, or have an administrator run: ${remedy()}`,
        { cause },
      )
    }
  }
  const strong = await sql<{ name: string }>`
    select rolname as name from pg_roles
    where rolname in (${sql.join([...allRoles])}) and (rolsuper or rolbypassrls or rolcanlogin)
    order by 1`.execute(connection)
  const found = strong.rows.map(({ name }) => name).join(', ')
  if (found !== '') {
    throw new AppError(
      'configuration_invalid',
      `${found} must be NOLOGIN, NOSUPERUSER and NOBYPASSRLS: row-level security rests on it.`,
    )
  }
}

/** From PostgreSQL 16 on, who makes a role is a member of it that may not yet act under it. */
const mayAct = sql`case when current_setting('server_version_num')::int >= 160000 then 'SET' else 'MEMBER' end`

async function areUsable(connection: Pool): Promise<boolean> {
  const found = await sql<{ usable: number }>`
    select count(*)::int as usable from pg_roles
    where rolname in (${sql.join([...allRoles])}) and pg_has_role(current_user, oid, ${mayAct})`.execute(
    connection,
  )
  return found.rows[0]?.usable === allRoles.length
}

/** Two databases of one server may come to it at once: whoever is second finds it made. */
async function makeRole(connection: Pool, role: string): Promise<void> {
  await sql`do ${sql.lit(`begin
    if to_regrole('${role}') is null then create role ${role} nologin; end if;
  exception when duplicate_object or unique_violation then null;
  end`)}`.execute(connection)
  const found = await sql<{ member: boolean }>`
    select pg_has_role(current_user, ${role}, ${mayAct}) as member`.execute(connection)
  if (found.rows[0]?.member === true) return
  await sql`grant ${sql.id(role)} to current_user`.execute(connection)
}

/** What a connection refused for its role says; null when it was refused for something else. */
export function refusedRole(error: unknown, role: DatabaseRole): AppError | null {
  switch (codeOf(error)) {
    case '22023':
      return new AppError(
        'database_outdated',
        `The database has no role ${role}. Run \`nonante migrate\`.`,
        { cause: error },
      )
    case '42501':
      return new AppError(
        'configuration_invalid',
        `The user of DATABASE_URL may not act as ${role}. Have an administrator run: grant ${role} to <the user>;`,
        { cause: error },
      )
    default:
      return null
  }
}

function codeOf(error: unknown): unknown {
  if (!(error instanceof Error)) return null
  return 'code' in error ? error.code : codeOf(error.cause)
}

function remedy(): string {
  const makes = allRoles.map((role) => `create role ${role} nologin;`).join(' ')
  return `${makes} grant ${allRoles.join(', ')} to <the user>;`
}
