// No card where there should be none, and no figure in a card that may not be there.
import { describe, expect, test } from 'vitest'
import { calibrate } from '../../../src/core/calibration/calibrate.ts'
import { MEASURED, type Outcome, type Sample } from '../../../src/core/calibration/sample.ts'
import { indicators } from '../../../src/core/indicators/index.ts'
import { refusalText } from '../../../src/documents/validation/words.ts'
import { calibrationRequest } from '../../support/calibration-request.ts'
import { scorable, simulateOutcomes } from '../../support/simulated-outcomes.ts'

const { sample } = simulateOutcomes({ people: 6_000, characteristics: 4, seed: 2 })

function refusalOf(of: Sample): string {
  const made = calibrate(calibrationRequest(of))
  if (made.state === 'calibrated') return 'calibrated'
  expect(refusalText(made.refusal)).toMatch(/^no card: .*[;]/)
  return made.refusal.why
}

const turn = (to: (outcome: Outcome, row: number) => Outcome): Sample => ({
  ...sample,
  outcome: sample.outcome.map(to),
})

describe('there is no card', () => {
  test.each<[string, Sample]>([
    ['no_rows', { ...sample, product: sample.product.map(() => 'car_loan') }],
    ['no_rows', turn(() => 'indeterminate')],
    ['one_day_only', { ...sample, asOf: sample.asOf.map(() => '2024-03-01') }],
    ['too_few_bads', turn((outcome, row) => (row % 10 === 0 ? outcome : 'good'))],
    ['too_few_goods', turn((outcome, row) => (row % 100 === 0 ? outcome : 'bad'))],
    ['nothing_tells', { ...sample, columns: [] }],
  ])('%s', (why, of) => {
    expect(refusalOf(of)).toBe(why)
  })

  test('too_few_bads_out_of_time, when all of them are early', () => {
    const late = (row: number) => (sample.asOf[row] ?? '') >= '2024-09-15'
    expect(refusalOf(turn((outcome, row) => (late(row) ? 'good' : outcome)))).toBe(
      'too_few_bads_out_of_time',
    )
  })
})

describe('who is left out is counted', () => {
  test('refused, withdrawn, indeterminate, other products and definitions', () => {
    const kinds: Outcome[] = ['refused', 'withdrawn', 'indeterminate']
    const mixed = turn((outcome, row) => (row < 30 ? (kinds[row % 3] ?? outcome) : outcome))
    const product = mixed.product.map((one, row) => (row >= 30 && row < 35 ? 'car_loan' : one))
    const badDefinition = mixed.badDefinition.map((one, row) => (row >= 35 && row < 37 ? 'x' : one))
    const made = calibrate(calibrationRequest({ ...mixed, product, badDefinition }))
    if (made.state === 'refused') throw new Error(made.refusal.why)
    expect(made.sheet.population.excluded).toEqual({
      other_product: 5,
      other_bad_definition: 2,
      observed_too_short: 0,
      indeterminate: 10,
      refused: 10,
      withdrawn: 10,
    })
    const { development, outOfTime } = made.sheet
    expect(development.performance.people + outOfTime.performance.people).toBe(6_000 - 37)
  })
})

describe('what is not in a card', () => {
  /** A figure that tells everything. */
  const telling = (indicator: string, sign: 1 | -1) => ({
    indicator,
    values: Float64Array.from(sample.outcome, (outcome, row) =>
      Math.round(50 + sign * ((outcome === 'bad' ? -8 : 8) + (row % 30))),
    ),
    states: new Uint8Array(sample.outcome.length).fill(MEASURED),
  })

  const dropped = (columns: Sample['columns']) => {
    const made = calibrate(
      calibrationRequest({ ...sample, columns: [...sample.columns, ...columns] }),
    )
    if (made.state === 'refused') throw new Error(made.refusal.why)
    return made.sheet.dropped
  }

  test('no barred indicator, however much it tells', () => {
    const barred = indicators.filter(({ barredFromScore }) => barredFromScore !== undefined)
    const gone = dropped(barred.map(({ id }) => telling(id, 1)))
    expect(barred.length).toBeGreaterThan(10)
    for (const { id, barredFromScore } of barred) {
      expect(gone).toContainEqual({ indicator: id, why: 'barred', detail: barredFromScore })
    }
  })

  test('no figure that only informs', () => {
    const informing = indicators.find(
      ({ higherIs, barredFromScore }) => higherIs === null && barredFromScore === undefined,
    )
    const gone = dropped([telling(informing?.id ?? '', 1)])
    expect(gone).toContainEqual({ indicator: informing?.id, why: 'only_informs', detail: null })
  })

  test('no figure that works against its declared direction', () => {
    const safer = scorable.slice(4).find(({ higherIs }) => higherIs === 'safer')
    const gone = dropped([telling(safer?.id ?? '', -1)])
    expect(gone).toContainEqual(
      expect.objectContaining({ indicator: safer?.id, why: 'against_its_direction' }),
    )
  })

  test('no figure twice under two names', () => {
    const [first] = sample.columns
    const twin = scorable
      .slice(4)
      .find(({ higherIs, unit }) => higherIs === 'safer' && unit === 'money')
    if (first === undefined || twin === undefined) throw new Error('no twin to make')
    const gone = dropped([{ ...first, indicator: twin.id }])
    expect(gone.some(({ why }) => why === 'correlated')).toBe(true)
  })
})
