// The business part: turnover of business accounts, or of a sole trader's flows on a private one.
import type { CategorisedLine } from '../categorisation/categorised.ts'
import type { Prepared } from '../statement/line.ts'
import type { Income } from '../streams/stream.ts'
import { measured, noneFound, notObservable, type Observed } from '../values/observed.ts'
import { daysBetween } from '../values/plain-date.ts'
import { ratio, round } from '../values/statistics.ts'
import type { Business } from './affordability.ts'

/** A mean month in days. */
const MONTH_DAYS = 365.25 / 12

/** Credits of a business account that are not what clients pay: refunds of its own purchases among them. */
const NOT_TURNOVER = new Set(['internal', 'saving', 'debt_inflow', 'returned', 'bank_fee'])
const REFUNDS = new Set([
  'inflow.merchant_refund',
  'inflow.tax_refund',
  'inflow.insurance_claim',
  'inflow.health_refund',
])

export function measureBusiness(prepared: Prepared, lines: readonly CategorisedLine[]): Business {
  const accounts = prepared.accounts.filter((account) => account.usage === 'business')
  const ids = new Set(accounts.map((account) => account.id))
  const own = lines.filter((line) => ids.has(line.accountId) && counts(line))
  const clients = turnoverLines(prepared, lines, ids, own)
  const refunds = refundsTo(clients, own)
  const contributions = lines.filter(
    (line) => counts(line) && line.amount < 0 && line.category === 'tax.social_contributions',
  )
  const vat = lines.filter((line) => counts(line) && line.amount < 0 && isVat(line))
  const ownIds = new Set(own.map(({ id }) => id))
  const drawings = own.filter((line) => line.amount < 0 && isDrawing(line, ownIds))
  const told = [...clients, ...refunds, ...contributions, ...vat, ...drawings]
  const evidence = [...new Set(told.map((line) => line.id))]
  const found = accounts.length + clients.length + contributions.length + vat.length > 0
  const monthly = (chosen: readonly CategorisedLine[]) => monthlySum(prepared, lines, chosen)
  return {
    state: found ? 'measured' : 'none_found',
    monthlyTurnover: monthly([...clients, ...refunds]),
    largestClientShare: largestShare(clients),
    socialContributions: monthly(contributions),
    vat: monthly(vat),
    drawings:
      accounts.length === 0 ? notObservable('business_account_not_shared') : monthly(drawings),
    accounts: accounts.map((account) => account.id),
    evidence: { transactionIds: evidence, excluded: [] },
  }
}

/**
 * The owner takes more out of a business shared here than any other income brings: the pay is then
 * internal, and what the applicant earns stands or falls with the business (credit.md, Whose money).
 */
export function livesOnOwnBusiness({ drawings }: Business, { monthlyNet }: Income): boolean {
  if (drawings.state !== 'measured' || monthlyNet.observed.state === 'not_observable') return false
  const earned = monthlyNet.observed.state === 'measured' ? monthlyNet.observed.value.amount : 0
  return drawings.value.amount > earned
}

/** On a business account a line left out for that reason alone still tells the business. */
function counts(line: CategorisedLine): boolean {
  return line.excluded === null || line.excluded === 'account_left_out'
}

/** What the owner takes out: not what goes to another account of the business. */
function isDrawing({ role, linked }: CategorisedLine, ownIds: ReadonlySet<string>): boolean {
  if (role !== 'internal') return false
  return !linked.some(({ id, as }) => as === 'own_account_leg' && ownIds.has(id))
}

/** Paid to the tax office under the name of the tax or of its return: CA3, CA12. */
function isVat({ category, role, cleanLabel }: CategorisedLine): boolean {
  const possible = category.startsWith('tax.') || role === 'unknown'
  return possible && /\b(?:TVA|CA3|CA12)\b/.test(cleanLabel)
}

/** Debits of a business account to one of its clients, or worded as a refund. */
function refundsTo(
  clients: readonly CategorisedLine[],
  own: readonly CategorisedLine[],
): CategorisedLine[] {
  const names = new Set(clients.flatMap(({ counterpartyKey }) => counterpartyKey ?? []))
  return own.filter(
    ({ amount, role, counterpartyKey, cleanLabel }) =>
      amount < 0 &&
      (role === 'unknown' || role === 'person_to_person' || role === 'living') &&
      ((counterpartyKey !== null && names.has(counterpartyKey)) ||
        /\b(?:REMB(?:OURSEMENT)?|AVOIR) CLIENTE?\b/.test(cleanLabel)),
  )
}

function turnoverLines(
  prepared: Prepared,
  lines: readonly CategorisedLine[],
  ids: ReadonlySet<string>,
  own: readonly CategorisedLine[],
): CategorisedLine[] {
  if (ids.size > 0) {
    return own.filter(
      (line) => line.amount > 0 && !NOT_TURNOVER.has(line.role) && !REFUNDS.has(line.category),
    )
  }
  const open = new Set(prepared.accounts.filter((a) => a.leftOut === null).map((a) => a.id))
  return lines.filter(
    (line) =>
      line.excluded === null &&
      open.has(line.accountId) &&
      line.amount > 0 &&
      line.category === 'income.self_employment',
  )
}

/** Spread over the days from the first line to `asOf`, never fewer than thirty. */
function monthlySum(
  prepared: Prepared,
  lines: readonly CategorisedLine[],
  chosen: readonly CategorisedLine[],
): Observed<{ amount: number; currency: string }> {
  const first = lines.find(counts)?.date
  if (chosen.length === 0 || first === undefined) return noneFound
  const days = Math.max(30, daysBetween(first, prepared.asOf) + 1)
  const total = Math.abs(chosen.reduce((sum, line) => sum + line.amount, 0))
  return measured({ amount: round((total * MONTH_DAYS) / days), currency: prepared.currency })
}

function largestShare(clients: readonly CategorisedLine[]): Observed<number> {
  if (clients.length === 0) return noneFound
  const byClient = new Map<string, number>()
  for (const line of clients) {
    if (line.counterpartyKey === null) continue
    const sum = (byClient.get(line.counterpartyKey) ?? 0) + line.amount
    byClient.set(line.counterpartyKey, sum)
  }
  if (byClient.size === 0) return notObservable('clients_not_named')
  const total = clients.reduce((sum, line) => sum + line.amount, 0)
  return measured(ratio(Math.max(...byClient.values()), total))
}
