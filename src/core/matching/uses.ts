// Which phrases a literal serves, and as what: all of one, or the half before or after its gap.
import type { Hits } from './automaton.ts'
import { addFound, type Found, slotOf } from './found.ts'
import type { Phrase } from './phrase.ts'

/** A use in one number: the phrase above these bits. */
const PHRASE_SHIFT = 4
/** What the literal is to the phrase: one half of two, or all of it when neither is set. */
const FIRST_HALF = 1
const SECOND_HALF = 2
const HALVES = 3
/** Only where a line begins. */
const AT_HEAD = 4
/** The last use of its literal. */
const LAST = 8

/** Of each literal, where its uses begin in `uses`. */
export type Uses = { readonly from: readonly number[]; readonly uses: Int32Array }

/** Equal literals are one with several uses. */
export function literalsOf(phrases: readonly Phrase[]): { literals: string[]; uses: Uses } {
  const byLiteral = new Map<string, number[]>()
  phrases.forEach(({ pieces, anchored }, phrase) => {
    pieces.forEach((piece, position) => {
      const half = pieces.length === 1 ? 0 : position === 0 ? FIRST_HALF : SECOND_HALF
      const head = anchored && position === 0 ? AT_HEAD : 0
      const use = (phrase << PHRASE_SHIFT) | half | head
      const uses = byLiteral.get(piece)
      if (uses === undefined) byLiteral.set(piece, [use])
      else uses.push(use)
    })
  })
  const from: number[] = []
  const all: number[] = []
  for (const uses of byLiteral.values()) {
    from.push(all.length)
    all.push(...uses.slice(0, -1), ...uses.slice(-1).map((use) => use | LAST))
  }
  return { literals: [...byLiteral.keys()], uses: { from, uses: Int32Array.from(all) } }
}

/**
 * Fills `found` from the literals of one label, which must come in the order they begin, since a second
 * half is looked at after its first. All is local: this runs for every label.
 */
export function applyUses(uses: Int32Array, hits: Hits, found: Found, halves: Found): void {
  const { ids, starts, ends, slots } = found
  let count = 0
  halves.count = 0
  for (let hit = 0; hit < hits.count; hit++) {
    const start = hits.starts[hit] ?? 0
    const end = hits.ends[hit] ?? 0
    const away = hits.atHead[hit] === 1 ? 0 : AT_HEAD
    let at = hits.ids[hit] ?? 0
    let use = 0
    do {
      use = uses[at++] ?? LAST
      if ((use & away) !== 0) continue
      const phrase = use >> PHRASE_SHIFT
      let from = start
      if ((use & HALVES) !== 0) {
        from = startOfWhole(halves, phrase, use, start, end)
        if (from < 0) continue
      }
      const slot = slots[phrase] ?? 0
      if (slot < count && ids[slot] === phrase) continue
      slots[phrase] = count
      ids[count] = phrase
      starts[count] = from
      ends[count++] = end
    } while ((use & LAST) === 0)
  }
  found.count = count
}

/** A first half is kept, a second half completes it; -1 unless the phrase is whole. */
function startOfWhole(
  halves: Found,
  phrase: number,
  use: number,
  start: number,
  end: number,
): number {
  if ((use & FIRST_HALF) !== 0) {
    addFound(halves, phrase, start, end)
    return -1
  }
  const half = slotOf(halves, phrase)
  // Boundary spaces may be one and the same: hence one symbol of overlap
  return half >= 0 && start >= (halves.ends[half] ?? 0) - 1 ? (halves.starts[half] ?? 0) : -1
}
