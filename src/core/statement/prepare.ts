// Statement → prepared statement: the first step of every analysis. Nothing is thrown away: what
// takes no part in any figure stays in the list with the reason.
import { windowEnding } from '../values/date-range.ts'
import { SETTINGS_CURRENCY } from '../values/money.ts'
import { toPlainDate } from '../values/plain-date.ts'
import { currencyOf, prepareAccounts, textOf } from './accounts.ts'
import type { Line, Prepared, Warning } from './line.ts'
import { type Frame, toLine } from './lines.ts'
import { settleIds } from './repeats.ts'
import type { Statement } from './statement.ts'
import { markPendingTwins } from './twins.ts'

/** Never throws on a statement that passed its schema. */
export function prepare(statement: Statement): Prepared {
  const asOf = toPlainDate(statement.asOf)
  const currency = mainCurrency(statement)
  const frame: Frame = {
    asOf,
    window: windowEnding(asOf, statement.windowDays),
    currency,
  }
  const { accounts, warnings } = prepareAccounts(statement, currency)
  const typed: Line[] = []
  const undated: string[] = []
  statement.accounts.forEach((source, position) => {
    const account = accounts[position]
    if (account === undefined) return
    for (const transaction of source.transactions ?? []) {
      const index = typed.length
      const id = textOf(transaction.resourceId) ?? textOf(transaction.entryReference) ?? `t${index}`
      typed.push(toLine(transaction, account, index, id, frame, undated))
    }
  })
  const { lines: settled, lying, duplicates } = settleIds(typed, accounts)
  const lines = markPendingTwins(settled).toSorted(byDateThenIndex)
  const warned = [
    ...warnings,
    ...lineWarnings(lines, frame, { undated, lying, duplicates }),
    ...(statement.accounts.length === 0 ? [{ code: 'no_accounts' }] : []),
    ...(statement.connections.some(({ missing }) => missing) ? [{ code: 'bank_missing' }] : []),
    ...(currency === SETTINGS_CURRENCY ? [] : [{ code: 'settings_in_another_currency' }]),
  ]
  return { ...frame, statement, accounts, lines, warnings: warned }
}

export function byDateThenIndex(a: Line, b: Line): number {
  if (a.date !== b.date) return a.date < b.date ? -1 : 1
  return a.index - b.index
}

/**
 * The currency of most lines of current accounts, then EUR, then the first by name: one currency a
 * report, since currencies are never summed.
 */
function mainCurrency(statement: Statement): string {
  const counts = new Map<string, number>()
  for (const account of statement.accounts) {
    const own = currencyOf(account)
    if (own !== null) counts.set(own, counts.get(own) ?? 0)
    if (account.cashAccountType !== 'CACC') continue
    for (const { transactionAmount } of account.transactions ?? []) {
      counts.set(transactionAmount.currency, (counts.get(transactionAmount.currency) ?? 0) + 1)
    }
  }
  const ranked = [...counts].sort(
    ([a, countA], [b, countB]) =>
      countB - countA || Number(b === 'EUR') - Number(a === 'EUR') || (a < b ? -1 : 1),
  )
  return ranked[0]?.[0] ?? 'EUR'
}

function lineWarnings(
  lines: readonly Line[],
  frame: Frame,
  ids: { undated: string[]; lying: string[]; duplicates: string[] },
): Warning[] {
  const future: string[] = []
  const before: string[] = []
  const foreign: string[] = []
  for (const { id, date, excluded } of lines) {
    if (excluded === 'other_currency') foreign.push(id)
    else if (excluded === 'outside_window' && date > frame.asOf) future.push(id)
    else if (excluded === 'outside_window' && date < frame.window.from) before.push(id)
  }
  const found: [string, string[]][] = [
    ['undated_lines', ids.undated],
    ['ids_on_different_lines', ids.lying],
    ['duplicate_lines', ids.duplicates],
    ['future_lines', future],
    ['lines_before_window', before],
    ['other_currency_lines', foreign],
  ]
  return found
    .filter(([, transactionIds]) => transactionIds.length > 0)
    .map(([code, transactionIds]) => ({ code, transactionIds }))
}
