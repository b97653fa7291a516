// How people earn their living, and how many of each kind there are.
import * as benefits from './benefits.ts'
import type { Life } from './life.ts'
import type { Payday } from './pay.ts'
import * as pay from './pay.ts'
import { addClients, addPlatform } from './self-employment.ts'

export type Profile = {
  name: string
  weight: number
  /** Of the main income, where it is monthly: the day of the analysis is chosen against it. */
  payday?: (life: Pick<Life, 'random'>) => Payday
  earn: (life: Life, payday: Payday) => void
}

const wageOf = (life: Life) => life.random.fork('level').int(1350, 3900) * 100
const workday = ({ random }: Pick<Life, 'random'>) => pay.paydayOf(random.fork('payday'))
const job = (life: Life, payday: Payday, opaque = false) =>
  pay.jobOf(life.random.fork('job'), payday, opaque || life.random.fork('opaque').chance(0.08))

const waged = (name: string, weight: number, spread: number): Profile => ({
  name,
  weight,
  payday: workday,
  earn: (life, payday) => {
    pay.addWage(life, job(life, payday), { type: name, cents: wageOf(life), spread })
  },
})

const shaped: Profile[] = [
  waged('salary_fixed', 10, 0),
  waged('salary_varying', 14, 0.04),
  waged('wage_hourly', 11, 0.2),
  {
    name: 'civil_servant',
    weight: 7,
    payday: (life) => pay.publicJobOf(life.random.fork('job')).payday,
    earn: (life) => {
      const cents = wageOf(life)
      const type = 'salary_public'
      pay.addWage(life, pay.publicJobOf(life.random.fork('job')), { type, cents, spread: 0.01 })
    },
  },
  {
    name: 'advance_balance',
    weight: 5,
    payday: workday,
    earn: (life, payday) => pay.addAdvancedWage(life, job(life, payday), wageOf(life)),
  },
  {
    name: 'expenses',
    weight: 5,
    payday: workday,
    earn: (life, payday) => {
      const own = job(life, payday)
      pay.addWage(life, own, { type: 'salary_with_expenses', cents: wageOf(life), spread: 0.01 })
      pay.addExpenses(life, own)
    },
  },
  {
    name: 'opaque',
    weight: 6,
    payday: workday,
    earn: (life, payday) => {
      const spread = life.random.fork('spread').pick([0, 0.03, 0.1, 0.2])
      pay.addWage(life, job(life, payday, true), {
        type: 'salary_opaque',
        cents: wageOf(life),
        spread,
      })
    },
  },
  {
    name: 'two_employers',
    weight: 4,
    payday: workday,
    earn: (life, payday) => {
      const cents = Math.round(wageOf(life) * 0.6)
      pay.addWage(life, job(life, payday), { type: 'two_employers', cents, spread: 0.04 })
      const other = pay.jobOf(
        life.random.fork('second job'),
        pay.paydayOf(life.random.fork('second')),
      )
      const less = Math.round(cents * 0.5)
      pay.addWage(life, other, { type: 'two_employers', cents: less, spread: 0.1 })
    },
  },
  {
    name: 'thirteenth',
    weight: 5,
    payday: workday,
    earn: (life, payday) => {
      const own = job(life, payday)
      const pays = pay.addWage(life, own, {
        type: 'salary_bonus',
        cents: wageOf(life),
        spread: 0.01,
      })
      pay.addThirteenth(life, own, pays)
    },
  },
  {
    name: 'couple',
    weight: 10,
    payday: workday,
    earn: (life, payday) => {
      const cents = wageOf(life)
      pay.addWage(life, job(life, payday), { type: 'couple_salaries', cents, spread: 0.01 })
      const other = pay.jobOf(
        life.random.fork('other job'),
        pay.paydayOf(life.random.fork('other')),
      )
      const spread = life.random.fork('spread').pick([0, 0.04, 0.15])
      const second = Math.round(cents * 0.8)
      pay.addWage(life, other, { type: 'couple_salaries', cents: second, spread })
    },
  },
]

const changing: Profile[] = [
  {
    name: 'job_change',
    weight: 4,
    earn: (life) => {
      const turn = life.asOf - life.random.fork('turn').int(40, 62)
      const cents = wageOf(life)
      const type = 'job_change'
      const old = job(life, workday(life))
      pay.addWage(life, old, { type, cents, spread: 0.01, lives: { until: turn }, ended: true })
      const next = pay.jobOf(life.random.fork('new job'), pay.paydayOf(life.random.fork('new')))
      const better = Math.round(cents * 1.12)
      pay.addWage(life, next, { type, cents: better, spread: 0.01, lives: { from: turn + 8 } })
    },
  },
  { name: 'weekly_interim', weight: 4, earn: (life) => pay.addWeeklyPay(life) },
  {
    name: 'unemployed',
    weight: 5,
    payday: (life) => ({ day: life.random.fork('paid').int(2, 5), shift: 'next' }),
    earn: (life, payday) => {
      benefits.addUnemployment(life, payday.day)
      if (life.random.fork('caf?').chance(0.6)) benefits.addFamilyBenefit(life, 24500)
    },
  },
  {
    name: 'lost_job',
    weight: 2,
    earn: (life) => {
      const turn = life.asOf - life.random.fork('turn').int(48, 66)
      const wage = { type: 'lost_job', cents: wageOf(life), spread: 0.01, ended: true }
      pay.addWage(life, job(life, workday(life)), { ...wage, lives: { until: turn } })
      benefits.addUnemployment(life, life.random.fork('paid').int(2, 5), { from: turn + 10 })
    },
  },
  {
    name: 'sick',
    weight: 3,
    earn: (life) => {
      benefits.addSickPay(life)
      // The employer makes up the rest
      const cents = Math.round(wageOf(life) * 0.35)
      pay.addWage(life, job(life, workday(life)), { type: 'sick_top_up', cents, spread: 0.05 })
    },
  },
]

const others: Profile[] = [
  {
    name: 'disabled',
    weight: 3,
    payday: () => ({ day: 5, shift: 'previous' }),
    earn: (life) => benefits.addDisabilityBenefit(life),
  },
  {
    name: 'pensioner',
    weight: 9,
    payday: () => ({ day: 9, shift: 'next' }),
    earn: (life) => benefits.addPensions(life, false),
  },
  {
    name: 'state_pensioner',
    weight: 2,
    payday: () => ({ day: 28, shift: 'previous' }),
    earn: (life) => benefits.addPensions(life, true),
  },
  { name: 'self_employed', weight: 5, earn: (life) => addClients(life) },
  { name: 'platform', weight: 3, earn: (life) => addPlatform(life) },
  {
    name: 'student',
    weight: 6,
    payday: workday,
    earn: (life, payday) => {
      const cents = life.random.fork('small').int(250, 620) * 100
      pay.addWage(life, job(life, payday), { type: 'student_job', cents, spread: 0.2 })
      if (life.random.fork('grant?').chance(0.6)) benefits.addScholarship(life)
      if (life.random.fork('help?').chance(0.75)) benefits.addSupport(life)
    },
  },
]

export const profiles: readonly Profile[] = [...shaped, ...changing, ...others]
