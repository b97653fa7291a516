// Finding a bank as a person writes it: a name, half a name, another name of it, its group, its country.
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

/** Those of which every word of the question is part, in the order given; all when it has no word. */
export function searchBanks<T extends Searchable>(banks: readonly T[], query: string): T[] {
  const words = foldName(query).split(' ').filter(Boolean)
  return banks.filter((bank) => {
    const text = foldName(textOf(bank))
    return words.every((word) => text.includes(word))
  })
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

function textOf({ id, name, group, country, brands = [] }: Searchable): string {
  const countries = countryNames.map((names) => names.of(country) ?? '')
  return [name, group, id, country, ...countries, ...brands].join(' ')
}
