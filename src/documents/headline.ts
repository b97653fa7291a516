// The underwriter's first screen as rows of words: the loan, income and charges, ratios, balances.
import type { Position } from '../core/affordability/affordability.ts'
import type { Observed } from '../core/values/observed.ts'
import type { Amount, Reader } from './document.ts'
import { INDENT } from './holder.ts'
import { indicatorRow, moneyRow, type Row, row } from './row.ts'
import { codeTitle } from './wording/codes.ts'
import { indicatorName } from './wording/indicators.ts'

/** Income with its interval, charges, housing and credit a month. */
export function keyRows(reader: Reader): Row[] {
  const { words, body, observedMoney } = reader
  const { retained, observed, low, high } = body.income.monthlyNet
  const from = observedMoney(low)
  const to = observedMoney(high)
  const wide = low.state === 'measured' && high.state === 'measured' && from !== to
  const { housingCost, housingSource } = body.charges
  const lines = (list: readonly { readonly evidence: { readonly transactionIds: string[] } }[]) =>
    list.flatMap((one) => one.evidence.transactionIds)
  return [
    moneyRow(reader, words.incomeRetained, retained, {
      evidence: lines(body.income.streams),
    }),
    ...(body.income.byApplicant ?? []).map(({ name, retained, streamIds }) =>
      moneyRow(reader, `${INDENT}${words.incomeRetainedOf(name ?? words.ofNobody)}`, retained, {
        evidence: lines(body.income.streams.filter(({ id }) => streamIds.includes(id))),
      }),
    ),
    moneyRow(reader, words.incomeObserved, observed, {
      note: wide ? ` (${words.interval(from, to)})` : '',
    }),
    moneyRow(reader, words.charges, body.charges.monthly, {
      evidence: lines(body.charges.streams),
    }),
    moneyRow(reader, words.housing, housingCost, { note: ` (${reader.code(housingSource)})` }),
    moneyRow(reader, words.debt, body.credit.monthlyRepayment, {
      evidence: lines(body.credit.contracts),
    }),
  ]
}

export function loanRows(reader: Reader): Row[] {
  const { words, body } = reader
  const loan = body.application?.loan
  const applicants = body.application?.applicants ?? []
  const people = body.identity.applicants ?? applicants
  const others = people.filter((one) => one.role === 'co_applicant').length
  const asked = loan ? words.loan(reader.minor(loan.amount), loan.months) : words.notDeclared
  const { instalment, highestFurtherInstalment } = body.affordability
  return [
    row(words.loanAsked, others > 0 ? `${asked}, ${words.coApplicants(others)}` : asked),
    moneyRow(reader, words.instalment, instalment),
    moneyRow(reader, words.highestInstalment, highestFurtherInstalment, {
      note: ` (${words.lenderRules})`,
    }),
  ]
}

export type AffordabilityTable = {
  readonly columns: readonly string[]
  readonly rows: readonly { readonly label: string; readonly cells: readonly string[] }[]
  /** Why cells are not observable, each reason once. */
  readonly reasons: readonly string[]
  readonly allUnknown: boolean
}

/** Ratios and residual income: without the loan, with it, stressed, then the variants. */
export function affordabilityTable(reader: Reader): AffordabilityTable {
  const { words, body, observedMoney, observedRatio } = reader
  const { withoutLoan, withLoan, stressed, residualFloor, variants } = body.affordability
  const positions: readonly Position[] = [
    ...[withoutLoan, withLoan, stressed],
    ...variants.map((variant) => variant.position),
  ]
  const line = <T>(
    label: string,
    values: readonly Observed<T>[],
    show: (one: Observed<T>) => string,
  ) => ({
    label,
    cells: values.map((one) =>
      one.state === 'not_observable' ? reader.code('not_observable') : show(one),
    ),
    whys: values.flatMap((one) => (one.state === 'not_observable' ? [reader.code(one.why)] : [])),
  })
  const rows = [
    line(
      words.residual,
      positions.map((one) => one.residualIncome),
      observedMoney,
    ),
    line(
      words.residualPerUnit,
      positions.map((one) => one.residualIncomePerUnit),
      observedMoney,
    ),
    line(
      words.residualMargin,
      [
        residualFloor.marginWithoutLoan,
        residualFloor.marginWithLoan,
        residualFloor.marginStressed,
        ...variants.map((): Observed<Amount> => ({ state: 'none_found' })),
      ],
      (one) => (one.state === 'none_found' ? '' : observedMoney(one)),
    ),
    line(
      words.debtService,
      positions.map((one) => one.debtServiceRatio),
      observedRatio,
    ),
    line(
      words.commitment,
      positions.map((one) => one.commitmentRatio),
      observedRatio,
    ),
  ]
  return {
    columns: [
      ...[words.without, words.with, words.stressed],
      ...variants.map((variant) => codeTitle(variant.code, reader.language)),
    ],
    rows,
    reasons: [...new Set(rows.flatMap(({ whys }) => whys))],
    allUnknown: rows.every(({ whys, cells }) => whys.length === cells.length),
  }
}

export function balanceRows(reader: Reader): Row[] {
  const { words, body } = reader
  const { together } = body.balances
  const { assets } = body
  const { trend } = together
  return [
    moneyRow(reader, words.balanceToday, together.closing),
    moneyRow(reader, words.afterPending, together.availableAfterPending),
    moneyRow(reader, words.lowest, together.min),
    ...indicatorRow(reader, 'lowest_balance_before_payday', words.lowestBeforePayday),
    moneyRow(reader, words.mean, together.mean),
    moneyRow(reader, words.median, together.median),
    ...(trend === 'unknown' ? [] : [row(words.trend, reader.code(trend))]),
    ...indicatorRow(
      reader,
      'unexplained_large_credits_30',
      indicatorName('unexplained_large_credits_30', reader.language),
    ),
    moneyRow(reader, words.savingsHeld, assets.savings),
    moneyRow(reader, words.savingsIn, assets.savingsDeposits),
    moneyRow(reader, words.savingsOut, assets.savingsWithdrawals),
  ]
}
