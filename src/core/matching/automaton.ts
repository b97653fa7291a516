// Aho–Corasick over the folded alphabet: every literal of every rule in one pass, one table
// look-up a symbol whatever the text. Failure links are resolved into the table when it is built.
import { SYMBOLS } from './fold.ts'

/** Row width: the alphabet, rounded up. */
const STRIDE = 40

export type Automaton = {
  /**
   * `next[row + symbol]` is the row to go to, doubled, plus 1 when literals end there: the scan then
   * looks at outputs only where there are some.
   */
  readonly next: Int32Array
  /** Literals that end in a state: `outputs[from[state] … from[state + 1])`. */
  readonly outputFrom: Int32Array
  readonly outputs: Int32Array
  readonly states: number
}

/** Hits of one scan: `ids[i]` ended just before position `ends[i]`. Reused from scan to scan. */
export type Hits = { ids: Int32Array; ends: Int32Array; count: number }

export function newHits(): Hits {
  return { ids: new Int32Array(64), ends: new Int32Array(64), count: 0 }
}

/** `literals[i]` in folded symbols; its id is `i`. An empty literal never matches. */
export function buildAutomaton(literals: readonly Uint8Array[]): Automaton {
  const { next, ends, states } = buildTrie(literals)
  const queue = new Int32Array(states)
  const fail = new Int32Array(states)
  let tail = 1
  for (let head = 0; head < tail; head++) {
    const state = queue[head] ?? 0
    const row = state * STRIDE
    const failed = (fail[state] ?? 0) * STRIDE
    for (let symbol = 0; symbol < SYMBOLS; symbol++) {
      const child = next[row + symbol] ?? 0
      const beyond = row === 0 ? 0 : (next[failed + symbol] ?? 0)
      if (child === 0) {
        next[row + symbol] = beyond
      } else {
        fail[child] = beyond
        queue[tail++] = child
      }
    }
  }
  const { outputFrom, outputs } = collectOutputs(literals, ends, fail, queue)
  for (let at = 0; at < next.length; at++) {
    const state = next[at] ?? 0
    const ending = (outputFrom[state + 1] ?? 0) > (outputFrom[state] ?? 0) ? 1 : 0
    next[at] = state * STRIDE * 2 + ending
  }
  return { next, outputFrom, outputs, states }
}

/** Children by state number. A child of the root is never 0, so 0 stands for "no child". */
function buildTrie(literals: readonly Uint8Array[]) {
  let most = 1
  for (const literal of literals) most += literal.length
  const next = new Int32Array(most * STRIDE)
  const ends = new Int32Array(literals.length)
  let states = 1
  for (const [id, literal] of literals.entries()) {
    let state = 0
    for (let at = 0; at < literal.length; at++) {
      const cell = state * STRIDE + (literal[at] ?? 0)
      if (next[cell] === 0) next[cell] = states++
      state = next[cell] ?? 0
    }
    ends[id] = state
  }
  return { next: next.slice(0, states * STRIDE), ends, states }
}

/** A state gives its own literals and those of the state it fails to, which comes before it. */
function collectOutputs(
  literals: readonly Uint8Array[],
  ends: Int32Array,
  fail: Int32Array,
  queue: Int32Array,
) {
  const states = fail.length
  // Literals of one state as a chain of ids, the lowest first; -1 ends it
  const first = new Int32Array(states).fill(-1)
  const following = new Int32Array(literals.length).fill(-1)
  const counts = new Int32Array(states)
  for (let id = literals.length - 1; id >= 0; id--) {
    if (literals[id]?.length === 0) continue
    const state = ends[id] ?? 0
    following[id] = first[state] ?? -1
    first[state] = id
    counts[state] = (counts[state] ?? 0) + 1
  }
  for (const state of queue.subarray(1))
    counts[state] = (counts[state] ?? 0) + (counts[fail[state] ?? 0] ?? 0)
  const outputFrom = new Int32Array(states + 1)
  for (let state = 0; state < states; state++)
    outputFrom[state + 1] = (outputFrom[state] ?? 0) + (counts[state] ?? 0)
  const outputs = new Int32Array(outputFrom[states] ?? 0)
  for (const state of queue.subarray(1)) {
    let at = outputFrom[state] ?? 0
    for (let id = first[state] ?? -1; id >= 0; id = following[id] ?? -1) outputs[at++] = id
    const failed = fail[state] ?? 0
    outputs.copyWithin(at, outputFrom[failed] ?? 0, outputFrom[failed + 1] ?? 0)
  }
  return { outputFrom, outputs }
}

/**
 * Finds every occurrence of every literal in `symbols[0, length)`.
 * @returns steps taken, symbols read plus hits written: the measure of its linearity.
 */
export function scan(
  { next, outputFrom, outputs }: Automaton,
  symbols: Uint8Array,
  length: number,
  hits: Hits,
): number {
  let cell = 0
  hits.count = 0
  for (let at = 0; at < length; at++) {
    cell = next[(cell >> 1) + (symbols[at] ?? 0)] ?? 0
    if ((cell & 1) === 0) continue
    const state = ((cell >> 1) / STRIDE) | 0
    const to = outputFrom[state + 1] ?? 0
    for (let i = outputFrom[state] ?? 0; i < to; i++) record(hits, outputs[i] ?? 0, at + 1)
  }
  return length + hits.count
}

function record(hits: Hits, id: number, end: number): void {
  if (hits.count === hits.ids.length) {
    const ids = new Int32Array(hits.count * 2)
    const ends = new Int32Array(hits.count * 2)
    ids.set(hits.ids)
    ends.set(hits.ends)
    hits.ids = ids
    hits.ends = ends
  }
  hits.ids[hits.count] = id
  hits.ends[hits.count] = end
  hits.count++
}
