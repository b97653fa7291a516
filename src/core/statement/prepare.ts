// Statement → prepared statement: the first step of every analysis. Nothing is thrown away: what
// takes no part in any figure stays in the list with the reason.
import { windowEnding } from '../values/date-range.ts'
import { SETTINGS_CURRENCY } from '../values/money.ts'
import { type PlainDate, toPlainDate } from '../values/plain-date.ts'
import { currencyOf, prepareAccounts, textOf } from './accounts.ts'
import type { Line, Prepared, Warning } from './line.ts'
import { type Frame, type Reading, toLine } from './lines.ts'
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
  const reading: Reading = { days: new Map(), undated: [] }
  statement.accounts.forEach((source, position) => {
    const account = accounts[position]
    if (account === undefined) return
    for (const transaction of source.transactions ?? []) {
      const index = typed.length
      const id = textOf(transaction.resourceId) ?? textOf(transaction.entryReference) ?? `t${index}`
      typed.push(toLine(transaction, account, index, id, frame, reading))
    }
  })
  const { lines: settled, lying, duplicates } = settleIds(typed, accounts)
  const lines = inOrder(markPendingTwins(settled))
  const warned = [
    ...warnings,
    ...lineWarnings(lines, frame, { undated: reading.undated, lying, duplicates }),
    ...(statement.accounts.length === 0 ? [{ code: 'no_accounts' }] : []),
    ...(statement.connections.some(({ missing }) => missing) ? [{ code: 'bank_missing' }] : []),
    ...(currency === SETTINGS_CURRENCY ? [] : [{ code: 'settings_in_another_currency' }]),
  ]
  return { ...frame, statement, accounts, lines, warnings: warned }
}

/** By day, then as they came: gathered by day, since the days of a statement are few. */
function inOrder(lines: readonly Line[]): readonly Line[] {
  if (isInOrder(lines)) return lines
  const byDay = new Map<PlainDate, Line[]>()
  let same: Line[] = []
  let date: PlainDate | null = null
  for (const line of lines) {
    if (line.date !== date) {
      date = line.date
      same = byDay.get(date) ?? []
      if (same.length === 0) byDay.set(date, same)
    }
    same.push(line)
  }
  return [...byDay.keys()].sort().flatMap((day) => byDay.get(day) ?? [])
}

function isInOrder(lines: readonly Line[]): boolean {
  let before: string = ''
  for (const { date } of lines) {
    if (date < before) return false
    before = date
  }
  return true
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
    const add = (currency: string, lines: number) =>
      counts.set(currency, (counts.get(currency) ?? 0) + lines)
    // In most statements every line is of the same currency as the one before
    let currency = own ?? ''
    let alike = 0
    for (const { transactionAmount } of account.transactions ?? []) {
      if (transactionAmount.currency !== currency) {
        if (alike > 0) add(currency, alike)
        currency = transactionAmount.currency
        alike = 0
      }
      alike++
    }
    if (alike > 0) add(currency, alike)
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
