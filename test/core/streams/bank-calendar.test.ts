// The TARGET calendar against the dates the ECB published, and its arithmetic against that of the platform.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  calendarOf,
  easterSunday,
  isClosed,
  openOnOrAfter,
  openOnOrBefore,
  weekdayOf,
} from '../../../src/core/streams/bank-calendar.ts'
import { civilOf, dayNumberOf } from '../../../src/core/values/civil.ts'
import { dayNumber, fromDayNumber, toPlainDate } from '../../../src/core/values/plain-date.ts'

const day = (text: string) => dayNumber(toPlainDate(text))

describe('bank calendar', () => {
  it.each([
    ['2024-03-31'],
    ['2025-04-20'],
    ['2026-04-05'],
    ['2027-03-28'],
    ['2028-04-16'],
    ['2038-04-25'],
  ])('Easter falls on %s', (date) => {
    expect(fromDayNumber(easterSunday(Number(date.slice(0, 4))))).toBe(date)
  })

  it.each([
    ['2026-01-01', 'New Year'],
    ['2026-04-03', 'Good Friday'],
    ['2026-04-06', 'Easter Monday'],
    ['2026-05-01', 'Labour Day'],
    ['2026-12-25', 'Christmas'],
    ['2025-12-26', 'the day after Christmas'],
    ['2026-11-21', 'a Saturday'],
    ['2026-11-22', 'a Sunday'],
  ])('is closed on %s, %s', (date) => {
    expect(isClosed(day(date))).toBe(true)
  })

  it.each([
    ['2026-07-14', 'Bastille Day'],
    ['2026-11-11', 'Armistice'],
    ['2026-05-08', 'Victory Day'],
    ['2026-05-25', 'Whit Monday'],
    ['2026-05-14', 'Ascension'],
  ])('is open on %s, %s, which is French and no TARGET closing day', (date) => {
    expect(isClosed(day(date))).toBe(false)
  })

  it('moves Christmas to the 24th before and past the weekend after', () => {
    expect(fromDayNumber(openOnOrBefore(day('2026-12-25')))).toBe('2026-12-24')
    expect(fromDayNumber(openOnOrAfter(day('2026-12-25')))).toBe('2026-12-28')
  })

  it('lays out a span of it that says the same', () => {
    fc.assert(
      fc.property(fc.integer({ min: 15_000, max: 30_000 }), (from) => {
        const calendar = calendarOf(from, from + 150)
        for (let at = from; at <= from + 150; at++) {
          expect(calendar.after(at)).toBe(openOnOrAfter(at))
          expect(calendar.before(at)).toBe(openOnOrBefore(at))
        }
        for (const { first, length } of calendar.months) {
          expect(civilOf(first).day).toBe(1)
          expect(civilOf(first + length).day).toBe(1)
        }
      }),
      { numRuns: 60 },
    )
  })

  it('counts days as the platform does', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40_000 }), (number) => {
        const date = new Date(number * 86_400_000)
        const civil = civilOf(number)
        expect(civil).toEqual({
          year: date.getUTCFullYear(),
          month: date.getUTCMonth() + 1,
          day: date.getUTCDate(),
        })
        expect(dayNumberOf(civil.year, civil.month, civil.day)).toBe(number)
        expect(weekdayOf(number)).toBe(date.getUTCDay())
      }),
    )
  })
})
