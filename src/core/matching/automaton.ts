// The literals of all rules in one automaton: a trie whose states stand in the order a walk meets
// them. Nine states in ten have one child, the very next state, so a walk reads neighbouring bytes;
// only the others have a row of the table. What is read stays small enough for a processor's cache.

/** A symbol that no folded text holds: it stands after every text. */
export const STOP = 0

/** All that a folded text holds. */
const SYMBOLS = Uint8Array.from(' +0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ', (symbol) =>
  symbol.charCodeAt(0),
)

/** Rows are indexed by the low bits of a symbol, which tell all symbols apart. */
const STRIDE = 64
const LOW_BITS = 63
/** In `want`, instead of the one symbol a state goes on with: it has several, or none. */
const BRANCH = 1
const LEAF = 2
/** In `want`, added where a literal ends. */
const ENDS = 128
const WITHOUT_ENDS = 127

export type Automaton = {
  readonly want: Uint8Array
  /** Of a branching state: where its row begins. */
  readonly rows: Int32Array
  /** `table[rows[state] + (symbol & LOW_BITS)]`: the next state, 0 for none. */
  readonly table: Int32Array
  /** Of a state where a literal ends: its id. */
  readonly ids: Int32Array
  readonly states: number
}

/**
 * Literals met, `ids[i]` in `[starts[i], ends[i])`; `atHead[i]` is 1 where a line begins. Reused from
 * text to text.
 */
export type Hits = {
  ids: Int32Array
  starts: Int32Array
  ends: Int32Array
  atHead: Uint8Array
  count: number
}

export function newHits(): Hits {
  return { ...hitColumns(64), count: 0 }
}

function hitColumns(room: number) {
  const column = () => new Int32Array(room)
  return { ids: column(), starts: column(), ends: column(), atHead: new Uint8Array(room) }
}

/** `literals` all different, none empty; `ids[i]` is what `literals[i]` goes by. */
export function buildAutomaton(literals: readonly string[], ids: readonly number[]): Automaton {
  const most = literals.reduce((sum, { length }) => sum + length, 1)
  const want = new Uint8Array(most).fill(LEAF)
  const rows = new Int32Array(most)
  const endIds = new Int32Array(most)
  const table: number[] = []
  /** A first child is always the state after its parent; a second gives the parent a row. */
  const addChild = (parent: number, symbol: number, child: number) => {
    const only = (want[parent] ?? LEAF) & WITHOUT_ENDS
    const ends = (want[parent] ?? LEAF) & ENDS
    if (only === LEAF) {
      want[parent] = symbol | ends
      return
    }
    if (only !== BRANCH) {
      rows[parent] = table.length
      for (let i = 0; i < STRIDE; i++) table.push(0)
      table[(rows[parent] ?? 0) + (only & LOW_BITS)] = parent + 1
      want[parent] = BRANCH | ends
    }
    table[(rows[parent] ?? 0) + (symbol & LOW_BITS)] = child
  }
  // In this order each literal shares its longest beginning with the one before it
  const order = [...literals.entries()].sort(([, a], [, b]) => (a < b ? -1 : 1))
  const path = [0]
  let states = 1
  let before = ''
  for (const [index, literal] of order) {
    for (let at = sharedLength(before, literal); at < literal.length; at++) {
      addChild(path[at] ?? 0, literal.charCodeAt(at), states)
      path[at + 1] = states++
    }
    const last = path[literal.length] ?? 0
    endIds[last] = ids[index] ?? 0
    want[last] = (want[last] ?? LEAF) | ENDS
    before = literal
  }
  return {
    want: want.slice(0, states),
    rows: rows.slice(0, states),
    table: Int32Array.from(table),
    ids: endIds.slice(0, states),
    states,
  }
}

function sharedLength(a: string, b: string): number {
  let at = 0
  while (at < a.length && at < b.length && a[at] === b[at]) at++
  return at
}

/** By the two first symbols of a literal, the state after them; 0 where no literal begins so. */
export type Beginnings = Int32Array

/** Of the literals that begin with `opening`, what comes after it; no literal ends before two symbols. */
export function beginningsOf(automaton: Automaton, opening: readonly number[]): Beginnings {
  const beginnings = new Int32Array(STRIDE * STRIDE)
  let state = 0
  for (const symbol of opening) {
    state = step(automaton, state, symbol)
    if (state === 0) return beginnings
  }
  for (const first of SYMBOLS) {
    const after = step(automaton, state, first)
    if (after === 0) continue
    for (const second of SYMBOLS)
      beginnings[indexOf(first, second)] = step(automaton, after, second)
  }
  return beginnings
}

function indexOf(first: number, second: number): number {
  return ((first & LOW_BITS) << 6) | (second & LOW_BITS)
}

/** The state after one symbol more; 0, where everything begins, when no literal goes on so. */
function step({ want, rows, table }: Automaton, state: number, symbol: number): number {
  const only = (want[state] ?? LEAF) & WITHOUT_ENDS
  if (only === symbol) return state + 1
  return only === BRANCH ? (table[(rows[state] ?? 0) + (symbol & LOW_BITS)] ?? 0) : 0
}

/**
 * Follows the text from position `at` as far as any literal goes, and adds those that end on the way as
 * beginning at `start`. `symbols` must hold a STOP, not at `at`.
 * @returns the position of the first symbol no literal goes on with.
 */
export function walk(
  automaton: Automaton,
  beginnings: Beginnings,
  symbols: Uint8Array,
  start: number,
  at: number,
  atHead: boolean,
  hits: Hits,
): number {
  let state = beginnings[indexOf(symbols[at] ?? STOP, symbols[at + 1] ?? STOP)] ?? 0
  if (state === 0) return at
  const { want, rows, table } = automaton
  let position = at + 2
  for (;;) {
    let only = want[state] ?? LEAF
    if (only >= ENDS) {
      record(hits, automaton.ids[state] ?? 0, start, position, atHead)
      only &= WITHOUT_ENDS
    }
    const symbol = symbols[position] ?? STOP
    if (only === BRANCH) {
      state = table[(rows[state] ?? 0) + (symbol & LOW_BITS)] ?? 0
      if (state === 0) return position
    } else if (only === symbol) state++
    else return position
    position++
  }
}

function record(hits: Hits, id: number, start: number, end: number, atHead: boolean): void {
  const { count } = hits
  if (count === hits.ids.length) grow(hits)
  hits.ids[count] = id
  hits.starts[count] = start
  hits.ends[count] = end
  hits.atHead[count] = atHead ? 1 : 0
  hits.count = count + 1
}

function grow(hits: Hits): void {
  const wider = hitColumns(hits.count * 2)
  wider.ids.set(hits.ids)
  wider.starts.set(hits.starts)
  wider.ends.set(hits.ends)
  wider.atHead.set(hits.atHead)
  Object.assign(hits, wider)
}
