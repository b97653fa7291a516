// The one definition of the window: ninety days, the first and the last among them.
import { expect, test } from 'vitest'
import { contains, lengthInDays, windowEnding } from '../../../src/core/values/date-range.ts'
import { toPlainDate } from '../../../src/core/values/plain-date.ts'

const window = windowEnding(toPlainDate('2026-11-20'))

test('a window is ninety days and ends on the day of the report', () => {
  expect(window).toEqual({ from: '2026-08-23', to: '2026-11-20' })
  expect(lengthInDays(window)).toBe(90)
  expect(lengthInDays(windowEnding(toPlainDate('2026-11-20'), 1))).toBe(1)
})

test.each([
  ['2026-08-22', false],
  ['2026-08-23', true],
  ['2026-11-20', true],
  ['2026-11-21', false],
])('%s is in it: %s', (day, inside) => expect(contains(window, toPlainDate(day))).toBe(inside))
