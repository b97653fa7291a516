// All phrases of a rulebook compiled into one automaton, walked from every place a literal may begin;
// gaps are then checked on positions already known. No walk is longer than the longest literal, so
// the time grows with the text only, whatever it says. Each step is taken for a whole sheet of labels.
import { buildAutomaton } from './automaton.ts'
import { findLiterals, newHits, startsOf } from './find.ts'
import { type Found, newFound, slotOf } from './found.ts'
import type { Phrase } from './phrase.ts'
import { type Labels, newSheetReader, type Sheet, textOf } from './sheet.ts'
import { applyUses, literalsOf, newHalves } from './uses.ts'

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
  /** Ids of the phrases found, each once, by where they begin: `foundCount` from `ids[firstFound]` on. */
  readonly ids: Int32Array
  readonly firstFound: number
  readonly foundCount: number
  /** The same as a list that stays. */
  found(): readonly number[]
  has(phrase: number): boolean
  /** Where its first occurrence begins and ends in `text`, boundary spaces included. */
  startOf(phrase: number): number
  endOf(phrase: number): number
  /** Symbols read, by folding and by walks, for this label and those read along with it. */
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
  const starts = startsOf(automaton, literals)
  const hits = newHits()
  const halves = newHalves(uses)
  const found = newFound(phrases.length)
  const { sheet, read } = newSheetReader()
  const reading = newReading(sheet, found)
  /** Where the phrases found in each label of the sheet end. */
  let until = new Int32Array(0)
  const readSheet = (labels: Labels, from: number): number => {
    const to = read(labels, from)
    if (until.length < to - from) until = new Int32Array((to - from) * 2)
    findLiterals(automaton, starts, sheet, hits)
    applyUses(uses, sheet, to - from, hits, halves, found, until)
    reading.symbols = sheet.symbols
    reading.spaces = sheet.spaces
    reading.lineStarts = sheet.lineStarts
    reading.ids = found.ids
    reading.steps = sheet.length + hits.steps
    return to
  }
  const open = (label: number): Match => {
    const { firstSpace, firstLine } = sheet
    reading.firstSpace = firstSpace[label] ?? 0
    reading.lastSpace = (firstSpace[label + 1] ?? 0) - 1
    reading.firstLine = firstLine[label] ?? 0
    reading.endLine = firstLine[label + 1] ?? 0
    reading.firstFound = label === 0 ? 0 : (until[label - 1] ?? 0)
    reading.foundCount = (until[label] ?? 0) - reading.firstFound
    reading.placed = false
    return reading
  }
  return {
    phrases,
    states: automaton.states,
    match(lines) {
      readSheet([lines], 0)
      return open(0)
    },
    matchAll(labels, visit) {
      for (let from = 0; from < labels.length; ) {
        const to = readSheet(labels, from)
        for (let i = from; i < to; i++) visit(open(i - from), i)
        from = to
      }
    },
  }
}

type Reading = { -readonly [Key in keyof Match]: Match[Key] } & {
  /** Whether `found.slots` says where the phrases of this label are: the labels after it wrote theirs. */
  placed: boolean
}

/** The one match object of a set: its functions are made once, not for every label. */
function newReading(sheet: Sheet, found: Found): Reading {
  const placeOf = (phrase: number): number => {
    const { firstFound, foundCount } = reading
    if (!reading.placed) placeAll(found, firstFound, foundCount)
    reading.placed = true
    const place = slotOf(found, phrase, firstFound)
    return place < firstFound + foundCount ? place : -1
  }
  const reading: Reading = {
    text: () => textOf(sheet),
    symbols: sheet.symbols,
    spaces: sheet.spaces,
    firstSpace: 0,
    lastSpace: 0,
    lineStarts: sheet.lineStarts,
    firstLine: 0,
    endLine: 0,
    ids: found.ids,
    firstFound: 0,
    foundCount: 0,
    found: () => [
      ...found.ids.subarray(reading.firstFound, reading.firstFound + reading.foundCount),
    ],
    has: (phrase) => placeOf(phrase) >= 0,
    startOf: (phrase) => found.starts[placeOf(phrase)] ?? 0,
    endOf: (phrase) => found.ends[placeOf(phrase)] ?? 0,
    steps: 0,
    placed: false,
  }
  return reading
}

function placeAll({ ids, slots }: Found, first: number, count: number): void {
  for (let place = first; place < first + count; place++) slots[ids[place] ?? 0] = place
}
