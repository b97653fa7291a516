// Every indicator, in the order of the report: adding one is a file and a line here.
import { notObservable } from '../values/observed.ts'
import { daysNegative30, daysNegative60, daysNegative90 } from './conduct/days-negative.ts'
import { daysSinceLastNegative } from './conduct/days-since-last-negative.ts'
import { daysSinceLastRejection } from './conduct/days-since-last-rejection.ts'
import {
  incidentFeesMonthly,
  incidentFeesToIncome,
  interventionFees,
} from './conduct/incident-fees.ts'
import { lowestBeforePayday } from './conduct/lowest-before-payday.ts'
import { monthEndSlope } from './conduct/month-end-slope.ts'
import {
  deepestOverdraft,
  longestOverdraft,
  overdraftEpisodes,
  overdraftInterest,
} from './conduct/overdrafts.ts'
import { rejectedRentOrLoan } from './conduct/rejected-essential.ts'
import { rejections } from './conduct/rejections.ts'
import {
  collections,
  debtPlans,
  loanArrears,
  seizures,
  seriousIncidents,
} from './conduct/serious-incidents.ts'
import { activeCredits, distinctLenders } from './debt/lenders.ts'
import { newCredit30, newCredit60, newCredit90 } from './debt/new-credit.ts'
import { payoutUsedToRepay } from './debt/payout-used-to-repay.ts'
import {
  commitmentRatio,
  debtServiceRatio,
  residualIncome,
  residualIncomePerUnit,
} from './debt/ratios.ts'
import { revolvingDraws } from './debt/revolving-draws.ts'
import { shortTermLoans } from './debt/short-term-loans.ts'
import { openSplitPayments, splitPaymentProviders } from './debt/split-payments.ts'
import type { Indicator, IndicatorInput, IndicatorResult } from './indicator.ts'
import { distinctCounterparties, linesAMonth } from './reserves/activity.ts'
import { balanceDrift } from './reserves/balance-drift.ts'
import {
  balanceAfterPending,
  balanceNow,
  highBalance,
  lowBalance,
  lowestBalance,
  meanBalance,
  medianBalance,
} from './reserves/balance-levels.ts'
import { balanceVolatility } from './reserves/balance-volatility.ts'
import { fixedChargesShare } from './reserves/fixed-charges.ts'
import { liquidityDays } from './reserves/liquidity.ts'
import { netSavingRate } from './reserves/net-saving.ts'
import {
  deficitMonths,
  savingsDepositRate,
  savingsDrawnInDeficit,
  savingsHeld,
} from './reserves/savings-moves.ts'
import { cashShare, gamblingToIncome, outflowToInflow } from './reserves/spending-shares.ts'
import { daysToSpendHalf, spentInWeekAfterPay } from './resources/after-pay.ts'
import {
  employerChange,
  incomeVariation,
  mainIncomeShare,
  missedPays,
  monthlyIncome,
  monthlyIncomeObserved,
  monthsWithIncome,
} from './resources/income.ts'
import {
  borrowedInflowShare,
  cashInflowShare,
  personInflowShare,
} from './resources/inflow-shares.ts'
import { daysSinceLastIncome, paydayShift } from './resources/payday.ts'

const conduct: readonly Indicator[] = [
  daysNegative30,
  daysNegative60,
  daysNegative90,
  daysSinceLastNegative,
  overdraftEpisodes,
  longestOverdraft,
  deepestOverdraft,
  overdraftInterest,
  lowestBeforePayday,
  monthEndSlope,
  rejections,
  daysSinceLastRejection,
  rejectedRentOrLoan,
  interventionFees,
  incidentFeesMonthly,
  incidentFeesToIncome,
  seizures,
  collections,
  debtPlans,
  loanArrears,
  seriousIncidents,
]

const debt: readonly Indicator[] = [
  distinctLenders,
  activeCredits,
  newCredit30,
  newCredit60,
  newCredit90,
  payoutUsedToRepay,
  revolvingDraws,
  shortTermLoans,
  openSplitPayments,
  splitPaymentProviders,
  debtServiceRatio,
  commitmentRatio,
  residualIncome,
  residualIncomePerUnit,
]

const resources: readonly Indicator[] = [
  monthlyIncome,
  monthlyIncomeObserved,
  monthsWithIncome,
  incomeVariation,
  mainIncomeShare,
  missedPays,
  employerChange,
  daysSinceLastIncome,
  paydayShift,
  daysToSpendHalf,
  spentInWeekAfterPay,
  personInflowShare,
  cashInflowShare,
  borrowedInflowShare,
]

const reserves: readonly Indicator[] = [
  balanceNow,
  balanceAfterPending,
  lowestBalance,
  meanBalance,
  medianBalance,
  lowBalance,
  highBalance,
  balanceDrift,
  balanceVolatility,
  liquidityDays,
  netSavingRate,
  savingsHeld,
  savingsDepositRate,
  savingsDrawnInDeficit,
  deficitMonths,
  fixedChargesShare,
  gamblingToIncome,
  cashShare,
  outflowToInflow,
  linesAMonth,
  distinctCounterparties,
]

/** Groups in the order of the pillars of the score; `GET /v1/rulebooks/{version}` publishes them. */
export const indicatorGroups = { resources, debt, conduct, reserves } as const

export const indicators: readonly Indicator[] = [...resources, ...debt, ...conduct, ...reserves]

/** What is published of each: everything but the code. */
export const indicatorCatalogue = (['resources', 'debt', 'conduct', 'reserves'] as const).flatMap(
  (group) =>
    indicatorGroups[group].map(({ id, unit, formula, higherIs, barredFromScore }) => ({
      id,
      group,
      unit,
      formula,
      higherIs,
      scorable: higherIs !== null && barredFromScore === undefined,
    })),
)

/** A figure without a private account to rest on is not observable, whatever its formula finds. */
export function computeIndicators(input: IndicatorInput): IndicatorResult[] {
  return indicators.map(({ id, unit, compute }) => {
    const { value, evidence } =
      input.flows.length + input.coverage.overall.booked > 0
        ? compute(input)
        : { value: notObservable('no_private_account_lines'), evidence: [] }
    return { id, unit, ...value, evidence: [...evidence] }
  })
}
