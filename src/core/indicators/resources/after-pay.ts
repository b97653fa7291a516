// How fast a pay is spent.
import { measured, notObservable } from '../../values/observed.ts'
import { daysBetween, toPlainDate } from '../../values/plain-date.ts'
import { sortInPlace } from '../../values/sorting.ts'
import { ratio, round } from '../../values/statistics.ts'
import type { Indicator, IndicatorInput } from '../indicator.ts'
import { reading } from '../reading.ts'

const HORIZON_DAYS = 31
const WEEK_DAYS = 7

type Cycle = {
  readonly payId: string
  readonly amount: number
  readonly spentByDay: readonly number[]
}

/** From each pay of the main income, what left by day, until the next pay, the report or 31 days. */
function cycles(input: IndicatorInput): Cycle[] {
  const pays = (input.tally.main?.occurrences ?? []).filter((pay) => pay.mark === 'regular')
  const spentAgo = input.tally.flows.out
  const agos = pays.map((pay) => daysBetween(toPlainDate(pay.date), input.prepared.asOf))
  return pays.map((pay, index) => {
    const start = agos[index] ?? 0
    const length = Math.min(HORIZON_DAYS, start - (agos[index + 1] ?? 0))
    const spentByDay: number[] = []
    for (let day = 0; day < length; day++) spentByDay.push(spentAgo[start - day] ?? 0)
    return { payId: pay.transactionId, amount: pay.amount, spentByDay }
  })
}

export const daysToSpendHalf: Indicator = {
  id: 'days_to_spend_half_pay',
  unit: 'days',
  window: 'pay_cycles',
  inputs: ['income', 'transactions'],
  formula:
    'Days until what left the accounts since a pay of the main income reaches half of it; median of the pays, the length of the cycle when it does not.',
  higherIs: 'safer',
  compute: (input) => {
    const days: { payId: string; days: number }[] = []
    for (const { payId, amount, spentByDay } of cycles(input)) {
      if (amount <= 0) continue
      const day = dayOfHalf(amount, spentByDay)
      // A cycle cut short by the report that has not reached half says nothing yet
      if (day < 0 && spentByDay.length < 25) continue
      days.push({ payId, days: day < 0 ? spentByDay.length : day })
    }
    sortInPlace(days, (a, b) => a.days - b.days)
    if (days.length === 0) return reading(notObservable('no_whole_pay_cycle'))
    const low = days[Math.floor((days.length - 1) / 2)]?.days ?? 0
    const high = days[Math.ceil((days.length - 1) / 2)]?.days ?? 0
    return reading(
      measured(round((low + high) / 2)),
      days.map(({ payId }) => payId),
    )
  },
}

/** -1: half of it was not spent. */
function dayOfHalf(amount: number, spentByDay: readonly number[]): number {
  let spent = 0
  return spentByDay.findIndex((of) => {
    spent += of
    return spent * 2 >= amount
  })
}

export const spentInWeekAfterPay: Indicator = {
  id: 'share_spent_in_week_after_pay',
  unit: 'ratio',
  window: 'pay_cycles',
  inputs: ['income', 'transactions'],
  formula:
    'What left the accounts in the seven days from each pay of the main income ÷ those pays; whole weeks only.',
  higherIs: 'riskier',
  compute: (input) => {
    const whole = cycles(input).filter(
      (cycle) => cycle.amount > 0 && cycle.spentByDay.length >= WEEK_DAYS,
    )
    if (whole.length === 0) return reading(notObservable('no_whole_pay_cycle'))
    const paid = whole.reduce((total, { amount }) => total + amount, 0)
    const spent = whole.reduce(
      (total, { spentByDay }) => total + spentByDay.slice(0, WEEK_DAYS).reduce((a, b) => a + b, 0),
      0,
    )
    return reading(
      measured(ratio(spent, paid)),
      whole.map(({ payId }) => payId),
    )
  },
}
