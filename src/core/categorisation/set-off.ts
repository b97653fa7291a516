// The rules that the words of one label set off, and those that they refuse. Each phrase found is looked
// up once, so that no rule asks for its words one after another.
import type { Match, PhraseSet } from '../matching/phrase-set.ts'
import type { Direction, Ruleset } from './ruleset.ts'

/** Rules set off by one label, each with its best phrase; the rest is of other labels. */
export const setOff = { rules: new Int32Array(64), phrases: new Int32Array(64), count: 0 }

/** Rules that some words of a label refuse: their mark is the number of the label last read. */
const refusals = { marks: new Int32Array(0), label: 0 }

/** Whether the label last read holds a word of the rule's `not`. */
export function isRefused(rule: number): boolean {
  return refusals.marks[rule] === refusals.label
}

const NO_RULES: readonly number[] = []

/** `operation`: its bit. Rules for another are not even looked at: most that a common word sets off. */
export function findSetOff(
  ruleset: Ruleset,
  match: Match,
  direction: Direction,
  operation: number,
): void {
  const { phrases, allowed, refused } = ruleset
  const triggered = direction === 'in' ? ruleset.triggered.in : ruleset.triggered.out
  setOff.count = 0
  if (refusals.marks.length < allowed.length) refusals.marks = new Int32Array(allowed.length)
  refusals.label = (refusals.label + 1) | 0
  for (let i = 0; i < match.foundCount; i++) {
    const phrase = match.ids[match.firstFound + i] ?? 0
    const not = refused[phrase] ?? NO_RULES
    for (let j = 0; j < not.length; j++) refusals.marks[not[j] ?? 0] = refusals.label
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
