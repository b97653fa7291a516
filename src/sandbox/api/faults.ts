// What can be planned at this bank: every refusal it knows by its code, and the bad answers of every sandbox bank.
import { type BadAnswer, isBadAnswer } from '../faults/kinds.ts'
import { createFaultPlan, type Fault as PlannedFault } from '../faults/plan.ts'
import { fieldsOf, itemsOf, strangersOwn, type Words } from '../faults/words.ts'
import type { Bank } from '../state.ts'
import { refusal, type StetCode, StetRefusal, stetCodes } from './stet-error.ts'

export const operationNames = [
  'accounts',
  'consents',
  'balances',
  'transactions',
  'end-user-identity',
  'token',
] as const
export type OperationName = (typeof operationNames)[number]

export type Fault = PlannedFault<OperationName, StetCode>

export const createStetFaults = () =>
  createFaultPlan<OperationName, StetCode>(operationNames, isStetCode)

function isStetCode(answer: string): answer is StetCode {
  return stetCodes.some((code) => code === answer)
}

/** A bad answer to be made of the call's true one. */
export type Struck = Fault & { readonly answer: BadAnswer }

/** @returns null when the call is answered as it should be. @throws StetRefusal planned by its code */
export function struckBy(bank: Bank, call: Parameters<Bank['faults']['take']>[0]): Struck | null {
  const fault = bank.faults.take(call, call.withinCall ? isStetCode : undefined)
  if (fault === null) return null
  const { answer } = fault
  if (isBadAnswer(answer)) return { ...fault, answer }
  throw refusal(answer)
}

/** As this bank says it: what is withdrawn is no longer granted, what is too much is too many requests. */
export function refusalBy(status: number, headers: Record<string, string>): StetRefusal {
  const said: Record<number, string> = { 401: 'invalid_token', 403: 'NGAC', 429: 'TMRQ' }
  return new StetRefusal(said[status] ?? 'INTE', status, headers)
}

const bodyOf = (body: unknown) => fieldsOf(body) ?? {}
const list = (body: unknown) => {
  const { accounts, balances, transactions } = bodyOf(body)
  return itemsOf(transactions ?? balances ?? accounts)
}

export const words: Words = {
  list,
  dates: ['bookingDate', 'expectedBookingDate', 'valueDate', 'transactionDate', 'referenceDate'],
  instants: false,
  money: (item) => {
    const of = fieldsOf(item.transactionAmount ?? item.balanceAmount)
    return of && { of, amount: 'amount' }
  },
  unsign: (item) => {
    delete item.creditDebitIndicator
  },
  ids: ['resourceId', 'entryReference'],
  lead: (body, href) => {
    const fields = bodyOf(body)
    fields._links = { ...fieldsOf(fields._links), next: { href } }
  },
  joint: (account) => {
    account.psuStatus = 'Account Co-Holder'
  },
  foreign: (account) => {
    account.accountId = { ...fieldsOf(account.accountId), currency: 'USD' }
    for (const balance of itemsOf(account.balances) ?? []) {
      balance.balanceAmount = { ...fieldsOf(balance.balanceAmount), currency: 'USD' }
    }
  },
  disown: (body) => {
    const fields = bodyOf(body)
    strangersOwn(itemsOf(fields.accounts) ?? [], 'resourceId')
    if (fields.connectedPsu) fields.connectedPsu = 'AUTRE PERSONNE'
    const self = fieldsOf(fieldsOf(fields._links)?.self)
    if (self) self.href = String(self.href).replace(/(\/accounts\/)[^/]+/, '$1stranger')
  },
}
