// The figures of a calibration against ones worked by hand or published.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chiSquareOf } from '../../../src/core/calibration/binning.ts'
import {
  areaUnderCurve,
  kolmogorovSmirnov,
  type ScoreClass,
  scoreClasses,
} from '../../../src/core/calibration/discrimination.ts'
import { fitLogistic } from '../../../src/core/calibration/logistic.ts'
import { brierScore, reliability, wilson } from '../../../src/core/calibration/reliability.ts'
import { bootstrap, seeded } from '../../../src/core/calibration/resample.ts'
import {
  informationValue,
  weightOfEvidence,
} from '../../../src/core/calibration/weight-of-evidence.ts'

const classesOf = (goods: number[], bads: number[]) =>
  scoreClasses([...goods, ...bads], Uint8Array.from([...goods.map(() => 0), ...bads.map(() => 1)]))

describe('discrimination', () => {
  test('of 3 goods and 2 bads, 4½ of 6 pairs stand in order: 0.75', () => {
    const classes = classesOf([500, 600, 700], [400, 600])
    // 500 beats 400; 600 beats 400 and ties with 600; 700 beats both
    expect(areaUnderCurve(classes).value).toBeCloseTo(4.5 / 6, 12)
    // at 400: 1/2 of bads against no good
    expect(kolmogorovSmirnov(classes)).toBeCloseTo(0.5, 12)
  })

  test('the interval is DeLong’s, by its definition over all pairs', () => {
    const score = fc.integer({ min: 0, max: 8 })
    const list = fc.array(score, { minLength: 2, maxLength: 12 })
    fc.assert(
      fc.property(list, list, (goods, bads) => {
        const { value, high } = areaUnderCurve(classesOf(goods, bads))
        const wins = (good: number, bad: number) => (good > bad ? 1 : good === bad ? 0.5 : 0)
        const mean = (of: number[]) => of.reduce((a, b) => a + b, 0) / of.length
        const ofGoods = goods.map((good) => mean(bads.map((bad) => wins(good, bad))))
        const ofBads = bads.map((bad) => mean(goods.map((good) => wins(good, bad))))
        const variance = (of: number[]) =>
          of.reduce((sum, one) => sum + (one - mean(of)) ** 2, 0) / (of.length - 1)
        const spread = Math.sqrt(variance(ofGoods) / goods.length + variance(ofBads) / bads.length)
        expect(value).toBeCloseTo(mean(ofGoods), 10)
        expect(high).toBeCloseTo(Math.min(1, value + 1.959964 * spread), 3)
      }),
    )
  })
})

describe('weight of evidence', () => {
  test('of 100 goods and 50 bads among 900 and 100, smoothed by half a person', () => {
    const woe = weightOfEvidence({ goods: 100, bads: 50 }, { goods: 900, bads: 100 }, 2)
    expect(woe).toBeCloseTo(Math.log(100.5 / 901 / (50.5 / 101)), 12)
  })

  test('information value: two cells by hand', () => {
    const total = { goods: 900, bads: 100 }
    const low = (100 / 900 - 50 / 100) * Math.log(100.5 / 901 / (50.5 / 101))
    const high = (800 / 900 - 50 / 100) * Math.log(800.5 / 901 / (50.5 / 101))
    const cells = [
      { goods: 100, bads: 50 },
      { goods: 800, bads: 50 },
    ]
    expect(informationValue(cells, total)).toBeCloseTo(low + high, 12)
  })

  test('chi-square of two by two: 10/20 against 20/10 is 6.667', () => {
    const square = chiSquareOf({ goods: 10, bads: 20 }, { goods: 20, bads: 10 })
    expect(square).toBeCloseTo(60 / 9, 10)
  })
})

describe('logistic regression', () => {
  // Hours of study and passing of twenty students: the worked example of the English Wikipedia's article "Logistic
  // regression", whose coefficients and standard errors are 1.5046 (0.6287) and -4.0777 (1.7610)
  const hours = [
    0.5, 0.75, 1, 1.25, 1.5, 1.75, 1.75, 2, 2.25, 2.5, 2.75, 3, 3.25, 3.5, 4, 4.25, 4.5, 4.75, 5,
    5.5,
  ]
  const passed = [0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 1, 1, 1, 1, 1]

  test('gives the published coefficients and standard errors', () => {
    const fit = fitLogistic([Float64Array.from(hours)], Uint8Array.from(passed), { ridge: 0 })
    expect(fit?.converged).toBe(true)
    expect(fit?.coefficients[0]).toBeCloseTo(-4.0777, 4)
    expect(fit?.coefficients[1]).toBeCloseTo(1.5046, 4)
    expect(Math.sqrt(fit?.covariance.cells[0] ?? 0)).toBeCloseTo(1.761, 3)
    expect(Math.sqrt(fit?.covariance.cells[3] ?? 0)).toBeCloseTo(0.6287, 3)
  })

  test('a column said twice has no answer without a ridge, and one with it', () => {
    const column = Float64Array.from(hours)
    const y = Uint8Array.from(passed)
    expect(fitLogistic([column, column], y, { ridge: 0 })).toBeNull()
    const fit = fitLogistic([column, column], y, { ridge: 1 })
    expect(fit?.coefficients[1]).toBeCloseTo(fit?.coefficients[2] ?? 0, 8)
  })

  test('one yes-or-no column gives the odds ratio of its table', () => {
    const count = fc.integer({ min: 5, max: 200 })
    fc.assert(
      fc.property(count, count, count, count, (a, b, c, d) => {
        const repeat = (x: number, y: number, n: number) => Array.from({ length: n }, () => [x, y])
        const rows = [
          ...repeat(1, 1, a),
          ...repeat(1, 0, b),
          ...repeat(0, 1, c),
          ...repeat(0, 0, d),
        ]
        const x = Float64Array.from(rows, ([one = 0]) => one)
        const y = Uint8Array.from(rows, ([, one = 0]) => one)
        const fit = fitLogistic([x], y, { ridge: 0 })
        expect(fit?.coefficients[1]).toBeCloseTo(Math.log((a * d) / (b * c)), 5)
      }),
      { numRuns: 30 },
    )
  })
})

describe('probabilities', () => {
  const classes = classesOf([600, 600, 600], [400])
  const toBad = (score: number) => (score === 400 ? 0.8 : 0.1)

  test('Brier: (3 × 0.1² + 0.2²) ÷ 4', () => {
    expect(brierScore(classes, toBad)).toBeCloseTo(0.07 / 4, 12)
  })

  test('the table counts everybody once, and expects the sum of the chances', () => {
    const table = reliability(classes, toBad, 10)
    expect(table.reduce((sum, { people }) => sum + people, 0)).toBe(4)
    expect(table.reduce((sum, { expected }) => sum + expected, 0)).toBeCloseTo(1.1, 12)
  })

  test('Wilson: 10 of 100 is 5.52 % to 17.44 %', () => {
    const { low, high } = wilson(10, 100)
    expect(low).toBeCloseTo(0.0552, 4)
    expect(high).toBeCloseTo(0.1744, 4)
  })
})

describe('resampling', () => {
  test('the same seed gives the same interval, which holds the figure', () => {
    const random = seeded(3)
    const draw = (n: number, lift: number) =>
      Array.from({ length: n }, () => Math.floor(random() * 50) + lift)
    const classes = classesOf(draw(400, 10), draw(100, 0))
    const figures = (of: readonly ScoreClass[]) => ({ ks: kolmogorovSmirnov(of) })
    const options = { resamples: 200, seed: 1 }
    const { ks } = bootstrap(classes, figures, options)
    expect(bootstrap(classes, figures, options)).toEqual({ ks })
    expect(ks.low).toBeLessThan(ks.value)
    expect(ks.high).toBeGreaterThan(ks.value)
  })

  test('numbers are spread evenly', () => {
    const random = seeded(9)
    const counts = new Array<number>(10).fill(0)
    for (let n = 0; n < 20_000; n++) {
      const place = Math.floor(random() * 10)
      counts[place] = (counts[place] ?? 0) + 1
    }
    for (const count of counts) expect(Math.abs(count - 2000)).toBeLessThan(200)
  })
})
