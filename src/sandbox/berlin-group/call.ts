// One call of the interface, and what its handlers share.
import type { BadAnswer } from '../faults/kinds.ts'
import type { Book } from '../lives/ledger.ts'
import type { PersonaPlan } from '../lives/plan.ts'
import { covers } from './access.ts'
import type { BerlinGroupProvider } from './options.ts'
import { type BerlinGroupState, type Consent, consentNow } from './state.ts'
import { refuse } from './tpp-message.ts'

/** Path of the interface before `/v1`. */
export const API_PATH = '/psd2'

export type Call = {
  readonly bank: BerlinGroupState
  readonly provider: BerlinGroupProvider
  readonly header: (name: string) => string | undefined
  readonly query: URLSearchParams
  readonly body: Buffer
  /** What the path names: a consent, or an account. */
  readonly id: string
  /** The bad answer this call will get. */
  readonly fault: BadAnswer | null
}

export type Answer = {
  readonly status: number
  readonly body: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** A call under a valid consent. */
export type Reading = Call & { readonly consent: Consent; readonly persona: PersonaPlan }

/** The consent of the path, the provider's own. @throws TppRefusal CONSENT_UNKNOWN */
export function consentOfPath({ bank, provider, id }: Call): Consent {
  const consent = consentNow(bank, id)
  if (consent === null || consent.clientId !== provider.clientId) {
    refuse('CONSENT_UNKNOWN', 'no such consent')
  }
  return consent
}

/** The valid consent of the header, and with OAuth its token. @throws TppRefusal CONSENT_…, TOKEN_… */
export function reading(call: Call): Reading {
  const { bank, provider, header } = call
  const id = header('consent-id')
  if (id === undefined) refuse('FORMAT_ERROR', 'Consent-ID is absent')
  const consent = consentNow(bank, id)
  if (consent === null || consent.clientId !== provider.clientId) {
    refuse('CONSENT_UNKNOWN', 'no such consent', 400)
  }
  if (consent.status === 'expired') refuse('CONSENT_EXPIRED', 'the consent has expired')
  if (consent.status !== 'valid' || consent.granted === null) {
    refuse('CONSENT_INVALID', 'the consent is not valid')
  }
  if (bank.options.sca === 'oauth') requireToken(call, consent)
  return { ...call, consent, persona: consent.granted.persona }
}

/** Empty when there is none. */
export function bearerOf(header: Call['header']): string {
  return /^Bearer ([A-Za-z0-9._~+/=-]{1,140})$/.exec(header('authorization') ?? '')?.[1] ?? ''
}

function requireToken({ bank, header }: Call, consent: Consent): void {
  const grant = bank.accessTokens.get(bearerOf(header))
  if (grant === undefined) refuse('TOKEN_UNKNOWN', 'no such token')
  if (grant.accessExpiresAt <= Math.floor(bank.clock.now().getTime() / 1000)) {
    refuse('TOKEN_EXPIRED', 'the token has expired')
  }
  if (grant.consentId !== consent.id) refuse('TOKEN_INVALID', 'the token of another consent')
}

/**
 * Counts the call: under a consent for one read every call counts, once for all; under a recurring one
 * only those made without the customer, by the day. @throws TppRefusal ACCESS_EXCEEDED
 */
export function count({ bank, consent, header, fault }: Reading, what: string): void {
  // what only a fault asks for was not asked by the provider
  if (fault === 'another_account' || fault === 'pages_without_end') return
  const attended = (header('psu-ip-address') ?? '').trim() !== ''
  if (consent.recurring && attended) return
  const key = consent.recurring ? `${bank.today()}|${what}` : what
  const made = consent.calls.get(key) ?? 0
  if (made >= consent.frequencyPerDay) {
    refuse('ACCESS_EXCEEDED', 'the accesses consented to are used up')
  }
  consent.calls.set(key, made + 1)
}

/** The account or card of the path, as far as the consent goes, and its place among the customer's. */
export function bookOf(
  call: Reading,
  right: 'balances' | 'transactions' | null,
): { book: Book; rank: number } {
  const { books } = call.bank.ledger(call.persona)
  const rank = books.findIndex(({ plan }) => plan.id === call.id)
  const book = books[rank]
  if (book === undefined || !isGranted(call, book)) refuse('RESOURCE_UNKNOWN', 'no such account')
  if (right !== null && !covers(call.consent.access, right, book)) {
    refuse('CONSENT_INVALID', `${right} were not consented to`)
  }
  return { book, rank }
}

/** A card follows its account while it is in use. */
export function isGranted({ consent }: Reading, book: Book): boolean {
  const accounts = consent.granted?.accounts ?? []
  if (book.kind === 'account') return accounts.includes(book.plan.id)
  return book.active && accounts.includes(book.support.id)
}
