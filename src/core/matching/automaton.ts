// Aho–Corasick over the folded alphabet: every literal of every rule in one pass, one table
// look-up a symbol whatever the text. Failure links are resolved into the table when it is built.
import { SYMBOLS } from './fold.ts'

/** Row width: the alphabet, rounded up. */
const STRIDE = 40

export type Automaton = {
  /** `next[state + symbol]`; a state is the offset of its row. */
  readonly next: Int32Array
  /** Literals that end in a state: `outputs[from[row] … from[row + 1])`. */
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
    const row = (queue[head] ?? 0) * STRIDE
    const failed = (fail[queue[head] ?? 0] ?? 0) * STRIDE
    for (let symbol = 0; symbol < SYMBOLS; symbol++) {
      const child = next[row + symbol] ?? 0
      const beyond = row === 0 ? 0 : (next[failed + symbol] ?? 0)
      if (child === 0) {
        next[row + symbol] = beyond
      } else {
        fail[child / STRIDE] = beyond / STRIDE
        queue[tail++] = child / STRIDE
      }
    }
  }
  return { next, ...collectOutputs(literals, ends, fail, queue), states }
}

/** A child of the root is never 0, so 0 stands for "no child". */
function buildTrie(literals: readonly Uint8Array[]) {
  const most = literals.reduce((sum, literal) => sum + literal.length, 1)
  const next = new Int32Array(most * STRIDE)
  const ends = new Int32Array(literals.length)
  let states = 1
  literals.forEach((literal, id) => {
    let row = 0
    for (const symbol of literal) {
      if (next[row + symbol] === 0) next[row + symbol] = states++ * STRIDE
      row = next[row + symbol] ?? 0
    }
    ends[id] = row / STRIDE
  })
  return { next: next.slice(0, states * STRIDE), ends, states }
}

/** A state gives its own literals and those of the state it fails to, which comes before it. */
function collectOutputs(
  literals: readonly Uint8Array[],
  ends: Int32Array,
  fail: Int32Array,
  queue: Int32Array,
) {
  const given: (readonly number[])[] = new Array(fail.length).fill(NOTHING)
  ends.forEach((state, id) => {
    if ((literals[id]?.length ?? 0) > 0) given[state] = [...(given[state] ?? NOTHING), id]
  })
  for (const state of queue.subarray(1)) {
    const inherited = given[fail[state] ?? 0] ?? NOTHING
    const own = given[state] ?? NOTHING
    if (inherited.length > 0) given[state] = own.length > 0 ? [...own, ...inherited] : inherited
  }
  const outputFrom = new Int32Array(given.length + 1)
  const outputs: number[] = []
  given.forEach((ids, state) => {
    outputFrom[state] = outputs.length
    for (const id of ids) outputs.push(id)
  })
  outputFrom[given.length] = outputs.length
  return { outputFrom, outputs: Int32Array.from(outputs) }
}

const NOTHING: readonly number[] = []

/**
 * Finds every occurrence of every literal in `symbols[0, length)`.
 * @returns steps taken, symbols read plus hits written: the measure of its linearity.
 */
export function scan(
  automaton: Automaton,
  symbols: Uint8Array,
  length: number,
  hits: Hits,
): number {
  const { next, outputFrom, outputs } = automaton
  let state = 0
  hits.count = 0
  for (let at = 0; at < length; at++) {
    state = next[state + (symbols[at] ?? 0)] ?? 0
    const row = state / STRIDE
    const to = outputFrom[row + 1] ?? 0
    for (let i = outputFrom[row] ?? 0; i < to; i++) record(hits, outputs[i] ?? 0, at + 1)
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
