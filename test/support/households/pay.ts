// Wages in all their shapes: fixed, varying, hourly, advanced, weekly, from two employers, with a bonus.
import { dayOf, monthName, partsOf, type Shift } from './calendar.ts'
import { addOne, addSeries, type Life, type Series, speltOver } from './life.ts'
import { bareCompanyOf, CITIES, companyOf } from './names.ts'
import type { Operation } from './operation.ts'
import type { Random } from './random.ts'

export type Payday = { day: number; shift: Shift }

export type Job = {
  payee: string
  payday: Payday
  motive: (day: number) => string
}

const two = (value: number) => String(value).padStart(2, '0')
const monthAndYear = (day: number) => {
  const { year, month } = partsOf(day)
  return `${two(month)}/${year % 100}`
}

/** How payroll offices write the motive; the empty one and the bare reference say nothing. */
const MOTIVES: readonly (readonly [(day: number) => string, number])[] = [
  [(day) => `SALAIRE ${monthName(day)}`, 5],
  [(day) => `SALAIRE ${monthName(day)} ${partsOf(day).year}`, 4],
  [(day) => `PAIE ${monthAndYear(day)}`, 4],
  [(day) => `VIREMENT SALAIRES ${monthAndYear(day)}`, 2],
  [(day) => `REMUNERATION ${monthName(day)}`, 2],
  [(day) => `PAYE DU MOIS DE ${monthName(day)}`, 1],
  [() => '', 2],
]

export function paydayOf(random: Random): Payday {
  return random.weighted<Payday>([
    [{ day: 28, shift: 'next' }, 3],
    [{ day: 28, shift: 'previous' }, 3],
    [{ day: 31, shift: 'previous' }, 4],
    [{ day: 25, shift: 'previous' }, 2],
    [{ day: 27, shift: 'next' }, 1],
    [{ day: random.int(1, 10), shift: 'next' }, 3],
    [{ day: random.int(26, 31), shift: 'previous' }, 2],
  ])
}

export function jobOf(random: Random, payday: Payday, opaque = false): Job {
  if (opaque) {
    const number = random.digits(6)
    const motive = random.pick([
      () => '',
      (day: number) => `${number} ${monthAndYear(day)}`,
      (day: number) => `${monthName(day)} ${number}`,
    ])
    return { payee: bareCompanyOf(random), payday, motive }
  }
  return { payee: companyOf(random), payday, motive: random.weighted(MOTIVES) }
}

/** Civil servants and hospital staff, paid by a public accountant. */
export function publicJobOf(random: Random): Job {
  const city = random.pick(CITIES)
  const payee = random.pick([`DRFIP DE ${city}`, `CHU DE ${city}`, `MAIRIE DE ${city}`, 'RECTORAT'])
  const motive = random.pick([
    (day: number) => `PAYE ${monthName(day)}`,
    (day: number) => `TRAITEMENT ${monthAndYear(day)}`,
    (day: number) => `SALAIRE ${monthName(day)}`,
  ])
  return { payee, payday: { day: random.int(25, 28), shift: 'previous' }, motive }
}

/** One payroll office in eight changes how it signs. */
function signatureOf(life: Life, { payee }: Job): (day: number) => string {
  const shortened = payee.replace(/ (SAS|SA|SARL|SASU|FRANCE)$/, '')
  const drifts = life.random.fork(`signature ${payee}`).chance(0.125)
  return speltOver(life, [payee, shortened], drifts)
}

export type Wage = {
  type: string
  cents: number
  /** ± share of each pay around `cents`; 0 is the same to the cent. */
  spread: number
  lives?: NonNullable<Series['lives']>
  ended?: boolean
}

export function addWage(
  life: Life,
  job: Job,
  { type, cents, spread, lives, ended = false }: Wage,
): Operation[] {
  const random = life.random.fork(`wage ${job.payee}`)
  return addSeries(life, {
    type,
    category: 'income.salary',
    direction: 'in',
    kind: 'transfer_in',
    payee: job.payee,
    rhythm: { every: 'month', ...job.payday },
    amount: () => random.around(cents, spread),
    party: signatureOf(life, job),
    motive: job.motive,
    income: true,
    ended,
    ...(lives && { lives }),
  })
}

/** An advance in the middle of the month and the balance at its end: one pay, one stream. */
export function addAdvancedWage(life: Life, job: Job, cents: number): void {
  const random = life.random.fork('advance')
  const balances = addWage(life, job, { type: 'advance_balance', cents, spread: 0.04 })
  const share = random.int(25, 45) / 100
  // Three payroll offices in ten word the advance as any pay
  const said = random.chance(0.7)
  const rounded = Math.round((cents * share) / 5000) * 5000
  const own = balances[0]?.stream
  const advances = addSeries(life, {
    type: 'advance_balance',
    category: 'income.salary',
    direction: 'in',
    kind: 'transfer_in',
    payee: job.payee,
    rhythm: { every: 'month', day: 15, shift: 'previous' },
    amount: () => rounded,
    party: signatureOf(life, job),
    motive: (day) => (said ? `ACOMPTE ${monthName(day)}` : job.motive(day)),
    income: true,
  })
  // The same stream: the second plan goes
  life.streams.pop()
  for (const advance of advances) {
    advance.advance = true
    if (own) advance.stream = own
  }
  for (const balance of balances) balance.cents -= rounded
}

/** A bonus of its own, or a thirteenth month inside the pay of one month. */
export function addThirteenth(life: Life, job: Job, pays: readonly Operation[]): void {
  const random = life.random.fork('thirteenth')
  const pay = random.pick(pays.length > 1 ? pays.slice(1) : pays)
  if (!pay) return
  if (random.chance(0.25)) {
    pay.extra = random.around(pay.cents, 0.1)
    pay.cents += pay.extra
    return
  }
  const { year } = partsOf(pay.day)
  addOne(life, {
    day: Math.max(life.from, Math.min(life.asOf, pay.day - random.int(0, 8))),
    cents: random.around(pay.cents, 0.1),
    kind: 'transfer_in',
    payee: job.payee,
    party: job.payee,
    motive: random.pick([
      '13EME MOIS',
      `PRIME ANNUELLE ${year}`,
      'TREIZIEME MOIS',
      'PRIME EXCEPTIONNELLE',
    ]),
    category: 'income.bonus',
    ...(pay.stream && { stream: pay.stream, optional: true as const }),
  })
}

/** Professional expenses come back from the same employer, in between. */
export function addExpenses(life: Life, job: Job): void {
  const random = life.random.fork('expenses')
  for (let day = life.from + random.int(3, 20); day <= life.asOf; day += random.int(12, 40)) {
    addOne(life, {
      day,
      cents: random.int(2500, 38000),
      kind: 'transfer_in',
      payee: job.payee,
      party: job.payee,
      motive: random.pick(['NOTE DE FRAIS', 'REMBOURSEMENT FRAIS', 'FRAIS PROFESSIONNELS', 'NDF']),
      category: 'inflow.expense_refund',
    })
  }
}

const AGENCIES = ['MANPOWER FRANCE', 'ADECCO FRANCE', 'RANDSTAD', 'CRIT INTERIM', 'SYNERGIE']

const weekOf = (day: number) => Math.floor((day - dayOf(partsOf(day).year, 1, 1)) / 7) + 1

export function addWeeklyPay(life: Life): void {
  const random = life.random.fork('weekly')
  const agency = random.pick(AGENCIES)
  const weeks = random.weighted([
    [1, 3],
    [2, 1],
  ])
  const cents = random.int(34000, 52000) * weeks
  const weekday = random.int(2, 5)
  const motive = random.pick([
    (day: number) => `SALAIRE SEM ${two(weekOf(day))}`,
    () => 'PAIE INTERIM',
    () => 'ACOMPTE',
  ])
  addSeries(life, {
    type: weeks === 1 ? 'weekly_interim' : 'fortnightly_interim',
    category: 'income.salary',
    direction: 'in',
    kind: 'transfer_in',
    payee: agency,
    rhythm: { every: 'week', weekday, weeks, shift: 'next' },
    amount: () => random.around(cents, 0.15),
    party: () => agency,
    motive,
    income: true,
    missed: 0.05,
  })
}
