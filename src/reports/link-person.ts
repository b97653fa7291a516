// Who a report link is for: an underwriter's name. It is kept sealed under the key of the report and goes with it; the
// audit, which outlives the report and cannot be changed, knows the person by a keyed hash of the name.
import { z } from 'zod'
import type { Database } from '../db/database.ts'
import { openPart, type PartOf, sealPart } from '../sessions/sealed-parts.ts'
import type { Vault } from '../vault/vault.ts'
import { linkHandle } from './link-handle.ts'

type Deps = { vault: Vault }

/** `person:` and 32 characters: the same for all links of a lender that name the same person, however it is typed. */
export async function personOf(
  deps: Deps,
  tx: Database,
  lenderId: string,
  name: string,
): Promise<string> {
  const subject = { lenderId, subjectId: 'links' }
  await deps.vault.ensureDataKey(tx, subject)
  const folded = name.normalize('NFKC').trim().replaceAll(/\s+/g, ' ').toLowerCase()
  return `person:${await deps.vault.derive(tx, subject, 'report-link-person', folded)}`
}

type NameOf = { readonly lenderId: string; readonly subjectId: string; readonly tokenHash: Buffer }

function partOf({ lenderId, subjectId, tokenHash }: NameOf): PartOf {
  const link = linkHandle(tokenHash)
  return { lenderId, sessionId: subjectId, connectionId: link, part: 'link_name' }
}

export async function sealName(deps: Deps, tx: Database, of: NameOf, name: string) {
  return await sealPart(deps, tx, partOf(of), name)
}

export async function openName(
  deps: Deps,
  tx: Database,
  of: NameOf,
  kept: { readonly sealedNamedFor: Buffer | null; readonly namedFor: string | null },
): Promise<string | null> {
  if (kept.sealedNamedFor === null) return kept.namedFor
  return await openPart(deps, tx, partOf(of), kept.sealedNamedFor, z.string())
}
