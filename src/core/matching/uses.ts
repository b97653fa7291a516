// Which phrases a literal serves, and as what: all of one, or the half before or after its gap.
import { HIT, type Hits } from './find.ts'
import { addFound, type Found, newFound, slotOf } from './found.ts'
import type { Phrase } from './phrase.ts'
import type { Sheet } from './sheet.ts'

/** A use in one number: what it is of above these bits. */
const SHIFT = 4
/** The literal is one half of a phrase, or all of it when neither is set. */
const FIRST_HALF = 1
const SECOND_HALF = 2
const HALVES = 3
/** Only where a line begins. */
const AT_HEAD = 4
/** The last use of its literal. */
const LAST = 8

export type Uses = {
  /** Of each literal, where its uses begin in `uses`. */
  readonly from: readonly number[]
  /** Each of a phrase, or of an opening: hundreds of phrases begin with one first half. */
  readonly uses: Int32Array
  /** By opening, the phrases that begin so. */
  readonly phrasesOf: readonly (readonly number[])[]
  /** By phrase with a gap, its opening. */
  readonly openingOf: Int32Array
}

/** Equal literals are one with several uses. */
export function literalsOf(phrases: readonly Phrase[]): { literals: string[]; uses: Uses } {
  const byLiteral = new Map<string, number[]>()
  const add = (literal: string, use: number) => {
    const uses = byLiteral.get(literal)
    if (uses === undefined) byLiteral.set(literal, [use])
    else uses.push(use)
  }
  const openings = new Map<string, number>()
  const phrasesOf: number[][] = []
  const openingOf = new Int32Array(phrases.length)
  phrases.forEach(({ pieces: [first = '', second], anchored }, phrase) => {
    const head = anchored ? AT_HEAD : 0
    if (second === undefined) {
      add(first, (phrase << SHIFT) | head)
      return
    }
    const key = `${head} ${first}`
    const opening = openings.get(key) ?? phrasesOf.length
    if (opening === phrasesOf.length) {
      openings.set(key, opening)
      phrasesOf.push([])
      add(first, (opening << SHIFT) | FIRST_HALF | head)
    }
    phrasesOf[opening]?.push(phrase)
    openingOf[phrase] = opening
    add(second, (phrase << SHIFT) | SECOND_HALF)
  })
  const from: number[] = []
  const all: number[] = []
  for (const uses of byLiteral.values()) {
    from.push(all.length)
    for (const use of uses) all.push(use)
    all.push((all.pop() ?? 0) | LAST)
  }
  const uses = { from, uses: Int32Array.from(all), phrasesOf, openingOf }
  return { literals: [...byLiteral.keys()], uses }
}

/** Halves met in one label: openings, and by phrase the second halves met before them. */
export type Halves = { readonly opened: Found; readonly waiting: Found }

export function newHalves({ phrasesOf, openingOf }: Uses): Halves {
  return { opened: newFound(phrasesOf.length), waiting: newFound(openingOf.length) }
}

/** Fills `found` from the literals of the first `labels` labels; those of label `l` are before `until[l]`. */
export function applyUses(
  { uses, phrasesOf, openingOf }: Uses,
  sheet: Sheet,
  labels: number,
  { list, length }: Hits,
  halves: Halves,
  found: Found,
  until: Int32Array,
): void {
  const { opened, waiting } = halves
  const { heads, spaces, firstSpace, firstLine } = sheet
  found.count = 0
  let hit = 0
  for (let label = 0; label < labels; label++) {
    const last = spaces[(firstSpace[label + 1] ?? 0) - 1] ?? 0
    const first = found.count
    const twoLines = (firstLine[label + 1] ?? 0) - (firstLine[label] ?? 0) > 1
    opened.count = 0
    waiting.count = 0
    for (; hit < length; hit += HIT) {
      const start = list[hit + 1] ?? 0
      if (start >= last) break
      const end = list[hit + 2] ?? 0
      let at = list[hit] ?? 0
      let use = 0
      do {
        use = uses[at++] ?? LAST
        const of = use >> SHIFT
        if ((use & AT_HEAD) !== 0 && heads[start] !== 1) continue
        if ((use & HALVES) === 0) addFound(found, of, start, end, first)
        else if ((use & SECOND_HALF) !== 0) {
          const half = opened.count === 0 ? -1 : slotOf(opened, openingOf[of] ?? 0)
          if (half >= 0) close(opened, half, of, start, end, found, first)
          // Only another line may still hold its first half
          else if (twoLines) addFound(waiting, of, start, end)
        } else if (slotOf(opened, of) < 0) {
          addFound(opened, of, start, end)
          if (waiting.count > 0)
            complete(waiting, phrasesOf[of] ?? [], start, end, sheet, label, found, first)
        }
      } while ((use & LAST) === 0)
    }
    until[label] = found.count
  }
}

/**
 * A first half met for the first time. On one line the halves stand in their order; on two, in any, since
 * banks send the lines of a label in any: second halves that wait on another line are completed.
 */
function complete(
  waiting: Found,
  phrases: readonly number[],
  start: number,
  end: number,
  sheet: Sheet,
  label: number,
  found: Found,
  first: number,
): void {
  for (const phrase of phrases) {
    const from = waiting.starts[slotOf(waiting, phrase)] ?? -1
    if (from >= 0 && isOtherLine(sheet, label, from, start))
      addFound(found, phrase, from, end, first)
  }
}

/** A second half completes its phrase where it stands after the first. */
function close(
  opened: Found,
  half: number,
  phrase: number,
  start: number,
  end: number,
  found: Found,
  first: number,
): void {
  // Boundary spaces may be one and the same: hence one symbol of overlap
  if (start >= (opened.ends[half] ?? 0) - 1)
    addFound(found, phrase, opened.starts[half] ?? 0, end, first)
}

function isOtherLine(
  { lineStarts, firstLine }: Sheet,
  label: number,
  from: number,
  to: number,
): boolean {
  for (let line = (firstLine[label] ?? 0) + 1; line < (firstLine[label + 1] ?? 0); line++) {
    const start = lineStarts[line] ?? 0
    // A piece open at its beginning starts after the space of its line
    if (start > from) return start <= to
  }
  return false
}
