// Long one-line lists of plain words, which are most of a rulebook's text, read without the YAML
// library: it makes tokens and nodes of every word, two thirds of the time a rulebook takes to load.
// The library still reads all else, and everything when anything looks odd.

/** Not a letter of any rule file: a text that holds it is not shortened. */
const MARK = '§'
const LEAST_WORDS = 4

export type Shortened = { readonly text: string; readonly lists: readonly (readonly string[])[] }

/** A list on one line, without quotes, comments, colons or lists within. */
const LIST = /\[([^[\]{}"#:\n]+)\]/g
/** Words that begin with a letter: no number, alias, tag or other thing YAML sees by a first character. */
const WORDS = /^\p{L}[\p{L}0-9+&.*/' -]*(?:, \p{L}[\p{L}0-9+&.*/' -]*)*$/u
/** Read by YAML 1.2 as something else than a word. */
const NOT_WORDS = /(?:^|, )(?:true|false|null)(?:,|$)/i

/** `[A, B C, D]` becomes `[§0]`; null when there is nothing to gain. Lines keep their numbers. */
export function shortenLists(text: string): Shortened | null {
  if (text.includes(MARK)) return null
  const lists: string[][] = []
  const shortened = text.replaceAll(LIST, (whole, body: string) => {
    if (!WORDS.test(body) || NOT_WORDS.test(body)) return whole
    const words = body.split(', ')
    // Spaces at the end of a word are not of the word; YAML may say so
    if (words.length < LEAST_WORDS || words.some((word) => word.endsWith(' '))) return whole
    return `[${MARK}${lists.push(words) - 1}]`
  })
  return lists.length === 0 ? null : { text: shortened, lists }
}

/**
 * The lists back in their places. null when one is not found as a list of its own: it stood in a comment
 * or a quoted text, and the text must be read again as it was.
 */
export function restoreLists(value: unknown, lists: Shortened['lists']): { value: unknown } | null {
  let restored = 0
  const restore = (part: unknown): unknown => {
    if (Array.isArray(part)) {
      const [only] = part
      if (part.length !== 1 || typeof only !== 'string' || !only.startsWith(MARK)) {
        return part.map(restore)
      }
      restored++
      return [...(lists[Number(only.slice(MARK.length))] ?? [])]
    }
    if (part === null || typeof part !== 'object') return part
    return Object.fromEntries(Object.entries(part).map(([key, of]) => [key, restore(of)]))
  }
  const whole = restore(value)
  return restored === lists.length ? { value: whole } : null
}
