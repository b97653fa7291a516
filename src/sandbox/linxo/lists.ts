// The lists of accounts and transactions, by numbered pages, with what is planned to be wrong with them.
import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import type { BadAnswer } from '../faults/kinds.ts'
import { moved } from '../faults/moving.ts'
import type { Ledger } from '../lives/ledger.ts'
import { plannedState } from './faults.ts'
import { refused } from './refusal.ts'
import type { Aggregator, Connection, User } from './state.ts'
import { accountsOf, transactionsOf } from './wire.ts'

type Env = { Bindings: HttpBindings }

/** Nothing is there before the synchronisation has ended. */
function ready(user: User): Connection[] {
  const now = performance.now()
  return [...user.connections.values()].filter(({ readyAt }) => readyAt <= now)
}

/** Numbered from 1; null when the numbers cannot be. */
function page<T>(
  context: Context<Env>,
  all: readonly T[],
  most: number,
  answer: BadAnswer | null = null,
): readonly T[] | null {
  const number = numberFor(answer, Number(context.req.query('page') ?? '1'))
  const limit = Number(context.req.query('limit') ?? '100')
  const valid = [number, limit].every((each) => Number.isInteger(each) && each >= 1)
  if (!valid || limit > most) return null
  return all.slice((number - 1) * limit, number * limit)
}

/** Where pages have numbers and no links, it is the numbers that are read wrongly. */
function numberFor(answer: BadAnswer | null, asked: number): number {
  if (answer === 'next_is_itself' || answer === 'pages_without_end') return 1
  return answer === 'pages_in_a_circle' ? ((asked - 1) % 2) + 1 : asked
}

function shownBy(linxo: Aggregator, { persona }: Connection, answer: BadAnswer | null): Ledger {
  const ledger = linxo.ledger(persona)
  const books = ledger.books.map((book) => ({
    ...book,
    entries: moved(answer, book.entries, linxo.today()),
  }))
  return { ...ledger, books }
}

function otherThan({ books }: Ledger, accountId: string): string {
  return books.find(({ plan }) => plan.id !== accountId)?.plan.id ?? accountId
}

export function getAccounts(linxo: Aggregator, context: Context<Env>, user: User): Response {
  const wanted = context.req.query('connection_id')
  const accounts = ready(user)
    .filter(({ id }) => wanted === undefined || id === wanted)
    .flatMap((each) => accountsOf(each, linxo.ledger(each.persona), linxo.today()))
    .map((account) => ({ ...account, ...stateOf(linxo, account.id) }))
  const items = page(context, accounts, 100)
  return items ? Response.json(items) : refused(400, 'invalid_request')
}

function stateOf(linxo: Aggregator, accountId: string): Record<string, string> {
  const status = plannedState(linxo, {
    ...{ operation: 'accounts', method: 'GET', resourceId: accountId },
  })
  if (status === 'STRANGER') return { connection_id: 'stranger' }
  return status === null ? {} : { status }
}

export function getTransactions(
  linxo: Aggregator,
  context: Context<Env>,
  { user, answer }: { user: User; answer: BadAnswer | null },
): Response {
  const asked = context.req.query('account_id') ?? ''
  const since = Number(context.req.query('start_date') ?? '0')
  const until = Number(context.req.query('end_date') ?? '1e12')
  if (Number.isNaN(since + until)) return refused(400, 'invalid_request')
  for (const connection of ready(user)) {
    const ledger = shownBy(linxo, connection, answer)
    const accountId = answer === 'another_account' ? otherThan(ledger, asked) : asked
    const lines = transactionsOf(connection, ledger, accountId)
    if (lines === null) continue
    const kept = lines.filter(({ date }) => date >= since && date <= until)
    const items = page(context, kept, 500, answer)
    if (!items) return refused(400, 'invalid_request')
    const call = { operation: 'transactions', method: 'GET', resourceId: accountId } as const
    const stranger = plannedState(linxo, call) === 'STRANGER' ? { account_id: 'stranger' } : {}
    return Response.json(items.map((item) => ({ ...item, ...stranger })))
  }
  return refused(404, 'not_found')
}
