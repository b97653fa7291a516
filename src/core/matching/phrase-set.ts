// All phrases of a rulebook compiled into one automaton, and the verification after it:
// anchors and gaps are checked on positions already known, so the whole stays linear.
import { buildAutomaton, type Hits, newHits, scan } from './automaton.ts'
import { foldInto, isDigit, SPACE, symbolsToText } from './fold.ts'
import type { Phrase } from './phrase.ts'

/** What one text holds. Valid until the next `match` of the same set: all of it is reused. */
export type Match = {
  /** ` LINE ONE LINE TWO `: folded, one space at each end. */
  readonly text: string
  /** The same as symbols: `symbols[0, length)`, a position in the one being a position in the other. */
  readonly symbols: Uint8Array
  readonly length: number
  /** Positions in `text` of the space before each line. */
  readonly lineStarts: readonly number[]
  /** Ids of the phrases found, in no particular order, each once: `ids[0, foundCount)`. */
  readonly ids: Int32Array
  readonly foundCount: number
  /** The same as a list that stays. */
  readonly found: readonly number[]
  has(phrase: number): boolean
  /** Where its first occurrence begins and ends in `text`, boundary spaces included. */
  startOf(phrase: number): number
  endOf(phrase: number): number
  /** Symbols read plus literal hits. */
  readonly steps: number
}

export type PhraseSet = {
  readonly phrases: readonly Phrase[]
  readonly states: number
  match(lines: readonly string[]): Match
}

export function compilePhrases(phrases: readonly Phrase[]): PhraseSet {
  const { literals, uses } = literalsOf(phrases)
  const automaton = buildAutomaton(literals)
  const hits = newHits()
  const marks = newMarks(phrases)
  const reading = newReading(marks)

  const match = (lines: readonly string[]): Match => {
    let room = 2
    for (let i = 0; i < lines.length; i++) room += (lines[i] ?? '').length * 2 + 1
    if (reading.symbols.length < room) {
      reading.symbols = new Uint8Array(room * 2)
      marks.head = new Uint8Array(room * 2)
    }
    reading.lineStarts = []
    reading.folded = null
    reading.length = foldLines(lines, reading.symbols, reading.lineStarts)
    reading.steps = scan(automaton, reading.symbols, reading.length, hits)
    marks.round++
    marks.found = 0
    if (hits.count > 0) {
      markHeads(marks, reading, 1)
      verifyAll(marks, hits, uses)
      markHeads(marks, reading, 0)
    }
    return reading
  }
  return { phrases, states: automaton.states, match }
}

type Reading = {
  -readonly [Key in keyof Omit<Match, 'text' | 'found' | 'foundCount'>]: Match[Key]
} & Pick<Match, 'text' | 'found' | 'foundCount'> & { folded: string | null; lineStarts: number[] }

/** The one match object of a set: its functions are made once, not for every label. */
function newReading(marks: Marks): Reading {
  return {
    symbols: new Uint8Array(1024),
    length: 0,
    folded: null,
    // Many callers only want what was found: the text is made when asked for
    get text() {
      this.folded ??= symbolsToText(this.symbols, 0, this.length)
      return this.folded
    },
    lineStarts: [],
    ids: marks.ids,
    get foundCount() {
      return marks.found
    },
    get found() {
      return [...marks.ids.subarray(0, marks.found)]
    },
    has: (phrase) => marks.seen[phrase] === marks.round,
    startOf: (phrase) => marks.starts[phrase] ?? 0,
    endOf: (phrase) => marks.ends[phrase] ?? 0,
    steps: 0,
  }
}

/** What one round has seen; a mark counts only when it bears the number of the round. */
type Marks = {
  round: number
  /** Phrases of this round: `ids[0, found)`. */
  found: number
  readonly ids: Int32Array
  /** 1 where an anchored phrase may begin. */
  head: Uint8Array
  readonly anchored: Uint8Array
  readonly seen: Int32Array
  readonly starts: Int32Array
  readonly ends: Int32Array
  /** The first half of a phrase with a gap. */
  readonly halfSeen: Int32Array
  readonly halfStart: Int32Array
  readonly halfEnd: Int32Array
}

function newMarks(phrases: readonly Phrase[]): Marks {
  const column = () => new Int32Array(phrases.length)
  return {
    round: 0,
    found: 0,
    ids: column(),
    head: new Uint8Array(1024),
    anchored: Uint8Array.from(phrases, ({ anchored }) => (anchored ? 1 : 0)),
    seen: column(),
    starts: column(),
    ends: column(),
    halfSeen: column(),
    halfStart: column(),
    halfEnd: column(),
  }
}

function verifyAll(marks: Marks, hits: Hits, { from, phrases, parts, lengths }: Uses): void {
  for (let i = 0; i < hits.count; i++) {
    const literal = hits.ids[i] ?? 0
    const end = hits.ends[i] ?? 0
    const start = end - (lengths[literal] ?? 0)
    const to = from[literal + 1] ?? 0
    for (let use = from[literal] ?? 0; use < to; use++)
      verify(marks, phrases[use] ?? 0, parts[use] ?? ONLY, start, end)
  }
}

function verify(marks: Marks, phrase: number, part: number, start: number, end: number): void {
  const { round } = marks
  if (marks.seen[phrase] === round) return
  if (part !== SECOND && marks.anchored[phrase] === 1 && marks.head[start] !== 1) return
  if (part === FIRST) {
    if (marks.halfSeen[phrase] === round) return
    marks.halfSeen[phrase] = round
    marks.halfStart[phrase] = start
    marks.halfEnd[phrase] = end
    return
  }
  if (part === SECOND) {
    if (marks.halfSeen[phrase] !== round) return
    // Boundary spaces may be one and the same: hence one symbol of overlap
    if (start < (marks.halfEnd[phrase] ?? 0) - 1) return
  }
  marks.seen[phrase] = round
  marks.starts[phrase] = part === SECOND ? (marks.halfStart[phrase] ?? 0) : start
  marks.ends[phrase] = end
  marks.ids[marks.found++] = phrase
}

/** The part a literal plays in a phrase: all of it, or the half before or after its gap. */
const ONLY = 0
const FIRST = 1
const SECOND = 2

/** By literal, the uses `[from[literal], from[literal + 1])`: a phrase and the part played in it. */
type Uses = {
  readonly from: Int32Array
  readonly phrases: Int32Array
  readonly parts: Uint8Array
  readonly lengths: Int32Array
}

/** Equal literals are one literal with several uses. */
function literalsOf(phrases: readonly Phrase[]): { literals: Uint8Array[]; uses: Uses } {
  const ids = new Map<string, number>()
  const literals: Uint8Array[] = []
  const uses: { phrase: number; part: number }[][] = []
  phrases.forEach(({ pieces }, phrase) => {
    pieces.forEach((piece, position) => {
      const key = symbolsToText(piece, 0, piece.length)
      const part = pieces.length === 1 ? ONLY : position === 0 ? FIRST : SECOND
      const id = ids.get(key)
      if (id === undefined) {
        ids.set(key, literals.push(piece) - 1)
        uses.push([{ phrase, part }])
      } else uses[id]?.push({ phrase, part })
    })
  })
  const flat = uses.flat()
  const from = new Int32Array(uses.length + 1)
  uses.forEach((list, literal) => {
    from[literal + 1] = (from[literal] ?? 0) + list.length
  })
  return {
    literals,
    uses: {
      from,
      phrases: Int32Array.from(flat, ({ phrase }) => phrase),
      parts: Uint8Array.from(flat, ({ part }) => part),
      lengths: Int32Array.from(literals, ({ length }) => length),
    },
  }
}

function foldLines(lines: readonly string[], symbols: Uint8Array, lineStarts: number[]): number {
  symbols[0] = SPACE
  let length = 1
  for (let i = 0; i < lines.length; i++) {
    const start = length - 1
    length = foldInto(lines[i] ?? '', symbols, length)
    if (symbols[length - 1] !== SPACE) symbols[length++] = SPACE
    if (length - 1 > start) lineStarts.push(start)
  }
  return length
}

/** Where an anchored phrase may begin: each line's start, and after the numbers that open it. */
function markHeads(marks: Marks, { symbols, length, lineStarts }: Reading, mark: number): void {
  const { head } = marks
  for (let i = 0; i < lineStarts.length; i++) {
    const start = lineStarts[i] ?? 0
    head[start] = mark
    head[endOfNumbers(symbols, length, start)] = mark
  }
}

function endOfNumbers(symbols: Uint8Array, length: number, start: number): number {
  let at = start
  while (at + 1 < length && isDigit(symbols[at + 1] ?? SPACE)) {
    let end = at + 1
    while (end < length && isDigit(symbols[end] ?? SPACE)) end++
    if (symbols[end] !== SPACE) break
    at = end
  }
  return at
}
