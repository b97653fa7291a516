// The comparison of two rulebooks over many people, from wherever their scores come: one pass, nothing kept of anybody.

import { tallyPopulation } from '../core/comparison/compare-populations.ts'
import type { ComparisonReport } from '../core/comparison/comparison-report.ts'
import type { ScoredPair } from '../core/comparison/scored.ts'
import { FEWEST_SHOWN } from '../core/comparison/small-groups.ts'
import { AppError } from '../errors.ts'

/** One person, or why there is nothing to compare of them. */
export type Compared = ScoredPair | 'failed' | 'without_report'

type Named = { readonly version: string; readonly hash: string }

export type ComparisonInput = {
  readonly source: ComparisonReport['source']
  readonly people: AsyncIterable<Compared>
  /** null: the one most of them were scored under. */
  readonly before: Named | null
  readonly after: Named | null
  readonly changes: ComparisonReport['changes']
  /** A score below which the lender would not approve. */
  readonly cutoff?: number | undefined
}

/** @throws AppError `conflict` when there are fewer than ten people to compare */
export async function compareForRollout(input: ComparisonInput): Promise<ComparisonReport> {
  const { source, cutoff } = input
  const all = tallyPopulation(cutoff === undefined ? {} : { cutoff })
  const leftOut = { failed: 0, withoutReport: 0 }
  let people = 0
  for await (const one of input.people) {
    if (one === 'failed') leftOut.failed++
    else if (one === 'without_report') leftOut.withoutReport++
    else {
      all.add(one)
      people++
    }
  }
  if (people < FEWEST_SHOWN) {
    throw new AppError(
      'conflict',
      `There are fewer than ${FEWEST_SHOWN} people to compare: figures of so few would tell of each. Score more of them first.`,
    )
  }
  const comparison = all.compare()
  return {
    source,
    before: input.before ?? mostOf(comparison.rulebooks.before),
    after: input.after ?? mostOf(comparison.rulebooks.after),
    changes: input.changes,
    ...{ leftOut, comparison },
  }
}

/** The first: they come in that order. */
function mostOf([first]: readonly Named[]): Named {
  if (first === undefined) throw new Error('people were compared under no rulebook')
  const { version, hash } = first
  return { version, hash }
}
