// The names withheld from the snapshots of a session, opened: for whoever may be told, and for the applicant.
import type { Database } from '../db/database.ts'
import type { Vault } from '../vault/vault.ts'
import { findWithheldNames } from './name-store.ts'
import { namesSchema, openPart } from './sealed-parts.ts'

/** By pseudonym; of several who apply together, of all. @throws AppError `not_found` when a key has been destroyed */
export async function openNames(
  deps: { readonly vault: Vault },
  tx: Database,
  of: { readonly lenderId: string; readonly subjectIds: readonly string[]; readonly at: string },
): Promise<Readonly<Record<string, string>>> {
  const known: Record<string, string> = {}
  for (const { snapshotId, subjectId, sealedNames } of await findWithheldNames(tx, of)) {
    const part = {
      ...{ lenderId: of.lenderId, sessionId: subjectId, connectionId: snapshotId },
      part: 'names',
    } as const
    Object.assign(known, await openPart(deps, tx, part, sealedNames, namesSchema))
  }
  return known
}
