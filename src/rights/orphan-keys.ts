// Data keys whose subject is gone: of a transaction that was undone, or of rows deleted by other hands.
import type { Database } from '../db/database.ts'
import type { Vault } from '../vault/vault.ts'

/** Only subjects of these kinds: keys that last, as a lender's own, are never taken for left over. */
const kinds = ['sessions', 'snapshots', 'reports', 'validation_vectors'] as const
const prefixes = {
  sessions: 'ses_',
  snapshots: 'snp_',
  reports: 'rep_',
  validation_vectors: 'vec_',
} as const

/** Of keys made before `before`. */
export async function listOrphans(
  deps: { vault: Vault },
  tx: Database,
  lenderId: string,
  before: string,
): Promise<string[]> {
  const subjects = await deps.vault.listSubjects(tx, lenderId, before)
  const orphans: string[] = []
  for (const kind of kinds) {
    const of = subjects.filter((subject) => subject.startsWith(prefixes[kind]))
    if (of.length === 0) continue
    const rows = await tx.selectFrom(kind).select('id').where('lender_id', '=', lenderId).execute()
    const ids = new Set(rows.map(({ id }) => id))
    orphans.push(...of.filter((subject) => !ids.has(subject)))
  }
  return orphans
}
