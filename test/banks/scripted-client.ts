// A STET bank of the directory's kind, pointed at a scripted server, with limits a test can wait for.
import { generateKeyPairSync } from 'node:crypto'
import type { Bank, BankCredential } from '../../src/banks/bank.ts'
import { createStetAdapter } from '../../src/banks/stet/adapter.ts'
import { type ClientOptions, createClient, type StetClient } from '../../src/banks/stet/client.ts'
import { headersFor } from '../../src/banks/stet/open.ts'
import { bpce, bpcePaths } from '../../src/banks/stet/profiles/bpce.ts'
import type { StetProfile } from '../../src/banks/stet/profiles/profile.ts'
import { toPlainDate } from '../../src/core/values/plain-date.ts'

export const signingKeys = generateKeyPairSync('rsa', { modulusLength: 2048 })
export const presence = { ipAddress: '192.0.2.7', userAgent: 'Firefox é\r\nX: y' }
export const from = toPlainDate('2026-08-23')
export const asOf = toPlainDate('2026-11-20')
export const redirectUri = 'https://service.example/callback/bpce-13807'
export const start = new Date('2026-11-20T10:00:00Z')

export const testProfile: StetProfile = {
  ...bpce,
  limits: {
    ...bpce.limits,
    connectMs: 1500,
    headersMs: 300,
    bodyMs: 300,
    callMs: 1500,
    answerBytes: 50_000,
    pages: 5,
  },
}

export type OpenedBank = {
  readonly bank: Bank
  readonly clock: { now: () => Date; at: Date }
  readonly state: StetClient['state']
  readonly close: () => Promise<void>
}

export function openScripted(
  origin: string,
  options: {
    tls?: ClientOptions['tls']
    profile?: StetProfile
    guard?: NonNullable<ClientOptions['guard']>
  } = {},
): OpenedBank {
  const profile = options.profile ?? testProfile
  const clock = { at: start, now: () => clock.at }
  const client = createClient({
    bank: 'bpce-13807',
    tls: options.tls ?? {},
    signing: { keyId: 'PSDFR-ACPR-99999', key: signingKeys.privateKey },
    style: profile.signature,
    headers: headersFor(profile, 'PSDFR-ACPR-99999'),
    limits: profile.limits,
    clock,
    ...(options.guard === undefined ? {} : { guard: options.guard }),
  })
  const adapter = createStetAdapter({
    profile,
    client,
    clock,
    apiBase: `${origin}${bpcePaths.api}`,
    oauth: {
      ...profile.oauth,
      authorizeUrl: `${origin}${bpcePaths.authorize}`,
      tokenUrl: `${origin}${bpcePaths.token}`,
      clientId: 'PSDFR-ACPR-99999',
    },
  })
  const listing = {
    id: 'bpce-13807',
    name: 'Banque Populaire Grand Ouest',
    group: 'BPCE',
    country: 'FR',
    kind: 'stet',
    sandbox: true,
  } as const
  return {
    bank: { listing, authorizeOrigin: origin, adapter },
    clock,
    state: client.state,
    close: client.close,
  }
}

/** Up to the choice of accounts. */
export async function connect({ adapter }: Bank): Promise<BankCredential> {
  const { credential } = await adapter.begin({ state: 'state', redirectUri })
  const signedIn = await adapter.complete({
    code: 'CANARY-CODE',
    redirectUri,
    credential,
    presence,
  })
  return (await adapter.listAccounts({ credential: signedIn, presence })).credential
}

export function collectFrom(
  { adapter }: Bank,
  credential: BankCredential,
  changes: Partial<Parameters<typeof adapter.collect>[0]> = {},
) {
  const grants = [
    { ref: 'A1', balances: true, transactions: true },
    { ref: 'A2', balances: true, transactions: true },
  ]
  const signal = new AbortController().signal
  const usual = { credential, grants, identity: true, from, asOf, presence, signal }
  return adapter.collect({ ...usual, ...changes })
}
