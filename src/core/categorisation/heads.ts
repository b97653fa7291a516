// Label heads: how each bank family words an operation, when it sends no usable code.
import { z } from 'zod'
import { type Phrase, PhraseError, parsePhrase } from '../matching/phrase.ts'
import type { Match } from '../matching/phrase-set.ts'
import { oneCopy } from '../values/one-copy.ts'
import {
  parseRuleFile,
  type RulebookFiles,
  RuleFileError,
  ruleFileText,
} from '../values/rule-file.ts'
import { type Operation, operations } from './categorised.ts'

export type Head = {
  readonly phrase: Phrase
  /** null: says nothing in that direction. */
  readonly in: Operation | null
  readonly out: Operation | null
  /** Also a reason for paying (COTISATION): yields to a head on any other line. */
  readonly weak: boolean
}

export const HEADS_FILE = 'codes/label-heads.yaml'

const operationSchema = z.enum(operations).transform(oneCopy)
const headsSchema = z.array(
  z
    .strictObject({
      operation: operationSchema.optional(),
      in: operationSchema.optional(),
      out: operationSchema.optional(),
      weak: z.boolean().default(false),
      heads: z.array(z.string().min(1)).min(1),
    })
    .refine((entry) => entry.operation ?? entry.in ?? entry.out, 'names no operation'),
)

export function parseHeads(files: RulebookFiles): Head[] {
  const seen = new Set<string>()
  return parseRuleFile(HEADS_FILE, ruleFileText(files, HEADS_FILE), headsSchema).flatMap((entry) =>
    entry.heads.map((text) => {
      if (seen.has(text)) throw new RuleFileError(HEADS_FILE, null, `head "${text}" is there twice`)
      seen.add(text)
      try {
        return {
          phrase: parsePhrase(text),
          in: entry.in ?? entry.operation ?? null,
          out: entry.out ?? entry.operation ?? null,
          weak: entry.weak,
        }
      } catch (error) {
        if (error instanceof PhraseError) throw new RuleFileError(HEADS_FILE, null, error.message)
        throw error
      }
    }),
  )
}

export type FoundHead = {
  readonly operation: Operation
  readonly phrase: number
  readonly text: string
}

/**
 * The head that tells the operation: at the start of a line before elsewhere, a strong one before a
 * weak one of another line, on an earlier line before a later one, the longer before the shorter; null when none speaks for this direction.
 */
export function findHead(
  match: Match,
  heads: readonly (Head | null)[],
  direction: 'in' | 'out',
): FoundHead | null {
  let best: Head | null = null
  let bestPhrase = 0
  for (let i = 0; i < match.foundCount; i++) {
    const phrase = match.ids[match.firstFound + i] ?? 0
    const head = heads[phrase]
    if (!head || operationIn(head, direction) === null) continue
    if (best !== null && !precedes(match, phrase, head, bestPhrase, best)) continue
    best = head
    bestPhrase = phrase
  }
  const operation = best && operationIn(best, direction)
  return best && operation ? { operation, phrase: bestPhrase, text: best.phrase.text } : null
}

/** Not `head[direction]`: two names at one place are several times slower than a choice. */
function operationIn(head: Head, direction: 'in' | 'out'): Operation | null {
  return direction === 'in' ? head.in : head.out
}

function precedes(match: Match, a: number, headA: Head, b: number, headB: Head): boolean {
  if (headA.phrase.anchored !== headB.phrase.anchored) return headA.phrase.anchored
  const lineA = lineAt(match, match.startOf(a))
  const lineB = lineAt(match, match.startOf(b))
  if (lineA !== lineB) return headA.weak === headB.weak ? lineA < lineB : headB.weak
  const longer = headA.phrase.weight - headB.phrase.weight
  return longer === 0 ? a < b : longer > 0
}

function lineAt(match: Match, position: number): number {
  const { lineStarts, firstLine } = match
  let line = match.endLine - 1
  while (line > firstLine && (lineStarts[line] ?? 0) > position) line--
  return line
}
