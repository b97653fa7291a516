// One position: the three figures of affordability from one month's income and charges.
import type { MinorUnits } from '../values/money.ts'
import { measured, notObservable, type Observed } from '../values/observed.ts'
import { ratio, round } from '../values/statistics.ts'
import type { Position } from './affordability.ts'

/** Minor units a month, all positive. */
export type Budget = {
  readonly income: Observed<number>
  readonly debt: Observed<number>
  /** Rent and maintenance paid. */
  readonly commitments: Observed<number>
  /** Every charge that residual income deducts beside the debt. */
  readonly charges: Observed<number>
  readonly units: Observed<number>
  readonly currency: string
}

type Figures = { income: number; debt: number; charges: number }

/** The first part that is not known decides, in the order given. */
function combine(parts: readonly Observed<number>[]): Observed<number[]> {
  const values: number[] = []
  for (const part of parts) {
    if (part.state !== 'measured') return part
    values.push(part.value)
  }
  return measured(values)
}

/** Income that was looked for and not found leaves no ratio: a share of nothing is not zero. */
function knownIncome(income: Observed<number>): Observed<number> {
  if (income.state === 'none_found') return notObservable('no_income_found')
  if (income.state === 'measured' && income.value <= 0) return notObservable('no_income_found')
  return income
}

function known(part: Observed<number>): Observed<number> {
  return part.state === 'none_found' ? measured(0) : part
}

export function figure(
  income: Observed<number>,
  debt: Observed<number>,
  charges: Observed<number>,
  to: (figures: Figures) => number,
): Observed<number> {
  const parts = combine([knownIncome(income), known(debt), known(charges)])
  if (parts.state !== 'measured') return parts
  const [a = 0, b = 0, c = 0] = parts.value
  return measured(to({ income: a, debt: b, charges: c }))
}

function asMoney(amount: Observed<number>, currency: string) {
  return amount.state === 'measured' ? measured({ amount: round(amount.value), currency }) : amount
}

export function residualOf(budget: Budget): Observed<number> {
  return figure(budget.income, budget.debt, budget.charges, (f) => f.income - f.debt - f.charges)
}

export function position(budget: Budget): Position {
  const residual = residualOf(budget)
  const perUnit = combine([residual, budget.units])
  return {
    debtServiceRatio: figure(budget.income, budget.debt, measured(0), (f) =>
      ratio(f.debt, f.income),
    ),
    commitmentRatio: figure(budget.income, budget.debt, budget.commitments, (f) =>
      ratio(f.debt + f.charges, f.income),
    ),
    residualIncome: asMoney(residual, budget.currency),
    residualIncomePerUnit: asMoney(
      perUnit.state === 'measured'
        ? measured((perUnit.value[0] ?? 0) / (perUnit.value[1] ?? 1))
        : perUnit,
      budget.currency,
    ),
  }
}

/** Every figure unknown for one reason: what depends on an application that is absent. */
export function unknownPosition(why: string): Position {
  const unknown = notObservable(why)
  return {
    debtServiceRatio: unknown,
    commitmentRatio: unknown,
    residualIncome: unknown,
    residualIncomePerUnit: unknown,
  }
}

/** Income falls, charges rise, by whole percents. */
export function stress(budget: Budget, chargesUp: number, incomeDown: number): Budget {
  const up = (part: Observed<number>) => times(part, 100 + chargesUp)
  return {
    ...budget,
    income: times(budget.income, 100 - incomeDown),
    debt: up(budget.debt),
    commitments: up(budget.commitments),
    charges: up(budget.charges),
  }
}

function times(part: Observed<number>, percent: number): Observed<number> {
  return part.state === 'measured' ? measured((part.value * percent) / 100) : part
}

export function plus(part: Observed<number>, amount: MinorUnits | number): Observed<number> {
  if (part.state === 'none_found') return measured(amount)
  return part.state === 'measured' ? measured(part.value + amount) : part
}
