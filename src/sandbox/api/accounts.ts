// GET /accounts: everything without links before consent; after it, the consented accounts and their cards.

import type { Book } from '../lives/ledger.ts'
import { type Answer, type Call, consentOf, parameter, url } from './call.ts'
import { pageOf } from './paging.ts'
import { refuse } from './stet-error.ts'
import { accountResource, balancesOf, ibanOf } from './wire.ts'

/** Cards right after their supporting account. */
function listed(books: readonly Book[], isConsented: (iban: string) => boolean): Book[] {
  const accounts = books.filter((book) => book.kind === 'account' && isConsented(ibanOf(book)))
  return accounts.flatMap((account) => [
    account,
    ...books.filter(
      (book) => book.kind === 'card' && book.active && book.support.id === account.plan.id,
    ),
  ])
}

export function getAccounts(call: Call): Answer {
  const consent = consentOf(call)
  const { books } = call.bank.ledger(call.persona)
  const accounts = books.filter((book) => book.kind === 'account')
  if (accounts.length === 0) refuse('NAAC')
  const consented = [...consent.balances, ...consent.transactions]
  const page = parameter(call, 'page')
  // the limit counts lists, not their pages
  if (page === undefined || page === '1') call.count('accounts')
  const bare = consented.length === 0
  const shown = pageOf({
    all: bare ? accounts : listed(books, (iban) => consented.includes(iban)),
    size: call.bank.options.pageSizes?.accounts ?? 100,
    page,
    url: url(call, '/accounts'),
    filters: [],
  })
  const links = consent.psuIdentity
    ? { ...shown.links, endUserIdentity: { href: url(call, '/end-user-identity') } }
    : shown.links
  const body = {
    _links: links,
    accounts: shown.items.map((book) => (bare ? bareAccount(book) : fullAccount(call, book))),
  }
  return { status: 200, body }
}

function bareAccount(book: Book) {
  return { ...accountResource(book), _links: {} }
}

function fullAccount(call: Call, book: Book) {
  const consent = consentOf(call)
  const iban = ibanOf(book)
  const link = (name: string) => ({
    templated: false,
    href: url(call, `/accounts/${book.plan.id}/${name}`),
  })
  const withBalances = consent.balances.includes(iban)
  return {
    ...accountResource(book),
    ...(withBalances ? { balances: balancesOf(book, call.bank.today()) } : {}),
    _links: {
      ...(withBalances ? { balances: link('balances') } : {}),
      ...(consent.transactions.includes(iban) ? { transactions: link('transactions') } : {}),
    },
  }
}
