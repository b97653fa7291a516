// The words a rulebook knows: a name made of words nobody wrote a rule for is more likely somebody's.
import type { Ruleset } from '../categorisation/ruleset.ts'

export type Vocabulary = {
  /** Of any rule or head of a label. */
  readonly all: ReadonlySet<string>
  /** Of those that name no brand: what a payment is for (LOYER, SALAIRE), never who is paid. */
  readonly reasons: ReadonlySet<string>
}

const known = new WeakMap<Ruleset, Vocabulary>()

export function vocabularyOf(ruleset: Ruleset): Vocabulary {
  const before = known.get(ruleset)
  if (before !== undefined) return before
  const all = new Set<string>()
  const reasons = new Set<string>()
  ruleset.phrases.phrases.forEach(({ pieces }, phrase) => {
    const words = pieces.flatMap((piece) => piece.split(' ')).filter((word) => word !== '')
    const names = isBrand(ruleset, phrase)
    for (const word of words) {
      all.add(word)
      if (!names) reasons.add(word)
    }
  })
  const made = { all, reasons }
  known.set(ruleset, made)
  return made
}

/** Whether a rule takes the phrase for who is on the other side. */
export function isBrand({ rules, triggered }: Ruleset, phrase: number): boolean {
  const set = [...(triggered.in[phrase] ?? []), ...(triggered.out[phrase] ?? [])]
  return set.some((index) => {
    const rule = rules[index]
    return rule !== undefined && (rule.rule.name !== undefined || rule.brands.has(phrase))
  })
}
