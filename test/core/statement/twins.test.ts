// A pending line finds the booked line a reader would hold against it, in time that grows with the
// number of lines even when all are alike.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Line } from '../../../src/core/statement/line.ts'
import { prepare } from '../../../src/core/statement/prepare.ts'
import { markPendingTwins } from '../../../src/core/statement/twins.ts'
import { daysBetween, fromDayNumber } from '../../../src/core/values/plain-date.ts'
import { account, line, statement } from '../../support/statements.ts'

const [pattern] = prepare(statement([account([line('2026-03-10', -10, 'X')])])).lines

type Sketch = { pending: boolean; day: number; words: string[]; id: string; bought: number | null }

const sketch: fc.Arbitrary<Sketch> = fc.record({
  pending: fc.boolean(),
  day: fc.integer({ min: 20_500, max: 20_512 }),
  words: fc.array(fc.constantFrom('LIDL', 'EDF', 'FREE', 'ZARA', '1234'), { maxLength: 2 }),
  id: fc.constantFrom('a', 'a~2', 'b', 'c', 'd', 'e'),
  bought: fc.option(fc.integer({ min: 20_500, max: 20_502 })),
})

function lineOf({ pending, day, words, id, bought }: Sketch, index: number): Line {
  return {
    ...pattern!,
    id,
    index,
    date: fromDayNumber(day),
    transactionDate: bought === null ? null : fromDayNumber(bought),
    status: pending ? 'pending' : 'booked',
    excluded: pending ? 'pending' : null,
    label: [words.join(' ')],
  }
}

/** By comparing each pending line with every booked one. */
function byComparing(lines: readonly Line[]): (string | null)[] {
  const used = new Set<Line>()
  const words = ({ label }: Line) =>
    (label[0] ?? '').split(' ').filter((w) => /^[A-Z]{4,}$/.test(w))
  return lines.map((pending) => {
    if (pending.status !== 'pending') return pending.excluded
    const root = (id: string) => id.replace(/~\d+$/, '')
    const distance = (other: Line) => Math.abs(daysBetween(pending.date, other.date))
    const twins = lines.filter((other) => {
      if (other.status !== 'booked' || used.has(other)) return false
      if (root(other.id) === root(pending.id)) return true
      const days = daysBetween(pending.date, other.date)
      if (days < -3 || days > 7) return false
      if (pending.transactionDate !== null && pending.transactionDate === other.transactionDate)
        return true
      const asked = words(pending)
      return asked.length === 0 || words(other).some((word) => asked.includes(word))
    })
    const [nearest] = twins.toSorted((a, b) => distance(a) - distance(b) || a.index - b.index)
    if (nearest === undefined) return 'pending'
    used.add(nearest)
    return 'pending_twin'
  })
}

describe('pending twins', () => {
  test('are those found by comparing every pair', () => {
    fc.assert(
      fc.property(fc.array(sketch, { maxLength: 24 }), (sketches) => {
        const lines = sketches.map(lineOf)
        expect(markPendingTwins(lines).map(({ excluded }) => excluded)).toEqual(byComparing(lines))
      }),
      { numRuns: 400 },
    )
  })

  test.each([
    ['no word in common', (i: number) => ({ label: [`MOT${letters(i)}`] })],
    ['one word in common', () => ({ label: ['LIDL'] })],
    ['no word at all', () => ({ label: ['12'] })],
    ['one id', (i: number) => ({ id: i === 0 ? 'a' : `a~${i}`, label: [`MOT${letters(i)}`] })],
    [
      'one id, a day each',
      (i: number) => ({ id: `a~${i}`, date: fromDayNumber(10_000 + (i >> 1)) }),
    ],
  ])('of forty thousand lines of one amount with %s are found at once', (_, more) => {
    const time = (count: number) => {
      const lines = Array.from({ length: count }, (__, i) => ({
        ...lineOf({ pending: i % 2 === 0, day: 20_500, words: [], id: `${i}`, bought: null }, i),
        ...more(i),
      }))
      const start = process.cpuUsage()
      const marked = markPendingTwins(lines)
      const { user, system } = process.cpuUsage(start)
      expect(marked).toHaveLength(count)
      return (user + system) / 1000
    }
    time(1000)
    // Comparing every pair would take four hundred million comparisons
    expect(time(40_000)).toBeLessThan(6000)
  })
})

function letters(index: number): string {
  return [...index.toString(26)]
    .map((digit) => String.fromCharCode(65 + Number.parseInt(digit, 26)))
    .join('')
}
