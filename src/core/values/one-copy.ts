// Texts of the rule files that are compared and looked up for every line: one copy of each in the engine.

/**
 * The same text, as the engine keeps names of properties and literals: two such texts are compared by
 * address, where others are compared letter by letter.
 */
export function oneCopy<T extends string>(text: T): T {
  return (Object.keys({ [text]: null })[0] ?? text) as T
}
