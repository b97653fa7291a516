// Declared against detected: income, rent, credits and employer (credit.md, The underwriter's first screen).
import { fold } from '../matching/fold.ts'
import type { Prepared } from '../statement/line.ts'
import type { Charges, Contract, Income } from '../streams/stream.ts'
import { minorUnits, money } from '../values/money.ts'
import { measured, noneFound, notObservable } from '../values/observed.ts'
import type { DeclaredCheck } from './affordability.ts'
import { sameLender } from './loan.ts'

export type DeclaredInput = {
  readonly prepared: Prepared
  readonly income: Income
  readonly charges: Charges
}

/** Amounts this close agree: declared incomes are rounded, and stated before or after tax. */
const TOLERANCE = 0.15

/** One row for what was declared, and one for each credit seen that was not, when credits were declared. */
export function checkDeclared(
  input: DeclaredInput,
  contracts: readonly Contract[],
): DeclaredCheck[] {
  return [
    ...incomeCheck(input),
    ...rentCheck(input),
    ...creditChecks(input, contracts),
    ...employerChecks(input),
  ]
}

/** What the applicant declares and the accounts do not show, in minor units a month. */
export function declaredUnseen(
  { prepared, charges }: DeclaredInput,
  contracts: readonly Contract[],
) {
  const application = prepared.statement.application
  const credits = (application?.declaredCredits ?? [])
    .filter((declared) => !contracts.some((seen) => sameLender(declared.lender, seen.lender)))
    .reduce((total, declared) => total + declared.instalment, 0)
  const unseen = charges.housingSource === 'not_seen'
  return { credits, rent: unseen ? (application?.household?.rent ?? 0) : 0 }
}

function verdictOf(declared: number, detected: number): DeclaredCheck['verdict'] {
  if (Math.abs(declared - detected) <= TOLERANCE * declared) return 'agrees'
  return declared > detected ? 'declared_more' : 'declared_less'
}

const idsOf = (list: readonly { readonly evidence: { readonly transactionIds: string[] } }[]) => [
  ...new Set(list.flatMap(({ evidence }) => evidence.transactionIds)),
]

/** All applicants together; what is the co-holder's is not a lone applicant's. */
function incomeCheck({ prepared, income }: DeclaredInput): DeclaredCheck[] {
  const applicants = prepared.statement.application?.applicants ?? []
  const declared = applicants.flatMap((person) => person.declaredMonthlyIncome ?? [])
  if (declared.length === 0) return []
  const total = declared.reduce((sum, amount) => sum + amount, 0)
  const lone = applicants.every(({ role }) => role === 'applicant')
  const live = income.streams.filter(({ status }) => status !== 'ended')
  const others = lone ? live.filter(({ owner }) => owner === 'co_holder') : []
  const { observed } = income.monthlyNet
  const taken = others.reduce((sum, { monthlyEquivalent }) => sum + monthlyEquivalent.amount, 0)
  const own = observed.state === 'measured' ? Math.max(0, observed.value.amount - taken) : null
  return [
    {
      what: 'income',
      name: null,
      declared: money(minorUnits(total), prepared.currency),
      detected: own === null ? observed : measured(money(minorUnits(own), prepared.currency)),
      verdict:
        own !== null
          ? verdictOf(total, own)
          : observed.state === 'none_found'
            ? 'not_seen'
            : 'not_observable',
      transactionIds: idsOf(live.filter((stream) => !others.includes(stream))),
    },
  ]
}

function rentCheck({ prepared, charges }: DeclaredInput): DeclaredCheck[] {
  const rent = prepared.statement.application?.household?.rent
  if (rent === undefined) return []
  const row = {
    what: 'rent' as const,
    name: null,
    declared: money(minorUnits(rent), prepared.currency),
  }
  const { monthly, housingCost, housingSource, streams } = charges
  if (monthly.state === 'not_observable' || monthly.state === 'withheld') {
    return [{ ...row, detected: monthly, verdict: 'not_observable', transactionIds: [] }]
  }
  const rents = streams.filter(
    ({ category, status }) => category === 'housing.rent' && status !== 'ended',
  )
  if (rents.length > 0) {
    const paid = rents.reduce((sum, { monthlyEquivalent }) => sum + monthlyEquivalent.amount, 0)
    const detected = measured(money(minorUnits(paid), prepared.currency))
    return [{ ...row, detected, verdict: verdictOf(rent, paid), transactionIds: idsOf(rents) }]
  }
  const possible = housingSource === 'possible_rent' && housingCost.state === 'measured'
  if (!possible) return [{ ...row, detected: noneFound, verdict: 'not_seen', transactionIds: [] }]
  const verdict = verdictOf(rent, housingCost.value.amount)
  return [{ ...row, detected: housingCost, verdict, transactionIds: [] }]
}

function creditChecks({ prepared, charges }: DeclaredInput, contracts: readonly Contract[]) {
  const declared = prepared.statement.application?.declaredCredits
  if (declared === undefined) return []
  const { monthly } = charges
  const blind = monthly.state === 'not_observable' || monthly.state === 'withheld'
  const rows = declared.map(({ lender, instalment }): DeclaredCheck => {
    const seen = contracts.filter((contract) => sameLender(lender, contract.lender))
    const paid = seen.reduce((sum, { monthlyEquivalent }) => sum + monthlyEquivalent.amount, 0)
    const found = seen.length > 0
    return {
      what: 'credit',
      name: lender,
      declared: money(minorUnits(instalment), prepared.currency),
      detected: blind
        ? monthly
        : found
          ? measured(money(minorUnits(paid), prepared.currency))
          : noneFound,
      verdict: blind ? 'not_observable' : found ? verdictOf(instalment, paid) : 'not_seen',
      transactionIds: idsOf(seen),
    }
  })
  const undeclared = contracts
    .filter(({ lender }) => !declared.some((one) => sameLender(one.lender, lender)))
    .map(
      (contract): DeclaredCheck => ({
        what: 'credit',
        name: contract.lender,
        declared: null,
        detected: measured(contract.monthlyEquivalent),
        verdict: 'not_declared',
        transactionIds: idsOf([contract]),
      }),
    )
  return [...rows, ...undeclared]
}

/** Words of an employment that name nobody. */
const STATUS_WORDS = new Set(
  (
    'CDI CDD INTERIM INTERIMAIRE SALARIE SALARIEE EMPLOYE EMPLOYEE OUVRIER OUVRIERE CADRE FONCTIONNAIRE ' +
    'AGENT APPRENTI APPRENTIE ALTERNANT ALTERNANTE STAGIAIRE RETRAITE RETRAITEE ETUDIANT ETUDIANTE ' +
    'INDEPENDANT INDEPENDANTE CHOMAGE SANS EMPLOI TEMPS PLEIN PARTIEL TITULAIRE CONTRAT CHEZ DEPUIS ANS ' +
    'PERMANENT EMPLOYMENT SELF EMPLOYED UNEMPLOYED RETIRED STUDENT FULL PART TIME'
  ).split(' '),
)
const SHORTEST_WORD = 3

const namingWords = (text: string) =>
  fold(text)
    .split(/[^A-Z0-9]+/)
    .filter((word) => word.length >= SHORTEST_WORD && !STATUS_WORDS.has(word))

/** An employer is seen when a word of its name is in the name of one who pays a salary. */
function employerChecks({ prepared, income }: DeclaredInput): DeclaredCheck[] {
  const applicants = prepared.statement.application?.applicants ?? []
  const pays = income.streams.filter(({ category }) => category === 'income.salary')
  return applicants.flatMap(({ employment }): DeclaredCheck[] => {
    if (employment === undefined) return []
    const words = namingWords(employment)
    const row = { what: 'employer' as const, name: employment, declared: null }
    if (words.length === 0) {
      const detected = notObservable('employer_not_named')
      return [{ ...row, detected, verdict: 'not_observable', transactionIds: [] }]
    }
    const payer = pays.find(({ counterparty }) =>
      namingWords(counterparty ?? '').some((word) => words.includes(word)),
    )
    if (payer !== undefined) {
      const detected = measured(payer.monthlyEquivalent)
      return [{ ...row, detected, verdict: 'agrees', transactionIds: idsOf([payer]) }]
    }
    const { observed } = income.monthlyNet
    if (observed.state === 'not_observable' || observed.state === 'withheld') {
      return [{ ...row, detected: observed, verdict: 'not_observable', transactionIds: [] }]
    }
    return [{ ...row, detected: noneFound, verdict: 'not_seen', transactionIds: [] }]
  })
}
