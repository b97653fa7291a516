// Integrity signals: what looks doubtful about the statement or its accounts. Outside the score: check this.
import { livesOnOwnBusiness } from '../affordability/business.ts'
import { type Flow, ofRole } from '../ledger/ledger.ts'
import { SETTINGS_CURRENCY } from '../values/money.ts'
import { daysBetween, toPlainDate } from '../values/plain-date.ts'
import { type FlagInput, type FlagRule, since, some } from './flag-input.ts'

const YOUNG_DAYS = 60
const DORMANT_LINES_A_MONTH = 4
const LARGE_CREDIT_DAYS = 10
const BACK_AND_FORTH_DAYS = 3
/** Below this a transfer that comes and goes is pocket money, in minor units. */
const BACK_AND_FORTH_AMOUNT = 20_000

function salaryRecent({ income, prepared }: FlagInput) {
  const from = since(prepared.asOf, 30)
  const salaries = income.streams.filter((stream) => stream.category === 'income.salary')
  const recent = salaries.filter((stream) => (stream.occurrences[0]?.date ?? '') >= from)
  if (recent.length === 0 || recent.length < salaries.length) return null
  return some(recent.flatMap((stream) => stream.evidence.transactionIds))
}

/** Support from a person that is paid as a wage would be; streams of persons are never income. */
function salaryFromPerson({ ledger }: FlagInput) {
  const paid = ofRole(ledger, 'person_to_person').lines.filter(
    (line) => line.amount > 0 && /\b(?:SALAIRES?|PAIES?|PAYES?)\b/.test(line.cleanLabel),
  )
  return some(paid.map((line) => line.id))
}

/** What may come only to go on: nothing a payer owed, nothing the budget spends. */
const PASSING_IN = new Set(['person_to_person', 'unknown', 'one_off', 'debt_inflow'])
const PASSING_OUT = new Set(['person_to_person', 'unknown', 'speculative'])

/** A credit, then a debit of the same amount within three days, neither income nor spending. */
function inAndOut({ ledger, prepared }: FlagInput) {
  const { flows } = ledger
  const least = prepared.currency === SETTINGS_CURRENCY ? BACK_AND_FORTH_AMOUNT : 0
  const debits = new Map<number, (typeof flows)[number][]>()
  for (const flow of flows) {
    if (flow.amount > -least || !PASSING_OUT.has(flow.line.role)) continue
    const same = debits.get(-flow.amount)
    if (same === undefined) debits.set(-flow.amount, [flow])
    else same.push(flow)
  }
  if (debits.size === 0) return null
  const ids = new Set<string>()
  for (const credit of flows) {
    if (credit.amount <= 0 || !PASSING_IN.has(credit.line.role)) continue
    const back = debits.get(credit.amount)?.find(({ line }) => {
      const days = daysBetween(credit.line.date, line.date)
      return days >= 0 && days <= BACK_AND_FORTH_DAYS
    })
    if (back !== undefined) ids.add(credit.line.id).add(back.line.id)
  }
  return some([...ids])
}

/** A debt shown as a current account below zero without a line: no overdraft, and no less a debt. */
function debtAsAccount({ balances }: FlagInput) {
  return balances.accounts.some(({ why }) => why === 'debt_without_transactions') ? [] : null
}

/**
 * A credit of the last ten days above a month's retained income that no stream explains; where no
 * income is found, above a month of what is spent.
 */
function largeRecentCredit({ ledger, income, prepared, coverage }: FlagInput) {
  const { flows } = ledger
  const { retained } = income.monthlyNet
  if (retained.state !== 'measured' && retained.state !== 'none_found') return null
  const month = () => (spentIn(flows) * 30) / Math.max(30, coverage.overall.daysCovered)
  const large = retained.state === 'measured' ? retained.value.amount : month()
  const from = since(prepared.asOf, LARGE_CREDIT_DAYS)
  const found: string[] = []
  for (const { line, amount } of flows) {
    if (amount > large && line.date >= from) found.push(line.id)
  }
  if (found.length === 0) return null
  const explained = new Set(income.streams.flatMap((stream) => stream.evidence.transactionIds))
  return some(found.filter((id) => !explained.has(id)))
}

function spentIn(flows: readonly Flow[]): number {
  return flows.reduce((total, { amount }) => total - Math.min(0, amount), 0)
}

/** Own money comes in from an account that is not shared, or no income comes at all. */
function incomeElsewhere({ unsharedAccounts, income, coverage, business }: FlagInput) {
  if (coverage.overall.daysCovered < 30) return null
  if (income.monthlyNet.observed.state === 'not_observable') return null
  if (livesOnOwnBusiness(business, income)) return null
  const feeding = unsharedAccounts.filter(
    ({ hint, inflow, outflow }) =>
      hint === 'payment_account' && inflow.amount > Math.abs(outflow.amount),
  )
  const observed = income.monthlyNet.observed
  const earned = observed.state === 'measured' ? observed.value.amount * 3 : 0
  const fed = feeding.reduce((total, { inflow }) => total + inflow.amount, 0)
  if (observed.state === 'none_found') return feeding.flatMap((account) => account.transactionIds)
  return fed > earned ? some(feeding.flatMap((account) => account.transactionIds)) : null
}

/** Rights are per account: a balance or lines held back may hide a debt, a loan or an overdraft. */
function sharedInPart({ balances, prepared }: FlagInput) {
  const hidden = new Set(
    balances.accounts.filter(({ why }) => why === 'no_balance').map(({ accountId }) => accountId),
  )
  const found = prepared.accounts.some(
    ({ id, kind, usage, leftOut, transactionsShared }) =>
      kind === 'current' &&
      usage !== 'business' &&
      leftOut === null &&
      (!transactionsShared || hidden.has(id)),
  )
  return found ? [] : null
}

function dormant({ coverage }: FlagInput) {
  const { booked, daysCovered } = coverage.overall
  return daysCovered >= 30 && booked < (DORMANT_LINES_A_MONTH * daysCovered) / 30 ? [] : null
}

function young({ coverage }: FlagInput) {
  const { daysCovered, firstDate } = coverage.overall
  return firstDate !== null && daysCovered < YOUNG_DAYS ? [] : null
}

/** Whose last line is old, the statement may have been cut before something. */
function stale({ coverage, prepared }: FlagInput) {
  const last = coverage.overall.lastDate
  return last !== null && daysBetween(toPlainDate(last), prepared.asOf) > 10 ? [] : null
}

export const integritySignals: readonly FlagRule[] = [
  {
    code: 'holder_is_not_applicant',
    severity: 'high',
    find: ({ identity }) => (identity.match === 'mismatch' ? [] : null),
  },
  {
    code: 'holder_matches_in_part',
    severity: 'medium',
    find: ({ identity }) => (identity.match === 'partial' ? [] : null),
  },
  {
    code: 'bank_missing',
    severity: 'medium',
    find: ({ coverage }) =>
      coverage.missingBanks === undefined
        ? null
        : coverage.missingBanks.flatMap(({ transactionIds }) => transactionIds),
  },
  { code: 'account_shared_in_part', severity: 'medium', find: sharedInPart },
  { code: 'debt_shown_as_account', severity: 'medium', find: debtAsAccount },
  { code: 'young_account', severity: 'medium', find: young },
  { code: 'dormant_account', severity: 'medium', find: dormant },
  { code: 'last_line_old', severity: 'medium', find: stale },
  { code: 'salary_first_seen_recently', severity: 'medium', find: salaryRecent },
  { code: 'salary_paid_by_person', severity: 'high', find: salaryFromPerson },
  { code: 'money_in_and_out', severity: 'medium', find: inAndOut },
  { code: 'large_recent_credit', severity: 'medium', find: largeRecentCredit },
  { code: 'income_account_elsewhere', severity: 'medium', find: incomeElsewhere },
  {
    code: 'balance_does_not_reconcile',
    severity: 'high',
    find: ({ coverage }) =>
      coverage.accounts.some((account) => account.reconciliation === 'differs') ? [] : null,
  },
]
