// Changes gathered while lines are compared, applied once at the end: no step sees its own traces.
import type { CategorisedLine, LinkKind } from '../categorised.ts'
import type { Ruleset } from '../ruleset.ts'

export type Patches = {
  link(from: CategorisedLine, to: CategorisedLine, as: LinkKind): void
  /** The rule that had won joins the losers. */
  recategorise(line: CategorisedLine, category: string, rule: string, confidence: number): void
  /** Gives a line the counterparty of another: both are one stream. */
  sameParty(line: CategorisedLine, as: CategorisedLine): void
  apply(lines: readonly CategorisedLine[]): CategorisedLine[]
}

export function newPatches(ruleset: Ruleset | null): Patches {
  const links = new Map<number, { id: string; as: LinkKind }[]>()
  const meanings = new Map<number, { category: string; rule: string; confidence: number }>()
  const parties = new Map<number, CategorisedLine>()
  return {
    sameParty(line, as) {
      parties.set(line.index, as)
    },
    link(from, to, as) {
      const known = links.get(from.index)
      if (known === undefined) links.set(from.index, [{ id: to.id, as }])
      else known.push({ id: to.id, as })
    },
    recategorise(line, category, rule, confidence) {
      if (line.category !== category) meanings.set(line.index, { category, rule, confidence })
    },
    apply(lines) {
      // Most steps find nothing in most statements
      if (links.size === 0 && meanings.size === 0) return [...lines]
      return lines.map((line) => {
        const linked = links.get(line.index)
        const meaning = meanings.get(line.index)
        const party = parties.get(line.index)
        if (linked === undefined && meaning === undefined) return line
        return {
          ...line,
          ...(party && {
            counterpartyKey: party.counterpartyKey,
            counterpartyName: party.counterpartyName,
          }),
          ...(meaning && {
            ...meaning,
            matched: line.counterpartyName ?? line.matched,
            role: ruleset?.taxonomy.get(meaning.category)?.role ?? line.role,
            losers: [...formerWinner(line), ...line.losers],
          }),
          linked: [...line.linked, ...(linked ?? [])],
        }
      })
    },
  }
}

function formerWinner({ rule, category, matched }: CategorisedLine) {
  return rule === null ? [] : [{ rule, category, matched: matched ?? '' }]
}
