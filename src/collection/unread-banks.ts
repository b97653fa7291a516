// Banks the applicant wanted to share and that failed: the report must say what it lacks.
import type { Statement } from '../core/statement/statement.ts'
import type { Connection } from '../sessions/connection-store.ts'
import { DROPPED, SELECTION_EXPIRED } from '../sessions/transitions.ts'

/** What the applicant left of their own will: no bank failed, and a refusal counts against nobody. */
const LEFT: ReadonlySet<string> = new Set([DROPPED, SELECTION_EXPIRED])

/** Each bank once, by its last attempt; one that was read at another attempt is not missing. */
export function unreadBanks(connections: readonly Connection[]): Statement['connections'] {
  const read = new Set(
    connections.flatMap(({ status, bankId }) => (status === 'collected' ? [bankId] : [])),
  )
  const failed = new Map(
    connections
      .filter(({ status }) => status === 'failed' || status === 'reauthorization_required')
      .filter(({ bankId, failureCode }) => !read.has(bankId) && !LEFT.has(failureCode ?? ''))
      .map((connection) => [connection.bankId, connection]),
  )
  return [...failed.values()].map(({ id, bankId, status, failureCode }) => ({
    id,
    bank: bankId,
    missing: failureCode ?? status,
  }))
}
