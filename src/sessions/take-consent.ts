// Takes an access out of the database, for a connection that is about to end.
import type { Presence } from '../banks/bank.ts'
import type { Database } from '../db/database.ts'
import type { Vault } from '../vault/vault.ts'
import type { Connection } from './connection-store.ts'
import type { HeldConsent } from './held-consent.ts'
import { awaitedSchema, credentialSchema, openPart, presenceSchema } from './sealed-parts.ts'
import type { SealedParts } from './sealed-store.ts'

/** The customer's presence, while it may still be told to the bank. */
export async function openPresence(
  deps: { vault: Vault },
  db: Database,
  { connection, parts, now }: { connection: Connection; parts: SealedParts; now: string },
): Promise<Presence | null> {
  const { lenderId, sessionId, id, presenceUntil } = connection
  if (parts.presence === null || presenceUntil === null || presenceUntil <= now) return null
  return await openPart(
    deps,
    db,
    { lenderId, sessionId, connectionId: id, part: 'presence' },
    parts.presence,
    presenceSchema,
  )
}

/**
 * null when the bank gave no access yet: before the exchange there is nothing to give back, unless the
 * bank holds something from the beginning on.
 */
export async function takeConsent(
  deps: { vault: Vault },
  db: Database,
  from: { connection: Connection; parts: SealedParts; now: string },
): Promise<HeldConsent | null> {
  const { connection, parts } = from
  if (parts.credential === null) return null
  const { lenderId, sessionId, id, status } = connection
  if (status === 'authorizing' || status === 'exchanging') {
    const of = { lenderId, sessionId, connectionId: id, part: 'awaited' } as const
    const { held, credential } = await openPart(deps, db, of, parts.credential, awaitedSchema)
    return held ? { connection, credential, presence: null } : null
  }
  const credential = await openPart(
    deps,
    db,
    { lenderId, sessionId, connectionId: id, part: 'credential' },
    parts.credential,
    credentialSchema,
  )
  return { connection, credential, presence: await openPresence(deps, db, from) }
}
