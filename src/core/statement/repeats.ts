// Lines sent twice: exact duplicates, and ids that lie.
import type { Line } from './line.ts'

/**
 * Same id, same account and same content: the later ones are duplicates and keep the id. Same id on
 * other content: both are kept and the later gets `id~2`, `id~3` … in input order.
 */
export function settleIds(lines: readonly Line[]) {
  const lying: string[] = []
  const duplicates: string[] = []
  const taken = new Set<string>()
  for (let i = 0; i < lines.length; i++) taken.add(lines[i]?.id ?? '')
  // Ids seldom repeat
  if (taken.size === lines.length) return { lines, lying, duplicates }
  const byId = new Map<string, Namesakes>()
  const settled = lines.map((line) => {
    const known = byId.get(line.id)
    if (known === undefined) {
      byId.set(line.id, { first: line, byContent: null, copies: 1 })
      return line
    }
    known.byContent ??= new Map([[contentOf(known.first), known.first.id]])
    const content = contentOf(line)
    const same = known.byContent.get(content)
    if (same !== undefined) {
      duplicates.push(same)
      return { ...line, id: same, excluded: 'duplicate' as const }
    }
    const renamed = { ...line, id: freeId(line.id, known, taken) }
    taken.add(renamed.id)
    known.byContent.set(content, renamed.id)
    lying.push(renamed.id)
    return renamed
  })
  return { lines: settled, lying, duplicates }
}

/** Lines sent under one id: their contents with the id each was given, and the copies counted. */
type Namesakes = { first: Line; byContent: Map<string, string> | null; copies: number }

function freeId(id: string, known: Namesakes, taken: ReadonlySet<string>): string {
  do known.copies++
  while (taken.has(`${id}~${known.copies}`))
  return `${id}~${known.copies}`
}

function contentOf({ index: _index, id: _id, excluded: _excluded, ...content }: Line): string {
  return JSON.stringify(content)
}
