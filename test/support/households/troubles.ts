// What goes wrong: debits that come back, their fees, seizures, collectors, plans; and what only looks so.

import { shifted } from './calendar.ts'
import { COLLECTORS } from './lenders.ts'
import { addOne, addSeries, type Life } from './life.ts'
import type { Kind, Operation } from './operation.ts'
import type { Random } from './random.ts'

const FEE = 'bank.incident_fee'

/** Debits of streams far enough from both ends for what follows them to be seen. */
const rejectable = (life: Life) =>
  life.operations.filter(
    ({ kind, cents, stream, day }) =>
      kind === 'debit' &&
      cents < 0 &&
      stream !== undefined &&
      day >= life.from &&
      day <= life.asOf - 14,
  )

function feeOf(life: Life, day: number, kind: Kind, cents: number, party = ''): Operation {
  return addOne(life, { day, cents: -cents, kind, party, payee: 'BANK', category: FEE })
}

function sendBack(life: Life, original: Operation, kind: 'return' | 'refusal', days: number) {
  original.optional = true
  const { party, payee, mandate } = original
  return addOne(life, {
    day: shifted(original.day + days, 'next'),
    cents: -original.cents,
    kind,
    party,
    payee,
    category: 'bank.returned_debit',
    ...(mandate && { mandate }),
  })
}

/** Lack of funds: the debit comes back, a fee follows, and most creditors try again. */
export function addRejections(life: Life, times: number): void {
  const random = life.random.fork('rejections')
  for (let time = 0; time < times; time++) {
    const chosen = rejectable(life).filter(({ optional }) => !optional)
    if (chosen.length === 0) return
    const original = random.pick(chosen)
    const back = sendBack(life, original, 'return', random.int(0, 3))
    const fees = [feeOf(life, back.day + random.int(0, 1), 'reject_fee', 2000, original.party)]
    if (random.chance(0.3)) fees.push(feeOf(life, back.day, 'intervention_fee', 800))
    life.incidents.push({ kind: 'rejection', line: back, fees })
    if (!random.chance(0.7)) continue
    const { optional: _, ...again } = original
    addOne(life, { ...again, day: shifted(back.day + random.int(5, 9), 'next') })
  }
}

/** The applicant refused a debit: no lack of funds, no fee, no incident. */
export function addRefusal(life: Life): void {
  const random = life.random.fork('refusal')
  const chosen = rejectable(life).filter(({ optional }) => !optional)
  if (chosen.length > 0) sendBack(life, random.pick(chosen), 'refusal', random.int(2, 6))
}

/** Going past the limit costs eight euros each time, three times a month at most here. */
export function addInterventionFees(life: Life): void {
  const random = life.random.fork('intervention')
  for (let time = random.int(1, 3); time > 0; time--) {
    const line = feeOf(life, random.int(life.from, life.asOf), 'intervention_fee', 800)
    life.incidents.push({ kind: 'fee_alone', line, fees: [] })
  }
}

export function addOverdraftInterest(life: Life): void {
  const random = life.random.fork('agios')
  const interest = { kind: 'overdraft_interest', party: '', payee: 'BANK' } as const
  const day = random.int(life.from, life.asOf)
  addOne(life, {
    ...interest,
    day,
    cents: -random.int(150, 4200),
    category: 'bank.overdraft_interest',
  })
}

export function addSeizure(life: Life): void {
  const random = life.random.fork('seizure')
  const day = random.int(life.from, life.asOf - 2)
  const party = random.pick(['TRESORERIE AMENDES', 'DGFIP', 'SIP'])
  const cents = random.int(9000, 62000)
  const seizure = { day, cents: -cents, kind: 'seizure', party, payee: 'DGFIP' } as const
  const line = addOne(life, { ...seizure, category: 'bank.seizure' })
  life.incidents.push({ kind: 'seizure', line, fees: [feeOf(life, day + 1, 'seizure_fee', 6000)] })
}

export function addCollector(life: Life): void {
  const random = life.random.fork('collector')
  const party = random.pick(COLLECTORS)
  paidEachMonth(life, random, {
    party,
    type: 'collection',
    category: 'debt.collection',
    motive: 'DOSSIER',
  })
}

export function addPlan(life: Life): void {
  const random = life.random.fork('plan')
  const party = random.pick([
    'COFIDIS SURENDETTEMENT',
    'NEUILLY CONTENTIEUX',
    'SYNERGIE SURENDETTEMENT',
  ])
  const motive = 'PLAN SURENDETTEMENT BANQUE DE FRANCE'
  paidEachMonth(life, random, { party, type: 'debt_plan', category: 'debt.plan', motive })
}

/** Each payment is an incident of its own; whether they make a stream is not asked. */
function paidEachMonth(
  life: Life,
  random: Random,
  paid: { party: string; type: string; category: string; motive: string },
): void {
  const cents = random.int(3000, 15000)
  const lines = addSeries(life, {
    type: paid.type,
    category: paid.category,
    direction: 'out',
    kind: random.pick(['debit', 'transfer_out']),
    payee: paid.party,
    party: () => paid.party,
    motive: () => paid.motive,
    rhythm: { every: 'month', day: random.int(3, 25), shift: 'next' },
    amount: () => cents,
    provable: false,
  })
  const kind = paid.type === 'collection' ? 'collection' : 'plan'
  for (const line of lines) life.incidents.push({ kind, line, fees: [] })
}
