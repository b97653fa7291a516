// GET /accounts/{id}/balances
import { type Answer, bookFor, type Call, consentOf, url } from './call.ts'
import { balancesOf, ibanOf } from './wire.ts'

export function getBalances(call: Call): Answer {
  const { book } = bookFor(call, 'balances')
  call.count('balances', book.plan.id)
  const path = `/accounts/${book.plan.id}`
  const body = {
    balances: balancesOf(book, call.bank.today()),
    _links: {
      self: { href: url(call, `${path}/balances`) },
      ...(consentOf(call).transactions.includes(ibanOf(book))
        ? { transactions: { href: url(call, `${path}/transactions`) } }
        : {}),
      'parent-list': { href: url(call, '/accounts') },
    },
  }
  return { status: 200, body }
}
