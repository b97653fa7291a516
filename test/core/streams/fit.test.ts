// Observed days fitted to a calendar: the true cadence is found whatever the weekends did to it.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bestFit } from '../../../src/core/streams/fit.ts'
import {
  type FittedCadence,
  type Hypothesis,
  slotsOf,
  slotTable,
} from '../../../src/core/streams/slots.ts'
import { streamSettingsSchema } from '../../../src/core/streams/stream-settings.ts'
import { dayNumber, fromDayNumber, toPlainDate } from '../../../src/core/values/plain-date.ts'

const settings = streamSettingsSchema.parse({}).fit
const all: FittedCadence[] = ['monthly', 'biweekly', 'weekly', 'semimonthly']
const day = (text: string) => dayNumber(toPlainDate(text))

function fitted(today: number, days: readonly number[]) {
  const table = slotTable({ from: today - 89 - 3, to: today + 3 })
  return bestFit(days, { table, today, settings, cadences: all, latestDays: 0 })
}

const anyToday = fc.integer({ min: day('2022-01-01'), max: day('2030-12-31') })
const anyMonthly: fc.Arbitrary<Hypothesis> = fc.record({
  cadence: fc.constant('monthly' as const),
  nominal: fc.integer({ min: 1, max: 31 }),
  shift: fc.constantFrom('none' as const, 'next' as const, 'previous' as const),
})

describe('fit', () => {
  it('explains every monthly payment exactly, whatever its day and shift', () => {
    fc.assert(
      fc.property(anyToday, anyMonthly, (today, hypothesis) => {
        const days = slotsOf(hypothesis, { from: today - 89, to: today })
        fc.pre(days.length >= 2)
        const found = fitted(today, days)
        expect(found?.hypothesis.cadence).toBe('monthly')
        expect(found?.hits).toHaveLength(days.length)
        expect(found?.meanResidual).toBeLessThanOrEqual(0.34)
        expect(found?.missedInside).toEqual([])
        expect(found?.missedAfter).toEqual([])
      }),
      { numRuns: 300 },
    )
  })

  it.each([
    ['weekly', 4],
    ['biweekly', 5],
    ['semimonthly', 10],
  ] as const)('finds a %s cadence on every day of a year', (cadence, nominal) => {
    for (let today = day('2026-01-01'); today < day('2027-01-01'); today += 3) {
      const days = slotsOf({ cadence, nominal, shift: 'next' }, { from: today - 89, to: today })
      const found = fitted(today, days)
      expect(found?.hypothesis.cadence, fromDayNumber(today)).toBe(cadence)
      expect(found?.hits).toHaveLength(days.length)
    }
  })

  it('sees the last business day of the month', () => {
    const days = ['2026-02-27', '2026-03-31', '2026-04-30'].map(day)
    const found = fitted(day('2026-05-15'), days)
    expect(found?.hits).toHaveLength(3)
    expect(found?.meanResidual).toBe(0)
    expect(found?.hypothesis.shift).toBe('previous')
  })

  it('names the slot that nothing came for', () => {
    const days = ['2026-08-25', '2026-09-05', '2026-11-05'].map(day)
    const found = fitted(day('2026-11-20'), days.slice(1))
    expect(found?.missedInside.map(fromDayNumber)).toEqual(['2026-10-05'])
  })

  it('says nothing of one day or of hundreds', () => {
    expect(fitted(day('2026-11-20'), [day('2026-11-05')])).toBeNull()
    expect(fitted(day('2026-11-20'), new Array<number>(400).fill(day('2026-11-05')))).toBeNull()
  })

  it('gives slots in order, without repeats, inside the span', () => {
    fc.assert(
      fc.property(
        anyToday,
        fc.constantFrom(...all),
        fc.integer({ min: 1, max: 13 }),
        (today, cadence, number) => {
          const nominal = cadence === 'weekly' ? number % 7 : number
          const span = { from: today - 89, to: today }
          const slots = slotsOf({ cadence, nominal, shift: 'next' }, span)
          slots.forEach((slot, index) => {
            expect(slot).toBeGreaterThanOrEqual(span.from)
            expect(slot).toBeLessThanOrEqual(span.to)
            if (index > 0) expect(slot).toBeGreaterThan(slots[index - 1] ?? 0)
          })
        },
      ),
    )
  })
})
