// Every indicator, in the order of the report: adding one is a file and a line here.
import { notObservable } from '../values/observed.ts'
import { categoryShares } from './charges/category-shares.ts'
import { monthlyCharges } from './charges/monthly-charges.ts'
import { spending } from './charges/spending.ts'
import { bankFees } from './conduct/bank-fees.ts'
import { daysNegative30, daysNegative60, daysNegative90 } from './conduct/days-negative.ts'
import { daysSinceLastNegative } from './conduct/days-since-last-negative.ts'
import { daysSinceLastRejection } from './conduct/days-since-last-rejection.ts'
import {
  incidentFeesCount,
  incidentFeesMonthly,
  incidentFeesToIncome,
} from './conduct/incident-fees.ts'
import { lowestBeforePayday } from './conduct/lowest-before-payday.ts'
import { monthEndSlope } from './conduct/month-end-slope.ts'
import {
  daysBeyondLimit,
  deepestOverdraft,
  longestOverdraft,
  meanOverdraft,
  medianOverdraft,
  ongoingOverdraft,
  overdraftEpisodes,
  overdraftInterest,
  overdraftLimit,
  overdraftShare,
} from './conduct/overdrafts.ts'
import { recovery } from './conduct/recovery.ts'
import { rejectedRentOrLoan } from './conduct/rejected-essential.ts'
import { rejections } from './conduct/rejections.ts'
import { returnedDebits } from './conduct/returned-debits.ts'
import {
  collections,
  debtPlans,
  loanArrears,
  seizures,
  seriousIncidents,
} from './conduct/serious-incidents.ts'
import { debtByKind } from './debt/by-kind.ts'
import { activeCredits, distinctLenders } from './debt/lenders.ts'
import { newCredit30, newCredit60, newCredit90 } from './debt/new-credit.ts'
import { payoutUsedToRepay } from './debt/payout-used-to-repay.ts'
import {
  commitmentRatio,
  debtServiceRatio,
  residualIncome,
  residualIncomePerUnit,
} from './debt/ratios.ts'
import { repayments } from './debt/repayments.ts'
import { revolvingDraws } from './debt/revolving-draws.ts'
import { shortTermLoans, socialMicrocredits } from './debt/short-term-loans.ts'
import { openSplitPayments, splitPaymentProviders } from './debt/split-payments.ts'
import { activity } from './flows/activity.ts'
import { inAndOut } from './flows/in-and-out.ts'
import type { Indicator, IndicatorFacts, IndicatorResult } from './indicator.ts'
import { type Reading, resultOf } from './reading.ts'
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
import { balanceWindows } from './reserves/balance-windows.ts'
import { cashAndRisk } from './reserves/cash-and-risk.ts'
import { fixedChargesShare } from './reserves/fixed-charges.ts'
import { gamblingFigures } from './reserves/gambling.ts'
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
import { incomeCertainty } from './resources/income-certainty.ts'
import { incomeReceived } from './resources/income-received.ts'
import { incomeTypes } from './resources/income-types.ts'
import {
  borrowedInflowShare,
  cashInflowShare,
  personInflowShare,
} from './resources/inflow-shares.ts'
import { mainPay } from './resources/main-pay.ts'
import { daysSinceLastIncome, paydayShift } from './resources/payday.ts'
import { tallyOf } from './tally.ts'

const conduct: readonly Indicator[] = [
  daysNegative30,
  daysNegative60,
  daysNegative90,
  daysSinceLastNegative,
  overdraftShare,
  overdraftEpisodes,
  longestOverdraft,
  ongoingOverdraft,
  deepestOverdraft,
  meanOverdraft,
  medianOverdraft,
  overdraftInterest,
  overdraftLimit,
  daysBeyondLimit,
  lowestBeforePayday,
  monthEndSlope,
  rejections,
  daysSinceLastRejection,
  rejectedRentOrLoan,
  ...returnedDebits,
  incidentFeesCount,
  incidentFeesMonthly,
  incidentFeesToIncome,
  ...bankFees,
  seizures,
  collections,
  debtPlans,
  loanArrears,
  seriousIncidents,
  ...recovery,
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
  socialMicrocredits,
  ...repayments,
  ...debtByKind,
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
  ...mainPay,
  ...incomeReceived,
  ...incomeCertainty,
  ...incomeTypes,
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
  ...balanceWindows,
  liquidityDays,
  netSavingRate,
  savingsHeld,
  savingsDepositRate,
  savingsDrawnInDeficit,
  deficitMonths,
  fixedChargesShare,
  gamblingToIncome,
  ...gamblingFigures,
  cashShare,
  ...cashAndRisk,
  outflowToInflow,
]

const charges: readonly Indicator[] = [...monthlyCharges, ...spending, ...categoryShares]

const flows: readonly Indicator[] = [...inAndOut, ...activity]

/** Groups in the order of the pillars of the score, then those that only inform. */
const groups = { resources, debt, conduct, reserves, charges, flows } as const
const groupNames = ['resources', 'debt', 'conduct', 'reserves', 'charges', 'flows'] as const

export const indicators: readonly Indicator[] = groupNames.flatMap((group) => groups[group])

/** What is published of each: everything but the code. */
export const indicatorCatalogue = groupNames.flatMap((group) =>
  groups[group].map(({ id, unit, window, inputs, formula, higherIs, barredFromScore }) => ({
    id,
    group,
    unit,
    window,
    inputs: [...inputs],
    formula,
    higherIs,
    scorable: higherIs !== null && barredFromScore === undefined,
  })),
)

/**
 * A figure without a line of a private account to rest on is not observable, whatever its formula
 * finds; what savings and loan accounts hold is known without one.
 */
export function computeIndicators(facts: IndicatorFacts): IndicatorResult[] {
  const input = { ...facts, tally: tallyOf(facts) }
  const seen = input.tally.lines.some((count) => count > 0)
  return indicators.map((indicator) =>
    resultOf(indicator, seen || ofAssets.has(indicator) ? indicator.compute(input) : unseen),
  )
}

const ofAssets: ReadonlySet<Indicator> = new Set(
  indicators.filter(({ inputs }) => inputs.every((one) => one === 'assets')),
)
const unseen: Reading = { value: notObservable('no_private_account_lines'), evidence: [] }
