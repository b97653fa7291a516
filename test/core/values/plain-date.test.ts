// Days by arithmetic against the platform's own calendar, over four hundred years and on texts that are no day.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  dayInMonth,
  dayNumber,
  fromDayNumber,
  parsePlainDate,
  toPlainDate,
} from '../../../src/core/values/plain-date.ts'

const DAY_MS = 86_400_000
const platformText = (day: number) => new Date(day * DAY_MS).toISOString().slice(0, 10)

describe('a plain date', () => {
  test('is the day the platform says, both ways, for every day of four centuries', () => {
    for (let day = -62_000; day < 84_000; day++) {
      const text = fromDayNumber(day)
      if (text !== platformText(day) || dayNumber(text) !== day)
        expect(text).toBe(platformText(day))
    }
  })

  test('is read exactly when the platform knows such a day', () => {
    const two = fc.integer({ min: 0, max: 40 }).map((value) => String(value).padStart(2, '0'))
    const year = fc.integer({ min: 0, max: 9999 }).map((value) => String(value).padStart(4, '0'))
    fc.assert(
      fc.property(year, two, two, (y, m, d) => {
        const text = `${y}-${m}-${d}`
        const time = Date.parse(`${text}T00:00:00Z`)
        const exists = !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text
        expect(parsePlainDate(text)).toBe(exists ? text : null)
      }),
      { numRuns: 2000 },
    )
  })

  test.each([
    ['2026-02-29'],
    ['1900-02-29'],
    ['2026-1-01'],
    ['2026-01-01 '],
    ['2026-01-01\n'],
    ['+010000-01'],
    ['２０２６-01-01'],
    ['2026/01/01'],
    [''],
  ])('%j is no day', (text) => {
    expect(parsePlainDate(text)).toBeNull()
  })

  test('a day the month lacks becomes its last', () => {
    expect(dayInMonth(toPlainDate('2024-01-31'), 1, 31)).toBe('2024-02-29')
    expect(dayInMonth(toPlainDate('2026-03-31'), -1, 30)).toBe('2026-02-28')
    expect(dayInMonth(toPlainDate('2026-11-20'), 2, 5)).toBe('2027-01-05')
  })
})
