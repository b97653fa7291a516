// Integrity signals: what looks doubtful about the statement or its accounts. Outside the score: check this.
import { livesOnOwnBusiness } from '../affordability/business.ts'
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
function salaryFromPerson({ lines }: FlagInput) {
  const paid = lines.filter(
    (line) =>
      line.excluded === null &&
      line.amount > 0 &&
      line.role === 'person_to_person' &&
      /\b(?:SALAIRES?|PAIES?|PAYES?)\b/.test(line.cleanLabel),
  )
  return some(paid.map((line) => line.id))
}

/** A credit from a person, then a debit of the same amount to a person within three days. */
function inAndOut({ flows }: FlagInput) {
  const persons = flows.filter(({ line }) => line.role === 'person_to_person')
  const debits = new Map<number, (typeof persons)[number][]>()
  for (const flow of persons) {
    if (flow.amount > -BACK_AND_FORTH_AMOUNT) continue
    const same = debits.get(-flow.amount)
    if (same === undefined) debits.set(-flow.amount, [flow])
    else same.push(flow)
  }
  const ids = new Set<string>()
  for (const credit of persons) {
    const back = debits.get(credit.amount)?.find(({ line }) => {
      const days = daysBetween(credit.line.date, line.date)
      return days >= 0 && days <= BACK_AND_FORTH_DAYS
    })
    if (back !== undefined) ids.add(credit.line.id).add(back.line.id)
  }
  return some([...ids])
}

/** A credit of the last ten days above a month's retained income that no stream explains. */
function largeRecentCredit({ flows, income, prepared }: FlagInput) {
  const retained = income.monthlyNet.retained
  if (retained.state !== 'measured') return null
  const explained = new Set(income.streams.flatMap((stream) => stream.evidence.transactionIds))
  const from = since(prepared.asOf, LARGE_CREDIT_DAYS)
  const large = flows.filter(
    ({ line, amount }) =>
      line.date >= from && amount > retained.value.amount && !explained.has(line.id),
  )
  return some(large.map(({ line }) => line.id))
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
  { code: 'account_shared_in_part', severity: 'medium', find: sharedInPart },
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
