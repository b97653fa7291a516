// All phrases of a rulebook compiled into one automaton, and the verification after it:
// anchors and gaps are checked on positions already known, so the whole stays linear.
import { buildAutomaton, newHits, scan } from './automaton.ts'
import { foldInto, isDigit, SPACE, symbolsToText } from './fold.ts'
import type { Phrase } from './phrase.ts'

/** What one text holds. Valid until the next `match` of the same set: buffers are reused. */
export type Match = {
  /** ` LINE ONE LINE TWO `: folded, one space at each end. */
  readonly text: string
  /** Positions in `text` of the space before each line. */
  readonly lineStarts: readonly number[]
  /** Ids of the phrases found, in no particular order, each once. */
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

type Piece = { readonly phrase: number; readonly part: 'only' | 'first' | 'second' }

export function compilePhrases(phrases: readonly Phrase[]): PhraseSet {
  const { literals, uses } = literalsOf(phrases)
  const automaton = buildAutomaton(literals)
  const hits = newHits()
  const marks = newMarks(phrases)
  let symbols = new Uint8Array(1024)

  const match = (lines: readonly string[]): Match => {
    let room = 2
    for (const line of lines) room += line.length * 2 + 1
    if (symbols.length < room) symbols = new Uint8Array(room * 2)
    if (marks.head.length < symbols.length) marks.head = new Uint8Array(symbols.length)
    const lineStarts: number[] = []
    const length = foldLines(lines, symbols, lineStarts)
    const steps = scan(automaton, symbols, length, hits)
    const heads = headsOf(symbols, length, lineStarts)
    marks.round++
    marks.found = []
    for (const head of heads) marks.head[head] = 1
    for (let i = 0; i < hits.count; i++) {
      const literal = hits.ids[i] ?? 0
      const end = hits.ends[i] ?? 0
      const start = end - (literals[literal]?.length ?? 0)
      for (const use of uses[literal] ?? []) verify(marks, use, start, end)
    }
    for (const head of heads) marks.head[head] = 0
    const { round } = marks
    const folded = symbols
    let text: string | null = null
    return {
      // Many callers only want what was found: the text is made when asked for
      get text() {
        text ??= symbolsToText(folded, 0, length)
        return text
      },
      lineStarts,
      found: marks.found,
      has: (phrase) => marks.seen[phrase] === round,
      startOf: (phrase) => marks.starts[phrase] ?? 0,
      endOf: (phrase) => marks.ends[phrase] ?? 0,
      steps,
    }
  }
  return { phrases, states: automaton.states, match }
}

/** What one round has seen; a mark counts only when it bears the number of the round. */
type Marks = {
  round: number
  found: number[]
  /** 1 where an anchored phrase may begin. */
  head: Uint8Array
  readonly anchored: readonly boolean[]
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
    found: [],
    head: new Uint8Array(1024),
    anchored: phrases.map((phrase) => phrase.anchored),
    seen: column(),
    starts: column(),
    ends: column(),
    halfSeen: column(),
    halfStart: column(),
    halfEnd: column(),
  }
}

function verify(marks: Marks, { phrase, part }: Piece, start: number, end: number): void {
  const { round } = marks
  if (marks.seen[phrase] === round) return
  if (part !== 'second' && marks.anchored[phrase] && marks.head[start] !== 1) return
  if (part === 'first') {
    if (marks.halfSeen[phrase] === round) return
    marks.halfSeen[phrase] = round
    marks.halfStart[phrase] = start
    marks.halfEnd[phrase] = end
    return
  }
  if (part === 'second') {
    if (marks.halfSeen[phrase] !== round) return
    // Boundary spaces may be one and the same: hence one symbol of overlap
    if (start < (marks.halfEnd[phrase] ?? 0) - 1) return
  }
  marks.seen[phrase] = round
  marks.starts[phrase] = part === 'second' ? (marks.halfStart[phrase] ?? 0) : start
  marks.ends[phrase] = end
  marks.found.push(phrase)
}

/** Equal literals are one literal with several uses. */
function literalsOf(phrases: readonly Phrase[]) {
  const ids = new Map<string, number>()
  const literals: Uint8Array[] = []
  const uses: Piece[][] = []
  phrases.forEach((phrase, index) => {
    phrase.pieces.forEach((piece, position) => {
      const key = piece.join(',')
      let id = ids.get(key)
      if (id === undefined) {
        id = literals.length
        ids.set(key, id)
        literals.push(piece)
        uses.push([])
      }
      const part = phrase.pieces.length === 1 ? 'only' : position === 0 ? 'first' : 'second'
      uses[id]?.push({ phrase: index, part })
    })
  })
  return { literals, uses }
}

function foldLines(lines: readonly string[], symbols: Uint8Array, lineStarts: number[]): number {
  symbols[0] = SPACE
  let length = 1
  for (const line of lines) {
    const start = length - 1
    length = foldInto(line, symbols, length)
    if (symbols[length - 1] !== SPACE) symbols[length++] = SPACE
    if (length - 1 > start) lineStarts.push(start)
  }
  return length
}

/** Where an anchored phrase may begin: each line's start, and after the numbers that open it. */
function headsOf(symbols: Uint8Array, length: number, lineStarts: readonly number[]): number[] {
  const heads: number[] = []
  for (const start of lineStarts) {
    heads.push(start)
    let at = start
    while (at + 1 < length && isDigit(symbols[at + 1] ?? SPACE)) {
      let end = at + 1
      while (end < length && isDigit(symbols[end] ?? SPACE)) end++
      if (symbols[end] !== SPACE) break
      at = end
    }
    if (at > start) heads.push(at)
  }
  return heads
}
