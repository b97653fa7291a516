// The applicant's steps, each as its page would take it, for tests that start further on.
import { createHash } from 'node:crypto'
import type { AccountGrant, Presence } from '../../src/banks/bank.ts'
import { chooseAccounts } from '../../src/sessions/choose-accounts.ts'
import { chooseBank } from '../../src/sessions/choose-bank.ts'
import type { ConsentGiven } from '../../src/sessions/consent.ts'
import { createSession } from '../../src/sessions/create-session.ts'
import { openSession } from '../../src/sessions/open-session.ts'
import { type Callback, receiveCallback } from '../../src/sessions/receive-callback.ts'
import { resumeSession } from '../../src/sessions/resume-session.ts'
import { type SessionRequest, sessionRequestSchema } from '../../src/sessions/session.ts'
import type { ScriptedBank } from './scripted-bank.ts'
import type { House } from './use-cases.ts'

export const presence: Presence = { ipAddress: '203.0.113.7', userAgent: 'CanaryBrowser/1.0' }

export function redirectUriOf(bankId: string): string {
  return `https://service.example/callback/${bankId}`
}

export function asked(change: Partial<SessionRequest> = {}): SessionRequest {
  return sessionRequestSchema.parse({
    applicant: { reference: 'application-1', name: 'DURAND ALICE' },
    metadata: { note: 'metadata-canary' },
    ...change,
  })
}

export async function opened(house: House, change: Partial<SessionRequest> = {}) {
  const { session, linkToken } = await createSession(house.deps, house.access.test, asked(change))
  const { browserToken } = await openSession(house.deps, linkToken, null, agreed(change.purposes))
  return { id: session.id, linkToken, browserToken }
}

/** The page accepted, with every box it offers ticked, or those of `ticked`. */
export function agreed(ticked: readonly string[] = []): ConsentGiven {
  const body = 'What was shown'
  const hash = createHash('sha256').update(body).digest('hex')
  return { shown: { version: 'test', language: 'fr', hash, body }, ticked }
}

/** The callback the bank's redirect makes in this browser; `change` is what an attacker alters. */
export async function atBank(
  house: House,
  browserToken: string,
  bank: ScriptedBank = house.main,
): Promise<Callback> {
  const bankId = bank.bank.listing.id
  const redirectUri = redirectUriOf(bankId)
  const { url } = await chooseBank(house.deps, browserToken, { bankId, redirectUri })
  const { code, state } = bank.signIn(url)
  return { bankId, browserToken, code, state, error: null, redirectUri, presence }
}

export async function selecting(house: House, browserToken: string, bank?: ScriptedBank) {
  const callback = await atBank(house, browserToken, bank)
  const { outcome } = await receiveCallback(house.deps, callback)
  if (outcome !== 'selecting') throw new Error(`the callback was ${outcome}`)
  const session = await resumeSession(house.deps, browserToken)
  const connection = session.connections.find(({ status }) => status === 'selecting')
  if (!connection) throw new Error('no bank waits for a choice')
  return { callback, connectionId: connection.id, choices: connection.choices ?? [] }
}

export async function collecting(house: House, browserToken: string, bank?: ScriptedBank) {
  const { callback, connectionId, choices } = await selecting(house, browserToken, bank)
  const grants: AccountGrant[] = choices.map(({ ref }) => ({
    ref,
    balances: true,
    transactions: true,
  }))
  const input = { connectionId, grants, identity: true, presence }
  await chooseAccounts(house.deps, browserToken, input)
  return { callback, connectionId }
}

/** A session whose report the applicant may send. */
export async function confirming(house: House, change: Partial<SessionRequest> = {}) {
  const session = await opened(house, change)
  await collecting(house, session.browserToken)
  await house.runJobs()
  return session
}
