// What a kept report says of its person's standing, read without the rest of it: nine tenths of a report are figures
// and evidence that no re-scoring looks at, and parsing them would cost as much as opening the snapshot.
import { type Scorable, scorableSchema } from '../core/comparison/scored.ts'

/** `text`: a report's canonical JSON (RFC 8785), so that its members stand in one order. */
export function readStanding(text: string): Scorable {
  const part = standingPart(text)
  const found = part === null ? null : scorableSchema.safeParse(JSON.parse(part))
  return found?.success ? found.data : scorableSchema.parse(JSON.parse(text))
}

/** The members at which what is read begins, and those at which it ends, in their order; none is a number. */
const MARKS =
  /,"(affordability|income|indicators|provenance|schemaVersion|score|unsharedAccounts)":["[{]/g
const ORDER = 'affordability income indicators provenance schemaVersion score unsharedAccounts'

/**
 * Found in one pass. A quote within a text is always escaped, so that a mark is never part of one; it may be that of a
 * member further in.
 * @returns null when a mark is missing or stands in two places: then only the whole tells what is meant
 */
function standingPart(text: string): string | null {
  const names: string[] = []
  const places: number[] = []
  for (const { 1: name = '', index } of text.matchAll(MARKS)) {
    names.push(name)
    places.push(index)
  }
  if (!text.startsWith('{"accounts":[') || names.join(' ') !== ORDER) return null
  const [accountsEnd, ...later] = places
  let part = text.slice(0, accountsEnd)
  for (let n = 0; n < later.length; n += 2) part += text.slice(later[n], later[n + 1])
  return `${part}}`
}
