// People with figures and outcomes drawn from odds that are known: what a calibration is held against.

import { seeded } from '../../src/core/calibration/resample.ts'
import {
  type Column,
  MEASURED,
  MISSING,
  NONE_FOUND,
  type Outcome,
  type Sample,
} from '../../src/core/calibration/sample.ts'
import { indicators } from '../../src/core/indicators/index.ts'
import type { Unit } from '../../src/core/indicators/indicator.ts'
import { addDays, toPlainDate } from '../../src/core/values/plain-date.ts'

export type Simulated = { readonly sample: Sample; readonly trueLogOdds: Float64Array }

export type Simulation = {
  readonly people: number
  readonly characteristics: number
  readonly seed: number
  /** How many of them bear on the outcome; the others are noise. */
  readonly telling?: number
  /** ln(goods ÷ bads) of somebody average. */
  readonly intercept?: number
}

/** Scorable indicators, in the catalogue's order. */
export const scorable = indicators.filter(
  ({ higherIs, barredFromScore }) => higherIs !== null && barredFromScore === undefined,
)

/** A year of reports, each observed for a year; one in twenty figures is missing, one in thirty none found. */
export function simulateOutcomes(simulation: Simulation): Simulated {
  const { people, characteristics, telling = characteristics, intercept = 2.2 } = simulation
  const random = seeded(simulation.seed)
  const trueLogOdds = new Float64Array(people).fill(intercept)
  const columns = scorable.slice(0, characteristics).map((indicator, index): Column => {
    const strength = index < telling ? 0.15 + 0.5 / (1 + index / 4) : 0
    const sign = indicator.higherIs === 'safer' ? strength : -strength
    const values = new Float64Array(people)
    const states = new Uint8Array(people)
    for (let row = 0; row < people; row++) {
      const drawn = random()
      states[row] = drawn < 0.05 ? MISSING : drawn < 0.083 ? NONE_FOUND : MEASURED
      if (states[row] !== MEASURED) continue
      const share = random()
      values[row] = valueAt(indicator.unit, share)
      trueLogOdds[row] = (trueLogOdds[row] ?? 0) + sign * (share - 0.5) * 2
    }
    return { indicator: indicator.id, values, states }
  })
  const first = toPlainDate('2024-01-01')
  const asOf = Array.from(trueLogOdds, () => addDays(first, Math.floor(random() * 365)))
  const outcome = Array.from(
    trueLogOdds,
    (logOdds): Outcome => (random() < 1 / (1 + Math.exp(logOdds)) ? 'bad' : 'good'),
  )
  return {
    trueLogOdds,
    sample: {
      asOf,
      observationEnd: asOf.map((day) => addDays(day, 365)),
      product: outcome.map(() => 'personal_loan'),
      badDefinition: outcome.map(() => 'arrears_90_days_in_12_months'),
      outcome,
      columns,
    },
  }
}

/** As reports print them: whole, or with four decimals. */
function valueAt(unit: Unit, share: number): number {
  switch (unit) {
    case 'ratio':
      return Math.round(share * 10_000) / 10_000
    case 'money':
      return Math.round((share - 0.2) * 500_000)
    case 'count':
      return Math.floor(share * 8)
    case 'days':
    case 'score':
      return Math.floor(share * 91)
  }
}

/** As `nonante calibrate` reads it. */
export function toCsv({ sample }: Simulated): string {
  const head = ['report_id', 'as_of', 'product', 'bad_definition', 'observation_end', 'outcome']
  const lines = [[...head, ...sample.columns.map(({ indicator }) => indicator)].join(',')]
  for (let row = 0; row < sample.outcome.length; row++) {
    const own = [sample.asOf, sample.product, sample.badDefinition, sample.observationEnd]
    const figures = sample.columns.map(({ values, states }) => {
      if (states[row] === MEASURED) return String(values[row])
      return states[row] === NONE_FOUND ? 'none_found' : ''
    })
    lines.push(
      [`rep_${row}`, ...own.map((of) => of[row] ?? ''), sample.outcome[row], ...figures].join(','),
    )
  }
  return `${lines.join('\n')}\n`
}
