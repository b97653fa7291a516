// Finding a bank as a person writes it: a name, half a name, initials, another name of it, its group, its country.
// Accents, capitals and punctuation do not count.

export type Searchable = {
  readonly id: string
  readonly name: string
  readonly group: string
  /** ISO 3166-1, two letters. */
  readonly country: string
  /** Names of customers' banks that are reached through this one. */
  readonly brands?: readonly string[] | undefined
}

const countryNames = ['fr', 'en'].map(
  (language) => new Intl.DisplayNames(language, { type: 'region' }),
)

/**
 * Those of which every word of the question is part, all when it has no word: first banks whose own names have the words
 * whole, or their initials, then those whose names begin with them, then those found by group, country or the middle of
 * a word; else in the order given.
 */
export function searchBanks<T extends Searchable>(banks: readonly T[], query: string): T[] {
  const words = foldName(query).split(' ').filter(Boolean)
  const ranked = banks.map((bank) => ({ bank, rank: rankOf(words, searchText(bank)) }))
  return [0, 1, 2].flatMap((wanted) =>
    ranked.filter(({ rank }) => rank === wanted).map(({ bank }) => bank),
  )
}

/** 3: not found. The applicant's page does the same. */
function rankOf(words: readonly string[], text: string): number {
  const [own = ''] = text.split('/')
  if (words.every((word) => ` ${own} `.includes(` ${word} `))) return 0
  if (words.every((word) => ` ${own}`.includes(` ${word}`))) return 1
  return words.every((word) => text.includes(word)) ? 2 : 3
}

/** Lower case, letters without accents and digits; one space for all else. */
export function foldName(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replace(/[^a-z0-9]+/g, ' ')
}

/** The words a bank is found by: of its own names, then after a slash those of its group, country and id. */
export function searchText({ id, name, group, country, brands = [] }: Searchable): string {
  const countries = countryNames.map((names) => names.of(country) ?? '')
  const own = wordsOf([name, ...brands, ...[name, ...brands].flatMap(initialsOf)])
  const others = wordsOf([group, ...initialsOf(group), id, country, ...countries])
  return `${own.join(' ')}/${others.filter((word) => !own.includes(word)).join(' ')}`
}

function wordsOf(texts: readonly string[]): string[] {
  return [...new Set(foldName(texts.join(' ')).split(' ').filter(Boolean))]
}

const ELIDED = new Set(['d', 'l'])
const SMALL = new Set([...ELIDED, 'de', 'du', 'des', 'la', 'le', 'les', 'et', 'en', 'of', 'the'])

/** "Caisse d'Épargne Île-de-France": ce, ceif, ceidf. A single word has none. */
function initialsOf(name: string): string[] {
  const words = foldName(name).split(' ').filter(Boolean)
  const firsts = (list: string[]) => list.map(([first]) => first).join('')
  const telling = words.filter((word) => !SMALL.has(word))
  if (telling.length < 2) return []
  const spoken = words.filter((word) => !ELIDED.has(word))
  return [firsts(telling.slice(0, 2)), firsts(telling), firsts(spoken)]
}
