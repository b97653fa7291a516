// Deletion and data rights act under the role that may delete, whoever the process signed in as.
import { sql } from 'kysely'
import type { Database, Pool } from '../db/database.ts'
import { inLender } from '../db/lender-transaction.ts'

/** The login user is a member of every role of the service: see `db/roles.ts`. */
export async function asPurge<T>(
  db: Pool,
  lenderId: string,
  work: (tx: Database) => Promise<T>,
): Promise<T> {
  return await inLender(db, lenderId, async (tx) => {
    await sql`set local role nonante_purge`.execute(tx)
    return await work(tx)
  })
}
