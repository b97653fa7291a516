// From income, charges, contracts and the application to the ratios (credit.md, Charges).
// Sources of the words: taux d'effort, reste à vivre; never a verdict, never a claim of compliance.
import type { Ledger } from '../ledger/ledger.ts'
import { applicantsOf } from '../statement/applicants.ts'
import type { Prepared } from '../statement/line.ts'
import type { Charges, Contract, Credit, Income } from '../streams/stream.ts'
import { measured, type Observed } from '../values/observed.ts'
import { round } from '../values/statistics.ts'
import type { Affordability } from './affordability.ts'
import { chargesIn, yearlyTaxes } from './charge-totals.ts'
import { checkDeclared, declaredUnseen } from './declared.ts'
import { activeContracts, isRefinanced, loanInstalment, refinancedMissing } from './loan.ts'
import { type Budget, plus, position, stress, unknownPosition } from './position.ts'
import { consumptionUnits, floorOf, highestInstalment, residualFloorOf } from './residual-floor.ts'
import type { AffordabilitySettings } from './settings.ts'

export type AffordabilityInput = {
  readonly prepared: Prepared
  readonly ledger: Ledger
  readonly income: Income
  readonly charges: Charges
  readonly credit: Credit
  readonly settings: AffordabilitySettings
  /** Weight of each category of income in retained income. */
  readonly weights: Readonly<Record<string, number>>
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
  const under = (budget: Budget) =>
    position(stress(budget, settings.stress.chargesUpPercent, settings.stress.incomeDownPercent))
  const withoutLoan = position(now)
  const withLoan = positionOf(asked)
  const stressed =
    stressedBase.state === 'measured' ? under(stressedBase.value) : positionOf(stressedBase)
  return {
    withoutLoan,
    withLoan,
    stressed,
    variants: [
      ...(application?.loan === undefined
        ? []
        : [{ code: 'stressed_without_loan' as const, position: under(now) }]),
      ...variantsOf(input, contracts, now),
    ],
    instalment: asMoney(instalment, prepared.currency),
    highestFurtherInstalment: asMoney(
      highestInstalment(afterRefinancing, application, settings),
      prepared.currency,
    ),
    consumptionUnits: consumptionUnits(application),
    residualFloor: residualFloorOf(
      floorOf(application, prepared.currency, settings.policy),
      { withoutLoan, withLoan, stressed },
      prepared.currency,
    ),
    declared: checkDeclared(input, contracts),
    notes: notesOf(input, contracts),
  }
}

type ShareOf = (accountId: string) => number

/** `share` is the part of an account's charges that counts: 1, or a half on a joint account. */
function budgetOf(
  input: AffordabilityInput,
  contracts: readonly Contract[],
  share: ShareOf,
): Budget {
  const { prepared, ledger, income, charges, credit, settings } = input
  const { categories } = settings
  const sumOf = (list: readonly string[]) => chargesIn(charges, list, share)
  const rent = possibleRentIn(charges, share)
  const repaid = contracts.reduce((t, c) => t + c.monthlyEquivalent.amount * share(c.accountId), 0)
  return {
    income: amountOf(income.monthlyNet.retained),
    debt: whenSeen(credit.monthlyRepayment, Math.abs(repaid) + sumOf(categories.debtService)),
    commitments: whenSeen(charges.monthly, rent + sumOf(categories.commitment)),
    charges: whenSeen(
      charges.monthly,
      rent + sumOf(categories.residual) + yearlyTaxes(ledger, charges, categories.yearlyTax, share),
    ),
    units: consumptionUnits(prepared.statement.application ?? null),
    currency: prepared.currency,
  }
}

/** A possible rent is one regular transfer to a person: it counts as the account it leaves does. */
function possibleRentIn({ housingSource, housingCost, streams }: Charges, share: ShareOf): number {
  if (housingSource !== 'possible_rent' || housingCost.state !== 'measured') return 0
  const { amount } = housingCost.value
  const stream = streams.find(
    ({ category, status, monthlyEquivalent }) =>
      category === 'transfer.person' && status !== 'ended' && monthlyEquivalent.amount === amount,
  )
  return amount * (stream === undefined ? 1 : share(stream.accountId))
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
  const unattributed = unattributedIncome(input)
  if (unattributed > 0) {
    variants.push({
      code: 'attributed_income',
      position: position({ ...now, income: plus(now.income, -unattributed) }),
    })
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

/** Retained from joint accounts whose lines name neither holder, when nobody else applies. */
function unattributedIncome({ prepared, income, weights }: AffordabilityInput): number {
  if (applicantsOf(prepared.statement).some(({ role }) => role === 'co_applicant')) return 0
  return income.streams
    .filter(({ owner, status }) => owner === 'nobody' && status !== 'ended')
    .reduce(
      (sum, { category, monthlyEquivalent }) =>
        sum + monthlyEquivalent.amount * (weights[category] ?? 0),
      0,
    )
}

function notesOf(input: AffordabilityInput, contracts: readonly Contract[]) {
  const application = input.prepared.statement.application ?? null
  const notes: Affordability['notes'] = []
  const blind = input.charges.monthly.state === 'not_observable'
  if (!blind && input.charges.housingSource === 'not_seen') notes.push('housing_cost_not_seen')
  if (input.charges.housingSource === 'possible_rent') notes.push('possible_rent_counted')
  if (floorOf(application, input.prepared.currency, input.settings.policy).state !== 'measured') {
    notes.push('residual_floor_not_applied')
  }
  if (refinancedMissing(contracts, application)) notes.push('refinanced_contract_not_found')
  if (unattributedIncome(input) > 0) notes.push('joint_income_not_attributed')
  if (declaredUnseen(input, contracts).credits > 0) notes.push('declared_credit_not_seen')
  return notes
}
