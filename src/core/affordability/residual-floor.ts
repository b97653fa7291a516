// What the lender's own policy asks to remain for a household, and the instalment that still leaves it.
import type { Application } from '../statement/statement.ts'
import { SETTINGS_CURRENCY } from '../values/money.ts'
import { measured, notObservable, type Observed } from '../values/observed.ts'
import { round } from '../values/statistics.ts'
import type { Affordability, Position } from './affordability.ts'
import { type Budget, residualOf } from './position.ts'
import type { AffordabilitySettings } from './settings.ts'

/** OECD-modified scale. A child counts 0.3: ages are not declared, so none is taken to be over 13. */
export function consumptionUnits(application: Application | null): Observed<number> {
  if (application === null) return notObservable('application_absent')
  if (application.household === undefined) return notObservable('household_not_declared')
  const { adults, children } = application.household
  return measured((10 + 5 * (adults - 1) + 3 * children) / 10)
}

/** Minor units a month: the row of the lender's table for the household, else by consumption unit. */
export function floorOf(
  application: Application | null,
  currency: string,
  { residualIncomeFloorPerUnit, residualIncomeTable }: AffordabilitySettings['policy'],
): Observed<number> {
  const units = consumptionUnits(application)
  const household = application?.household
  if (units.state !== 'measured' || household === undefined) return units
  if (currency !== SETTINGS_CURRENCY) return notObservable('settings_in_another_currency')
  const row = residualIncomeTable.find(
    ({ adults, children }) => adults === household.adults && children === household.children,
  )
  return measured(row?.floor ?? round(residualIncomeFloorPerUnit * units.value))
}

type Positions = Readonly<Record<'withoutLoan' | 'withLoan' | 'stressed', Position>>

export function residualFloorOf(
  floor: Observed<number>,
  positions: Positions,
  currency: string,
): Affordability['residualFloor'] {
  const margin = ({ residualIncome }: Position): Position['residualIncome'] => {
    if (floor.state !== 'measured') return floor
    if (residualIncome.state !== 'measured') return residualIncome
    return measured({ amount: residualIncome.value.amount - floor.value, currency })
  }
  return {
    amount: floor.state === 'measured' ? measured({ amount: floor.value, currency }) : floor,
    marginWithoutLoan: margin(positions.withoutLoan),
    marginWithLoan: margin(positions.withLoan),
    marginStressed: margin(positions.stressed),
  }
}

/**
 * The largest instalment that keeps both limits; zero when one is already passed. Without a floor
 * for the household the debt-service ratio alone decides, and a note says so.
 */
export function highestInstalment(
  budget: Budget,
  application: Application | null,
  { policy }: AffordabilitySettings,
): Observed<number> {
  const income = amountAbove(budget.income)
  if (income.state !== 'measured') return income
  if (budget.debt.state !== 'measured') return budget.debt
  const byRatio = Math.floor(income.value * policy.largestDebtServiceRatio - budget.debt.value)
  const floor = floorOf(application, budget.currency, policy)
  if (floor.state !== 'measured') return measured(Math.max(0, byRatio))
  const residual = residualOf(budget)
  if (residual.state !== 'measured') return residual
  return measured(Math.max(0, Math.min(byRatio, Math.floor(residual.value - floor.value))))
}

function amountAbove(income: Observed<number>): Observed<number> {
  const none = income.state === 'none_found' || (income.state === 'measured' && income.value <= 0)
  return none ? notObservable('no_income_found') : income
}
