// What moves between two assessments of one snapshot, and why: score, characteristics, indicators, lines.
import { z } from 'zod'
import { grades } from '../scoring/score.ts'

const figureSchema = z.object({
  state: z.string(),
  value: z.unknown().optional(),
})

const meaningSchema = z.object({ category: z.string(), rule: z.string().nullable() })

export const comparisonSchema = z
  .object({
    score: z.object({
      before: z.object({ value: z.int().nullable(), grade: z.enum(grades).nullable() }),
      after: z.object({ value: z.int().nullable(), grade: z.enum(grades).nullable() }),
      points: z
        .int()
        .nullable()
        .meta({ description: 'After minus before; null when one of them is not measured' }),
    }),
    characteristics: z
      .array(
        z.object({
          characteristic: z.string(),
          indicator: z.string(),
          points: z.int().meta({ description: 'After minus before' }),
          before: z.object({ bin: z.string(), points: z.int() }).nullable(),
          after: z.object({ bin: z.string(), points: z.int() }).nullable(),
        }),
      )
      .meta({ description: 'Those whose points moved, the greatest move first' }),
    indicators: z.array(
      z.object({ id: z.string(), before: figureSchema.nullable(), after: figureSchema.nullable() }),
    ),
    lines: z
      .object({
        moved: z.int(),
        byRule: z
          .array(
            z.object({
              before: meaningSchema,
              after: meaningSchema,
              lines: z.int(),
              amount: z
                .object({ amount: z.int(), currency: z.string() })
                .meta({ description: 'Sum of sizes, minor units; one currency a group' }),
              transactionIds: z.array(z.string()),
            }),
          )
          .meta({ description: 'Lines that changed category or rule, the most lines first' }),
      })
      .meta({ description: 'Only lines of both assessments' }),
  })
  .meta({ id: 'Comparison' })
export type Comparison = z.infer<typeof comparisonSchema>
export type Figure = z.infer<typeof figureSchema>
