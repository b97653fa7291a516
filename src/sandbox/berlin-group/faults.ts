// What can be planned at this bank: every refusal of the guidelines by its code, and the bad answers of every sandbox bank.
import { type BadAnswer, isBadAnswer } from '../faults/kinds.ts'
import { createFaultPlan, type Fault, type Struck } from '../faults/plan.ts'
import { type Fields, fieldsOf, itemsOf, strangersOwn, type Words } from '../faults/words.ts'
import type { BerlinGroupState } from './state.ts'
import { isTppCode, type TppCode, TppRefusal } from './tpp-message.ts'

export const operationNames = [
  'consents',
  'authorisations',
  'status',
  'delete',
  'accounts',
  'details',
  'balances',
  'transactions',
  'metadata',
  'token',
] as const
export type OperationName = (typeof operationNames)[number]

export type BerlinGroupFault = Fault<OperationName, TppCode>

export const createBerlinGroupFaults = () =>
  createFaultPlan<OperationName, TppCode>(operationNames, isTppCode)

export type StruckCall = BerlinGroupFault & { readonly answer: BadAnswer }

/** @returns null when the call is answered as it should be. @throws TppRefusal planned by its code */
export function struckBy(
  { faults }: Pick<BerlinGroupState, 'faults'>,
  call: Struck<OperationName>,
): StruckCall | null {
  const fault = faults.take(call)
  if (fault === null) return null
  const { answer, status, retryAfter } = fault
  if (isBadAnswer(answer)) return { ...fault, answer }
  throw new TppRefusal(answer, 'planned fault', {
    ...(status === undefined ? {} : { status }),
    headers: retryAfter === undefined ? {} : { 'retry-after': retryAfter },
  })
}

const saidBy: Record<number, TppCode> = {
  400: 'FORMAT_ERROR',
  401: 'TOKEN_EXPIRED',
  403: 'CONSENT_INVALID',
  404: 'RESOURCE_UNKNOWN',
  429: 'ACCESS_EXCEEDED',
  503: 'SERVICE_UNAVAILABLE',
}

export function refusalBy(status: number, headers: Record<string, string>): TppRefusal {
  const code = saidBy[status] ?? 'INTERNAL_SERVER_ERROR'
  return new TppRefusal(code, 'planned fault', { status, headers })
}

const bodyOf = (body: unknown) => fieldsOf(body) ?? {}
const reportIn = (body: unknown) => fieldsOf(bodyOf(body).transactions)

export const words: Words = {
  list: (body) => {
    const { accounts, balances } = bodyOf(body)
    return itemsOf(reportIn(body)?.booked ?? balances ?? accounts)
  },
  beside: (body) => itemsOf(reportIn(body)?.pending),
  dates: ['bookingDate', 'valueDate', 'transactionDate', 'referenceDate'],
  instants: false,
  money: (item) => {
    const of = fieldsOf(item.transactionAmount ?? item.balanceAmount)
    return of && { of, amount: 'amount' }
  },
  unsign: (item) => {
    const of = fieldsOf(item.transactionAmount ?? item.balanceAmount)
    if (of) of.amount = String(of.amount).replace(/^-/, '')
  },
  ids: ['transactionId', 'entryReference', 'resourceId'],
  lead,
  joint: (account) => {
    account.name = 'M OU MME MALLOW'
  },
  foreign: (account) => {
    account.currency = 'USD'
  },
  disown: (body) => {
    const fields = bodyOf(body)
    strangersOwn(itemsOf(fields.accounts) ?? [], 'resourceId')
    const account = fieldsOf(fields.account)
    if (account) strangersOwn([account], 'resourceId')
    if (account?.ownerName) account.ownerName = 'AUTRE PERSONNE'
    if (fields.consentId) fields.consentId = 'stranger'
  },
}

/** The next page of a list, the next step of a consent, the endpoints of an authorisation server. */
function lead(body: unknown, href: string): void {
  const fields = bodyOf(body)
  if (fields.token_endpoint) {
    fields.token_endpoint = href
    return
  }
  const holder: Fields = reportIn(body) ?? fields
  const steps = ['scaRedirect', 'scaOAuth', 'startAuthorisation']
  const links = fieldsOf(holder._links) ?? {}
  const step = steps.find((name) => links[name] !== undefined) ?? 'next'
  holder._links = { ...links, [step]: { href } }
}
