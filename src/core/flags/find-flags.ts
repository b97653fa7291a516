// Every flag and integrity signal, in a fixed order, with its words. Neither moves the score.
import { budgetFlags } from './budget-flags.ts'
import { conductFlags } from './conduct-flags.ts'
import { creditFlags } from './credit-flags.ts'
import type { Flag } from './flag.ts'
import type { FlagInput, FlagRule } from './flag-input.ts'
import { integritySignals } from './integrity-signals.ts'
import { type ReasonTexts, textOf } from './reason-texts.ts'

export const flagRules: readonly FlagRule[] = [...conductFlags, ...creditFlags, ...budgetFlags]

const SEVERITY_ORDER = ['high', 'medium', 'low'] as const

export function findFlags(
  input: FlagInput,
  texts: ReasonTexts,
): { flags: Flag[]; integrity: Flag[] } {
  return {
    flags: raise(flagRules, input, texts),
    integrity: raise(integritySignals, input, texts),
  }
}

/** Codes a rulebook must have words for. */
export function flagCodes(): string[] {
  return [...flagRules, ...integritySignals].map((rule) => rule.code)
}

/** The gravest first; within a severity, the order of the rules. */
function raise(rules: readonly FlagRule[], input: FlagInput, texts: ReasonTexts): Flag[] {
  const raised = rules.flatMap(({ code, severity, find }) => {
    const ids = find(input)
    if (ids === null) return []
    return [{ code, severity, text: textOf(texts.flags, code), transactionIds: [...new Set(ids)] }]
  })
  return SEVERITY_ORDER.flatMap((severity) => raised.filter((flag) => flag.severity === severity))
}
