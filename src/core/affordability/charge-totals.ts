// Monthly totals of charges by category: streams first, then the yearly taxes no stream can hold.
import type { CategorisedLine } from '../categorisation/categorised.ts'
import { byDateThenIndex, type Ledger, ofCategory } from '../ledger/ledger.ts'
import type { Charges } from '../streams/stream.ts'
import { sortInPlace } from '../values/sorting.ts'

/** Minor units a month, positive; streams that ended left out. */
export function chargesIn(
  charges: Charges,
  categories: readonly string[],
  share: (accountId: string) => number,
): number {
  return charges.streams
    .filter((stream) => stream.status !== 'ended' && categories.includes(stream.category))
    .reduce((total, s) => total + Math.abs(s.monthlyEquivalent.amount) * share(s.accountId), 0)
}

/**
 * Taxes paid apart from any stream, spread over twelve months, minor units a month.
 * The balances of income tax of September to December are not permanent charges and stay out.
 */
export function yearlyTaxes(
  ledger: Ledger,
  charges: Charges,
  categories: readonly string[],
  share: (accountId: string) => number,
): number {
  const taxes = categories
    .flatMap((category) => ofCategory(ledger, category).flows)
    .filter(({ amount }) => amount < 0)
  if (taxes.length === 0) return 0
  const inStream = new Set(charges.streams.flatMap((stream) => stream.evidence.transactionIds))
  return sortInPlace(taxes, (a, b) => byDateThenIndex(a.line, b.line))
    .filter(({ line }) => !inStream.has(line.id) && !isTaxBalance(line))
    .reduce((total, { line, amount }) => total + (-amount * share(line.accountId)) / 12, 0)
}

function isTaxBalance(line: CategorisedLine): boolean {
  return line.category === 'tax.income' && Number(line.date.slice(5, 7)) >= 9
}
