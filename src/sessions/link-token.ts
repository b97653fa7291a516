// Consent links, and those that take an agreement back, can be made again from a data key of the lender's, so that only
// their hash is ever stored. That key
// outlives every rotation of the key-encryption keys, which only wraps it anew.
import type { Database } from '../db/database.ts'
import { tokenText } from '../lenders/credential-text.ts'
import type { Lender } from '../lenders/lender.ts'
import type { Vault } from '../vault/vault.ts'

/** `<lender's short id>.<32 characters>` */
export async function linkTokenOf(
  deps: { vault: Vault },
  tx: Database,
  lender: Lender,
  session: { id: string; linkGeneration: number },
): Promise<string> {
  const subject = { lenderId: lender.id, subjectId: 'links' }
  await deps.vault.ensureDataKey(tx, subject)
  const of = `${session.id}.${session.linkGeneration}`
  return tokenText(lender.shortId, await deps.vault.derive(tx, subject, 'consent-link', of))
}

/** The same at every showing of the last page: `<lender's short id>.<32 characters>`. */
export async function withdrawalTokenOf(
  deps: { vault: Vault },
  tx: Database,
  lender: Pick<Lender, 'id' | 'shortId'>,
  sessionId: string,
): Promise<string> {
  const subject = { lenderId: lender.id, subjectId: 'links' }
  await deps.vault.ensureDataKey(tx, subject)
  return tokenText(
    lender.shortId,
    await deps.vault.derive(tx, subject, 'withdrawal-link', sessionId),
  )
}
