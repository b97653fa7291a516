// Work on one's own account: clients, card terminals, platforms, and the contributions that follow.
import { addIncome } from './benefits.ts'
import { partsOf, shifted } from './calendar.ts'
import {
  addOne,
  addSeries,
  creditorIdOf,
  type Life,
  mandateOf,
  planStream,
  speltOver,
} from './life.ts'
import { companyOf } from './names.ts'
import type { Random } from './random.ts'

/** Clients pay when they pay, terminals every few days: income, but no stream. URSSAF is the stream. */
export function addClients(life: Life): void {
  const random = life.random.fork('clients')
  const usual = random.int(60000, 180000)
  const stream = planStream(life, {
    type: 'clients',
    category: 'income.self_employment',
    direction: 'in',
    cadence: 'irregular',
    provable: false,
    income: true,
  })
  if (random.chance(0.3)) addTerminal(life, stream, random)
  else addInvoices(life, stream, random, usual)
  addSeries(life, {
    type: 'social_contributions',
    category: 'tax.social_contributions',
    direction: 'out',
    kind: 'debit',
    payee: 'URSSAF',
    party: speltOver(life, ['URSSAF ILE DE FRANCE', 'URSSAF'], random.chance(0.3)),
    rhythm: { every: 'month', day: random.pick([5, 20, 31]), shift: 'next' },
    amount: () => random.around(Math.round(usual * 0.6), 0.3),
    creditorId: creditorIdOf(random),
    mandate: mandateOf(random),
  })
}

function addInvoices(life: Life, stream: string, random: Random, usual: number): void {
  const clients = Array.from({ length: random.int(2, 4) }, () => companyOf(random))
  const word = random.pick(['FACTURE', 'FACT', 'REGLEMENT FACTURE', 'HONORAIRES', 'PRESTATION'])
  let bill = random.int(10, 80)
  for (let day = life.from + random.int(1, 12); day <= life.asOf; day += random.int(7, 22)) {
    const client = random.pick(clients)
    addOne(life, {
      day,
      cents: random.around(usual, 0.6),
      kind: 'transfer_in',
      payee: client,
      party: client,
      motive: `${word} ${partsOf(day).year}-${String(++bill).padStart(3, '0')}`,
      category: 'income.self_employment',
      stream,
    })
  }
}

/** The takings of a card terminal. */
function addTerminal(life: Life, stream: string, random: Random): void {
  const provider = random.pick(['SUMUP PAYMENTS LIMITED', 'ZETTLE BY PAYPAL', 'STRIPE PAYMENTS'])
  const usual = random.int(9000, 32000)
  for (let day = life.from + random.int(0, 3); day <= life.asOf; day += random.int(2, 5)) {
    addOne(life, {
      day: shifted(day, 'next'),
      cents: random.around(usual, 0.7),
      kind: 'transfer_in',
      payee: provider,
      party: provider,
      motive: `PAYOUT ${random.digits(6)}`,
      category: 'income.self_employment',
      stream,
    })
  }
}

export function addPlatform(life: Life): void {
  const random = life.random.fork('platform')
  const platform = random.pick(['UBER BV', 'DELIVEROO FRANCE', 'UBER EATS FRANCE', 'BOLT'])
  const cents = random.int(22000, 48000)
  addIncome(life, {
    type: 'platform',
    category: 'income.self_employment',
    party: platform,
    rhythm: { every: 'week', weekday: random.int(2, 4), weeks: 1, shift: 'next' },
    amount: () => random.around(cents, 0.3),
    motive: () => random.pick(['PAIEMENT HEBDOMADAIRE', 'VERSEMENT COURSES', random.digits(10)]),
  })
}
