// What can be planned at this aggregator: states of connections and accounts, and the bad answers of every sandbox bank.
import { type BadAnswer, isBadAnswer } from '../faults/kinds.ts'
import { createFaultPlan, type Fault, type Struck } from '../faults/plan.ts'
import { type Fields, fieldsOf, itemsOf, type Words } from '../faults/words.ts'
import type { Aggregator } from './state.ts'

export const operationNames = [
  'token',
  'users',
  'widget_session',
  'connections',
  'accounts',
  'transactions',
] as const
export type OperationName = (typeof operationNames)[number]

/** What a connection, or an account, is said to be; `STRANGER`: somebody else's. */
const states = ['RUNNING', 'PARTIAL_SUCCESS', 'FAILED', 'CLOSED', 'ERROR', 'STRANGER'] as const
export type PlannedState = (typeof states)[number]

export type LinxoFault = Fault<OperationName, PlannedState>

export const createLinxoFaults = () =>
  createFaultPlan<OperationName, PlannedState>(operationNames, isState)

function isState(answer: string): answer is PlannedState {
  return states.some((state) => state === answer)
}

/** The state planned for a connection or an account. */
export function plannedState(linxo: Aggregator, call: Struck<OperationName>): PlannedState | null {
  const answer = linxo.faults.take(call, isState)?.answer
  return answer !== undefined && isState(answer) ? answer : null
}

export type StruckCall = LinxoFault & { readonly answer: BadAnswer }

/** @returns null when the call is answered as it should be. */
export function struckBy(linxo: Aggregator, call: Struck<OperationName>): StruckCall | null {
  const fault = linxo.faults.take(call, isBadAnswer)
  return fault !== null && isBadAnswer(fault.answer) ? { ...fault, answer: fault.answer } : null
}

export function refusalBy(status: number, headers: Record<string, string>): Response {
  return Response.json(
    { error: 'planned', error_description: 'planned fault' },
    { status, headers },
  )
}

export const words: Words = {
  list: itemsOf,
  dates: ['date', 'booking_date', 'transaction_date', 'value_date', 'balance_date'],
  instants: true,
  money: (item) => ({ of: item, amount: item.amount === undefined ? 'balance' : 'amount' }),
  unsign: (item) => {
    for (const name of ['amount', 'balance']) {
      if (typeof item[name] === 'number') item[name] = Math.abs(item[name])
    }
  },
  ids: ['id'],
  // its lists have numbers, not links: only the widget's first page is led to
  lead: (body, href) => {
    const links = fieldsOf(fieldsOf(body)?._links)
    if (links) links.add_connection = { href }
  },
  joint: (account) => {
    account.name = 'M OU MME MALLOW'
    account.owner = { name: 'M OU MME MALLOW' }
  },
  foreign: (account) => {
    account.currency = 'USD'
  },
  disown: (body) => {
    const connection = fieldsOf(body)
    if (connection?.id) connection.id = 'stranger'
    for (const item of itemsOf(body) ?? []) disowned(item)
  },
}

function disowned(item: Fields): void {
  for (const name of ['account_id', 'connection_id']) {
    if (item[name] !== undefined) item[name] = 'stranger'
  }
}
