// How much the balance moves around its mean, against income.
import { measured } from '../../values/observed.ts'
import type { Indicator } from '../indicator.ts'
import { dailyBalances, reading, retainedIncome, shareOf } from '../reading.ts'

export const balanceVolatility: Indicator = {
  id: 'balance_volatility',
  unit: 'ratio',
  formula: 'Standard deviation of end-of-day balances ÷ retained income a month.',
  higherIs: null,
  compute: (input) => {
    const daily = dailyBalances(input)
    if (daily.state !== 'measured') return reading(daily)
    const centre = daily.value.reduce((total, value) => total + value, 0) / daily.value.length
    const squares = daily.value.reduce((total, value) => total + (value - centre) ** 2, 0)
    const deviation = Math.sqrt(squares / daily.value.length)
    return reading(shareOf(measured(deviation), retainedIncome(input)))
  },
}
