// The applicant's consent as it is kept: the words that were shown, what was asked and what was agreed to, and what
// the banks answered. Nothing of the applicant is in it, so that it outlives their data.
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { appendAudit } from '../audit/append.ts'
import type { AccountGrant, BankCredential } from '../banks/bank.ts'
import type { Database } from '../db/database.ts'
import type { Vault } from '../vault/vault.ts'
import type { Connection, ConnectionKey } from './connection-store.ts'
import { insertConsent, insertGrant, writeChoice } from './consent-store.ts'
import type { Purpose } from './session.ts'
import { changeSession, type Session } from './session-store.ts'

/** The page of the consent, as text. */
export type ShownConsent = {
  readonly version: string
  readonly language: 'fr' | 'en'
  /** SHA-256 of the UTF-8 of `body`, hexadecimal. */
  readonly hash: string
  readonly body: string
}

export type ConsentGiven = {
  readonly shown: ShownConsent
  /** The boxes ticked; what was not asked counts for nothing. */
  readonly ticked: readonly string[]
}

/** The same session row is locked by the caller's transaction. A new link asks again, and its answer is the one that counts. */
export async function keepConsent(
  tx: Database,
  session: Session,
  { shown, ticked }: ConsentGiven,
  at: string,
): Promise<void> {
  const granted = session.purposes.filter(
    (purpose): purpose is Purpose => purpose === 'creditworthiness' || ticked.includes(purpose),
  )
  await insertConsent(tx, session, { shown, granted, at })
  await changeSession(tx, session, { granted_purposes: granted })
  await appendAudit(tx, {
    lenderId: session.lenderId,
    actor: 'applicant',
    action: 'consent.given',
    subjectId: session.id,
    detail: {
      generation: session.linkGeneration,
      textVersion: shown.version,
      language: shown.language,
      textSha256: shown.hash,
      asked: session.purposes,
      granted,
    },
    at,
  })
}

/** Where the bank, or the aggregator, has an id of its own for what it was asked to allow. */
const bankConsent = z.union([
  z.object({ consentId: z.string() }).transform(({ consentId }) => consentId),
  z.object({ connectionId: z.string() }).transform(({ connectionId }) => connectionId),
])

/** The bank has given access. */
export async function keepGrant(
  tx: Database,
  connection: Connection,
  credential: BankCredential,
  at: string,
): Promise<void> {
  const id = bankConsent.safeParse(credential).data
  const hash = id === undefined ? null : createHash('sha256').update(id, 'utf8').digest('hex')
  await insertGrant(tx, connection, { bankConsentHash: hash, at })
}

/** The accounts go by a pseudonym that only the session's own key makes. */
export async function keepChoice(
  deps: { vault: Vault },
  tx: Database,
  key: ConnectionKey,
  chosen: { grants: readonly AccountGrant[]; identity: boolean; at: string },
): Promise<void> {
  const { lenderId, sessionId } = key
  const accounts: { account: string; balances: boolean; transactions: boolean }[] = []
  for (const { ref, balances, transactions } of chosen.grants) {
    const subject = { lenderId, subjectId: sessionId }
    const token = await deps.vault.derive(tx, subject, 'account', `${key.id}.${ref}`)
    accounts.push({ account: token.slice(0, 16), balances, transactions })
  }
  await writeChoice(tx, key, { accounts, identity: chosen.identity, at: chosen.at })
}
