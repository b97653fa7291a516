// The words of a folded text, read from its symbols: where each stands and which word lists it is
// in, by one walk down a trie, so that a label is never cut into strings to be looked up.
import { foldInto, isDigit, SPACE } from './fold.ts'

/** Digits, masked digits and references; short mixed words (3X, G7, M6) are names. */
export const NUMBER_LIKE = 1
export const HAS_DIGIT = 2
/** The bits of word lists begin here: `FIRST_LIST << n`. */
export const FIRST_LIST = 4

/** The words of one text: word `i` is `[from[i], to[i])` and has `bits[i]`. */
export type Words = { from: Int32Array; to: Int32Array; bits: Int32Array; count: number }

export type WordReader = {
  /** All words of `symbols[0, length)`. Valid until the next reading: the buffers are reused. */
  read(symbols: Uint8Array, length: number): Words
  /** The bits of one word, `symbols[from, to)`. */
  bitsOf(symbols: Uint8Array, from: number, to: number): number
}

const STRIDE = 40
const X = 24

/** `lists`: folded words, and the bit of their list. */
export function compileWordReader(
  lists: readonly { readonly words: ReadonlySet<string>; readonly bit: number }[],
): WordReader {
  const { next, listed } = buildTrie(lists)
  const words: Words = newWords(256)

  const bitsOf = (symbols: Uint8Array, from: number, to: number): number => {
    let state = 0
    let digits = 0
    let xs = 0
    for (let at = from; at < to; at++) {
      const symbol = symbols[at] ?? SPACE
      if (isDigit(symbol)) digits++
      else if (symbol === X) xs++
      if (state >= 0) state = next[state * STRIDE + symbol] ?? -1
    }
    const bits = state > 0 ? (listed[state] ?? 0) : 0
    const length = to - from
    if (digits > 0) return bits | HAS_DIGIT | (length > 3 || digits === length ? NUMBER_LIKE : 0)
    return xs === length && length > 1 ? bits | NUMBER_LIKE : bits
  }

  const read = (symbols: Uint8Array, length: number): Words => {
    if (words.from.length < length) Object.assign(words, newWords(length * 2))
    words.count = 0
    let at = 0
    while (at < length) {
      if (symbols[at] === SPACE) {
        at++
        continue
      }
      const from = at
      while (at < length && symbols[at] !== SPACE) at++
      words.from[words.count] = from
      words.to[words.count] = at
      words.bits[words.count++] = bitsOf(symbols, from, at)
    }
    return words
  }
  return { read, bitsOf }
}

function newWords(room: number): Words {
  const column = () => new Int32Array(room)
  return { from: column(), to: column(), bits: column(), count: 0 }
}

/** Children by state number, -1 for none; the bits of the word that ends in a state. */
function buildTrie(lists: readonly { words: ReadonlySet<string>; bit: number }[]) {
  let most = 1
  for (const { words } of lists) for (const word of words) most += word.length
  const next = new Int32Array(most * STRIDE).fill(-1)
  const listed = new Int32Array(most)
  let states = 1
  for (const { words, bit } of lists) {
    for (const word of words) {
      const symbols = new Uint8Array(word.length * 2)
      let state = 0
      for (const symbol of symbols.subarray(0, foldInto(word, symbols, 0))) {
        const cell = state * STRIDE + symbol
        if (next[cell] === -1) next[cell] = states++
        state = next[cell] ?? 0
      }
      listed[state] = (listed[state] ?? 0) | bit
    }
  }
  return { next: next.slice(0, states * STRIDE), listed: listed.slice(0, states) }
}
