// Folding: any text to a 38-symbol alphabet (space, A–Z, 0–9, +), so that case, accents and
// punctuation never decide a match. Runs of anything else become one space.

export const SPACE = 0
export const SYMBOLS = 38
const PLUS = 37
/** Codes above the alphabet, in the table only. */
const SKIP = 254
const PAIR_OE = 250
const PAIR_AE = 251
const PAIR_SS = 252

const letter = (character: string) => character.charCodeAt(0) - 64
const ASCII = ' ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+'

const TABLE = buildTable()

function buildTable(): Uint8Array {
  const table = new Uint8Array(65_536)
  for (let code = 0; code < 26; code++) {
    // A–Z, a–z and their full-width forms
    for (const base of [0x41, 0x61, 0xff21, 0xff41]) table[base + code] = code + 1
  }
  for (let digit = 0; digit < 10; digit++) {
    for (const base of [0x30, 0xff10]) table[base + digit] = 27 + digit
  }
  for (let code = 0xc0; code < 0x180; code++) {
    const base = String.fromCharCode(code).normalize('NFD').charAt(0).toUpperCase()
    if (base >= 'A' && base <= 'Z') table[code] = letter(base)
  }
  for (const [text, to] of [
    ['ØøĐđÐŁłĦħ', 'OODDDLLHH'],
    ['’', ' '],
  ] as const) {
    for (let i = 0; i < text.length; i++) {
      table[text.charCodeAt(i)] = Math.max(0, ASCII.indexOf(to.charAt(i)))
    }
  }
  table[0x2b] = PLUS
  for (const code of [0x152, 0x153]) table[code] = PAIR_OE
  for (const code of [0xc6, 0xe6]) table[code] = PAIR_AE
  table[0xdf] = PAIR_SS
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

/** Where a text is laid as bytes to be folded: grown when a longer one comes. */
let bytes = Buffer.alloc(4096)

/**
 * Writes the symbols of `text` into `into` from `at`; never two spaces in a row.
 * `into` must have room for `2 × text.length`. @returns the position after the last symbol.
 */
export function foldInto(text: string, into: Uint8Array, at: number): number {
  const { length } = text
  if (bytes.length < length * 3) bytes = Buffer.alloc(length * 6)
  // Nearly every label is ASCII, as many bytes as characters: one copy, then bytes, is twice as fast
  // as asking a string for each character
  if (bytes.write(text) !== length) return foldCharacters(text, into, at)
  const ascii = bytes
  let end = at
  let afterSpace = end > 0 && into[end - 1] === SPACE
  for (let i = 0; i < length; i++) {
    const symbol = TABLE[ascii[i] ?? 0] ?? SPACE
    if (symbol !== SPACE) into[end++] = symbol
    else if (!afterSpace) into[end++] = SPACE
    afterSpace = symbol === SPACE
  }
  return end
}

function foldCharacters(text: string, into: Uint8Array, at: number): number {
  let end = at
  let afterSpace = end > 0 && into[end - 1] === SPACE
  for (let i = 0; i < text.length; i++) {
    const symbol = TABLE[text.charCodeAt(i)] ?? SPACE
    if (symbol === SPACE) {
      if (!afterSpace) into[end++] = SPACE
      afterSpace = true
    } else if (symbol < SYMBOLS) {
      into[end++] = symbol
      afterSpace = false
    } else if (symbol !== SKIP) {
      const [first, second] = pairOf(symbol)
      into[end++] = first
      into[end++] = second
      afterSpace = false
    }
  }
  return end
}

function pairOf(symbol: number): readonly [number, number] {
  if (symbol === PAIR_OE) return [letter('O'), letter('E')]
  if (symbol === PAIR_AE) return [letter('A'), letter('E')]
  return [letter('S'), letter('S')]
}

const LETTERS = Uint8Array.from(ASCII, (character) => character.charCodeAt(0))
/** Where a text is written before it is made a string: grown when a longer one comes. */
let letters = Buffer.alloc(1024)

/** The symbols `[from, to)` as upper-case ASCII text. */
export function symbolsToText(symbols: Uint8Array, from: number, to: number): string {
  const length = to - from
  if (letters.length < length) letters = Buffer.alloc(length * 2)
  for (let i = 0; i < length; i++) letters[i] = LETTERS[symbols[from + i] ?? SPACE] ?? 0
  return letters.toString('latin1', 0, length)
}

let scratch = new Uint8Array(1024)

/** Upper case, no accents, words parted by one space, no space at either end. */
export function fold(text: string): string {
  if (scratch.length < text.length * 2) scratch = new Uint8Array(text.length * 4)
  const end = foldInto(text, scratch, 0)
  // Never two spaces in a row, so at most one at each end
  const from = end > 0 && scratch[0] === SPACE ? 1 : 0
  const to = end > from && scratch[end - 1] === SPACE ? end - 1 : end
  return symbolsToText(scratch, from, to)
}

/** Of a folded symbol: 27–36. */
export function isDigit(symbol: number): boolean {
  return symbol >= 27 && symbol <= 36
}
