// The literals of all rules in one automaton: a trie in one table, in which a step is one entry read.
// The entry after a symbol stands at its state's row plus the symbol. Rows are mostly empty, so each
// lies in the gaps of others: an entry has its symbol, which tells whose it is.

/** A symbol that no folded text holds: it stands after every text. */
export const STOP = 0

/** All that a folded text holds. */
const SYMBOLS = Uint8Array.from(' +0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ', (symbol) =>
  symbol.charCodeAt(0),
)

/** In an entry: its symbol, whether a literal ends there, and the row it goes on with above these. */
export const SYMBOL = 127
export const ENDS = 128
export const ROW_SHIFT = 8
const NO_ENTRY = -1
/** The place of the entry before all symbols. */
const ROOT = 0
/** Symbols are below it. */
const ROOM = 128
/** Above it there is no entry: what goes on with nothing has this row. */
const LEAF_ROW = 1
/** So far back a row is looked for a place: the more, the smaller the table and the longer it takes. */
const GAPS_LOOKED_AT = 256

export type Automaton = {
  readonly table: Int32Array
  /** By place in the table, the id of the literal that ends there. */
  readonly ids: Int32Array
  readonly states: number
  /** Symbols of the longest literal: no walk is longer. */
  readonly longest: number
}

/** `literals` all different, none empty; `ids[i]` is what `literals[i]` goes by. */
export function buildAutomaton(literals: readonly string[], ids: readonly number[]): Automaton {
  const longest = literals.reduce((most, { length }) => Math.max(most, length), 0)
  return { ...layOut(growTrie(literals, ids)), longest }
}

/** Its states in the order a walk meets them: a first child is the state after its parent. */
type Trie = {
  readonly states: number
  /** By state: the symbol that leads to it, its next sibling (0: none), whether it has a child … */
  readonly symbols: Uint8Array
  readonly siblings: Int32Array
  readonly parents: Uint8Array
  /** … and one more than the id of the literal that ends there; 0 for none. */
  readonly ends: Int32Array
}

function growTrie(literals: readonly string[], ids: readonly number[]): Trie {
  const most = literals.reduce((sum, { length }) => sum + length, 1)
  const symbols = new Uint8Array(most)
  const siblings = new Int32Array(most)
  const parents = new Uint8Array(most)
  const ends = new Int32Array(most)
  // In this order each literal shares its longest beginning with the one before it
  const order = [...literals.keys()].sort((a, b) =>
    (literals[a] ?? '') < (literals[b] ?? '') ? -1 : 1,
  )
  const path = [0]
  let states = 1
  let before = ''
  for (const index of order) {
    const literal = literals[index] ?? ''
    const shared = sharedLength(before, literal)
    if (shared < before.length) siblings[path[shared + 1] ?? 0] = states
    for (let at = shared; at < literal.length; at++) {
      parents[path[at] ?? 0] = 1
      symbols[states] = literal.charCodeAt(at)
      path[at + 1] = states++
    }
    ends[path[literal.length] ?? 0] = (ids[index] ?? 0) + 1
    before = literal
  }
  return { states, symbols, siblings, parents, ends }
}

function sharedLength(a: string, b: string): number {
  let at = 0
  while (at < a.length && at < b.length && a.charCodeAt(at) === b.charCodeAt(at)) at++
  return at
}

/** A row is placed as low as it fits, no two beginning at one place. */
function layOut({ states, symbols, siblings, parents, ends }: Trie): Omit<Automaton, 'longest'> {
  let table = new Int32Array(states * 2 + ROOM * 4).fill(NO_ENTRY)
  let begun = new Uint8Array(table.length)
  const fits = (row: number, first: number) => {
    if (begun[row] === 1) return false
    for (let child = first; child !== 0; child = siblings[child] ?? 0)
      if (table[row + (symbols[child] ?? 0)] !== NO_ENTRY) return false
    return true
  }
  const places = new Int32Array(states)
  let low = ROOM * 2
  let end = low
  for (let state = 0; state < states; state++) {
    let row = LEAF_ROW
    if (parents[state] === 1) {
      low = Math.max(low, end - GAPS_LOOKED_AT)
      while (table[low] !== NO_ENTRY) low++
      row = low - (symbols[state + 1] ?? 0)
      while (!fits(row, state + 1)) {
        row++
        if (row + ROOM * 2 < table.length) continue
        table = widened(table, new Int32Array(table.length * 2).fill(NO_ENTRY))
        begun = widened(begun, new Uint8Array(table.length))
      }
      begun[row] = 1
      for (let child = state + 1; child !== 0; child = siblings[child] ?? 0) {
        const place = row + (symbols[child] ?? 0)
        places[child] = place
        table[place] = symbols[child] ?? 0
        end = Math.max(end, place + 1)
      }
    }
    const last = (ends[state] ?? 0) === 0 ? 0 : ENDS
    table[places[state] ?? 0] = (row << ROW_SHIFT) | last | (symbols[state] ?? 0)
  }
  const ids = new Int32Array(table.length)
  for (let state = 1; state < states; state++)
    ids[places[state] ?? 0] = Math.max(0, (ends[state] ?? 0) - 1)
  return { table, ids, states }
}

function widened<Column extends Int32Array | Uint8Array>(column: Column, wider: Column): Column {
  wider.set(column)
  return wider
}

/** By two symbols, the place of the entry after them; 0 where no literal begins so. */
export type Beginnings = Int32Array

/** Pairs of symbols, by their low bits, which tell all symbols apart. */
export const PAIRS = 64 * 64

/** Where two symbols stand in a table of all pairs. */
export function indexOf(first: number, second: number): number {
  return ((first & 63) << 6) | (second & 63)
}

/** Of the literals that begin with `opening`, what comes after it; no literal ends before two symbols. */
export function beginningsOf(automaton: Automaton, opening: readonly number[]): Beginnings {
  const beginnings = new Int32Array(PAIRS)
  let place = ROOT
  for (const symbol of opening) {
    place = step(automaton, place, symbol)
    if (place === ROOT) return beginnings
  }
  for (const first of SYMBOLS) {
    const after = step(automaton, place, first)
    if (after === ROOT) continue
    for (const second of SYMBOLS)
      beginnings[indexOf(first, second)] = step(automaton, after, second)
  }
  return beginnings
}

/** The place of the entry after one symbol more; ROOT when no literal goes on so. */
function step({ table }: Automaton, place: number, symbol: number): number {
  const next = ((table[place] ?? 0) >> ROW_SHIFT) + symbol
  return ((table[next] ?? NO_ENTRY) & SYMBOL) === symbol ? next : ROOT
}

/** The id of the shortest literal that stands at that position; 0 for none. */
export function idAt(
  automaton: Automaton,
  beginnings: Beginnings,
  symbols: Uint8Array,
  at: number,
): number {
  const { table, ids } = automaton
  let place = beginnings[indexOf(symbols[at] ?? STOP, symbols[at + 1] ?? STOP)] ?? ROOT
  let position = at + 2
  while (place !== ROOT) {
    if (((table[place] ?? 0) & ENDS) !== 0) return ids[place] ?? 0
    place = step(automaton, place, symbols[position++] ?? STOP)
  }
  return 0
}
