// The special-category filter: rules/sensitive.yaml compiled into one automaton of its own.
import { z } from 'zod'
import { PhraseError, parsePhrase } from '../matching/phrase.ts'
import { compilePhrases } from '../matching/phrase-set.ts'
import {
  parseRuleFile,
  type RulebookFiles,
  RuleFileError,
  ruleFileText,
} from '../values/rule-file.ts'

export const SENSITIVE_FILE = 'sensitive.yaml'

const wordList = z.array(z.string().min(1)).min(1)

export const sensitiveRuleSchema = z.strictObject({
  id: z.string(),
  kind: z.enum(['union', 'party', 'worship', 'charity', 'sexual_life', 'health']),
  words: wordList,
  not: wordList.optional(),
  cases: z.strictObject({ match: wordList, no_match: wordList.optional() }),
})
export type SensitiveRule = z.output<typeof sensitiveRuleSchema>

export type SensitiveFilter = {
  readonly rules: readonly SensitiveRule[]
  /** The first rule, in file order, that a text falls under; null when it is free of all. */
  find(lines: readonly string[]): SensitiveRule | null
}

/** @throws RuleFileError */
export function compileSensitive(files: RulebookFiles): SensitiveFilter {
  const text = ruleFileText(files, SENSITIVE_FILE)
  const rules = parseRuleFile(SENSITIVE_FILE, text, z.array(sensitiveRuleSchema))
  const seen = new Set<string>()
  for (const { id } of rules) {
    if (seen.has(id)) throw new RuleFileError(SENSITIVE_FILE, null, `rule id ${id} is there twice`)
    seen.add(id)
  }
  const words = rules.flatMap((rule, index) =>
    rule.words.map((word) => ({ phrase: phraseOf(word), index, excludes: false })),
  )
  const not = rules.flatMap((rule, index) =>
    (rule.not ?? []).map((word) => ({ phrase: phraseOf(word), index, excludes: true })),
  )
  const entries = [...words, ...not]
  const phrases = compilePhrases(entries.map(({ phrase }) => phrase))
  const find = (lines: readonly string[]) => {
    const found = phrases.match(lines).found()
    if (found.length === 0) return null
    const hit = new Set<number>()
    const excluded = new Set<number>()
    for (const id of found) {
      const entry = entries[id]
      if (entry !== undefined) (entry.excludes ? excluded : hit).add(entry.index)
    }
    return rules.find((_, index) => hit.has(index) && !excluded.has(index)) ?? null
  }
  return { rules, find }
}

function phraseOf(text: string) {
  try {
    return parsePhrase(text)
  } catch (error) {
    if (error instanceof PhraseError) throw new RuleFileError(SENSITIVE_FILE, null, error.message)
    throw error
  }
}
