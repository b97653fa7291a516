// From income, charges, contracts and the application to the ratios (credit.md, Charges).
// Sources of the words: taux d'effort, reste à vivre; never a verdict, never a claim of compliance.
import type { CategorisedLine } from '../categorisation/categorised.ts'
import type { Prepared } from '../statement/line.ts'
import type { Application } from '../statement/statement.ts'
import type { Charges, Contract, Credit, Income } from '../streams/stream.ts'
import { measured, notObservable, type Observed } from '../values/observed.ts'
import { round } from '../values/statistics.ts'
import type { Affordability } from './affordability.ts'
import { chargesIn, yearlyTaxes } from './charge-totals.ts'
import {
  activeContracts,
  isRefinanced,
  loanInstalment,
  refinancedMissing,
  sameLender,
} from './loan.ts'
import { type Budget, plus, position, residualOf, stress, unknownPosition } from './position.ts'
import type { AffordabilitySettings } from './settings.ts'

export type AffordabilityInput = {
  readonly prepared: Prepared
  readonly lines: readonly CategorisedLine[]
  readonly income: Income
  readonly charges: Charges
  readonly credit: Credit
  readonly settings: AffordabilitySettings
}

export function measureAffordability(input: AffordabilityInput): Affordability {
  const { prepared, credit, settings } = input
  const application = prepared.statement.application ?? null
  const contracts = activeContracts(credit)
  const now = budgetOf(input, contracts, () => 1)
  const instalment = loanInstalment(application)
  const kept = contracts.filter((contract) => !isRefinanced(contract, application))
  const afterRefinancing = budgetOf(input, kept, () => 1)
  const asked: Observed<Budget> =
    instalment.state === 'measured'
      ? measured({ ...afterRefinancing, debt: plus(afterRefinancing.debt, instalment.value) })
      : instalment
  const stressedBase = application?.loan === undefined ? measured(now) : asked
  const { chargesUpPercent, incomeDownPercent } = settings.stress
  return {
    withoutLoan: position(now),
    withLoan: positionOf(asked),
    stressed:
      stressedBase.state === 'measured'
        ? position(stress(stressedBase.value, chargesUpPercent, incomeDownPercent))
        : positionOf(stressedBase),
    variants: variantsOf(input, contracts, now),
    instalment: asMoney(instalment, prepared.currency),
    highestFurtherInstalment: asMoney(highest(afterRefinancing, settings), prepared.currency),
    consumptionUnits: consumptionUnits(application),
    notes: notesOf(input, contracts),
  }
}

/** OECD-modified scale. A child counts 0.3: ages are not declared, so none is taken to be over 13. */
export function consumptionUnits(application: Application | null): Observed<number> {
  if (application === null) return notObservable('application_absent')
  if (application.household === undefined) return notObservable('household_not_declared')
  const { adults, children } = application.household
  return measured((10 + 5 * (adults - 1) + 3 * children) / 10)
}

type ShareOf = (accountId: string) => number

/** `share` is the part of an account's charges that counts: 1, or a half on a joint account. */
function budgetOf(
  input: AffordabilityInput,
  contracts: readonly Contract[],
  share: ShareOf,
): Budget {
  const { prepared, lines, income, charges, credit, settings } = input
  const { categories } = settings
  const sumOf = (list: readonly string[]) => chargesIn(charges, list, share)
  const possibleRent = charges.housingSource === 'possible_rent' ? charges.housingCost : null
  const rent = possibleRent?.state === 'measured' ? possibleRent.value.amount : 0
  const repaid = contracts.reduce((t, c) => t + c.monthlyEquivalent.amount * share(c.accountId), 0)
  return {
    income: amountOf(income.monthlyNet.retained),
    debt: whenSeen(credit.monthlyRepayment, Math.abs(repaid) + sumOf(categories.debtService)),
    commitments: whenSeen(charges.monthly, rent + sumOf(categories.commitment)),
    charges: whenSeen(
      charges.monthly,
      rent +
        sumOf(categories.residual) +
        yearlyTaxes(prepared, lines, charges, categories.yearlyTax, share),
    ),
    units: consumptionUnits(prepared.statement.application ?? null),
    currency: prepared.currency,
  }
}

/** None found is a sum too (zero, or what stands beside it); only the unknown stays unknown. */
function whenSeen(state: Observed<unknown>, amount: number): Observed<number> {
  switch (state.state) {
    case 'measured':
    case 'none_found':
      return measured(amount)
    default:
      return state
  }
}

function amountOf(money: Observed<{ amount: number }>): Observed<number> {
  return money.state === 'measured' ? measured(money.value.amount) : money
}

function asMoney(amount: Observed<number>, currency: string) {
  return amount.state === 'measured' ? measured({ amount: round(amount.value), currency }) : amount
}

function positionOf(budget: Observed<Budget>) {
  if (budget.state === 'measured') return position(budget.value)
  return unknownPosition(budget.state === 'none_found' ? 'loan_not_requested' : budget.why)
}

function variantsOf(
  input: AffordabilityInput,
  contracts: readonly Contract[],
  now: Budget,
): Affordability['variants'] {
  const variants: Affordability['variants'] = []
  const joint = new Set(
    input.prepared.accounts
      .filter((account) => account.ownership === 'joint' && account.leftOut === null)
      .map((account) => account.id),
  )
  if (joint.size > 0) {
    const half = budgetOf(input, contracts, (id) => (joint.has(id) ? 0.5 : 1))
    variants.push({ code: 'joint_half_share', position: position(half) })
  }
  const declared = declaredUnseen(input, contracts)
  if (declared.credits + declared.rent > 0) {
    const budget = {
      ...now,
      debt: plus(now.debt, declared.credits),
      commitments: plus(now.commitments, declared.rent),
      charges: plus(now.charges, declared.rent),
    }
    variants.push({ code: 'with_declared', position: position(budget) })
  }
  return variants
}

/** What the applicant declares and the accounts do not show, in minor units a month. */
function declaredUnseen(input: AffordabilityInput, contracts: readonly Contract[]) {
  const application = input.prepared.statement.application
  const credits = (application?.declaredCredits ?? [])
    .filter((declared) => !contracts.some((seen) => sameLender(declared.lender, seen.lender)))
    .reduce((total, declared) => total + declared.instalment, 0)
  const unseen = input.charges.housingSource === 'not_seen'
  return { credits, rent: unseen ? (application?.household?.rent ?? 0) : 0 }
}

/** The largest instalment that keeps both limits; zero when one is already passed. */
function highest(budget: Budget, settings: AffordabilitySettings): Observed<number> {
  const { largestDebtServiceRatio, residualIncomeFloorPerUnit } = settings.policy
  const income = amountAbove(budget.income)
  if (income.state !== 'measured') return income
  if (budget.debt.state !== 'measured') return budget.debt
  const byRatio = Math.floor(income.value * largestDebtServiceRatio - budget.debt.value)
  if (budget.units.state !== 'measured') return measured(Math.max(0, byRatio))
  const residual = residualOf(budget)
  if (residual.state !== 'measured') return residual
  const byResidual = Math.floor(residual.value - residualIncomeFloorPerUnit * budget.units.value)
  return measured(Math.max(0, Math.min(byRatio, byResidual)))
}

function amountAbove(income: Observed<number>): Observed<number> {
  const none = income.state === 'none_found' || (income.state === 'measured' && income.value <= 0)
  return none ? notObservable('no_income_found') : income
}

function notesOf(input: AffordabilityInput, contracts: readonly Contract[]) {
  const application = input.prepared.statement.application ?? null
  const notes: Affordability['notes'] = []
  const blind = input.charges.monthly.state === 'not_observable'
  if (!blind && input.charges.housingSource === 'not_seen') notes.push('housing_cost_not_seen')
  if (input.charges.housingSource === 'possible_rent') notes.push('possible_rent_counted')
  if (application?.household === undefined) notes.push('residual_floor_not_applied')
  if (refinancedMissing(contracts, application)) notes.push('refinanced_contract_not_found')
  if (declaredUnseen(input, contracts).credits > 0) notes.push('declared_credit_not_seen')
  return notes
}
