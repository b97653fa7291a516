// Consents in PostgreSQL: one row for each time one was given, the words once for all who were shown the same.
import type { Database } from '../db/database.ts'
import type { Connection, ConnectionKey } from './connection-store.ts'
import type { ShownConsent } from './consent.ts'
import type { Session } from './session-store.ts'

export async function insertConsent(
  db: Database,
  session: Session,
  { shown, granted, at }: { shown: ShownConsent; granted: readonly string[]; at: string },
): Promise<void> {
  const { lenderId, id, linkGeneration } = session
  const { hash, version, language, body } = shown
  await db
    .insertInto('consent_texts')
    .values({ lender_id: lenderId, hash, version, language, body, created_at: at })
    .onConflict((conflict) => conflict.columns(['lender_id', 'hash']).doNothing())
    .execute()
  await db
    .insertInto('consents')
    .values({
      lender_id: lenderId,
      session_id: id,
      generation: linkGeneration,
      text_hash: hash,
      purposes_asked: [...session.purposes],
      purposes_granted: [...granted],
      given_at: at,
    })
    .execute()
}

export async function insertGrant(
  db: Database,
  { lenderId, sessionId, id, bankId }: Connection,
  { bankConsentHash, at }: { bankConsentHash: string | null; at: string },
): Promise<void> {
  await db
    .insertInto('consent_grants')
    .values({
      lender_id: lenderId,
      session_id: sessionId,
      connection_id: id,
      bank_id: bankId,
      granted_at: at,
      bank_consent_hash: bankConsentHash,
      accounts: '[]',
      identity: false,
    })
    .execute()
}

export type ChosenAccount = {
  readonly account: string
  readonly balances: boolean
  readonly transactions: boolean
}

export async function writeChoice(
  db: Database,
  key: ConnectionKey,
  chosen: { accounts: readonly ChosenAccount[]; identity: boolean; at: string },
): Promise<void> {
  await db
    .updateTable('consent_grants')
    .set({
      accounts: JSON.stringify(chosen.accounts),
      identity: chosen.identity,
      chosen_at: chosen.at,
    })
    .where('lender_id', '=', key.lenderId)
    .where('session_id', '=', key.sessionId)
    .where('connection_id', '=', key.id)
    .execute()
}

/** Nothing is written for a bank that never gave access. */
export async function writeGivenBack(
  db: Database,
  key: ConnectionKey,
  { outcome, at }: { outcome: 'emptied' | 'failed'; at: string },
): Promise<void> {
  await db
    .updateTable('consent_grants')
    .set({ given_back: outcome, given_back_at: at })
    .where('lender_id', '=', key.lenderId)
    .where('session_id', '=', key.sessionId)
    .where('connection_id', '=', key.id)
    .execute()
}

export type KeptConsent = {
  readonly generation: number
  readonly asked: string[]
  readonly granted: string[]
  readonly givenAt: string
  readonly textHash: string
  readonly textVersion: string
  readonly language: 'fr' | 'en'
  readonly body: string
}

/** Newest first: the first is the one that counts. */
export async function listConsents(
  db: Database,
  lenderId: string,
  sessionId: string,
): Promise<KeptConsent[]> {
  return await db
    .selectFrom('consents')
    .innerJoin('consent_texts', (join) =>
      join
        .onRef('consent_texts.lender_id', '=', 'consents.lender_id')
        .onRef('consent_texts.hash', '=', 'consents.text_hash'),
    )
    .select(['generation', 'purposes_asked as asked', 'purposes_granted as granted'])
    .select(['given_at as givenAt', 'text_hash as textHash', 'version as textVersion'])
    .select(['language', 'body'])
    .where('consents.lender_id', '=', lenderId)
    .where('consents.session_id', '=', sessionId)
    .orderBy('generation', 'desc')
    .execute()
}

/** Of every bank that gave access, oldest first, with how its connection ended. */
export async function listGrants(db: Database, lenderId: string, sessionId: string) {
  return await db
    .selectFrom('consent_grants as g')
    .innerJoin('connections as c', (join) =>
      join
        .onRef('c.lender_id', '=', 'g.lender_id')
        .onRef('c.session_id', '=', 'g.session_id')
        .onRef('c.id', '=', 'g.connection_id'),
    )
    .select(['g.connection_id as connectionId', 'g.bank_id as bank', 'g.granted_at as grantedAt'])
    .select(['g.bank_consent_hash as bankConsentSha256', 'g.accounts', 'g.identity'])
    .select(['g.chosen_at as chosenAt', 'g.given_back as givenBack'])
    .select(['g.given_back_at as givenBackAt', 'c.status'])
    .where('g.lender_id', '=', lenderId)
    .where('g.session_id', '=', sessionId)
    .orderBy('g.granted_at')
    .orderBy('g.connection_id')
    .execute()
}
