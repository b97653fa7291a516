// One rule as a risk analyst writes it. Unknown keys are refused; so is a rule with no condition.
import { z } from 'zod'
import { operations } from './categorised.ts'

/** Names for several operations at once. */
export const operationGroups = {
  /** How shops and services are paid; `other` because many banks do not say. */
  payment: ['card', 'direct_debit', 'other'],
  transfer: ['transfer_in', 'transfer_out', 'instant_in', 'instant_out', 'standing_order'],
  credit: ['transfer_in', 'instant_in', 'other'],
} as const satisfies Record<string, readonly (typeof operations)[number][]>

const phraseList = z.array(z.string().min(1)).min(1)
const amountText = z.union([z.number().positive(), z.string().regex(/^\d+(\.\d{1,2})?$/)])

const caseSchema = z.union([
  z.string().min(1),
  z.strictObject({
    label: z.union([z.string(), z.array(z.string())]),
    /** Signed, in euros; without it 50 in the rule's direction. */
    amount: z.union([z.number(), z.string()]).optional(),
    /** `DOMAIN/FAMILY/SUBFAMILY` or `cfonb:62`. */
    code: z.string().optional(),
  }),
])
export type RuleCase = z.infer<typeof caseSchema>

export const ruleSchema = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9]+([._-][a-z0-9]+)*$/, 'must be lower-case words parted by dots'),
    category: z.string(),
    direction: z.enum(['in', 'out', 'both']).optional(),
    words: phraseList.optional(),
    brands: phraseList.optional(),
    all: phraseList.optional(),
    not: phraseList.optional(),
    operation: z
      .array(z.enum([...operations, 'payment', 'transfer', 'credit']))
      .min(1)
      .optional(),
    code: phraseList.optional(),
    creditor: phraseList.optional(),
    amount: z.strictObject({ min: amountText.optional(), max: amountText.optional() }).optional(),
    priority: z.int().min(-100).max(100).default(0),
    name: z.string().optional(),
    cases: z
      .strictObject({
        match: z.array(caseSchema).min(1),
        no_match: z.array(caseSchema).default([]),
      })
      .optional(),
  })
  .refine(
    (rule) => rule.words || rule.brands || rule.all || rule.operation || rule.code || rule.creditor,
    'has no condition: it would match every line',
  )
export type Rule = z.output<typeof ruleSchema>

export const ruleFileSchema = z.array(ruleSchema)
