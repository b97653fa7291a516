// Which rulebook a lender's reports are drawn with: the release last activated for it, else that of the folder.
import type { Database, Pool } from '../db/database.ts'
import { inLender } from '../db/lender-transaction.ts'
import { type Clock, timestamp } from '../runtime/clock.ts'
import { type Activated, findInForce } from './activation-store.ts'
import { type ActiveRulebook, loadKeptRulebook } from './active.ts'

/** @throws AppError `rulebook_invalid` when this version of the program cannot read the release any more */
export async function rulebookInForce(
  tx: Database,
  active: ActiveRulebook,
  { lenderId, at }: { readonly lenderId: string; readonly at: string },
): Promise<ActiveRulebook> {
  const found = await findInForce(tx, { lenderId, use: 'active', at })
  return found === null ? active : await loadKeptRulebook(tx, active, found.hash)
}

/** The same deps for one lender: `rulebook` is the one in force for it now. */
export async function withRulebookInForce<
  D extends { readonly db: Pool; readonly clock: Clock; readonly rulebook: ActiveRulebook },
>(deps: D, lenderId: string): Promise<D> {
  const at = timestamp(deps.clock)
  const rulebook = await inLender(deps.db, lenderId, (tx) =>
    rulebookInForce(tx, deps.rulebook, { lenderId, at }),
  )
  return { ...deps, rulebook }
}

/** The release that scores beside, unless it is the one in force itself; null: none does. */
export async function shadowInForce(
  tx: Database,
  of: { readonly lenderId: string; readonly at: string },
): Promise<Activated | null> {
  const shadow = await findInForce(tx, { ...of, use: 'shadow' })
  if (shadow === null) return null
  const active = await findInForce(tx, { ...of, use: 'active' })
  return active?.hash === shadow.hash ? null : shadow
}
