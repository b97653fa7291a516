import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseReasonTexts } from '../../../src/core/flags/reason-texts.ts'
import type { IndicatorResult } from '../../../src/core/indicators/indicator.ts'
import { figureText } from '../../../src/core/scoring/figure-text.ts'
import { loadScorecard } from '../../../src/core/scoring/load-scorecard.ts'
import { addPoints } from '../../../src/core/scoring/points.ts'
import { scoreSchema } from '../../../src/core/scoring/score.ts'
import { score } from '../../../src/core/scoring/score-indicators.ts'
import { canonicalJson } from '../../../src/core/values/canonical.ts'
import { ruleFiles } from '../../support/rule-files.ts'

const texts = parseReasonTexts(ruleFiles())
const card = loadScorecard(ruleFiles(), texts)
const ready = { readiness: { state: 'measured', missing: [] }, texts } as const

const resultFor = ({ indicator, unit, bins }: (typeof card.characteristics)[number]) => {
  const edges = bins.flatMap(({ to }) => (to === undefined ? [] : [to]))
  const whole = fc.integer({ min: -10, max: 120 })
  const value =
    unit === 'ratio' ? fc.integer({ min: -15_000, max: 15_000 }).map((n) => n / 10_000) : whole
  return fc
    .oneof(
      fc.constantFrom(...edges).map((edge) => ({ state: 'measured' as const, value: edge })),
      value.map((measured) => ({ state: 'measured' as const, value: measured })),
      fc.constant({ state: 'none_found' as const }),
      fc.constant({ state: 'not_observable' as const, why: 'test' }),
    )
    .map((of): IndicatorResult => ({ id: indicator, unit, evidence: [`e-${indicator}`], ...of }))
}
const actionable = new Set(card.characteristics.flatMap((one) => (one.actionable ? one.id : [])))
const anyResults = fc.tuple(...card.characteristics.map(resultFor))

describe('a score', () => {
  it('is the sum of its pillars and of its contributions, within 0 and 1000', () => {
    fc.assert(
      fc.property(anyResults, (results) => {
        const scored = score(results, card, ready)
        const sum = (list: readonly { points: number }[]) => list.reduce((t, p) => t + p.points, 0)
        expect(sum(scored.pillars)).toBe(scored.value)
        expect(sum(scored.contributions)).toBe(scored.value)
        expect(scored.value).toBeGreaterThanOrEqual(0)
        expect(scored.value).toBeLessThanOrEqual(1000)
        expect(scoreSchema.safeParse(scored).success).toBe(true)
      }),
    )
  })

  it('explains every point lost, once, and nothing that was not lost', () => {
    fc.assert(
      fc.property(anyResults, (results) => {
        const { value, reasons } = score(results, card, ready)
        const against = reasons.filter((reason) => reason.direction === 'against')
        expect(against.every((reason) => reason.points > 0)).toBe(true)
        expect(against.reduce((t, r) => t + r.points, 0)).toBe(1000 - (value ?? 0))
        expect(new Set(reasons.map((r) => r.characteristic)).size).toBe(reasons.length)
        const points = against.map((reason) => reason.points)
        expect(points).toEqual([...points].sort((a, b) => b - a))
      }),
    )
  })

  it('gives the same bytes for the same indicators, in whatever order they come', () => {
    fc.assert(
      fc.property(anyResults, (results) => {
        const turned = [...results].reverse()
        expect(canonicalJson(score(turned, card, ready))).toBe(
          canonicalJson(score(results, card, ready)),
        )
      }),
    )
  })

  it('announces only counterfactuals that the scorer itself confirms, that move the grade up, and that a person can bring about', () => {
    fc.assert(
      fc.property(anyResults, (results) => {
        const scored = score(results, card, ready)
        for (const found of scored.counterfactuals) {
          const changes = [found, ...found.with]
          const changed = results.map((result): IndicatorResult => {
            const change = changes.find((one) => one.indicator === result.id)
            return change ? { ...result, state: 'measured', value: change.to } : result
          })
          const again = addPoints(changed, card)
          expect([again.total, again.grade]).toEqual([found.score, found.grade])
          expect(found.grade < (scored.grade ?? '')).toBe(true)
          expect(changes.every(({ characteristic }) => actionable.has(characteristic))).toBe(true)
        }
      }),
    )
  })

  it('proposes a change that is the smallest: one step less leaves the grade', () => {
    fc.assert(
      fc.property(anyResults, (results) => {
        const scored = score(results, card, ready)
        for (const { indicator, to, with: rest } of scored.counterfactuals) {
          const one = card.characteristics.find((c) => c.indicator === indicator)!
          if (rest.length > 0) continue
          const step =
            (one.unit === 'ratio' ? 0.0001 : 1) * (one.monotone === 'increasing' ? -1 : 1)
          const less = Number((to + step).toFixed(4))
          const changed = results.map((r) =>
            r.id === indicator ? { ...r, state: 'measured' as const, value: less } : r,
          )
          expect(addPoints(changed, card).grade).toBe(scored.grade)
        }
      }),
    )
  })

  it('never falls when one figure moves the safer way, whatever the others are', () => {
    const index = fc.integer({ min: 0, max: card.characteristics.length - 1 })
    fc.assert(
      fc.property(anyResults, index, fc.integer({ min: 0, max: 5_000 }), (results, at, steps) => {
        const one = card.characteristics[at]!
        const way = one.monotone === 'increasing' ? 1 : -1
        const step = one.unit === 'ratio' ? 0.0001 : 1
        const safer = results.map((result): IndicatorResult => {
          if (result.id !== one.indicator || result.value === undefined) return result
          return { ...result, value: Number((result.value + way * steps * step).toFixed(4)) }
        })
        expect(addPoints(safer, card).total).toBeGreaterThanOrEqual(addPoints(results, card).total)
      }),
    )
  })

  it('never takes the unknown for zero', () => {
    for (const one of card.characteristics) {
      const of = (part: Partial<IndicatorResult>) =>
        addPoints(
          [{ id: one.indicator, unit: one.unit, evidence: [], ...part } as IndicatorResult],
          card,
        ).placed.find((placed) => placed.characteristic.id === one.id)!
      const unknown = of({ state: 'not_observable', why: 'test' })
      expect(unknown).toMatchObject({ bin: 'missing', value: null, points: one.missing.points })
      expect(of({ state: 'withheld', why: 'test' })).toMatchObject({ bin: 'missing' })
      expect(of({ state: 'none_found' })).toMatchObject({ bin: 'none_found', value: null })
    }
  })

  it('has no value without the minimum data, and says what is missing', () => {
    const readiness = { state: 'not_enough_data', missing: ['balance', 'days_covered'] } as const
    const scored = score([], card, { readiness, texts })
    expect(scored).toMatchObject({
      state: 'not_enough_data',
      missing: ['balance', 'days_covered'],
      value: null,
      grade: null,
      contributions: [],
      counterfactuals: [],
    })
  })

  it.each([
    [870, 'A'],
    [869, 'B'],
    [725, 'B'],
    [724, 'C'],
    [590, 'C'],
    [589, 'D'],
    [420, 'D'],
    [419, 'E'],
    [0, 'E'],
  ])('%i points are grade %s', async (points, grade) => {
    const { gradeOf } = await import('../../../src/core/scoring/points.ts')
    expect(gradeOf(points, card.grades)).toBe(grade)
  })
})

describe('a figure in words', () => {
  it.each([
    [1_234_567, 'money', '12 345,67 €', '€12,345.67'],
    [-5, 'money', '−0,05 €', '−€0.05'],
    [0.1499, 'ratio', '14,99 %', '14.99%'],
    [15, 'days', '15 j', '15 d'],
    [3, 'count', '3', '3'],
  ] as const)('%d %s', (value, unit, fr, en) => {
    expect(figureText(value, unit, 'fr', 'j').replace(/\s/gu, ' ')).toBe(fr)
    expect(figureText(value, unit, 'en', 'd')).toBe(en)
  })
})
