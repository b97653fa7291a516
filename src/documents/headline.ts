// The underwriter's first screen as rows of words: what the page and the terminal both print.
import type { Position } from '../core/affordability/affordability.ts'
import type { IndicatorResult } from '../core/indicators/indicator.ts'
import { unreachable } from '../core/values/unreachable.ts'
import type { Reader } from './document.ts'
import { formatDay, formatNumber, formatPercent } from './typography.ts'
import { codeTitle } from './wording/codes.ts'

export type Row = {
  readonly label: string
  readonly value: string
  /** Transaction ids the figure rests on. */
  readonly evidence: readonly string[]
}

export function row(label: string, value: string, evidence: readonly string[] = []): Row {
  return { label, value, evidence }
}

/** Income with its interval, charges, housing and credit a month. */
export function keyRows(reader: Reader): Row[] {
  const { words, body, observedMoney } = reader
  const { retained, observed, low, high } = body.income.monthlyNet
  const interval =
    low.state === 'measured' && high.state === 'measured'
      ? ` (${words.interval(observedMoney(low), observedMoney(high))})`
      : ''
  const { housingCost, housingSource } = body.charges
  const source =
    housingCost.state === 'measured' || housingSource !== 'not_seen'
      ? ` (${reader.code(housingSource)})`
      : ''
  return [
    row(
      words.incomeRetained,
      observedMoney(retained) + interval,
      body.income.streams.flatMap((stream) => stream.evidence.transactionIds),
    ),
    row(words.incomeObserved, observedMoney(observed)),
    row(
      words.charges,
      observedMoney(body.charges.monthly),
      body.charges.streams.flatMap((stream) => stream.evidence.transactionIds),
    ),
    row(words.housing, observedMoney(housingCost) + source),
    row(
      words.debt,
      observedMoney(body.credit.monthlyRepayment),
      body.credit.contracts.flatMap((contract) => contract.evidence.transactionIds),
    ),
  ]
}

export function loanRows(reader: Reader): Row[] {
  const { words, body } = reader
  const loan = body.application?.loan
  const applicants = body.application?.applicants ?? []
  const others = applicants.filter((one) => one.role === 'co_applicant').length
  const asked = loan ? words.loan(reader.minor(loan.amount), loan.months) : words.notDeclared
  return [
    row(words.loanAsked, others > 0 ? `${asked}, ${words.coApplicants(others)}` : asked),
    row(words.instalment, reader.observedMoney(body.affordability.instalment)),
    row(words.highestInstalment, reader.observedMoney(body.affordability.highestFurtherInstalment)),
  ]
}

export type AffordabilityTable = {
  readonly columns: readonly string[]
  readonly rows: readonly { readonly label: string; readonly cells: readonly string[] }[]
}

/** Ratios and residual income: without the loan, with it, stressed, then the variants. */
export function affordabilityTable(reader: Reader): AffordabilityTable {
  const { words, body, observedMoney, observedRatio } = reader
  const { withoutLoan, withLoan, stressed, variants } = body.affordability
  const positions: readonly Position[] = [
    ...[withoutLoan, withLoan, stressed],
    ...variants.map((variant) => variant.position),
  ]
  return {
    columns: [
      ...[words.without, words.with, words.stressed],
      ...variants.map((variant) => codeTitle(variant.code, reader.language)),
    ],
    rows: [
      {
        label: words.residual,
        cells: positions.map((position) => observedMoney(position.residualIncome)),
      },
      {
        label: words.residualPerUnit,
        cells: positions.map((position) => observedMoney(position.residualIncomePerUnit)),
      },
      {
        label: words.debtService,
        cells: positions.map((position) => observedRatio(position.debtServiceRatio)),
      },
      {
        label: words.commitment,
        cells: positions.map((position) => observedRatio(position.commitmentRatio)),
      },
    ],
  }
}

export function balanceRows(reader: Reader): Row[] {
  const { words, body, observedMoney } = reader
  const { together } = body.balances
  const { assets } = body
  return [
    row(words.balanceToday, observedMoney(together.closing)),
    row(words.afterPending, observedMoney(together.availableAfterPending)),
    row(words.lowest, observedMoney(together.min)),
    row(words.mean, observedMoney(together.mean)),
    row(words.median, observedMoney(together.median)),
    ...indicatorRow(reader, 'lowest_balance_before_payday', words.lowestBeforePayday),
    row(words.trend, reader.code(together.trend)),
    row(words.savingsHeld, observedMoney(assets.savings)),
    row(words.savingsIn, observedMoney(assets.savingsDeposits)),
    row(words.savingsOut, observedMoney(assets.savingsWithdrawals)),
  ]
}

/** Empty when the rulebook's engine has no such indicator. */
function indicatorRow(reader: Reader, id: string, label: string): Row[] {
  const indicator = reader.body.indicators.find((one) => one.id === id)
  return indicator ? [row(label, indicatorValue(reader, indicator), indicator.evidence)] : []
}

/** An indicator's value in its unit, or its state in words. */
export function indicatorValue(reader: Reader, indicator: IndicatorResult): string {
  const { words, language } = reader
  const why = reader.code(indicator.why ?? 'unknown')
  if (indicator.state === 'none_found') return words.noneFound
  if (indicator.state === 'withheld') return words.withheld(why)
  if (indicator.state === 'not_observable' || indicator.value === undefined) {
    return words.notObservable(why)
  }
  switch (indicator.unit) {
    case 'money':
      return reader.minor(indicator.value)
    case 'ratio':
      return formatPercent(indicator.value, language)
    case 'days':
      return `${formatNumber(indicator.value, language)} ${words.dayUnit}`
    case 'count':
    case 'score':
      return formatNumber(indicator.value, language)
    default:
      return unreachable(indicator.unit)
  }
}

/** Holder match, accounts, banks, coverage. */
export function whoRows(reader: Reader): Row[] {
  const { words, body, language } = reader
  const { overall } = body.coverage
  const holders = body.identity.holders.flatMap((holder) => holder.name ?? [])
  const banks = [...new Set(body.accounts.flatMap((account) => account.bank ?? []))].sort()
  const share = (value: typeof overall.uncategorisedByCount) => reader.observedRatio(value)
  return [
    row(words.holder, codeTitle(body.identity.match, language)),
    row(words.declaredName, body.identity.declaredName ?? words.notDeclared),
    row(words.bankHolders, holders.length > 0 ? holders.join(', ') : words.notSeen),
    row(words.banksJoined, banks.length > 0 ? banks.join(', ') : words.none),
    row(
      words.unshared,
      body.unsharedAccounts.length === 0 ? words.none : String(body.unsharedAccounts.length),
      body.unsharedAccounts.flatMap((account) => account.transactionIds),
    ),
    row(words.daysCovered, formatNumber(overall.daysCovered, language, 0)),
    row(words.lastLine, overall.lastDate ? formatDay(overall.lastDate, language) : words.notSeen),
    row(words.allLines, words.bookedPending(overall.booked, overall.pending)),
    row(
      words.uncategorised,
      `${share(overall.uncategorisedByCount)} / ${share(overall.uncategorisedByAmount)}`,
    ),
  ]
}

export type Comparison = {
  readonly label: string
  readonly declared: string
  readonly detected: string
}

/** What the lender declared beside what the accounts show. */
export function comparisons(reader: Reader): Comparison[] {
  const { words, body, minor, observedMoney } = reader
  const { application } = body
  const incomes = (application?.applicants ?? []).flatMap((one) => one.declaredMonthlyIncome ?? [])
  const credits = application?.declaredCredits?.map((credit) => credit.instalment)
  const rent = application?.household?.rent
  const employers = (application?.applicants ?? []).flatMap((one) => one.employment ?? [])
  const payers = body.income.streams
    .filter((stream) => stream.category === 'income.salary')
    .flatMap((stream) => stream.counterparty ?? [])
  const total = (amounts: readonly number[] | undefined) =>
    amounts === undefined || amounts.length === 0
      ? words.notDeclared
      : minor(amounts.reduce((sum, amount) => sum + amount, 0))
  const list = (names: readonly string[], otherwise: string) =>
    names.length > 0 ? [...new Set(names)].join(', ') : otherwise
  return [
    {
      label: words.monthlyIncome,
      declared: total(incomes),
      detected: observedMoney(body.income.monthlyNet.observed),
    },
    {
      label: words.rent,
      declared: rent === undefined ? words.notDeclared : minor(rent),
      detected: observedMoney(body.charges.housingCost),
    },
    {
      label: words.credits,
      declared: total(credits),
      detected: observedMoney(body.credit.monthlyRepayment),
    },
    {
      label: words.employer,
      declared: list(employers, words.notDeclared),
      detected: list(payers, words.notSeen),
    },
  ]
}
