// How much the balance moves around its mean: a cushion is what makes the same moves harmless.
import { measured } from '../../values/observed.ts'
import { ratio } from '../../values/statistics.ts'
import type { Indicator } from '../indicator.ts'
import { reading } from '../reading.ts'
import { deviation, mean } from './balance-windows.ts'

/** Beyond it the account simply has no cushion. */
const MOST = 10

export const balanceVolatility: Indicator = {
  id: 'balance_volatility',
  unit: 'ratio',
  window: 'last_90_days',
  inputs: ['balances'],
  formula:
    'Standard deviation of end-of-day balances ÷ their mean; 10 at most, and 10 when the mean is not above zero but the balance moves.',
  higherIs: 'riskier',
  compute: (input) => {
    const { daily } = input.tally
    if (daily.state !== 'measured') return reading(daily)
    const spread = deviation(daily.value)
    const centre = mean(daily.value)
    if (spread === 0) return reading(measured(0))
    return reading(measured(centre <= 0 ? MOST : Math.min(MOST, ratio(spread, centre))))
  },
}
