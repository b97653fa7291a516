// What is kept of a session for the validation of scorecards, as far as it goes with the session.
import type { Database } from '../db/database.ts'

type Of = { readonly lenderId: string; readonly sessionId: string }

export async function listVectorsOf(tx: Database, { lenderId, sessionId }: Of): Promise<string[]> {
  const rows = await tx
    .selectFrom('validation_vectors')
    .select('id')
    .where('lender_id', '=', lenderId)
    .where('session_id', '=', sessionId)
    .execute()
  return rows.map(({ id }) => id)
}

/** With the outcomes beside them. @returns their ids, whose keys must go too. */
export async function deleteVectors(tx: Database, { lenderId, sessionId }: Of): Promise<string[]> {
  const rows = await tx
    .deleteFrom('validation_vectors')
    .where('lender_id', '=', lenderId)
    .where('session_id', '=', sessionId)
    .returning('id')
    .execute()
  return rows.map(({ id }) => id)
}
