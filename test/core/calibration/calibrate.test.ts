// A card drawn from outcomes whose true odds are known: it scores as the scorer does, and nearly as well as the truth.
import { beforeAll, describe, expect, test } from 'vitest'
import { cellsOf } from '../../../src/core/calibration/binning.ts'
import { type Calibration, calibrate } from '../../../src/core/calibration/calibrate.ts'
import { cardPath, cardYaml, withCard } from '../../../src/core/calibration/card-file.ts'
import { areaUnderCurve, scoreClasses } from '../../../src/core/calibration/discrimination.ts'
import { MEASURED, NONE_FOUND, type Sample } from '../../../src/core/calibration/sample.ts'
import { chanceOfBad, oddsAt, scoreRows } from '../../../src/core/calibration/scale.ts'
import { indicators } from '../../../src/core/indicators/index.ts'
import type { IndicatorResult } from '../../../src/core/indicators/indicator.ts'
import { compileRulebook } from '../../../src/core/rulebook.ts'
import { addPoints } from '../../../src/core/scoring/points.ts'
import { sheetHtml, sheetMarkdown } from '../../../src/documents/validation/sheet-text.ts'
import { calibrationRequest } from '../../support/calibration-request.ts'
import { ruleFiles } from '../../support/rule-files.ts'
import { simulateOutcomes } from '../../support/simulated-outcomes.ts'

const simulated = simulateOutcomes({ people: 30_000, characteristics: 10, seed: 5 })
const made = calibrate(calibrationRequest(simulated.sample))
type Drawn = Extract<Calibration, { state: 'calibrated' }>
let card: Drawn['card']
let sheet: Drawn['sheet']
beforeAll(() => {
  const drawn = requireCard(made)
  card = drawn.card
  sheet = drawn.sheet
})

function requireCard(of: Calibration): Drawn {
  if (of.state === 'refused') throw new Error(`refused: ${of.refusal.why}`)
  return of
}

function resultsOf(sample: Sample, row: number): IndicatorResult[] {
  return sample.columns.map(({ indicator, values, states }) => {
    const unit = indicators.find(({ id }) => id === indicator)?.unit ?? 'count'
    const base = { id: indicator, unit, evidence: [] }
    if (states[row] === MEASURED) return { ...base, state: 'measured', value: values[row] ?? 0 }
    return { ...base, state: states[row] === NONE_FOUND ? 'none_found' : 'not_observable' }
  })
}

describe('a calibrated card', () => {
  test('tells goods from bads out of time within 0.02 of the true odds', () => {
    const from = sheet.choices.outOfTimeFrom ?? ''
    const late = simulated.sample.asOf.flatMap((day, row) => (day >= from ? [row] : []))
    const truth = areaUnderCurve(
      scoreClasses(
        late.map((row) => simulated.trueLogOdds[row] ?? 0),
        Uint8Array.from(late, (row) => (simulated.sample.outcome[row] === 'bad' ? 1 : 0)),
      ),
    )
    expect(sheet.outOfTime.performance.people).toBe(late.length)
    expect(truth.value - sheet.outOfTime.performance.auc.value).toBeLessThan(0.02)
    expect(truth.value).toBeGreaterThan(0.65)
  })

  test('is a file that a rulebook takes, and the scorer gives its points', () => {
    const { scorecard, version, texts } = compileRulebook(withCard(ruleFiles(), card))
    expect(scorecard).toMatchObject({ id: 'test-card', kind: 'calibrated' })
    expect(version.endsWith('-test-card')).toBe(true)
    const points = card.scaled.characteristics
    const cells = points.map(({ binning }) => {
      const column = simulated.sample.columns.find((one) => one.indicator === binning.indicator)
      if (column === undefined) throw new Error('a characteristic without its column')
      return cellsOf(column, binning)
    })
    const scores = scoreRows(points, cells, simulated.sample.outcome.length)
    for (let row = 0; row < 500; row++) {
      const scored = addPoints(resultsOf(simulated.sample, row), scorecard)
      expect(scored.total).toBe(scores[row])
      for (const { reason } of scored.placed) expect(texts.reasons.has(reason)).toBe(true)
    }
  })

  test('points go from 0 to 1000, the best of the pillars sum to it, and each bin keeps its direction', () => {
    const best = card.characteristics.map(({ bins }) => Math.max(...bins.map((bin) => bin.points)))
    expect(best.reduce((sum, one) => sum + one, 0)).toBe(1000)
    for (const { bins, monotone, noneFound, missing } of card.characteristics) {
      const points = bins.map((bin) => bin.points)
      const ordered = [...points].sort((a, b) => (monotone === 'increasing' ? a - b : b - a))
      expect(points).toEqual(ordered)
      expect(Math.min(...points, noneFound.points, missing.points)).toBe(0)
      expect(Math.max(noneFound.points, missing.points)).toBeLessThanOrEqual(Math.max(...points))
    }
  })

  test('the odds double as often as it says, and a chance comes back from a score', () => {
    const { scaling } = card.scaled
    expect(oddsAt(scaling, 500 + scaling.pointsToDoubleOdds) / oddsAt(scaling, 500)).toBeCloseTo(
      2,
      9,
    )
    expect(chanceOfBad(scaling)(500)).toBeCloseTo(1 / (1 + oddsAt(scaling, 500)), 12)
    const { observedToExpected } = sheet.development.performance
    expect(observedToExpected.value).toBeGreaterThan(0.97)
    expect(observedToExpected.value).toBeLessThan(1.03)
  })

  test('the same input gives the same bytes', () => {
    const again = requireCard(calibrate(calibrationRequest(simulated.sample)))
    expect(cardYaml(again.card)).toBe(cardYaml(card))
    expect(JSON.stringify(again.sheet)).toBe(JSON.stringify(sheet))
  })

  test('a scale that is asked for is kept, and one that leaves 0–1000 refused', () => {
    const wanted = { pointsToDoubleOdds: 20, base: { score: 500, odds: 10 } }
    const scaled = requireCard(calibrate(calibrationRequest(simulated.sample, { scaling: wanted })))
    expect(scaled.card.scaled.scaling).toEqual(wanted)
    expect(compileRulebook(withCard(ruleFiles(), scaled.card)).scorecard.calibration).toMatchObject(
      {
        pointsToDoubleOdds: 20,
      },
    )
    const { observedToExpected } = scaled.sheet.development.performance
    expect(Math.abs(observedToExpected.value - 1)).toBeLessThan(0.05)
    const wide = { pointsToDoubleOdds: 400, base: { score: 500, odds: 10 } }
    const refused = calibrate(calibrationRequest(simulated.sample, { scaling: wide }))
    expect(refused).toMatchObject({ refusal: { why: 'scale_leaves_0_1000' } })
  })

  test('the sheet names its card, bins, settings and limits, and escapes names of files', () => {
    const provenance = {
      ...sheet.provenance,
      inputs: [{ name: '<b>|.csv', sha256: 'f'.repeat(64), rows: 3 }],
    }
    const html = sheetHtml({ ...sheet, provenance })
    const markdown = sheetMarkdown({ ...sheet, provenance })
    for (const { id } of sheet.characteristics) expect(markdown).toContain(`## Bins of ${id}`)
    expect(markdown).toContain(sheet.calibrationHash)
    expect(markdown).toContain('no reject inference')
    expect(markdown).toContain('\\<b>\\|.csv')
    expect(html).not.toContain('<b>|')
    expect(html).toContain('Hosmer–Lemeshow')
    expect(cardPath(card.id)).toBe('scorecards/test-card.yaml')
  })
})
