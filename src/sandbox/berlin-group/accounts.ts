// GET /v1/accounts, one account, and its balances: what the consent covers, cards after their account.
import type { Book } from '../lives/ledger.ts'
import { type Answer, bookOf, type Call, count, isGranted, reading } from './call.ts'
import { refuse } from './tpp-message.ts'
import { accountResource, balancesOf, referenceTo } from './wire.ts'

function inOrder(books: readonly Book[]): Book[] {
  return books
    .filter(({ kind }) => kind === 'account')
    .flatMap((account) => [
      account,
      ...books.filter((book) => book.kind === 'card' && book.support.id === account.plan.id),
    ])
}

export function getAccounts(call: Call): Answer {
  const under = reading(call)
  const withBalance = booleanParameter(call, 'withBalance')
  count(under, 'accounts')
  const { books } = call.bank.ledger(under.persona)
  const granted = inOrder(books).filter((book) => isGranted(under, book))
  const accounts = granted.map((book) => accountResource(under, book, withBalance))
  return { status: 200, body: { accounts } }
}

export function getAccount(call: Call): Answer {
  const under = reading(call)
  const { book } = bookOf(under, null)
  const withBalance = booleanParameter(call, 'withBalance')
  count(under, `account|${call.id}`)
  return { status: 200, body: { account: accountResource(under, book, withBalance) } }
}

export function getBalances(call: Call): Answer {
  const under = reading(call)
  const { book } = bookOf(under, 'balances')
  count(under, `balances|${call.id}`)
  const balances = balancesOf(book, call.bank.today())
  return { status: 200, body: { account: referenceTo(book), balances } }
}

function booleanParameter({ query }: Call, name: string): boolean {
  const text = query.get(name) ?? 'false'
  if (text !== 'true' && text !== 'false') refuse('FORMAT_ERROR', `${name}: true or false`)
  return text === 'true'
}
