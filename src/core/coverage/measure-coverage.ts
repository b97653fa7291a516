// How much was seen, over all and by account: days, gaps, lines left aside, what stayed uncategorised.
import type { Balances } from '../balances/balances.ts'
import type { CategorisedLine } from '../categorisation/categorised.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { privateAccounts } from '../ledger/private-accounts.ts'
import type { Account, Prepared } from '../statement/line.ts'
import type { DateRange } from '../values/date-range.ts'
import { measured, notObservable } from '../values/observed.ts'
import { dayNumber, daysBetween, fromDayNumber, type PlainDate } from '../values/plain-date.ts'
import { ratio } from '../values/statistics.ts'
import type { Coverage } from './coverage.ts'
import { holesOf } from './holes.ts'

type CoveragePart = Coverage['overall']

/** A run without a line is a gap from this many days on. */
const GAP_DAYS = 15

/**
 * Overall speaks of the private current accounts that take part and their cards, what the figures rest on;
 * of all that take part where none is private.
 * Days are covered from the first booked line that counts to `asOf`: an account shows no earlier life.
 */
export function measureCoverage(ledger: Ledger, balances: Balances): Coverage {
  const { prepared, byAccount } = ledger
  const parts = new Map(
    prepared.accounts.map(({ id }) => [id, partOf(prepared, byAccount.get(id) ?? [])]),
  )
  return {
    overall: overallOf(ledger, parts),
    accounts: prepared.accounts.map((account) => {
      const part = parts.get(account.id) ?? partOf(prepared, [])
      const missing = missingOf(account, part)
      const series = balances.accounts.find(({ accountId }) => accountId === account.id)
      const reconciliation = series?.reconciliation ?? 'not_observable'
      return {
        ...part,
        accountId: account.id,
        complete: account.transactionsShared && (account.pull?.complete ?? true),
        missing,
        reconciliation,
        holes: holesOf(account, prepared.window, reconciliation),
      }
    }),
  }
}

function overallOf(
  { prepared, lines }: Ledger,
  parts: ReadonlyMap<string, CoveragePart>,
): CoveragePart {
  const own = privateAccounts(prepared)
  const spokenOf = own.length > 0 ? own : prepared.accounts.filter((a) => a.leftOut === null)
  const inFigures = new Set(spokenOf.map(({ id }) => id))
  const [only = ''] = inFigures
  // Nearly everybody has one account: what is true of it is true of all
  const part = inFigures.size === 1 ? parts.get(only) : undefined
  if (part !== undefined) return { ...part, gaps: [...part.gaps], excluded: { ...part.excluded } }
  return partOf(
    prepared,
    lines.filter(({ accountId }) => inFigures.has(accountId)),
  )
}

function partOf(prepared: Prepared, lines: readonly CategorisedLine[]): CoveragePart {
  const dates: PlainDate[] = []
  const excluded = new Map<string, number>()
  const counted = { booked: 0, amount: 0, unknown: 0, unknownAmount: 0, pending: 0 }
  for (const line of lines) {
    if (line.status === 'pending') counted.pending++
    if (line.excluded !== null) excluded.set(line.excluded, (excluded.get(line.excluded) ?? 0) + 1)
    if (line.excluded !== null || line.status !== 'booked') continue
    const size = Math.abs(line.amount)
    counted.booked++
    counted.amount += size
    if (line.role === 'unknown') {
      counted.unknown++
      counted.unknownAmount += size
    }
    if (line.date !== dates.at(-1)) dates.push(line.date)
  }
  const first = dates[0] ?? null
  return {
    firstDate: first,
    lastDate: dates.at(-1) ?? null,
    daysCovered: first === null ? 0 : daysBetween(first, prepared.asOf) + 1,
    gaps: gapsOf(prepared.window, dates),
    booked: counted.booked,
    pending: counted.pending,
    excluded: Object.fromEntries([...excluded].sort((a, b) => (a[0] < b[0] ? -1 : 1))),
    uncategorisedByCount: shareOf(counted.unknown, counted.booked),
    uncategorisedByAmount: shareOf(counted.unknownAmount, counted.amount),
  }
}

function shareOf(part: number, whole: number) {
  return whole === 0 ? notObservable('no_booked_lines') : measured(ratio(part, whole))
}

/** Both ends of the window bound a run: silence before the first line and after the last counts too. */
function gapsOf(window: DateRange, dates: readonly PlainDate[]): CoveragePart['gaps'] {
  const gaps: CoveragePart['gaps'] = []
  let from = dayNumber(window.from)
  const close = (day: number) => {
    if (day - from >= GAP_DAYS) gaps.push({ from: fromDayNumber(from), to: fromDayNumber(day - 1) })
    from = Math.max(from, day + 1)
  }
  for (const date of dates) close(dayNumber(date))
  close(dayNumber(window.to) + 1)
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
