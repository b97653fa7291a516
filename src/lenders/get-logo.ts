// A lender's logo for whoever knows its address: the lender's short id and the hash of the image.
import type { Pool } from '../db/database.ts'
import { inLenderOf } from '../db/lender-transaction.ts'
import type { Logo } from './brand.ts'
import { findLogo, readLender } from './lender-store.ts'

/** null for another image than the one that is shown now, as for no lender at all. */
export async function getLogo(
  deps: { db: Pool },
  { shortId, hash }: { shortId: string; hash: string },
): Promise<Logo | null> {
  return await inLenderOf(deps.db, shortId, async (tx, lenderId) => {
    const { logoHash } = await readLender(tx, lenderId)
    return logoHash === hash ? await findLogo(tx, lenderId) : null
  })
}
