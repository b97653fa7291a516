// How much was seen, over all and by account: days, gaps, lines left aside, what stayed uncategorised.
import type { Balances } from '../balances/balances.ts'
import type { CategorisedLine } from '../categorisation/categorised.ts'
import type { Account, Prepared } from '../statement/line.ts'
import type { DateRange } from '../values/date-range.ts'
import { measured, notObservable } from '../values/observed.ts'
import { addDays, daysBetween, type PlainDate } from '../values/plain-date.ts'
import { ratio } from '../values/statistics.ts'
import type { Coverage } from './coverage.ts'
import { privateAccounts } from './private-accounts.ts'

type CoveragePart = Coverage['overall']

/** A run without a line is a gap from this many days on. */
const GAP_DAYS = 15

/**
 * Overall speaks of the private current accounts that take part and their cards, what the figures rest on;
 * of all that take part where none is private.
 * Days are covered from the first booked line that counts to `asOf`: an account shows no earlier life.
 */
export function measureCoverage(
  prepared: Prepared,
  lines: readonly CategorisedLine[],
  balances: Balances,
): Coverage {
  const own = privateAccounts(prepared)
  const spokenOf = own.length > 0 ? own : prepared.accounts.filter((a) => a.leftOut === null)
  const inFigures = new Set(spokenOf.map((account) => account.id))
  const byAccount = new Map<string, CategorisedLine[]>(prepared.accounts.map((a) => [a.id, []]))
  for (const line of lines) byAccount.get(line.accountId)?.push(line)
  return {
    overall: partOf(
      prepared,
      lines.filter((line) => inFigures.has(line.accountId)),
    ),
    accounts: prepared.accounts.map((account) => {
      const part = partOf(prepared, byAccount.get(account.id) ?? [])
      const missing = missingOf(account, part)
      return {
        ...part,
        accountId: account.id,
        complete: account.transactionsShared && (account.pull?.complete ?? true),
        missing,
        reconciliation:
          balances.accounts.find((series) => series.accountId === account.id)?.reconciliation ??
          'not_observable',
      }
    }),
  }
}

function partOf(prepared: Prepared, lines: readonly CategorisedLine[]): CoveragePart {
  const counted = lines.filter((line) => line.excluded === null && line.status === 'booked')
  const unknown = counted.filter((line) => line.role === 'unknown')
  const amount = (chosen: readonly CategorisedLine[]) =>
    chosen.reduce((total, line) => total + Math.abs(line.amount), 0)
  const first = counted[0]?.date ?? null
  return {
    firstDate: first,
    lastDate: counted.at(-1)?.date ?? null,
    daysCovered: first === null ? 0 : daysBetween(first, prepared.asOf) + 1,
    gaps: gapsOf(
      prepared.window,
      counted.map((line) => line.date),
    ),
    booked: counted.length,
    pending: lines.filter((line) => line.status === 'pending').length,
    excluded: countBy(lines),
    uncategorisedByCount: shareOf(unknown.length, counted.length),
    uncategorisedByAmount: shareOf(amount(unknown), amount(counted)),
  }
}

function shareOf(part: number, whole: number) {
  return whole === 0 ? notObservable('no_booked_lines') : measured(ratio(part, whole))
}

function countBy(lines: readonly CategorisedLine[]): Record<string, number> {
  const counts = new Map<string, number>()
  for (const { excluded } of lines) {
    if (excluded !== null) counts.set(excluded, (counts.get(excluded) ?? 0) + 1)
  }
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** Both ends of the window bound a run: silence before the first line and after the last counts too. */
function gapsOf(window: DateRange, dates: readonly PlainDate[]): CoveragePart['gaps'] {
  const gaps: CoveragePart['gaps'] = []
  let from = window.from
  for (const date of [...new Set(dates), addDays(window.to, 1)]) {
    if (daysBetween(from, date) >= GAP_DAYS) gaps.push({ from, to: addDays(date, -1) })
    if (date >= from) from = addDays(date, 1)
  }
  return gaps
}

function missingOf(account: Account, part: CoveragePart): string[] {
  const missing: string[] = []
  if (!account.transactionsShared) missing.push('transactions_not_shared')
  if (account.balances.length === 0) missing.push('balance_not_shared')
  if (account.pull !== null && !account.pull.complete) {
    missing.push(account.pull.missing ?? 'pull_incomplete')
  }
  if (account.transactionsShared && part.booked === 0) missing.push('no_booked_lines')
  return missing
}
