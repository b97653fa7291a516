// The hash chain of one lender's audit: each event is bound to its position, its content and all before it.
import { createHash } from 'node:crypto'

/** An event as PostgreSQL holds it: times to the microsecond, detail as its own text. */
export type StoredEvent = {
  readonly sequence: string
  readonly at: string
  readonly actor: string
  readonly action: string
  readonly subjectId: string
  readonly detail: string
}

/** Where a chain stands: 0 and the genesis hash before its first event. */
export type ChainHead = { readonly position: number; readonly hash: Buffer }

export function genesis(lenderId: string): ChainHead {
  return { position: 0, hash: sha256(JSON.stringify(['nonante audit 1', lenderId])) }
}

export function link(lenderId: string, before: ChainHead, event: StoredEvent): ChainHead {
  const position = before.position + 1
  const { sequence, at, actor, action, subjectId, detail } = event
  const content = [lenderId, position, sequence, at, actor, action, subjectId, detail]
  return { position, hash: sha256(JSON.stringify([...content, before.hash.toString('hex')])) }
}

/** What is signed of a head. */
export function headStatement(
  lenderId: string,
  { position, hash }: ChainHead,
  pruned: boolean,
): string {
  return JSON.stringify({ lenderId, position, hash: hash.toString('hex'), pruned })
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text, 'utf8').digest()
}
