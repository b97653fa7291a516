// The door to everything that belongs to a lender: a transaction that carries the lender's id, without which
// row-level security shows nothing.
import { sql, type Transaction } from 'kysely'
import pg from 'pg'
import type { Database, Pool } from './database.ts'
import type { Tables } from './tables.ts'

/**
 * Runs `work` in one transaction bound to the lender; rolled back when it throws. The binding ends
 * with the transaction, so a pooled connection never carries it to the next caller. `oneMoment`: all that it
 * reads is of one and the same moment.
 */
export async function inLender<T>(
  db: Pool,
  lenderId: string,
  work: (tx: Transaction<Tables>) => Promise<T>,
  options: { readonly oneMoment?: boolean } = {},
): Promise<T> {
  const transaction = options.oneMoment
    ? db.transaction().setIsolationLevel('repeatable read')
    : db.transaction()
  return await transaction.execute(async (tx) => {
    // without parameters, so that it goes in one message with the beginning
    const bind = `select set_config('app.lender_id', ${pg.escapeLiteral(lenderId)}, true)`
    await sql.raw(bind).execute(tx)
    return await work(tx)
  })
}

/** The same for the lender a credential begins with. @returns null when no lender has this short id. */
export async function inLenderOf<T>(
  db: Pool,
  shortId: string,
  work: (tx: Transaction<Tables>, lenderId: string) => Promise<T>,
): Promise<T | null> {
  return await db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ lenderId: string }>`
      select set_config('app.lender_id', id, true) as "lenderId"
      from access.lender_of(${shortId}) as id where id is not null`.execute(tx)
    const [found] = rows
    return found === undefined ? null : await work(tx, found.lenderId)
  })
}

/** Every lender's id, for jobs that take one after the other. */
export async function listLenderIds(db: Database): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from access.lender_ids() as id`.execute(db)
  return rows.map(({ id }) => id)
}
