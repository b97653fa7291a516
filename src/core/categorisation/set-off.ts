// The rules that the words of one label set off, and whether they refuse one of these. Each phrase found is
// looked up once, so that no rule asks for its words one after another.
import type { Match, PhraseSet } from '../matching/phrase-set.ts'
import type { Direction, Ruleset } from './ruleset.ts'

/** Rules set off by one label, each with its best phrase; the rest is of other labels. */
export const setOff = { rules: new Int32Array(64), phrases: new Int32Array(64), count: 0 }

/**
 * Whether the label holds a word of the rule's `not`. A common word is in that of a hundred rules, and few
 * rules are set off: hence this way round.
 */
export function isRefused({ refused }: Ruleset, match: Match, rule: number): boolean {
  for (let i = 0; i < match.foundCount; i++) {
    const rules = refused[match.ids[match.firstFound + i] ?? 0]
    if (rules && ((rules[rule >> 5] ?? 0) & (1 << (rule & 31))) !== 0) return true
  }
  return false
}

const NO_RULES: readonly number[] = []

/** `operation`: its bit. Rules for another are not even looked at: most that a common word sets off. */
export function findSetOff(
  ruleset: Ruleset,
  match: Match,
  direction: Direction,
  operation: number,
): void {
  const { phrases, allowed } = ruleset
  const triggered = direction === 'in' ? ruleset.triggered.in : ruleset.triggered.out
  setOff.count = 0
  for (let i = 0; i < match.foundCount; i++) {
    const phrase = match.ids[match.firstFound + i] ?? 0
    const rules = triggered[phrase] ?? NO_RULES
    for (let j = 0; j < rules.length; j++) {
      const rule = rules[j] ?? 0
      if (((allowed[rule] ?? 0) & operation) === 0) continue
      // A handful: searched faster as a list than as a map
      let known = 0
      while (known < setOff.count && setOff.rules[known] !== rule) known++
      if (known < setOff.count) {
        if (!isBetterPhrase(phrases, match, phrase, setOff.phrases[known] ?? 0)) continue
      } else {
        if (known === setOff.rules.length) growSetOff()
        setOff.count++
      }
      setOff.rules[known] = rule
      setOff.phrases[known] = phrase
    }
  }
}

function growSetOff(): void {
  for (const column of ['rules', 'phrases'] as const) {
    const wider = new Int32Array(setOff.count * 2)
    wider.set(setOff[column])
    setOff[column] = wider
  }
}

/** The longer phrase; then the one that stands first; then the lower id. */
function isBetterPhrase(phrases: PhraseSet, match: Match, a: number, b: number): boolean {
  const longer = weightOf(phrases, a) - weightOf(phrases, b)
  if (longer !== 0) return longer > 0
  const earlier = match.startOf(a) - match.startOf(b)
  return earlier === 0 ? a < b : earlier < 0
}

function weightOf({ phrases }: PhraseSet, phrase: number): number {
  return phrases[phrase]?.weight ?? 0
}
