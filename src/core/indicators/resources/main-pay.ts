// The pays of the main income: how much each brings, the last against the usual, how long they have come.
import type { Stream } from '../../streams/stream.ts'
import { measured, noneFound, notObservable, type Observed } from '../../values/observed.ts'
import { daysBetween, toPlainDate } from '../../values/plain-date.ts'
import { ratio, round } from '../../values/statistics.ts'
import type { Indicator, Unit } from '../indicator.ts'
import { reading } from '../reading.ts'

function of(
  id: string,
  unit: Unit,
  formula: string,
  higherIs: Indicator['higherIs'],
  read: (main: Stream, asOf: Parameters<typeof daysBetween>[0]) => Observed<number>,
): Indicator {
  return {
    id,
    unit,
    window: 'last_90_days',
    inputs: ['income'],
    formula,
    higherIs,
    compute: (input) => {
      const { main } = input.tally
      if (main === null) return reading(notObservable('no_income_found'))
      return reading(read(main, input.prepared.asOf), main.evidence.transactionIds)
    },
  }
}

const usual = (main: Stream) => main.occurrences.filter(({ mark }) => mark === 'regular')

export const payMean = of(
  'income_pay_mean',
  'money',
  'Mean of the usual pays of the main income, bonuses and outliers left out.',
  'safer',
  (main) => {
    const pays = usual(main)
    if (pays.length === 0) return notObservable('no_usual_pay_seen')
    return measured(round(pays.reduce((total, { amount }) => total + amount, 0) / pays.length))
  },
)
export const payMedian = of(
  'income_pay_median',
  'money',
  'Median pay of the main income; an advance and its balance are one.',
  'safer',
  (main) => measured(main.amount.median),
)
export const payMin = of(
  'income_pay_min',
  'money',
  'Smallest pay of the main income in the window.',
  'safer',
  (main) => measured(main.amount.min),
)
export const payMax = of(
  'income_pay_max',
  'money',
  'Largest pay of the main income in the window.',
  null,
  (main) => measured(main.amount.max),
)
export const payLast = of(
  'income_pay_last',
  'money',
  'Last pay of the main income.',
  'safer',
  (main) => measured(main.amount.last),
)
export const payTrend = of(
  'income_pay_trend',
  'ratio',
  'Last pay of the main income ÷ its median pay − 1; two pays at least.',
  'safer',
  (main) =>
    main.occurrences.length < 2 || main.amount.median === 0
      ? notObservable('fewer_than_two_pays')
      : measured(ratio(main.amount.last - main.amount.median, main.amount.median)),
)
export const paysSeen = of(
  'income_pays_90',
  'count',
  'Number of pays of the main income in the window.',
  null,
  (main) => measured(main.occurrences.length),
)
export const incomeAge = of(
  'main_income_age_days',
  'days',
  'Days from the first pay of the main income in the window to the day of the report.',
  'safer',
  (main, asOf) => {
    const first = main.occurrences[0]
    if (first === undefined) return notObservable('no_usual_pay_seen')
    return measured(daysBetween(toPlainDate(first.date), asOf))
  },
)
export const payLate = of(
  'main_income_late_days',
  'days',
  'Days past the last day the next pay of the main income was expected; none found when it is not late.',
  'riskier',
  (main, asOf) => {
    if (main.nextExpected === null) return notObservable('next_pay_not_expected')
    const late = daysBetween(toPlainDate(main.nextExpected.to), asOf)
    return late > 0 ? measured(late) : noneFound
  },
)

export const mainPay = [
  payMedian,
  payMean,
  payMin,
  payMax,
  payLast,
  payTrend,
  paysSeen,
  incomeAge,
  payLate,
] as const
