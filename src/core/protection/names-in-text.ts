// Names that stand anywhere in a label: behind a civility, or around a first name. The other side as categorisation
// reads it is one name after the label's head, which a message before it hides ("PENSION ALIMENTAIRE JULIE DURAND").
import {
  COMPANY,
  FIRST_NAME,
  KEYLESS,
  LEAD,
  NOISE,
  PARTICLE,
  PSEUDONYM,
  STOP,
  SURNAME,
  TITLE,
} from '../categorisation/names.ts'
import type { Ruleset } from '../categorisation/ruleset.ts'
import type { Match } from '../matching/phrase-set.ts'
import { HAS_OTHER, NUMBER_LIKE, type Words } from '../matching/words.ts'
import { isBrand } from './vocabulary.ts'

/** A civility and a name; OU joins two, DR may be a practice. */
const CIVILITIES: ReadonlySet<string> = new Set(
  'M MR MME MLLE MLE MELLE MONSIEUR MADAME MADEMOISELLE MRS'.split(' '),
)
const LONGEST = 3
/** M LE GALL, M JEAN DE LA TOUR */
const BEFORE_PARTICLE = TITLE | FIRST_NAME | PARTICLE

export function titledNames(match: Match, { from, to, bits, count }: Words): string[][] {
  const found: string[][] = []
  const starts = lineStartsOf(match)
  const word = (i: number) => match.text().slice(from[i], to[i])
  for (let i = 0; i < count; i++) {
    if (((bits[i] ?? 0) & TITLE) === 0 || !CIVILITIES.has(word(i))) continue
    // H&M: no civility, unlike "VIREMENT A M DURAND"
    if (word(i) === 'M' && i > 0 && isLetter(word(i - 1))) continue
    const name = [word(i)]
    for (let at = i + 1; at < count && name.length <= LONGEST; at++) {
      const has = bits[at] ?? 0
      if ((has & (NUMBER_LIKE | PSEUDONYM | TITLE)) !== 0) break
      const joins = (has & PARTICLE) !== 0 && ((bits[at - 1] ?? 0) & BEFORE_PARTICLE) !== 0
      if ((has & FIRST_NAME) === 0 && !joins && (has & (STOP | LEAD | NOISE)) !== 0) break
      // what is paid for; right behind the civility, a shop (MR BRICOLAGE) and a name on the next line are meant
      if (name.length > 1 && ((has & COMPANY) !== 0 || starts.has((from[at] ?? 0) - 1))) break
      name.push(word(at))
    }
    if (name.length > 1) found.push(name)
  }
  return found
}

function isLetter(word: string): boolean {
  return word.length === 1 && word !== 'A'
}

const KNOWN = FIRST_NAME | SURNAME
const LEGAL_FORM = COMPANY | KEYLESS
const NO_NAME = STOP | LEAD | NOISE | TITLE | COMPANY | PSEUDONYM | HAS_OTHER
/** Words of a name before and after the first name it is known by. */
const BEFORE = 1
const AFTER = 2

/**
 * Around each known name, the words beside it that say nothing else: a particle is of the name that follows it. A name
 * alone is nobody's, and beside a legal form it is a company's.
 */
export function firstNamed(match: Match, read: Words, ruleset: Ruleset): string[][] {
  const { from, to, bits, count } = read
  const words = bits.subarray(0, count)
  if (!words.some((has) => (has & KNOWN) !== 0)) return []
  if (words.some((has) => (has & LEGAL_FORM) === LEGAL_FORM)) return []
  const spoken = wordsOfReasons(match, read, ruleset)
  const isName = (i: number): boolean => {
    const has = bits[i] ?? 0
    if (i < 0 || i >= count) return false
    if ((has & KNOWN) !== 0) return (has & COMPANY) === 0
    if ((has & PARTICLE) !== 0) return isName(i + 1)
    return (has & NO_NAME) === 0 && !spoken.has(i)
  }
  const starts = lineStartsOf(match)
  const isLineStart = (i: number) => starts.has((from[i] ?? 0) - 1)
  const found: string[][] = []
  for (let i = 0; i < count; i++) {
    if (((bits[i] ?? 0) & KNOWN) === 0 || !isName(i)) continue
    let first = i
    while (i - first < BEFORE && isName(first - 1) && !isLineStart(first)) first--
    let last = i
    for (let more = AFTER; more > 0 && isName(last + 1) && !isLineStart(last + 1); last++) {
      if (((bits[last + 1] ?? 0) & PARTICLE) === 0) more--
    }
    if (first === last) continue
    const name = Array.from({ length: last - first + 1 }, (_, at) => first + at)
    found.push(name.map((at) => match.text().slice(from[at], to[at])))
    i = last
  }
  return found
}

/** Positions of the space before each remittance line. */
function lineStartsOf({ lineStarts, firstLine, endLine }: Match): ReadonlySet<number> {
  return new Set(lineStarts.subarray(firstLine, endLine))
}

/** Places of the words that a rule reads, other than as a brand: they say what is paid. */
function wordsOfReasons(
  match: Match,
  { from, to, count }: Words,
  ruleset: Ruleset,
): ReadonlySet<number> {
  const places = new Set<number>()
  for (const phrase of match.found()) {
    const pieces = ruleset.phrases.phrases[phrase]?.pieces ?? []
    if (isBrand(ruleset, phrase)) continue
    const [start, end] = [match.startOf(phrase), match.endOf(phrase)]
    for (let i = 0; i < count; i++) {
      const [begin, stop] = [from[i] ?? 0, to[i] ?? 0]
      if (begin < start || begin >= end) continue
      const word = match.text().slice(begin, stop)
      if (pieces.length === 1 || pieces.some((piece) => piece.includes(word))) places.add(i)
    }
  }
  return places
}
