// What a kept report says of its person's standing, read without the rest of it: nine tenths of a report are figures
// and evidence that no re-scoring looks at, and parsing them would cost as much as opening the snapshot.
import { type Scorable, scorableSchema } from '../core/comparison/scored.ts'

/** `text`: a report's canonical JSON (RFC 8785), so that its members stand in one order. */
export function readStanding(text: string): Scorable {
  const part = standingPart(text)
  const found = part === null ? null : scorableSchema.safeParse(JSON.parse(part))
  return found?.success ? found.data : scorableSchema.parse(JSON.parse(text))
}

/** The first member of all, up to the second; then from where each begins to where the one after it does. */
const first = { begins: '{"accounts":[', ends: ',"affordability":{' }
const later = [
  { begins: ',"income":{', ends: ',"indicators":[' },
  { begins: ',"provenance":{', ends: ',"schemaVersion":' },
  { begins: ',"score":{', ends: ',"unsharedAccounts":[' },
]

/**
 * A quote within a text is always escaped, so that a mark is never part of one; it may be that of a member further in.
 * @returns null when a mark is missing or stands in two places: then only the whole tells what is meant
 */
function standingPart(text: string): string | null {
  const end = onlyPlaceOf(text, first.ends)
  if (end === null || !text.startsWith(first.begins)) return null
  let part = text.slice(0, end)
  for (const { begins, ends } of later) {
    const [from, to] = [onlyPlaceOf(text, begins), onlyPlaceOf(text, ends)]
    if (from === null || to === null || to < from) return null
    part += text.slice(from, to)
  }
  return `${part}}`
}

function onlyPlaceOf(text: string, mark: string): number | null {
  const place = text.indexOf(mark)
  return place >= 0 && text.indexOf(mark, place + 1) < 0 ? place : null
}
