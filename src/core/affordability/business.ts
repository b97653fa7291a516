// The business part: turnover of business accounts, or of a sole trader's flows on a private one.
import type { CategorisedLine } from '../categorisation/categorised.ts'
import { namesVat } from '../categorisation/vat.ts'
import { type Ledger, ofCategory } from '../ledger/ledger.ts'
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

export function measureBusiness(ledger: Ledger): Business {
  const { prepared, lines } = ledger
  const accounts = prepared.accounts.filter((account) => account.usage === 'business')
  const ids = new Set(accounts.map((account) => account.id))
  const own = ids.size === 0 ? [] : lines.filter((line) => ids.has(line.accountId) && counts(line))
  const clients = ids.size === 0 ? feesOnPrivateAccounts(ledger) : turnoverOf(own)
  const refunds = clients.length === 0 ? [] : refundsTo(clients, own)
  const { contributions, vat } = taxesOf(lines)
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
function counts({ excluded }: CategorisedLine): boolean {
  return excluded === null || excluded === 'account_left_out'
}

/** Social contributions of the self-employed, and VAT: debits of any account. */
function taxesOf(lines: readonly CategorisedLine[]) {
  const contributions: CategorisedLine[] = []
  const vat: CategorisedLine[] = []
  for (const line of lines) {
    if (line.amount >= 0 || !counts(line)) continue
    if (line.category === 'tax.social_contributions') contributions.push(line)
    if (isVat(line)) vat.push(line)
  }
  return { contributions, vat }
}

/** What the owner takes out: not what goes to another account of the business. */
function isDrawing({ role, linked }: CategorisedLine, ownIds: ReadonlySet<string>): boolean {
  if (role !== 'internal') return false
  return !linked.some(({ id, as }) => as === 'own_account_leg' && ownIds.has(id))
}

/** Paid to the tax office under the name of the tax or of its return. */
function isVat({ category, role, cleanLabel }: CategorisedLine): boolean {
  const possible = role === 'unknown' || category.startsWith('tax.')
  return possible && namesVat(cleanLabel)
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

function turnoverOf(own: readonly CategorisedLine[]): CategorisedLine[] {
  return own.filter(
    (line) => line.amount > 0 && !NOT_TURNOVER.has(line.role) && !REFUNDS.has(line.category),
  )
}

function feesOnPrivateAccounts(ledger: Ledger): CategorisedLine[] {
  const { accounts } = ledger.prepared
  const open = new Set(accounts.filter((a) => a.leftOut === null).map((a) => a.id))
  return ofCategory(ledger, 'income.self_employment').lines.filter(
    (line) => line.amount > 0 && open.has(line.accountId),
  )
}

/** Spread over the days from the first line that counts to `asOf`, never fewer than thirty. */
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
