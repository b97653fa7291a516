// Lines sent twice: exact duplicates, and ids that lie.
import type { Account, Line } from './line.ts'

/**
 * Same id, same account and same content: the later ones are duplicates and keep the id. Same id on
 * other content: both are kept and the later gets `id~2`, `id~3` … in input order. Two banks that give
 * one id each do not lie.
 */
export function settleIds(lines: readonly Line[], accounts: readonly Account[]) {
  const lying: string[] = []
  const duplicates: string[] = []
  const taken = new Set<string>()
  for (let i = 0; i < lines.length; i++) taken.add(lines[i]?.id ?? '')
  // Ids seldom repeat
  if (taken.size === lines.length) return { lines, lying, duplicates }
  const byId = new Map<string, Namesakes>()
  const connections = new Map(accounts.map(({ id, connection }) => [id, connection]))
  const settled = lines.map((line) => {
    const known = byId.get(line.id)
    const connection = connections.get(line.accountId) ?? null
    if (known === undefined) {
      byId.set(line.id, { first: line, byContent: null, copies: 1, banks: new Set([connection]) })
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
    if (known.banks.has(connection)) lying.push(renamed.id)
    known.banks.add(connection)
    return renamed
  })
  return { lines: settled, lying, duplicates }
}

/** Lines sent under one id: their contents with the id each was given, the copies counted, and where from. */
type Namesakes = {
  first: Line
  byContent: Map<string, string> | null
  copies: number
  banks: Set<string | null>
}

function freeId(id: string, known: Namesakes, taken: ReadonlySet<string>): string {
  do known.copies++
  while (taken.has(`${id}~${known.copies}`))
  return `${id}~${known.copies}`
}

function contentOf({ index: _index, id: _id, excluded: _excluded, ...content }: Line): string {
  return JSON.stringify(content)
}
