// The comparison of two rulebooks over a population, as it is read before one takes the place of the other.
import { z } from 'zod'
import type { RulebookChanges } from './compare-rulebooks.ts'
import { populationSchema } from './population.ts'

const headSchema = z.object({ version: z.string(), hash: z.string() })
const names = z.array(z.string())

export const comparisonReportSchema = z
  .object({
    source: z.object({
      kind: z.enum(['rescoring', 'shadow', 'files']),
      id: z.string().nullable().meta({ description: 'Of the re-scoring' }),
    }),
    before: headSchema,
    after: headSchema,
    changes: z
      .object({
        rules: z.object({ added: names, removed: names, changed: names }),
        files: names,
      })
      .nullable()
      .meta({ description: 'Between the two as written; null: one of them was not at hand' }),
    leftOut: z
      .object({
        failed: z.int().meta({ description: 'Could not be scored' }),
        withoutReport: z.int().meta({ description: 'Had nothing to be held against any more' }),
      })
      .meta({ description: 'Not among the people compared' }),
    comparison: populationSchema,
  })
  .meta({ id: 'ComparisonReport' })
export type ComparisonReport = Omit<z.infer<typeof comparisonReportSchema>, 'changes'> & {
  readonly changes: RulebookChanges | null
}
