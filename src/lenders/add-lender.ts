// A new lender.
import type { Pool } from '../db/database.ts'
import { inLender } from '../db/lender-transaction.ts'
import { type Clock, timestamp } from '../runtime/clock.ts'
import { newId } from '../runtime/ids.ts'
import { newShortId } from './credential-text.ts'
import {
  type Lender,
  type LenderSettings,
  lenderSettingsSchema,
  type Provider,
  providerSchema,
} from './lender.ts'
import { insertLender } from './lender-store.ts'

export type NewLender = {
  readonly name: string
  readonly returnUrls: readonly string[]
  /** Who reads the accounts when a session does not say otherwise. */
  readonly provider: Provider
  /** Those that differ from the defaults. */
  readonly settings?: Partial<LenderSettings>
}

export async function addLender(
  deps: { db: Pool; clock: Clock },
  input: NewLender,
): Promise<Lender> {
  const lender: Lender = {
    id: newId('len'),
    shortId: newShortId(),
    name: input.name,
    returnUrls: input.returnUrls,
    provider: providerSchema.parse(input.provider),
    settings: lenderSettingsSchema.parse(input.settings ?? {}),
    logoHash: null,
  }
  await inLender(deps.db, lender.id, (tx) => insertLender(tx, lender, timestamp(deps.clock)))
  return lender
}
