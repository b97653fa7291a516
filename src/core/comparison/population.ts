// What a change of rulebook does to many people: figures of groups only, none of anybody.
import { z } from 'zod'
import { grades } from '../scoring/score.ts'
import { stabilityReadings } from '../values/psi.ts'
import { FEWEST_SHOWN } from './small-groups.ts'

/** A grade, or none when there was no score. */
export const standings = [...grades, 'none'] as const
export type Standing = (typeof standings)[number]

const count = z
  .int()
  .nullable()
  .meta({ description: `People; null: one to ${FEWEST_SHOWN - 1}, not told apart` })

const indexSchema = z
  .object({
    value: z.number().nullable().meta({ description: 'null: a side has nobody' }),
    reading: z.enum(stabilityReadings).nullable(),
  })
  .meta({
    id: 'StabilityIndex',
    description:
      'Population stability index: Σ (after − before) · ln(after / before) over the shares of the bins (Jeffreys 1946; Siddiqi 2006); a bin empty on one side counts there as half a person. Under 0.10 stable, under 0.25 some shift.',
  })
export type StabilityIndex = z.infer<typeof indexSchema>

const sideSchema = z.object({
  scored: count,
  notScored: count,
  mean: z.number().nullable(),
  p5: z.int().nullable(),
  median: z.int().nullable(),
  p95: z.int().nullable(),
})

const binSchema = z.object({
  from: z.int().meta({ description: 'Included' }),
  to: z.int().meta({ description: 'Excluded; 1001: the last bin holds 1000' }),
  before: count,
  after: count,
})

const characteristicMoveSchema = z.object({
  characteristic: z.string(),
  people: z.int().meta({ description: 'Whose points of it moved' }),
  points: z.number().meta({ description: 'Mean move over those' }),
})

const ruleMoveSchema = z.object({
  rule: z.string().meta({ description: '"none": lines no rule decides' }),
  people: z.int().meta({ description: 'Of whose lines it decides more or fewer' }),
  gained: z.int().meta({ description: 'Lines' }),
  lost: z.int().meta({ description: 'Lines' }),
})

const crossingSchema = z.object({
  from: z.enum(standings),
  to: z.enum(standings),
  people: count,
  sameScore: count.meta({
    description: 'Of whom the score is the same: the limits of the grades moved',
  }),
  meanMove: z.number().nullable().meta({ description: 'Of the score; null: one side has none' }),
  characteristics: z.array(characteristicMoveSchema),
  rules: z
    .array(ruleMoveSchema)
    .nullable()
    .meta({ description: 'null: the lines of one side were not there to compare' }),
})
export type Crossing = z.infer<typeof crossingSchema>

const groupSchema = z.object({
  group: z.string().nullable().meta({ description: 'null: all the small ones together' }),
  people: z.int(),
  meanBefore: z.number().nullable(),
  meanAfter: z.number().nullable(),
  meanMove: z.number().nullable().meta({ description: 'Of those scored on both sides' }),
  up: count.meta({ description: 'To a better grade' }),
  down: count.meta({ description: 'To a worse grade' }),
  grades: indexSchema,
})
export type GroupFigures = z.infer<typeof groupSchema>

const groupsSchema = z.object({
  shown: z.array(groupSchema),
  hidden: z.int().meta({ description: 'Groups too small to be shown each by itself' }),
})

const rulebookSchema = z.object({ version: z.string(), hash: z.string(), people: z.int() })

export const populationSchema = z
  .object({
    people: z.int(),
    rulebooks: z.object({ before: z.array(rulebookSchema), after: z.array(rulebookSchema) }),
    score: z.object({
      before: sideSchema,
      after: sideSchema,
      histogram: z.array(binSchema),
      psi: indexSchema.extend({
        bins: z
          .array(binSchema)
          .meta({ description: 'Tenths of the scores before; no score is a bin of its own' }),
      }),
      moves: z.object({
        up: count,
        same: count,
        down: count,
        mean: z.number().nullable(),
        p5: z.int().nullable(),
        median: z.int().nullable(),
        p95: z.int().nullable(),
      }),
    }),
    grades: z.object({
      before: z.array(z.object({ grade: z.enum(standings), people: count })),
      after: z.array(z.object({ grade: z.enum(standings), people: count })),
      psi: indexSchema,
      up: count.meta({ description: 'To a better grade' }),
      down: count.meta({ description: 'To a worse grade' }),
      moves: z
        .array(z.array(count))
        .meta({ description: 'Rows: before, columns: after; A to E, then no score' }),
    }),
    swaps: z
      .array(
        z.object({
          atLeast: z.union([z.enum(grades), z.int()]).meta({ description: 'A grade or a score' }),
          in: count.meta({ description: 'Under it before, not after' }),
          out: count.meta({ description: 'Not under it before, under it after' }),
          stay: count,
        }),
      )
      .meta({ description: 'Who would cross a line of approval drawn there, both ways' }),
    crossings: z.array(crossingSchema).meta({ description: 'Between grades, most people first' }),
    characteristics: z.array(characteristicMoveSchema.extend({ psi: indexSchema })),
    rules: z.array(ruleMoveSchema).nullable(),
    groups: z.object({ income: groupsSchema, accounts: groupsSchema, bank: groupsSchema }),
  })
  .meta({ id: 'PopulationComparison' })
export type PopulationComparison = z.infer<typeof populationSchema>
