// Words of a name in a text, replaced by one pseudonym wherever they stand.
import { fold } from '../matching/fold.ts'
import type { Vocabulary } from './vocabulary.ts'

export type Mask = { readonly words: readonly string[]; readonly pseudonym: string }

type Word = { readonly from: number; readonly to: number; readonly folded: string }

/**
 * Words side by side, in any order, become one pseudonym; one word of several does unless it is short or says what the
 * payment is for. A word the bank has cut short counts, from four letters on. Titles stay.
 */
export function maskNames(text: string, masks: readonly Mask[], { reasons }: Vocabulary): string {
  let masked = text
  for (const mask of masks) masked = maskName(masked, mask, reasons)
  return masked
}

const SHORTEST_ALONE = 3
const SHORTEST_CUT = 4

function maskName(
  text: string,
  { words: name, pseudonym }: Mask,
  reasons: ReadonlySet<string>,
): string {
  const words = wordsOf(text)
  const isOfName = ({ folded }: Word) =>
    name.some(
      (word) => word === folded || (folded.length >= SHORTEST_CUT && word.startsWith(folded)),
    )
  let masked = ''
  let kept = 0
  for (let at = 0; at < words.length; at++) {
    const first = words[at]
    if (first === undefined || !isOfName(first)) continue
    let last = first
    let run = 1
    for (let next = words[at + run]; next && isOfName(next); next = words[at + run]) {
      last = next
      run++
    }
    at += run - 1
    const isPart = run === 1 && name.length > 1
    if (isPart && (first.folded.length < SHORTEST_ALONE || reasons.has(first.folded))) continue
    masked += `${text.slice(kept, first.from)}${pseudonym}`
    kept = last.to
  }
  return kept === 0 ? text : masked + text.slice(kept)
}

/** Whatever no letter, digit, plus or mark parts, as folding reads it. */
const WORD = /[\p{L}\p{N}\p{M}+\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+/gu

function wordsOf(text: string): Word[] {
  return [...text.matchAll(WORD)].flatMap((found) => {
    const folded = fold(found[0])
    return folded === '' ? [] : [{ from: found.index, to: found.index + found[0].length, folded }]
  })
}
