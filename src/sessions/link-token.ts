// Consent links can be made again from the vault's key, so that only their hash is ever stored.
import { tokenText } from '../lenders/credential-text.ts'
import type { Lender } from '../lenders/lender.ts'
import type { Vault } from '../vault/vault.ts'

/** `<lender's short id>.<32 characters>` */
export function linkTokenOf(
  deps: { vault: Vault },
  lender: Lender,
  session: { id: string; linkGeneration: number },
): string {
  const secret = deps.vault.derive('consent-link', `${session.id}.${session.linkGeneration}`)
  return tokenText(lender.shortId, secret)
}
