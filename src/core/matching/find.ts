// All literals of a sheet of labels: the automaton is walked from every place a literal may begin. The
// loop over words runs for every symbol there is, so it knows nothing of labels, lines or phrases.
import {
  type Automaton,
  type Beginnings,
  beginningsOf,
  ENDS,
  indexOf,
  PAIRS,
  ROW_SHIFT,
  SYMBOL,
} from './automaton.ts'
import { SPACE } from './fold.ts'
import type { Sheet } from './sheet.ts'

/** Literals met, by where they begin: an id, a start and an end in `list[0, length)` each. */
export type Hits = { list: Int32Array; length: number /** Symbols walked. */; steps: number }

export const HIT = 3

export function newHits(): Hits {
  return { list: new Int32Array(64 * HIT), length: 0, steps: 0 }
}

/** Where walks may begin. */
export type Starts = {
  /** After the space before a word. */
  readonly words: Beginnings
  /** Inside a word … */
  readonly insides: Beginnings
  /** … that ends in two such symbols: 1 by their index; null when no literal begins inside a word. */
  readonly tails: Uint8Array | null
}

export function startsOf(automaton: Automaton, literals: readonly string[]): Starts {
  const open = literals.filter((literal) => !literal.startsWith(' '))
  const tails = new Uint8Array(PAIRS)
  for (const literal of open) {
    const end = literal.indexOf(' ')
    // Open at its end too, or after a lone letter: it may be in any word
    if (end < 2) tails.fill(1)
    else tails[indexOf(literal.charCodeAt(end - 2), literal.charCodeAt(end - 1))] = 1
  }
  return {
    words: beginningsOf(automaton, [SPACE]),
    insides: beginningsOf(automaton, []),
    tails: open.length === 0 ? null : tails,
  }
}

const inside = newHits()

/** Fills `hits` from the whole sheet. */
export function findLiterals(automaton: Automaton, starts: Starts, sheet: Sheet, hits: Hits): void {
  hits.length = 0
  hits.steps = 0
  walkAll(automaton, starts.words, sheet.symbols, sheet.spaces, sheet.count, 1, hits)
  if (starts.tails === null) return
  inside.length = 0
  findInside(automaton, starts.insides, starts.tails, sheet, inside)
  hits.steps += inside.steps
  if (inside.length > 0) merge(hits, inside)
}

/** Adds what begins at each of `from[0, count)`, its first symbol `skip` symbols on. */
function walkAll(
  { table, ids, longest }: Automaton,
  beginnings: Beginnings,
  symbols: Uint8Array,
  from: Int32Array,
  count: number,
  skip: number,
  hits: Hits,
): void {
  const room = longest * HIT
  let { list, length, steps } = hits
  for (let i = 0; i < count; i++) {
    // Room for all that one walk may meet: a call inside it would have every array read anew at each symbol
    if (length + room > list.length) list = widened(list, room)
    const start = from[i] ?? 0
    let at = start + skip
    let place = beginnings[indexOf(symbols[at] ?? 0, symbols[at + 1] ?? 0)] ?? 0
    if (place === 0) continue
    at += 2
    for (let entry = table[place] ?? 0; ; at++) {
      if ((entry & ENDS) !== 0) {
        list[length] = ids[place] ?? 0
        list[length + 1] = start
        list[length + 2] = at
        length += HIT
      }
      const symbol = symbols[at] ?? 0
      place = (entry >> ROW_SHIFT) + symbol
      entry = table[place] ?? 0
      if ((entry & SYMBOL) !== symbol) break
    }
    steps += at - start
  }
  hits.list = list
  hits.length = length
  hits.steps = steps
}

/** The same for all places inside words that may hold such a literal. */
function findInside(
  automaton: Automaton,
  insides: Beginnings,
  tails: Uint8Array,
  { symbols, spaces, count }: Sheet,
  hits: Hits,
): void {
  hits.steps = 0
  for (let i = 1; i < count; i++) {
    const end = spaces[i] ?? 0
    if (tails[indexOf(symbols[end - 2] ?? 0, symbols[end - 1] ?? 0)] !== 1) continue
    for (let at = (spaces[i - 1] ?? 0) + 1; at < end; at++) {
      if (insides[indexOf(symbols[at] ?? 0, symbols[at + 1] ?? 0)] === 0) continue
      one[0] = at
      walkAll(automaton, insides, symbols, one, 1, 0, hits)
    }
    hits.steps += end - (spaces[i - 1] ?? 0)
  }
}

const one = new Int32Array(1)

/** `more` into `hits`, by where they begin. */
function merge(hits: Hits, more: Hits): void {
  const length = hits.length + more.length
  while (hits.list.length < length) hits.list = widened(hits.list)
  const { list } = hits
  let a = hits.length - HIT
  let b = more.length - HIT
  // From the last: no hit is moved onto one not yet moved
  for (let to = length - HIT; b >= 0; to -= HIT) {
    const later = a >= 0 && (list[a + 1] ?? 0) > (more.list[b + 1] ?? 0)
    if (later) list.copyWithin(to, a, a + HIT)
    else list.set(more.list.subarray(b, b + HIT), to)
    if (later) a -= HIT
    else b -= HIT
  }
  hits.length = length
}

function widened(list: Int32Array, room = 0): Int32Array {
  const wider = new Int32Array(list.length * 2 + room)
  wider.set(list)
  return wider
}
