// Many labels folded one after another on one sheet: the units of hundreds are copied out of their
// strings at once, and their folded text is one string, of which each label is a piece.
import { STOP } from './automaton.ts'
import { addWords, isDigit, newUnits, newWords, SPACE, type Words, writeUnits } from './fold.ts'

/** A sheet is full when it holds so many: little enough for a processor's nearest cache. */
const UNITS_A_SHEET = 16_384

export type Labels = readonly (readonly string[])[]

export type Sheet = Words & {
  /** Spaces of label `i`: `[firstSpace[i], firstSpace[i + 1])`, the last of them after its last word. */
  firstSpace: Int32Array
  /** Lines of label `i` that hold a word: `[firstLine[i], firstLine[i + 1])`. */
  firstLine: Int32Array
  /** Of each such line, the position of the space before its first word. */
  lineStarts: Int32Array
  /** By position, 1 at the space where a line begins, and after the numbers that stand there. */
  heads: Uint8Array
  /** The symbols as text, once asked for. */
  text: string | null
}

/** A position in it is a position in the symbols. Many callers only want what was found. */
export function textOf(sheet: Sheet): string {
  const text = sheet.text ?? sheet.symbols.toString('latin1', 0, sheet.length)
  sheet.text = text
  return text
}

export type SheetReader = {
  readonly sheet: Sheet
  /** Reads labels from `labels[from]` on, as many as a sheet takes. @returns the first not read. */
  read(labels: Labels, from: number): number
}

export function newSheetReader(): SheetReader {
  const units = newUnits(0)
  const none = new Int32Array(0)
  const sheet: Sheet = {
    ...newWords(0),
    firstSpace: none,
    firstLine: none,
    lineStarts: none,
    heads: new Uint8Array(0),
    text: null,
  }
  return {
    sheet,
    read(labels, from) {
      const lines: string[] = []
      let room = 0
      let to = from
      for (; to < labels.length && room < UNITS_A_SHEET; to++) {
        const label = labels[to] ?? []
        for (let i = 0; i < label.length; i++) {
          const line = label[i] ?? ''
          room += line.length + 1
          lines.push(line)
        }
      }
      sheet.text = null
      makeRoom(sheet, room, lines.length, to - from)
      fill(sheet, writeUnits(units, lines.join('\n')), labels, from, to)
      return to
    },
  }
}

function makeRoom(sheet: Sheet, units: number, lines: number, labels: number): void {
  const spaces = units + labels
  if (sheet.spaces.length < spaces) sheet.spaces = new Int32Array(spaces * 2)
  // A unit may become two symbols; each label adds a space and a stop
  const symbols = (units + labels) * 2
  if (sheet.symbols.length < symbols) {
    sheet.symbols = Buffer.alloc(symbols * 2)
    sheet.heads = new Uint8Array(symbols * 2)
  }
  if (sheet.lineStarts.length < lines) sheet.lineStarts = new Int32Array(lines * 2)
  if (sheet.firstSpace.length > labels) return
  sheet.firstSpace = new Int32Array((labels + 1) * 2)
  sheet.firstLine = new Int32Array((labels + 1) * 2)
}

function fill(sheet: Sheet, units: Uint16Array, labels: Labels, from: number, to: number): void {
  const { symbols, spaces, firstSpace, firstLine, lineStarts } = sheet
  sheet.length = 0
  sheet.count = 0
  let at = 0
  let lines = 0
  for (let i = from; i < to; i++) {
    const label = labels[i] ?? []
    firstSpace[i - from] = sheet.count
    firstLine[i - from] = lines
    for (let line = 0; line < label.length; line++) {
      const end = at + (label[line]?.length ?? 0)
      const before = sheet.count
      addWords(sheet, units, at, end)
      if (sheet.count > before) lineStarts[lines++] = spaces[before] ?? 0
      at = end + 1
    }
    spaces[sheet.count++] = sheet.length
    symbols[sheet.length++] = SPACE
    symbols[sheet.length++] = STOP
  }
  firstSpace[to - from] = sheet.count
  firstLine[to - from] = lines
  markHeads(sheet, lines)
}

function markHeads({ heads, symbols, length, lineStarts }: Sheet, lines: number): void {
  heads.fill(0, 0, length)
  for (let line = 0; line < lines; line++) {
    const start = lineStarts[line] ?? 0
    heads[start] = 1
    heads[endOfNumbers(symbols, start)] = 1
  }
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
