// Benefits, pensions, scholarships, rents and maintenance received, help from the family.
import { monthName, partsOf } from './calendar.ts'
import { addSeries, type Life, type Series } from './life.ts'
import { bareCompanyOf, firstNameOf, personOf } from './names.ts'
import type { Rhythm } from './operation.ts'

const monthly = (day: number, shift: 'next' | 'previous'): Rhythm => ({
  every: 'month',
  day,
  shift,
})

type Source = Pick<Series, 'type' | 'category' | 'rhythm' | 'amount'> & {
  party: string
  motive: (day: number) => string
  lives?: NonNullable<Series['lives']>
}

export function addIncome(life: Life, { party, ...source }: Source): void {
  addSeries(life, {
    ...source,
    direction: 'in',
    kind: 'transfer_in',
    payee: party,
    party: () => party,
    income: true,
  })
}

export function addFamilyBenefit(life: Life, cents: number): void {
  addIncome(life, {
    type: 'caf',
    category: 'income.family_benefit',
    party: life.random.fork('caf').pick([`CAF DE ${life.city}`, 'CAF DU NORD', 'C.A.F. DE PARIS']),
    rhythm: monthly(5, 'previous'),
    // Revalued on 1 April
    amount: (day) => (partsOf(day).month === 4 ? Math.round(cents * 1.017) : cents),
    motive: (day) => `PRESTATIONS ${monthName(day)}`,
  })
}

export function addDisabilityBenefit(life: Life): void {
  const number = life.random.fork('aah').digits(7)
  addIncome(life, {
    type: 'aah',
    category: 'income.disability',
    party: `CAF DE ${life.city}`,
    rhythm: monthly(5, 'previous'),
    amount: () => 103332,
    motive: () => `ALLOCATION ADULTE HANDICAPE ${number}`,
  })
}

export function addUnemployment(life: Life, paid: number, lives?: Source['lives']): void {
  const random = life.random.fork('unemployment')
  const daily = random.int(2800, 5200)
  addIncome(life, {
    type: 'unemployment',
    category: 'income.unemployment',
    party: random.pick(['FRANCE TRAVAIL', 'FRANCE TRAVAIL IDF', 'POLE EMPLOI']),
    rhythm: monthly(paid, 'next'),
    // Paid by the day, for the month before
    amount: (day) => daily * partsOf(day - partsOf(day).day).day,
    motive: (day) =>
      random.pick([`ALLOCATIONS ${monthName(day - 20)}`, 'PAIEMENT ALLOCATION', 'ARE']),
    ...(lives && { lives }),
  })
}

export function addSickPay(life: Life): void {
  const random = life.random.fork('sick')
  const daily = random.int(2600, 4600)
  addIncome(life, {
    type: 'sick_pay',
    category: 'income.sickness_benefit',
    party: random.pick([`CPAM DE ${life.city}`, 'C.P.A.M. DU RHONE', 'CPAM 93']),
    rhythm: { every: 'week', weekday: random.int(1, 5), weeks: 2, shift: 'next' },
    amount: () => daily * 14,
    motive: () => `INDEMNITES JOURNALIERES ${random.digits(9)}`,
  })
}

/** `civil`: one state pension near the end of the month; else a basic and a complementary one. */
export function addPensions(life: Life, civil: boolean): void {
  const random = life.random.fork('pension')
  const basic = random.int(70000, 155000)
  addIncome(life, {
    type: 'pension_basic',
    category: 'income.pension',
    party: civil
      ? random.pick(['SERVICE RETRAITES DE L ETAT', 'CNRACL'])
      : random.pick([`CARSAT ${life.city}`, 'CNAV', 'ASSURANCE RETRAITE', 'CARSAT RHONE ALPES']),
    rhythm: civil ? monthly(28, 'previous') : monthly(9, 'next'),
    amount: () => basic,
    motive: (day) => random.pick([`PENSION ${monthName(day)}`, `RETRAITE ${monthName(day)}`]),
  })
  if (civil) return
  addIncome(life, {
    type: 'pension_complementary',
    category: 'income.pension',
    party: random.pick(['AGIRC-ARRCO', 'ALLIANCE PRO RETRAITE AGIRC ARRCO', 'IRCANTEC']),
    rhythm: monthly(1, 'next'),
    amount: () => Math.round(basic * 0.42),
    motive: (day) => `RETRAITE COMPLEMENTAIRE ${monthName(day)}`,
  })
}

export function addScholarship(life: Life): void {
  addIncome(life, {
    type: 'scholarship',
    category: 'income.scholarship',
    party: `CROUS DE ${life.city}`,
    rhythm: monthly(5, 'next'),
    amount: () => 31470,
    motive: (day) => `BOURSE ${monthName(day)}`,
  })
}

/** From a parent: support, and never part of the income. */
export function addSupport(life: Life): void {
  const random = life.random.fork('support')
  const parent = `${firstNameOf(random)} ${life.surname}`
  const cents = random.int(15, 45) * 1000
  const motive = random.pick(['', 'AIDE ETUDES', 'ARGENT DU MOIS'])
  addSeries(life, {
    type: 'support',
    category: 'transfer.person',
    direction: 'in',
    kind: random.chance(0.3) ? 'instant_in' : 'transfer_in',
    payee: parent,
    party: () => parent,
    motive: () => motive,
    rhythm: monthly(random.int(1, 10), 'next'),
    amount: () => cents,
  })
}

export function addRentalIncome(life: Life): void {
  const random = life.random.fork('rental')
  const tenant = random.chance(0.5) ? personOf(random) : `${bareCompanyOf(random)} GESTION`
  const cents = random.int(450, 900) * 100
  addIncome(life, {
    type: 'rental_income',
    category: 'income.rental',
    party: tenant,
    rhythm: monthly(random.int(3, 12), 'next'),
    amount: () => cents,
    motive: (day) => `LOYER ${monthName(day)}`,
  })
}

export function addAlimonyReceived(life: Life): void {
  const random = life.random.fork('alimony in')
  const ex = random.pick(['ARIPA CAF', personOf(random)])
  const cents = random.int(120, 380) * 100
  addIncome(life, {
    type: 'alimony_received',
    category: 'income.alimony',
    party: ex,
    rhythm: monthly(random.int(1, 10), 'next'),
    amount: () => cents,
    motive: (day) => `PENSION ALIMENTAIRE ${monthName(day)}`,
  })
}
