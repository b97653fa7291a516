// The door to everything that belongs to a lender: a transaction that carries the lender's id.
import { sql, type Transaction } from 'kysely'
import type { Pool } from './database.ts'
import type { Tables } from './tables.ts'

/**
 * Runs `work` in one transaction bound to the lender; rolled back when it throws. The binding ends
 * with the transaction, so a pooled connection never carries it to the next caller.
 */
export async function inLender<T>(
  db: Pool,
  lenderId: string,
  work: (tx: Transaction<Tables>) => Promise<T>,
): Promise<T> {
  return await db.transaction().execute(async (tx) => {
    await sql`select set_config('app.lender_id', ${lenderId}, true)`.execute(tx)
    return await work(tx)
  })
}
