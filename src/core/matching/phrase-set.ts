// All phrases of a rulebook compiled into one automaton, walked from every place a literal may begin;
// gaps are then checked on positions already known. No walk is longer than the longest literal, so
// the time grows with the text only, whatever it says.
import {
  type Automaton,
  type Beginnings,
  beginningsOf,
  buildAutomaton,
  type Hits,
  newHits,
  walk,
} from './automaton.ts'
import { isDigit, SPACE } from './fold.ts'
import { type Found, newFound, slotOf } from './found.ts'
import type { Phrase } from './phrase.ts'
import { type Labels, newSheetReader, type Sheet, textOf } from './sheet.ts'
import { applyUses, literalsOf } from './uses.ts'

/** What one label holds. Valid until the next label of the same set: all of it is reused. */
export type Match = {
  /** Folded text in which this label, and others beside it, stand as ` LINE ONE LINE TWO `. */
  text(): string
  /** The same as symbols, a position in the one being a position in the other. */
  readonly symbols: Uint8Array
  /** Positions of the space before each word and after the last: `spaces[firstSpace … lastSpace]`. */
  readonly spaces: Int32Array
  readonly firstSpace: number
  readonly lastSpace: number
  /** Positions of the space before each line that holds a word: `lineStarts[firstLine, endLine)`. */
  readonly lineStarts: Int32Array
  readonly firstLine: number
  readonly endLine: number
  /** Ids of the phrases found, each once, by where they begin: `ids[0, foundCount)`. */
  readonly ids: Int32Array
  readonly foundCount: number
  /** The same as a list that stays. */
  found(): readonly number[]
  has(phrase: number): boolean
  /** Where its first occurrence begins and ends in `text`, boundary spaces included. */
  startOf(phrase: number): number
  endOf(phrase: number): number
  /** Symbols read, by folding and by walks. */
  readonly steps: number
}

export type PhraseSet = {
  readonly phrases: readonly Phrase[]
  readonly states: number
  match(lines: readonly string[]): Match
  /** Each label in turn: many at once are read several times faster than one by one. */
  matchAll(labels: Labels, visit: (match: Match, index: number) => void): void
}

export function compilePhrases(phrases: readonly Phrase[]): PhraseSet {
  const { literals, uses } = literalsOf(phrases)
  const automaton = buildAutomaton(literals, uses.from)
  const finder: Finder = {
    automaton,
    words: beginningsOf(automaton, [SPACE]),
    insides: literals.some((one) => /^[A-Z0-9+]/.test(one)) ? beginningsOf(automaton, []) : null,
    uses: uses.uses,
    hits: newHits(),
    halves: newFound(phrases.length),
  }
  const { sheet, read } = newSheetReader()
  const found = newFound(phrases.length)
  const reading = newReading(sheet, found)
  const look = (label: number) => {
    openLabel(reading, sheet, label)
    reading.steps = findPhrases(finder, reading, found)
    reading.foundCount = found.count
    return reading
  }
  return {
    phrases,
    states: automaton.states,
    match(lines) {
      read([lines], 0)
      return look(0)
    },
    matchAll(labels, visit) {
      for (let from = 0; from < labels.length; ) {
        const to = read(labels, from)
        for (let i = from; i < to; i++) visit(look(i - from), i)
        from = to
      }
    },
  }
}

type Reading = { -readonly [Key in keyof Match]: Match[Key] }

/** The one match object of a set: its functions are made once, not for every label. */
function newReading(sheet: Sheet, found: Found): Reading {
  return {
    text: () => textOf(sheet),
    symbols: sheet.symbols,
    spaces: sheet.spaces,
    firstSpace: 0,
    lastSpace: 0,
    lineStarts: sheet.lineStarts,
    firstLine: 0,
    endLine: 0,
    ids: found.ids,
    foundCount: 0,
    found: () => [...found.ids.subarray(0, found.count)],
    has: (phrase) => slotOf(found, phrase) >= 0,
    startOf: (phrase) => found.starts[slotOf(found, phrase)] ?? 0,
    endOf: (phrase) => found.ends[slotOf(found, phrase)] ?? 0,
    steps: 0,
  }
}

function openLabel(reading: Reading, sheet: Sheet, label: number): void {
  reading.symbols = sheet.symbols
  reading.spaces = sheet.spaces
  reading.firstSpace = sheet.firstSpace[label] ?? 0
  reading.lastSpace = (sheet.firstSpace[label + 1] ?? 0) - 1
  reading.lineStarts = sheet.lineStarts
  reading.firstLine = sheet.firstLine[label] ?? 0
  reading.endLine = sheet.firstLine[label + 1] ?? 0
}

type Finder = {
  readonly automaton: Automaton
  /** After the space before a word. */
  readonly words: Beginnings
  /** Inside a word; null when no literal begins there. */
  readonly insides: Beginnings | null
  readonly uses: Int32Array
  readonly hits: Hits
  /** First halves of phrases with a gap. */
  readonly halves: Found
}

/** @returns the steps taken. */
function findPhrases(finder: Finder, reading: Reading, found: Found): number {
  const { automaton, words, insides, hits } = finder
  const { symbols, spaces, firstSpace, lastSpace, lineStarts, endLine } = reading
  hits.count = 0
  let line = reading.firstLine
  let nextLine = lineStarts[line] ?? 0
  let afterNumbers = -1
  let steps = (spaces[lastSpace] ?? 0) - (spaces[firstSpace] ?? 0)
  for (let i = firstSpace; i < lastSpace; i++) {
    const start = spaces[i] ?? 0
    let atHead = start === afterNumbers
    if (start === nextLine) {
      atHead = true
      afterNumbers = endOfNumbers(symbols, start)
      line++
      nextLine = line < endLine ? (lineStarts[line] ?? 0) : -1
    }
    steps += walk(automaton, words, symbols, start, start + 1, atHead, hits) - start
    if (insides === null) continue
    const end = spaces[i + 1] ?? 0
    for (let at = start + 1; at < end; at++)
      steps += walk(automaton, insides, symbols, at, at, false, hits) - at
  }
  applyUses(finder.uses, hits, found, finder.halves)
  return steps
}

/** The space after the numbers that stand from `start` on; `start` itself when there are none. */
function endOfNumbers(symbols: Uint8Array, start: number): number {
  let end = start
  let at = start + 1
  while (isDigit(symbols[at] ?? SPACE)) {
    while (isDigit(symbols[at] ?? SPACE)) at++
    if (symbols[at] !== SPACE) break
    end = at++
  }
  return end
}
