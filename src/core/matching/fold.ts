// Folding: any text to words of A–Z, 0–9 and + with one space between, so that case, accents and
// punctuation never decide a match. A symbol is the ASCII code of its character.

export const SPACE = 32
const PLUS = 43
/** In the table only, below every symbol: a mark without width, and letters written as two. */
const SKIP = 1
const FIRST_PAIR = 2
const PAIRS = ['OE', 'AE', 'SS']
const FIRST_OF_PAIR = Uint8Array.from(PAIRS, (pair) => pair.charCodeAt(0))
const SECOND_OF_PAIR = Uint8Array.from(PAIRS, (pair) => pair.charCodeAt(1))

const TABLE = buildTable()

/** By UTF-16 unit, its symbol; a space for all that is no letter, digit or plus. */
function buildTable(): Uint8Array {
  const table = new Uint8Array(65_536).fill(SPACE)
  for (let code = 0; code < 26; code++) {
    // A–Z, a–z and their full-width forms
    for (const base of [0x41, 0x61, 0xff21, 0xff41]) table[base + code] = 0x41 + code
  }
  for (let digit = 0; digit < 10; digit++) {
    for (const base of [0x30, 0xff10]) table[base + digit] = 0x30 + digit
  }
  // Letters with accents, those of Vietnamese names in a block of their own
  for (const [from, to] of [
    [0xc0, 0x24f],
    [0x1e00, 0x1eff],
  ] as const) {
    for (let code = from; code <= to; code++) {
      const base = String.fromCharCode(code).normalize('NFD').charAt(0).toUpperCase()
      if (base >= 'A' && base <= 'Z') table[code] = base.charCodeAt(0)
    }
  }
  for (const [letter, plain] of ['ØO', 'øO', 'ĐD', 'đD', 'ÐD', 'ŁL', 'łL', 'ĦH', 'ħH', 'ıI'])
    table[letter?.charCodeAt(0) ?? 0] = plain?.charCodeAt(0) ?? SPACE
  table[0x2b] = PLUS
  for (const [letter, pair] of [
    ['Œœ', 0],
    ['Ææ', 1],
    ['ß', 2],
  ] as const) {
    for (const one of letter) table[one.charCodeAt(0)] = FIRST_PAIR + pair
  }
  // Marks that have no width break no word: combining accents, joiners, text direction, soft hyphen
  for (const [from, to] of [
    [0x300, 0x36f],
    [0x200b, 0x200f],
    [0x202a, 0x202e],
    [0x2060, 0x2069],
    [0xfeff, 0xfeff],
    [0xad, 0xad],
    [0xfe00, 0xfe0f],
  ] as const) {
    table.fill(SKIP, from, to + 1)
  }
  return table
}

/** The UTF-16 units of a text: reading them there is several times faster than asking the string. */
export type Units = { units: Uint16Array; bytes: Buffer }

export function newUnits(room: number): Units {
  const bytes = Buffer.alloc(room * 2)
  return { bytes, units: new Uint16Array(bytes.buffer, bytes.byteOffset, room) }
}

/** Grows `into` when the text is longer than any before. What follows the text there is no word. */
export function writeUnits(into: Units, text: string): Uint16Array {
  if (into.units.length <= text.length) Object.assign(into, newUnits(text.length * 2 + 1))
  into.bytes.write(text, 'utf16le')
  into.units[text.length] = SPACE
  return into.units
}

/** Folded words one after another, a space before each. */
export type Words = {
  symbols: Buffer
  /** End of `symbols`. */
  length: number
  /** Positions of those spaces: `spaces[0, count)`. */
  spaces: Int32Array
  count: number
}

/** Room for the words of so many units, each of which may become two symbols. */
export function newWords(units: number): Words {
  return {
    symbols: Buffer.alloc(units * 2 + 2),
    length: 0,
    spaces: new Int32Array(units + 2),
    count: 0,
  }
}

/** Adds the words of `units[from, to)`; `units[to]` must be of no word: only words' ends are looked for. */
export function addWords(words: Words, units: Uint16Array, from: number, to: number): void {
  const { symbols, spaces } = words
  const table = TABLE
  let { length, count } = words
  let at = from
  while (at < to) {
    let symbol = table[units[at++] ?? 0] ?? SPACE
    if (symbol === SPACE || symbol === SKIP) continue
    symbols[length] = SPACE
    spaces[count++] = length++
    while (symbol !== SPACE) {
      while (symbol > SPACE) {
        symbols[length++] = symbol
        symbol = table[units[at++] ?? 0] ?? SPACE
      }
      if (symbol === SPACE) break
      if (symbol !== SKIP) {
        symbols[length++] = FIRST_OF_PAIR[symbol - FIRST_PAIR] ?? SPACE
        symbols[length++] = SECOND_OF_PAIR[symbol - FIRST_PAIR] ?? SPACE
      }
      symbol = table[units[at++] ?? 0] ?? SPACE
    }
  }
  words.length = length
  words.count = count
}

const units = newUnits(1024)
const scratch = newWords(1024)

/** Upper case, no accents, words parted by one space, no space at either end. */
export function fold(text: string): string {
  if (scratch.spaces.length < text.length + 2) Object.assign(scratch, newWords(text.length * 2))
  scratch.length = 0
  scratch.count = 0
  addWords(scratch, writeUnits(units, text), 0, text.length)
  return scratch.symbols.toString('latin1', Math.min(1, scratch.length), scratch.length)
}

export function isDigit(symbol: number): boolean {
  return symbol >= 0x30 && symbol <= 0x39
}
