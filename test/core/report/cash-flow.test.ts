// The cash flow as it leaves: categories that are shown by one name are one sum, and none is lost.
import { expect, it } from 'vitest'
import { assessed } from '../../support/assessed.ts'
import {
  HOUSEHOLD_AS_OF,
  householdStatement,
  transaction,
} from '../../support/household-statement.ts'

it('sums every line of a month under the name its category is shown by', () => {
  const extra = [
    transaction('pharmacy', HOUSEHOLD_AS_OF, -18, 'CARTE PHARMACIE DU MARCHE'),
    transaction('dentist', HOUSEHOLD_AS_OF, -75, 'CARTE CABINET DENTAIRE'),
    transaction('fine', HOUSEHOLD_AS_OF, -35, 'CARTE AMENDES GOUV'),
  ]
  const { report, transactions } = assessed(householdStatement({ extra }))
  const shown = transactions.filter(({ transactionId }) =>
    extra.some(({ resourceId }) => resourceId === transactionId),
  )
  const names = new Set(shown.map(({ category }) => category))
  expect(names.size).toBe(1)
  const [name = ''] = names
  const month = report.cashFlow.months.find(({ month }) => month === '2026-11')
  const all = transactions.filter(
    ({ category, date }) => category === name && date.startsWith('2026-11'),
  )
  expect(month?.byCategory[name]).toBe(all.reduce((sum, { amount }) => sum + amount.amount, 0))
})
