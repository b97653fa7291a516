// The validation sheet: all a model validator asks of a card, as one value; documents/ renders it.
import type { Binning } from './binning.ts'
import type { Performance } from './measure.ts'
import type { Exclusion } from './population.ts'
import type { Scaling } from './scale.ts'
import type { Dropped } from './select.ts'
import type { CalibrationSettings } from './settings.ts'

export type CharacteristicSheet = {
  readonly id: string
  readonly indicator: string
  readonly formula: string
  readonly informationValue: number
  readonly coefficient: number
  readonly standardError: number
  readonly z: number
  /** Variance inflation factor. */
  readonly inflation: number
  readonly binning: Binning
  /** In the order of the cells: bins, `none_found`, missing. */
  readonly points: readonly number[]
  readonly outOfTime: readonly { readonly goods: number; readonly bads: number }[]
  /** Population stability index, development to out of time. */
  readonly stability: number | null
}

export type PartSheet = {
  readonly firstDay: string | null
  readonly lastDay: string | null
  readonly performance: Performance
}

export type ValidationSheet = {
  readonly card: string
  readonly product: string
  readonly badDefinition: string
  /** SHA-256 of what follows: inputs, rulebook, engine, choices and settings. */
  readonly calibrationHash: string
  readonly provenance: Provenance
  readonly choices: {
    readonly leastDays: number
    readonly outOfTimeFrom: string | null
    readonly scaling: Scaling | null
    readonly settings: CalibrationSettings
  }
  readonly population: {
    readonly rows: number
    readonly excluded: Readonly<Record<Exclusion, number>>
    readonly observedDays: {
      readonly least: number
      readonly median: number
      readonly most: number
    }
  }
  readonly development: PartSheet
  readonly outOfTime: PartSheet
  readonly intercept: number
  readonly logLikelihood: number
  readonly iterations: number
  readonly scaling: Scaling
  readonly lowest: number
  readonly highest: number
  readonly characteristics: readonly CharacteristicSheet[]
  readonly dropped: readonly Dropped[]
  readonly grades: readonly GradeSheet[]
  readonly scoreStability: number | null
  /** Codes; documents/ has their words. */
  readonly limits: readonly Limit[]
}

export type Provenance = {
  readonly inputs: readonly {
    readonly name: string
    readonly sha256: string
    readonly rows: number
  }[]
  readonly rulebook: { readonly version: string; readonly hash: string }
  readonly engineVersion: string
}

export type GradeSheet = {
  readonly grade: string
  readonly from: number
  readonly development: { readonly people: number; readonly bads: number }
  readonly outOfTime: { readonly people: number; readonly bads: number }
}

export const limits = [
  'accepted_only',
  'fewer_bads_than_usual',
  'observation_varies',
  'very_informative_characteristic',
  'states_held_at_best',
  'drops_out_of_time',
  'probabilities_off_out_of_time',
  'population_moved',
  'order_broken_out_of_time',
] as const
export type Limit = (typeof limits)[number]
