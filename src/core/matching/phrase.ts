// The words a rule may ask for, in a dialect with no way to be slow:
//   COFIDIS      the whole word, or words, wherever they stand
//   ASSUR*       a word that begins so;  *DRIVE  one that ends so
//   ECH * PRET   both, in this order on one line, in any on two, anything between (one gap at most)
//   ^VIR RECU    at the head of a remittance line, dates and numbers before it ignored
import { fold } from './fold.ts'

export type Phrase = {
  /** As written in the rule. */
  readonly text: string
  readonly anchored: boolean
  /** One literal, or two with a gap between; folded, boundary spaces included. */
  readonly pieces: readonly string[]
  /** Letters and digits asked for: the measure of "longer". */
  readonly weight: number
}

export class PhraseError extends Error {}

/** @throws PhraseError with what is wrong: nothing left after folding, a lone letter, two gaps. */
export function parsePhrase(text: string): Phrase {
  const trimmed = text.trim()
  const anchored = trimmed.startsWith('^')
  const parts = (anchored ? trimmed.slice(1) : trimmed).split(/\s\*\s/)
  if (parts.length > 2) throw new PhraseError(`"${text}" has more than one gap`)
  const pieces = parts.map((part) => parsePiece(text, part.trim()))
  const weight = parts.reduce((sum, part) => sum + fold(part).replaceAll(' ', '').length, 0)
  return { text: trimmed, anchored, pieces, weight }
}

function parsePiece(whole: string, part: string): string {
  const openStart = part.startsWith('*')
  const openEnd = part.length > 1 && part.endsWith('*')
  const core = part.slice(openStart ? 1 : 0, openEnd ? -1 : undefined)
  if (core.includes('*')) throw new PhraseError(`"${whole}" has a * inside a word`)
  const folded = fold(core)
  if (folded === '') throw new PhraseError(`"${whole}" is empty once folded`)
  if ((openStart || openEnd) && folded.length < 3) {
    throw new PhraseError(`"${whole}" is too short to be open at an end`)
  }
  return `${openStart ? '' : ' '}${folded}${openEnd ? '' : ' '}`
}
