import { describe, expect, it } from 'vitest'
import {
  computeIndicators,
  indicatorCatalogue,
  indicators,
} from '../../../src/core/indicators/index.ts'
import { indicatorResultSchema } from '../../../src/core/indicators/indicator.ts'
import { notObservable } from '../../../src/core/values/observed.ts'
import { dipped, fees } from '../../support/indicator-cases.ts'
import {
  aCharges,
  aCredit,
  anIncome,
  anInput,
  aRejection,
  type InputParts,
  noIncidents,
  unknownBalances,
} from '../../support/indicator-input.ts'

describe('every indicator', () => {
  const worlds: [string, InputParts][] = [
    ['a quiet household', {}],
    [
      'nothing',
      { lines: [], income: anIncome([]), charges: aCharges([]), balances: unknownBalances() },
    ],
    [
      'a blind statement',
      {
        lines: [],
        balances: unknownBalances(),
        credit: aCredit([], {
          monthlyRepayment: notObservable('x'),
          distinctLenders: notObservable('x'),
        }),
      },
    ],
    [
      'trouble',
      {
        balances: dipped,
        incidents: noIncidents({ feesTotal: fees, rejections: [aRejection('a', 1)] }),
      },
    ],
  ]

  it.each(worlds)(
    'answers with one of the four states in %s, and says why when it cannot',
    (_, parts) => {
      for (const result of computeIndicators(anInput(parts))) {
        expect(indicatorResultSchema.safeParse(result).success).toBe(true)
        if (result.state === 'measured') expect(Number.isFinite(result.value)).toBe(true)
        else expect(result.value).toBeUndefined()
        if (result.state === 'not_observable') expect(result.why).toMatch(/^[a-z0-9_]+$/)
        if (result.unit !== 'ratio' && result.value !== undefined) {
          expect(Number.isInteger(result.value)).toBe(true)
        }
      }
    },
  )

  it('is unknown, and never zero, where there is no line at all', () => {
    const results = computeIndicators(anInput({ lines: [] }))
    expect(results.filter((result) => result.state !== 'not_observable')).toEqual([])
  })

  it('is published once, with its unit, its formula in words and its direction', () => {
    expect(new Set(indicatorCatalogue.map(({ id }) => id)).size).toBe(indicators.length)
    for (const { id, formula } of indicatorCatalogue) {
      expect(id).toMatch(/^[a-z0-9_]+$/)
      expect(formula).toMatch(/^[^a-z].{20,}\.$/)
    }
  })
})
