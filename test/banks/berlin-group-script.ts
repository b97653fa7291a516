// A NextGenPSD2 bank that answers what a test tells it to, over real HTTP, and the adapter pointed at it with
// limits a test can wait for. Every text of a customer begins with CANARY.
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { createTestAuthority } from '../../src/banks/authority.ts'
import type { Bank, BankCredential } from '../../src/banks/bank.ts'
import {
  createBerlinGroupAdapter,
  readRedirectReturn,
} from '../../src/banks/berlin-group/adapter.ts'
import { type ClientOptions, createClient } from '../../src/banks/berlin-group/client.ts'
import { guidelines } from '../../src/banks/berlin-group/profiles/guidelines.ts'
import type { BerlinGroupProfile } from '../../src/banks/berlin-group/profiles/profile.ts'
import { toPlainDate } from '../../src/core/values/plain-date.ts'
import {
  type Answer,
  type ScriptedBank,
  type SeenRequest,
  startScriptedBank,
} from './scripted-bank.ts'

export const presence = { ipAddress: '192.0.2.7', userAgent: 'Firefox é\r\nX: y' }
export const from = toPlainDate('2026-08-23')
export const asOf = toPlainDate('2026-11-20')
export const redirectUri = 'https://service.example/callback/berlin-group'
export const state = 'S'.repeat(32)
export const start = new Date('2026-11-20T10:00:00Z')
export const CONSENT = 'CANARY-CONSENT'

export const testProfile: BerlinGroupProfile = {
  ...guidelines,
  limits: {
    ...guidelines.limits,
    connectMs: 1500,
    headersMs: 300,
    bodyMs: 300,
    callMs: 1500,
    answerBytes: 50_000,
    pages: 5,
    statusTries: 3,
    statusEveryMs: 10,
  },
}

export function line(id: string, amount = '-12.30') {
  return {
    transactionId: id,
    bookingDate: '2026-11-10',
    valueDate: '2026-11-11',
    transactionAmount: { amount, currency: 'EUR' },
    remittanceInformationUnstructured: `CANARY-LABEL ${id}`,
  }
}

const account = (resourceId: string, iban: string) => ({
  resourceId,
  iban,
  currency: 'EUR',
  ownerName: 'CANARY-OWNER',
  name: `CANARY-NAME ${resourceId}`,
  cashAccountType: 'CACC',
  product: 'COMPTE CHEQUE',
  usage: 'PRIV',
  _links: {
    balances: { href: `/psd2/v1/accounts/${resourceId}/balances` },
    transactions: { href: `/psd2/v1/accounts/${resourceId}/transactions` },
  },
})
export const accountOne = account('A1', 'FR7613807008043001965405158')
export const accountTwo = account('A2', 'FR7613807008043001965405255')
export const card = {
  resourceId: 'C1',
  maskedPan: '497040******9351',
  currency: 'EUR',
  name: 'CANARY-CARD',
  cashAccountType: 'CARD',
  linkedAccounts: accountOne.iban,
}

/** Of both variants: a test picks the profile that follows one of the links. */
function usual({ method, path, query, body, headers }: SeenRequest, origin: string): Answer {
  if (path === '/pages/sca') {
    return { status: 302, headers: { location: String(query.get('to')) } }
  }
  if (path === '/pages/authorize') {
    const back = new URL(query.get('redirect_uri') ?? '')
    back.searchParams.set('code', 'CANARY-CODE')
    back.searchParams.set('state', query.get('state') ?? '')
    return { status: 302, headers: { location: back.href } }
  }
  if (path === '/metadata') {
    return {
      body: {
        authorization_endpoint: `${origin}/pages/authorize`,
        token_endpoint: `${origin}/token`,
      },
    }
  }
  if (path === '/token') return token(body)
  if (path === '/consents' && method === 'POST') {
    const to = encodeURIComponent(String(headers['tpp-redirect-uri']))
    const _links = {
      scaRedirect: { href: `${origin}/pages/sca?to=${to}` },
      scaOAuth: { href: `${origin}/metadata` },
    }
    return { status: 201, body: { consentStatus: 'received', consentId: CONSENT, _links } }
  }
  if (path === `/consents/${CONSENT}/status`) return { body: { consentStatus: 'valid' } }
  if (path === `/consents/${CONSENT}`) return { status: 204 }
  if (path === '/accounts') return { body: { accounts: [accountOne, card, accountTwo] } }
  if (path === '/accounts/A1') return { body: { account: accountOne } }
  if (path.endsWith('/balances')) {
    const balanceAmount = { amount: '4179.00', currency: 'EUR' }
    return { body: { balances: [{ balanceType: 'closingBooked', balanceAmount }] } }
  }
  return path.endsWith('/transactions') ? { body: report(path, query) } : { status: 404 }
}

function token(body: string): Answer {
  const form = new URLSearchParams(body)
  const isKnown =
    form.get('code') === 'CANARY-CODE' || form.get('refresh_token') === 'CANARY-REFRESH'
  if (!isKnown) return { status: 400, body: { error: 'invalid_grant' } }
  return {
    body: { access_token: 'CANARY-ACCESS', refresh_token: 'CANARY-REFRESH', expires_in: 3600 },
  }
}

/** A1 has two pages, the others one. */
function report(path: string, query: URLSearchParams) {
  const id = path.split('/')[2] ?? ''
  const page = query.get('page') ?? '1'
  const next = id === 'A1' && page === '1' ? { next: { href: `/psd2/v1${path}?page=2` } } : {}
  return { transactions: { booked: [line(`${id}-${page}`)], pending: [], _links: next } }
}

export function startScript(): Promise<ScriptedBank> {
  return startScriptedBank({ prefixes: ['/psd2/v1', '/v1'], usual })
}

export type OpenedScript = {
  readonly bank: Bank
  readonly clock: { now: () => Date; at: Date }
  readonly close: () => Promise<void>
}

export function openScript(
  origin: string,
  options: {
    profile?: BerlinGroupProfile
    tls?: ClientOptions['tls']
    signing?: ClientOptions['signing']
    /** Where the pages are thought to be, when not beside the API. */
    pages?: string
  } = {},
): OpenedScript {
  const profile = options.profile ?? testProfile
  const clock = { at: start, now: () => clock.at }
  const client = createClient({
    bank: 'berlin-group',
    tls: options.tls ?? {},
    signing: options.signing ?? null,
    limits: profile.limits,
    clock,
  })
  const origins = { pages: options.pages ?? origin, api: origin }
  const clientId = 'PSDFR-ACPR-99999'
  const adapter = createBerlinGroupAdapter({ profile, origins, clientId, client, clock })
  const bank: Bank = {
    listing: {
      ...{ id: 'berlin-group', name: 'Banque Berlin Group', group: 'Berlin Group' },
      ...{ country: 'FR', kind: 'berlin_group', sandbox: true },
    },
    authorizeOrigin: origins.pages,
    adapter,
    ...(profile.sca === 'redirect' ? { readReturn: readRedirectReturn } : {}),
  }
  return { bank, clock, close: client.close }
}

/** A seal of its own, when a test asks for signatures. */
export async function newSeal() {
  const { signing } = await createTestAuthority(new Date())
  return {
    key: createPrivateKey(signing.key),
    certificate: new X509Certificate(signing.certificate),
  }
}

export const begin = ({ adapter }: Bank) => adapter.begin({ state, redirectUri, presence })

/** Up to the choice of accounts. */
export async function connect(bank: Bank, code = 'CANARY-CODE'): Promise<BankCredential> {
  const { credential } = await begin(bank)
  const { adapter } = bank
  const signedIn = await adapter.complete({ code, redirectUri, credential, presence })
  return (await adapter.listAccounts({ credential: signedIn, presence })).credential
}

export function collectFrom(
  { adapter }: Bank,
  credential: BankCredential,
  changes: Partial<Parameters<typeof adapter.collect>[0]> = {},
) {
  const grants = ['A1', 'A2'].map((ref) => ({ ref, balances: true, transactions: true }))
  const signal = new AbortController().signal
  const usualInput = { credential, grants, identity: true, from, asOf, presence, signal }
  return adapter.collect({ ...usualInput, ...changes })
}
