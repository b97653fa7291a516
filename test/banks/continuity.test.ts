// Balances after each line: what they tell of lines that are not there.
import { describe, expect, it } from 'vitest'
import { findBreaks, type Step } from '../../src/banks/continuity.ts'
import { addDays, toPlainDate } from '../../src/core/values/plain-date.ts'

/** Twelve lines a day apart, oldest first. */
function life(): Step[] {
  let after = 100_000
  return Array.from({ length: 12 }, (_, at) => {
    const amount = at % 5 === 0 ? 25_000 : -1_000 - at
    after += amount
    return { amount, after, day: addDays(toPlainDate('2026-11-01'), at) }
  })
}
const without = (...positions: number[]) => life().filter((_, at) => !positions.includes(at))

describe('balances after each line', () => {
  it('that follow from one another tell of no break, oldest or newest first', () => {
    expect(findBreaks(life())).toBeNull()
    expect(findBreaks(life().toReversed())).toBeNull()
  })

  it('show between which days a line is missing, whatever the order', () => {
    const days = { from: '2026-11-06', to: '2026-11-08' }
    expect(findBreaks(without(6))).toEqual(days)
    expect(findBreaks(without(6).toReversed())).toEqual(days)
  })

  it('show the days around several holes', () => {
    expect(findBreaks(without(3, 8))).toEqual({ from: '2026-11-03', to: '2026-11-10' })
  })

  it('show a line that is there twice', () => {
    const twice = life()
    twice.splice(5, 0, ...twice.slice(5, 6))
    expect(findBreaks(twice)).toEqual({ from: '2026-11-06', to: '2026-11-06' })
  })

  it('that mean something else, or are too few, tell nothing', () => {
    expect(findBreaks(life().map((step) => ({ ...step, after: 5 })))).toBeNull()
    expect(findBreaks(life().map((step) => ({ ...step, after: null })))).toBeNull()
    expect(findBreaks(life().filter((_, at) => at === 0 || at === 5))).toBeNull()
  })
})
