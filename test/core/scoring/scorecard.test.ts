import { describe, expect, it } from 'vitest'
import { parseReasonTexts } from '../../../src/core/flags/reason-texts.ts'
import { indicatorCatalogue, indicators } from '../../../src/core/indicators/index.ts'
import { EXPERT_SCORECARD, loadScorecard } from '../../../src/core/scoring/load-scorecard.ts'
import { addPoints, holds } from '../../../src/core/scoring/points.ts'
import { pillars } from '../../../src/core/scoring/score.ts'
import type { Characteristic } from '../../../src/core/scoring/scorecard.ts'
import { stepOf } from '../../../src/core/scoring/scorecard.ts'
import { ruleFiles, withFile } from '../../support/rule-files.ts'

const texts = parseReasonTexts(ruleFiles())
const card = loadScorecard(ruleFiles(), texts)
const load = (change: (text: string) => string) => () =>
  loadScorecard(withFile(EXPERT_SCORECARD, change), texts)

const cases = card.characteristics.map((one) => [one.id, one] as const)

function edgesOf({ bins, unit }: Characteristic): number[] {
  const step = stepOf(unit)
  const near = (edge: number) => [edge - step, edge, edge + step]
  return bins
    .flatMap(({ to }) => (to === undefined ? [] : near(to)))
    .map((value) => Number(value.toFixed(4)))
}

describe('the expert scorecard', () => {
  it('makes 1000 at best, pillar by pillar, and 0 or more at worst', () => {
    expect(pillars.reduce((sum, pillar) => sum + card.pillars[pillar], 0)).toBe(1000)
  })

  it.each(cases)(
    '%s: every value at, just under and just over an edge falls in exactly one bin',
    (_, one) => {
      for (const value of [...edgesOf(one), -1e9, 0, 1e9]) {
        expect(one.bins.filter((bin) => holds(bin, value))).toHaveLength(1)
      }
    },
  )

  it.each(cases)('%s: the value on an edge belongs to the bin it opens', (_, one) => {
    for (const [index, bin] of one.bins.entries()) {
      if (bin.from === undefined) continue
      expect(holds(bin, bin.from)).toBe(true)
      expect(holds(one.bins[index - 1]!, bin.from)).toBe(false)
      expect(holds(one.bins[index - 1]!, bin.from - stepOf(one.unit))).toBe(true)
    }
  })

  it.each(cases)('%s: points move one way as the value grows', (_, one) => {
    const at = (value: number) => {
      const result = { id: one.indicator, unit: one.unit, state: 'measured', value, evidence: [] }
      return addPoints([result as never], card).placed.find((p) => p.characteristic.id === one.id)!
        .points
    }
    const points = [...edgesOf(one)].sort((a, b) => a - b).map(at)
    const sorted = [...points].sort((a, b) => (one.monotone === 'increasing' ? a - b : b - a))
    expect(points).toEqual(sorted)
  })

  it.each(cases)(
    '%s: not knowing is worth neither the most nor, but for a missing income, the least',
    (_, one) => {
      const least = Math.min(...one.bins.map((bin) => bin.points))
      expect(one.missing.points).toBeLessThan(one.best)
      expect(one.missing.points).toBeGreaterThan(least)
    },
  )
})

describe('loading a scorecard fails closed', () => {
  it.each([
    [
      'a gap',
      (t: string) => t.replace('{ from: 16, to: 31, points: 18', '{ from: 17, to: 31, points: 18'),
      /gap between 16 and 17/,
    ],
    [
      'an overlap',
      (t: string) => t.replace('{ from: 16, to: 31, points: 18', '{ from: 15, to: 31, points: 18'),
      /overlap between 15 and 16/,
    ],
    [
      'points against the declared direction',
      (t: string) => t.replace('{ from: 16, to: 31, points: 18', '{ from: 16, to: 31, points: 60'),
      /not decreasing/,
    ],
    [
      'a first bin that begins somewhere',
      (t: string) =>
        t.replace(
          '- { to: 1, points: 80, reason: never',
          '- { from: 0, to: 1, points: 80, reason: never',
        ),
      /first bin has a from/,
    ],
    [
      'an unknown indicator',
      (t: string) => t.replace('indicator: rejections_90', 'indicator: rejections_91'),
      /rejections_91 is unknown/,
    ],
    [
      'an indicator used twice',
      (t: string) => t.replace('indicator: days_negative_90', 'indicator: rejections_90'),
      /used twice/,
    ],
    [
      'pillars that do not add up',
      (t: string) => t.replace('resources: 190', 'resources: 210'),
      /makes 190 at best, not 210/,
    ],
    [
      'a direction against the indicator',
      (t: string) =>
        t.replace(
          'indicator: liquidity_days\n    monotone: increasing',
          'indicator: liquidity_days\n    monotone: decreasing',
        ),
      /must be increasing/,
    ],
    [
      'an edge finer than the unit',
      (t: string) => t.replaceAll('0.15', '0.15001'),
      /finer than the unit/,
    ],
    [
      'a reason without words',
      (t: string) => t.replaceAll('never_overdrawn', 'hardly_overdrawn'),
      /reasons.hardly_overdrawn is missing/,
    ],
    [
      'grades that do not descend',
      (t: string) => t.replace('B: 725', 'B: 890'),
      /grades do not descend/,
    ],
    [
      'an unknown key',
      (t: string) => t.replace('kind: expert', 'kind: expert\nsecret: 1'),
      /secret|nrecognized/,
    ],
  ] as const)('refuses %s', (_, change, message) => {
    expect(load(change)).toThrow(message)
    expect(load(change)).toThrow(/scorecards\/expert\.yaml|reasons\/fr\.yaml/)
  })

  it('names the line of the characteristic', () => {
    expect(load((t) => t.replace('indicator: rejections_90', 'indicator: nothing'))).toThrow(
      /expert\.yaml:\d+: rejected_payments/,
    )
  })
})

describe('banned characteristics', () => {
  const barred = indicators.filter((indicator) => indicator.barredFromScore !== undefined)

  it.each(barred.map(({ id }) => id))('%s cannot enter a scorecard', (id) => {
    expect(load((t) => t.replace('indicator: rejections_90', `indicator: ${id}`))).toThrow(/barred/)
  })

  it.each([
    'bank',
    'iban_country',
    'benefit_kind',
    'fragile_customer_offer',
    'children',
    'adults',
    'household',
    'family',
    'place',
    'postcode',
    'country',
    'nationality',
    'payee_origin',
    'health',
    'religion',
    'union',
    'offences',
  ])('no indicator measures %s, so a scorecard that names it is refused', (id) => {
    expect(load((t) => t.replace('indicator: rejections_90', `indicator: ${id}`))).toThrow(
      /is unknown/,
    )
  })

  it('nor is any amount of money: a score means the same in every currency', () => {
    expect(card.characteristics.filter(({ unit }) => unit === 'money')).toEqual([])
  })

  it('are none of those the expert scorecard uses', () => {
    const used = new Set(card.characteristics.map((one) => one.indicator))
    const scorable = indicatorCatalogue.filter((one) => one.scorable).map((one) => one.id)
    expect([...used].filter((id) => !scorable.includes(id))).toEqual([])
  })
})
