// Credits: home loans, personal loans, revolving, leasing, split payments, short-term loans.

import * as lenders from './lenders.ts'
import {
  addContract,
  addOne,
  addSeries,
  creditorIdOf,
  type Life,
  mandateOf,
  type Series,
} from './life.ts'
import type { ContractKind, Operation } from './operation.ts'
import type { Random } from './random.ts'

export const CATEGORY: Readonly<Record<ContractKind, string>> = {
  mortgage: 'housing.mortgage',
  consumer: 'loan.consumer',
  revolving: 'loan.revolving',
  split_payment: 'loan.bnpl',
  leasing: 'loan.leasing',
  short_term: 'loan.short_term',
  unspecified: 'loan.unspecified',
}

type Loan = {
  kind: ContractKind
  type: string
  lender: string
  cents: number
  operation?: 'loan' | 'debit'
  motive?: string
  creditorId?: string
  spread?: number
  lives?: NonNullable<Series['lives']>
}

function addLoan(life: Life, loan: Loan): Operation[] {
  const random = life.random.fork(`loan ${life.contracts.length} ${loan.lender}`)
  const contract = addContract(life, loan.kind, loan.lender, loan.cents)
  const { motive, lives, spread = 0 } = loan
  return addSeries(life, {
    type: loan.type,
    category: CATEGORY[loan.kind],
    direction: 'out',
    kind: loan.operation ?? 'debit',
    // The bank's own loans are no payment to whoever takes its fees
    payee: loan.operation === 'loan' ? 'BANK LOANS' : loan.lender,
    party: () => loan.lender,
    rhythm: {
      every: 'month',
      day: random.pick([2, 4, 5, 5, 7, 10, 10, 12, 15, 20]),
      shift: 'next',
    },
    amount: () => random.around(loan.cents, spread),
    creditorId: loan.creditorId ?? creditorIdOf(random),
    mandate: mandateOf(random),
    contract,
    ...(motive && { motive: () => motive }),
    ...(lives && { lives }),
  })
}

/** The bank's own loan: one label in three does not say what it pays for. */
export function addMortgage(life: Life, cents: number): void {
  const random = life.random.fork('mortgage')
  const motive = random.weighted([
    ['IMMOBILIER', 5],
    ['HABITAT', 2],
    ['', 3],
  ])
  addLoan(life, {
    kind: motive === '' ? 'unspecified' : 'mortgage',
    type: 'mortgage',
    lender: 'BANK',
    cents,
    operation: 'loan',
    motive,
  })
  if (random.chance(0.2)) {
    // A zero-rate loan beside it, on the same day
    addLoan(life, {
      kind: motive === '' ? 'unspecified' : 'mortgage',
      type: 'two_loans_one_lender',
      lender: 'BANK',
      cents: random.int(9000, 26000),
      operation: 'loan',
      motive: motive === '' ? '' : `${motive} PTZ`,
    })
  }
  if (random.chance(0.45)) addLoanInsurance(life, random)
}

function addLoanInsurance(life: Life, random: Random): void {
  const insurer = random.pick(lenders.LOAN_INSURERS)
  const cents = random.int(1400, 5200)
  addSeries(life, {
    type: 'loan_insurance',
    category: 'insurance.loan',
    direction: 'out',
    kind: 'debit',
    payee: insurer,
    party: () => insurer,
    motive: () => 'ASSURANCE EMPRUNTEUR',
    rhythm: { every: 'month', day: random.int(1, 12), shift: 'next' },
    amount: () => cents,
    creditorId: creditorIdOf(random),
    mandate: mandateOf(random),
  })
}

export function addConsumerLoans(life: Life): void {
  const random = life.random.fork('consumer')
  if (random.chance(0.25)) {
    const motive = random.pick(['', 'PERSONNEL', 'AUTO'])
    addLoan(life, {
      kind: motive === '' ? 'unspecified' : 'consumer',
      type: 'bank_loan',
      lender: 'BANK',
      cents: random.int(9000, 38000),
      operation: 'loan',
      motive,
    })
    return
  }
  const lender = random.pick(lenders.CONSUMER_LENDERS)
  const creditorId = creditorIdOf(random)
  const twice = random.chance(0.25)
  const type = twice ? 'two_loans_one_lender' : 'consumer_loan'
  const motive = random.pick(['', '', 'ECHEANCE PRET', 'PRET PERSONNEL'])
  const first = random.int(7000, 42000)
  const lives = youth(life, random)
  addLoan(life, { kind: 'consumer', type, lender, creditorId, cents: first, motive, lives })
  const began = lives.from !== undefined && lives.from > life.from + 20
  if (began && random.chance(0.6)) addPayout(life, lender, first * random.int(12, 48), lives.from)
  if (twice) {
    const cents = Math.round(first * random.pick([0.4, 0.7, 1.5, 2.1]))
    addLoan(life, { kind: 'consumer', type, lender, creditorId, cents, motive })
  }
}

/** The money of a young loan, some days before its first instalment. */
function addPayout(life: Life, lender: string, cents: number, first = life.from): void {
  const random = life.random.fork('payout')
  addOne(life, {
    day: first - random.int(3, 18),
    cents,
    kind: 'transfer_in',
    payee: lender,
    party: lender,
    motive: random.pick(['DEBLOCAGE CREDIT', 'FINANCEMENT DOSSIER', 'VERSEMENT PRET PERSONNEL']),
    category: 'inflow.loan_payout',
    contract: life.contracts.at(-1)?.id ?? '',
  })
}

/** One loan in eight began, and one in sixteen ended, within the window. */
function youth(life: Life, random: Random): NonNullable<Series['lives']> {
  const chosen = random.unit()
  if (chosen < 0.125) return { from: life.asOf - random.int(10, 55) }
  return chosen < 0.19 ? { until: life.asOf - random.int(5, 40) } : {}
}

export function addRevolving(life: Life): void {
  const random = life.random.fork('revolving')
  const [lender, motive] = random.pick(lenders.REVOLVING_LENDERS)
  const cents = random.int(3000, 15000)
  // A reserve that is drawn on again asks for more
  const spread = random.pick([0, 0, 0.12])
  addLoan(life, { kind: 'revolving', type: 'revolving', lender, motive, cents, spread })
  if (!random.chance(0.2)) return
  addOne(life, {
    day: life.from + random.int(5, 80),
    cents: random.int(10, 80) * 1000,
    kind: 'transfer_in',
    payee: lender,
    party: lender,
    motive: `UTILISATION ${motive}`,
    category: 'inflow.loan_payout',
    contract: life.contracts.at(-1)?.id ?? '',
  })
}

export function addLeasing(life: Life): void {
  const random = life.random.fork('leasing')
  const [lender, motive] = random.pick(lenders.LEASING)
  const cents = random.int(16000, 48000)
  addLoan(life, { kind: 'leasing', type: 'leasing', lender, motive, cents })
}
