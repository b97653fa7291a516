// Wraps everything anew under the current key-encryption key, in batches, while the service runs: stopped in the
// middle it goes on where it was, and a second run finds nothing to do.
import type { Pool } from '../db/database.ts'
import { inLender, listLenderIds } from '../db/lender-transaction.ts'
import type { Signing } from './signing.ts'
import type { Vault } from './vault.ts'

const BATCH = 200

export type Rewrapped = { readonly dataKeys: number; readonly signingKeys: number }

/** @throws AppError `configuration_invalid` when a key is wrapped under a version that is not at hand. */
export async function rewrapAll(
  deps: { db: Pool; vault: Vault; signing: Signing },
  onBatch: (dataKeys: number) => void = () => {},
): Promise<Rewrapped> {
  let dataKeys = 0
  for (const lenderId of await listLenderIds(deps.db)) {
    for (;;) {
      const { found, rewrapped } = await inLender(deps.db, lenderId, (tx) =>
        deps.vault.rewrap(tx, lenderId, BATCH),
      )
      dataKeys += rewrapped
      if (found === 0) break
      onBatch(dataKeys)
    }
  }
  const signingKeys = await deps.db.transaction().execute((tx) => deps.signing.rewrap(tx))
  return { dataKeys, signingKeys }
}
