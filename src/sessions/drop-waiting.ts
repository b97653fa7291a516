// The applicant came back from a bank without signing in there: that attempt is dropped.
import type { Database } from '../db/database.ts'
import type { Vault } from '../vault/vault.ts'
import { endConnection, listConnections } from './connection-store.ts'
import type { HeldConsent } from './held-consent.ts'
import { listSealedParts } from './sealed-store.ts'
import type { Session } from './session-store.ts'
import { takeConsent } from './take-consent.ts'
import { DROPPED } from './transitions.ts'

/**
 * The session row must be locked by the caller's transaction.
 * @returns what is to be given back to the banks after the commit
 */
export async function dropWaiting(
  deps: { vault: Vault },
  tx: Database,
  session: Session,
  at: string,
): Promise<HeldConsent[]> {
  const { lenderId, id: sessionId } = session
  const connections = await listConnections(tx, lenderId, [sessionId])
  const waiting = connections.filter(({ status }) => status === 'authorizing')
  if (waiting.length === 0) return []
  const sealed = await listSealedParts(tx, { lenderId, sessionId })
  const held: HeldConsent[] = []
  for (const connection of waiting) {
    const parts = sealed.find(({ id }) => id === connection.id)
    const consent = parts ? await takeConsent(deps, tx, { connection, parts, now: at }) : null
    if (consent) held.push(consent)
    await endConnection(tx, connection, {
      from: 'authorizing',
      fence: connection.fence,
      to: 'failed',
      code: DROPPED,
      at,
    })
  }
  return held
}
