// Giving a bank's consent back, and keeping a record of how that went: never swallowed, never in the way.
import { appendAudit } from '../audit/append.ts'
import { type BankCredential, BankError, type Presence } from '../banks/bank.ts'
import type { BankDirectory } from '../banks/directory.ts'
import type { Database, Pool } from '../db/database.ts'
import { inLender } from '../db/lender-transaction.ts'
import { type Clock, timestamp } from '../runtime/clock.ts'
import type { Connection } from './connection-store.ts'
import { writeGivenBack } from './consent-store.ts'

/** An access that has left the database and must be given back to the bank. */
export type HeldConsent = {
  readonly connection: Connection
  readonly credential: BankCredential
  readonly presence: Presence | null
}

export type Release = { readonly emptied: true } | { readonly emptied: false; readonly why: string }

/** Empties the consent at the bank; a bank that will not is a result, not an error. */
export async function releaseAtBank(
  deps: { banks: BankDirectory },
  held: HeldConsent,
): Promise<Release> {
  const bank = deps.banks.find(held.connection.bankId)
  if (!bank) return { emptied: false, why: 'unknown_bank' }
  try {
    await bank.adapter.release({ credential: held.credential, presence: held.presence })
    return { emptied: true }
  } catch (error) {
    return { emptied: false, why: error instanceof BankError ? error.kind : 'internal_error' }
  }
}

export async function recordRelease(
  db: Database,
  { connection, release, at }: { connection: Connection; release: Release; at: string },
): Promise<void> {
  await writeGivenBack(db, connection, { outcome: release.emptied ? 'emptied' : 'failed', at })
  await appendAudit(db, {
    lenderId: connection.lenderId,
    actor: 'service',
    action: release.emptied ? 'consent.emptied' : 'consent.emptying_failed',
    subjectId: connection.sessionId,
    detail: {
      connectionId: connection.id,
      bank: connection.bankId,
      ...(release.emptied ? {} : { why: release.why }),
    },
    at,
  })
}

/** After the transaction that took them out of the database. */
export async function giveBack(
  deps: { db: Pool; banks: BankDirectory; clock: Clock },
  consents: readonly HeldConsent[],
): Promise<void> {
  const done = await Promise.all(
    consents.map(async (held) => ({ held, release: await releaseAtBank(deps, held) })),
  )
  const lenderId = consents[0]?.connection.lenderId
  if (lenderId === undefined) return
  await inLender(deps.db, lenderId, async (tx) => {
    for (const { held, release } of done) {
      await recordRelease(tx, {
        connection: held.connection,
        release,
        at: timestamp(deps.clock),
      })
    }
  })
}
