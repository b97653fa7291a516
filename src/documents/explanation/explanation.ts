// The consumer's explanation of a report: one page, plain words, no label, no amount, no name but the lender's.
import { z } from 'zod'
import type { ReportBody } from '../../core/report/report.ts'
import { formatDay, type Language } from '../typography.ts'
import { explanationWords } from './words.ts'

/** What the lender says of itself. */
export type Explaining = {
  readonly lender: string
  /** Who is asked for a review: an address, a telephone number; null: the lender's usual service. */
  readonly reviewContact: string | null
  /** How the lender uses the score: beside a person's own look, or as what decides; null: not declared. */
  readonly decisionUse: 'aid' | 'decisive' | null
}

const passage = z.object({ title: z.string(), text: z.string() })

export const explanationSchema = z
  .object({
    language: z.enum(['fr', 'en']),
    lender: z.string(),
    title: z.string(),
    summary: z.string().meta({ description: 'What was looked at, from when to when' }),
    automatedProcessing: z.literal(true),
    decisionUse: z.object({ declared: z.enum(['aid', 'decisive']).nullable(), text: z.string() }),
    result: z.object({
      state: z.enum(['measured', 'not_enough_data', 'not_observable']),
      value: z.int().nullable(),
      grade: z.string().nullable(),
      text: z.string(),
    }),
    reasons: z
      .array(z.object({ direction: z.enum(['for', 'against']), text: z.string() }))
      .meta({ description: 'The three that weighed most' }),
    changes: z
      .array(z.string())
      .meta({ description: 'What would lead to another grade: each was tried on the scorer' }),
    method: z.array(passage).meta({ description: 'What is done with which data, and what is not' }),
    rights: z.array(passage).meta({
      description:
        'A person’s look, a point of view, a correction, a complaint; in a refusal, the notice of directive (EU) 2023/2225, article 18',
    }),
  })
  .meta({ id: 'Explanation' })
export type Explanation = z.infer<typeof explanationSchema>

const MOST_REASONS = 3
const MOST_CHANGES = 3

/** Pure. Of points of equal weight the first in the report comes first. */
export function explain(body: ReportBody, of: Explaining, language: Language): Explanation {
  const words = explanationWords[language]
  const { score, provenance, accounts } = body
  const { from, to } = provenance.window
  const counted = accounts.filter(({ leftOut }) => leftOut === null).length
  return {
    language,
    lender: of.lender,
    title: words.title,
    summary: words.summary({
      lender: of.lender,
      accounts: counted,
      from: formatDay(from, language),
      to: formatDay(to, language),
    }),
    automatedProcessing: true,
    decisionUse: {
      declared: of.decisionUse,
      text: words.decisionUse[of.decisionUse ?? 'undeclared'],
    },
    result: {
      state: score.state,
      value: score.value,
      grade: score.grade,
      text:
        score.value === null || score.grade === null
          ? words.noScore
          : words.score({ value: score.value, grade: score.grade }),
    },
    reasons: score.reasons
      .toSorted((a, b) => b.points - a.points)
      .slice(0, MOST_REASONS)
      .map(({ direction, text }) => ({ direction, text: text[language] })),
    changes: score.counterfactuals.slice(0, MOST_CHANGES).map(({ text }) => text[language]),
    method: words.method,
    rights: words.rights({ lender: of.lender, contact: of.reviewContact }),
  }
}
