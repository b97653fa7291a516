// The words of a label, read from its symbols: where each stands and which word lists it is in, by one
// walk down an automaton, so that a label is never cut into strings to be looked up.
import { type Automaton, beginningsOf, buildAutomaton, idAt } from './automaton.ts'
import { isDigit } from './fold.ts'
import type { Match } from './phrase-set.ts'

/** Digits, masked digits and references; short mixed words (3X, G7, M6) are names. */
export const NUMBER_LIKE = 1
export const HAS_DIGIT = 2
/** A digit or a plus. */
export const HAS_OTHER = 4
/** The bits of word lists begin here: `FIRST_LIST << n`. */
export const FIRST_LIST = 8

/** The words of one text: word `i` is `[from[i], to[i])` and has `bits[i]`. */
export type Words = { from: Int32Array; to: Int32Array; bits: Int32Array; count: number }

export type WordReader = {
  /** All words of a label. Valid until the next reading: the buffers are reused. */
  read(match: Match): Words
  /** The bits of one word, `symbols[from, to)`, a space after it. */
  bitsOf(symbols: Uint8Array, from: number, to: number): number
}

const X = 88
/** Letters have it, digits and the plus sign have not. */
const LETTER_BIT = 64

/** Words of one length that are told by their form and are in no list. */
export type WordForm = {
  readonly length: number
  /** 0: not of this form. */
  bitsOf(symbols: Uint8Array, from: number): number
}

/** `lists`: folded words, and the bit of their list. */
export function compileWordReader(
  lists: readonly { readonly words: ReadonlySet<string>; readonly bit: number }[],
  form: WordForm,
): WordReader {
  const automaton = compileLists(lists)
  const beginnings = beginningsOf(automaton, [])
  const words: Words = newWords(256)

  const bitsOf = (symbols: Uint8Array, from: number, to: number): number => {
    // A literal is a word and the space after it
    const listed = idAt(automaton, beginnings, symbols, from)
    const bits = to - from === form.length ? listed | form.bitsOf(symbols, from) : listed
    let all = LETTER_BIT
    for (let at = from; at < to; at++) all &= symbols[at] ?? 0
    if (all === 0) return bits | numberBits(symbols, from, to)
    return symbols[from] === X && isMasked(symbols, from, to) ? bits | NUMBER_LIKE : bits
  }

  const read = ({ symbols, spaces, firstSpace, lastSpace }: Match): Words => {
    const count = lastSpace - firstSpace
    if (words.from.length < count) Object.assign(words, newWords(count * 2))
    words.count = count
    for (let i = 0; i < count; i++) {
      const from = (spaces[firstSpace + i] ?? 0) + 1
      const to = spaces[firstSpace + i + 1] ?? 0
      words.from[i] = from
      words.to[i] = to
      words.bits[i] = bitsOf(symbols, from, to)
    }
    return words
  }
  return { read, bitsOf }
}

function numberBits(symbols: Uint8Array, from: number, to: number): number {
  let digits = 0
  for (let at = from; at < to; at++) if (isDigit(symbols[at] ?? 0)) digits++
  if (digits === 0) return HAS_OTHER
  const length = to - from
  return HAS_OTHER | HAS_DIGIT | (length > 3 || digits === length ? NUMBER_LIKE : 0)
}

/** XX, XXXX: digits a bank has hidden. */
function isMasked(symbols: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (symbols[at] !== X) return false
  return to - from > 1
}

function newWords(room: number): Words {
  const column = () => new Int32Array(room)
  return { from: column(), to: column(), bits: column(), count: 0 }
}

/** A word goes by the bits of its lists. */
function compileLists(lists: readonly { words: ReadonlySet<string>; bit: number }[]): Automaton {
  const bits = new Map<string, number>()
  for (const { words, bit } of lists)
    for (const word of words) bits.set(`${word} `, (bits.get(`${word} `) ?? 0) | bit)
  return buildAutomaton([...bits.keys()], [...bits.values()])
}
