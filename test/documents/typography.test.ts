// Figures as documents print them, against Intl, on which the program does not rely.
import { describe, expect, test } from 'vitest'
import { formatMoney, formatNumber, formatPercent } from '../../src/documents/typography.ts'

const intl = (options: Intl.NumberFormatOptions) => new Intl.NumberFormat('en-GB', options)

describe('halves are rounded away from zero, as decimals and not as floats', () => {
  test('every ratio of four decimals, as reports carry them', () => {
    const right = intl({ style: 'percent', maximumFractionDigits: 1 })
    const wrong = Array.from({ length: 20_001 }, (_, i) => i / 10_000).filter(
      (ratio) => formatPercent(ratio, 'en') !== right.format(ratio),
    )
    expect(wrong).toEqual([])
    expect(formatPercent(0.6465, 'fr')).toBe('64,7\u202f%')
  })

  test('every number of three decimals', () => {
    const right = intl({ maximumFractionDigits: 2 })
    const wrong = Array.from({ length: 20_001 }, (_, i) => i / 1000).filter(
      (value) => formatNumber(value, 'en') !== right.format(value),
    )
    expect(wrong).toEqual([])
  })

  test('the smallest and the largest are numbers too', () => {
    expect([1e-7, -1e-9, 1e21, -2.5].map((value) => formatNumber(value, 'en', 0))).toEqual([
      '0',
      '0',
      expect.stringMatching(/^1/),
      '\u22123',
    ])
  })
})

test('French money has narrow groups, a firm space and a minus sign', () => {
  expect(formatMoney({ amount: -123_456, currency: 'EUR' }, 'fr')).toBe(
    '\u22121\u202f234,56\u00a0€',
  )
})
