// The requested loan: its monthly instalment and the contracts it would pay off.
import { fold } from '../matching/fold.ts'
import type { Application } from '../statement/statement.ts'
import type { Contract, Credit } from '../streams/stream.ts'
import { type MinorUnits, minorUnits } from '../values/money.ts'
import { measured, notObservable, type Observed } from '../values/observed.ts'
import { round } from '../values/statistics.ts'

/**
 * Monthly instalment of a loan repaid by constant annuities, in arrears.
 * `rate` is the annual nominal rate in percent; the monthly rate is its twelfth, as French credit offers state it.
 * Rounded to the minor unit, half away from zero.
 */
export function annuity(amount: MinorUnits, months: number, rate: number): MinorUnits {
  const monthly = rate / 1200
  if (monthly === 0) return minorUnits(round(amount / months))
  return minorUnits(round((amount * monthly) / (1 - (1 + monthly) ** -months)))
}

/** Not observable as `application_absent`, `loan_not_requested` or `loan_rate_unknown`. */
export function loanInstalment(application: Application | null): Observed<MinorUnits> {
  if (application === null) return notObservable('application_absent')
  const loan = application.loan
  if (loan === undefined) return notObservable('loan_not_requested')
  if (loan.instalment !== undefined) return measured(minorUnits(loan.instalment))
  if (loan.rate === undefined) return notObservable('loan_rate_unknown')
  return measured(annuity(minorUnits(loan.amount), loan.months, loan.rate))
}

/** Contracts that burden a budget now, split payments among them, each once. */
export function activeContracts(credit: Credit): Contract[] {
  const seen = new Set<string>()
  return [...credit.contracts, ...credit.splitPayments].filter((contract) => {
    if (contract.status === 'ended' || seen.has(contract.id)) return false
    seen.add(contract.id)
    return true
  })
}

/** `refinances[]` names contracts by their id in a former report, or by their lender. */
export function isRefinanced(contract: Contract, application: Application | null): boolean {
  return (application?.loan?.refinances ?? []).some((named) => names(named, contract))
}

/** Some contract named in `refinances[]` was not found: it cannot leave. */
export function refinancedMissing(
  contracts: readonly Contract[],
  application: Application | null,
): boolean {
  return (application?.loan?.refinances ?? []).some(
    (named) => !contracts.some((contract) => names(named, contract)),
  )
}

/**
 * A declared lender is the one seen when their names agree, accents, case and punctuation apart, or
 * when one name is made of words of the other: "Cofidis" and "COFIDIS SA".
 */
export function sameLender(declared: string, seen: string | null): boolean {
  const a = wordsOf(declared)
  const b = wordsOf(seen ?? '')
  const [few, many] = a.length <= b.length ? [a, b] : [b, a]
  return few.length > 0 && few.every((word) => many.includes(word))
}

const LEGAL_FORMS = new Set(['SA', 'SAS', 'SASU', 'SNC', 'SARL', 'SCA'])

function wordsOf(name: string): string[] {
  return fold(name)
    .split(/[^A-Z0-9]+/)
    .filter((word) => word !== '' && !LEGAL_FORMS.has(word))
}

function names(named: string, contract: Contract): boolean {
  return named === contract.id || sameLender(named, contract.lender)
}
