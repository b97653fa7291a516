// How a family of indicators is written: a sum of the window, a count of it, or its share of income.
import type { Role } from '../categorisation/categorised.ts'
import { measured, noneFound } from '../values/observed.ts'
import { round } from '../values/statistics.ts'
import type { Indicator } from './indicator.ts'
import { perMonth, type Reading, readingOf, retainedIncome, shareOf } from './reading.ts'
import { type Sum, sumOf, type Tally } from './tally.ts'

type Traits = Pick<Indicator, 'id' | 'formula' | 'higherIs' | 'barredFromScore'>

/** A sum of the window in minor units; none found where no line was. */
export function amountOfWindow(
  traits: Traits,
  of: (tally: Tally) => Sum,
  pick: (sum: Sum) => number,
): Indicator {
  return {
    ...traits,
    unit: 'money',
    window: 'last_90_days',
    inputs: ['transactions'],
    compute: ({ tally }) => {
      const sum = of(tally)
      return readingOf(sum.count === 0 ? noneFound : measured(pick(sum)), sum.ids)
    },
  }
}

/** The same as a month's worth. */
export function amountAMonth(
  traits: Traits,
  of: (tally: Tally) => Sum,
  pick: (sum: Sum) => number,
): Indicator {
  return {
    ...traits,
    unit: 'money',
    window: 'last_90_days',
    inputs: ['transactions', 'coverage'],
    compute: (input) => {
      const sum = of(input.tally)
      if (sum.count === 0) return readingOf(noneFound, [])
      const monthly = perMonth(input, pick(sum))
      return readingOf(
        monthly.state === 'measured' ? measured(round(monthly.value)) : monthly,
        sum.ids,
      )
    },
  }
}

/** How many lines there were. */
export function countOfWindow(traits: Traits, of: (tally: Tally) => Sum): Indicator {
  return {
    ...traits,
    unit: 'count',
    window: 'last_90_days',
    inputs: ['transactions'],
    compute: ({ tally }): Reading => {
      const sum = of(tally)
      return readingOf(sum.count === 0 ? noneFound : measured(sum.count), sum.ids)
    },
  }
}

/** A month's worth against retained income. */
export function shareOfIncome(
  traits: Traits,
  of: (tally: Tally) => Sum,
  pick: (sum: Sum) => number,
): Indicator {
  return {
    ...traits,
    unit: 'ratio',
    window: 'last_90_days',
    inputs: ['transactions', 'income', 'coverage'],
    compute: (input) => {
      const sum = of(input.tally)
      if (sum.count === 0) return readingOf(noneFound, [])
      const share = shareOf(perMonth(input, Math.max(0, pick(sum))), retainedIncome(input))
      return readingOf(share, sum.ids)
    },
  }
}

export const categories =
  (...keys: string[]) =>
  ({ byCategory }: Tally) =>
    sumOf(byCategory, keys)

export const roles =
  (...keys: Role[]) =>
  ({ byRole }: Tally) =>
    sumOf(byRole, keys)

export const spent = ({ out }: Sum) => out
export const received = ({ in: came }: Sum) => came
/** What went less what came back. */
export const net = ({ in: came, out }: Pick<Sum, 'in' | 'out'>) => out - came
