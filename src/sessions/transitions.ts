// Where a session may go from where it stands: pure decisions over a session and its connections.
import { unreachable } from '../core/values/unreachable.ts'
import type { Connection } from './connection-store.ts'
import {
  type ConnectionStatus,
  connectionMoves,
  LONGEST_WITHOUT_RESCORING,
  type SessionStatus,
  sessionMoves,
} from './session.ts'
import type { Session } from './session-store.ts'

/** Attempts of one session, dropped ones among them: a page reloaded for ever must not fill the table. */
export const MOST_ATTEMPTS = 20

/** How long each thing may last, in seconds. */
export const LIFETIMES = {
  /** From the opening of the link, and again from the preview: the applicant is at the screen. */
  openSession: 3600,
  /** At the bank's own pages, the state and the verifier waiting. */
  authorizing: 600,
  /** One code exchange and one list of accounts; past it the exchange is taken for dead. */
  exchanging: 120,
  /** Choosing accounts, the token waiting. */
  selecting: 600,
  /** Chosen, and no worker has begun. */
  waitingForWorker: 600,
  /** After the applicant's last act the bank is no longer told that they are there. */
  presence: 300,
} as const

/** The failure code of a connection the applicant dropped for another bank. */
export const DROPPED = 'dropped'

/** The failure code of a connection whose accounts were never chosen: the applicant has left. */
export const SELECTION_EXPIRED = 'selection_expired'

/** What was read is kept for longer than a month only where the applicant agreed to re-scoring. */
export function retentionDaysOf(
  session: Pick<Session, 'retentionDays' | 'grantedPurposes'>,
): number {
  return session.grantedPurposes?.includes('rescoring')
    ? session.retentionDays
    : Math.min(session.retentionDays, LONGEST_WITHOUT_RESCORING)
}

/** `completed` may still be withdrawn, but it has ended. */
export function isEnded(status: SessionStatus): boolean {
  return status === 'completed' || sessionMoves[status].length === 0
}

export function isConnectionEnded(status: ConnectionStatus): boolean {
  return connectionMoves[status].length === 0
}

/** The status as everyone must see it: past its time a session is expired, swept already or not. */
export function statusAt(session: Session, now: string): SessionStatus {
  if (isEnded(session.status)) return session.status
  return session.expiresAt <= now ? 'expired' : session.status
}

/** Places taken: banks that are neither dropped nor still at their own pages. */
function taken(connections: readonly Connection[]): number {
  return connections.filter(
    ({ status, failureCode }) => status !== 'authorizing' && failureCode !== DROPPED,
  ).length
}

export function canJoinMore(session: Session, connections: readonly Connection[]): boolean {
  return (
    session.status === 'open' &&
    session.joinedAt === null &&
    taken(connections) < session.maxConnections &&
    connections.length < MOST_ATTEMPTS
  )
}

/** Something was or is being collected, and no bank waits for the applicant's choice. */
export function canFinish(session: Session, connections: readonly Connection[]): boolean {
  return (
    session.status === 'open' &&
    session.joinedAt === null &&
    connections.some(({ status }) => status === 'collected' || status === 'collecting') &&
    !connections.some(({ status }) => status === 'exchanging' || status === 'selecting')
  )
}

export type NextStep =
  | { readonly step: 'wait' }
  | { readonly step: 'draft' }
  | {
      readonly step: 'end'
      readonly status: 'declined' | 'expired' | 'failed'
      readonly code: string
    }

const WAIT: NextStep = { step: 'wait' }

/** What a session does when one of its connections has ended. */
export function nextStep(session: Session, connections: readonly Connection[]): NextStep {
  if (session.status !== 'open') return WAIT
  if (connections.some(({ status }) => !isConnectionEnded(status))) return WAIT
  if (canJoinMore(session, connections)) return WAIT
  if (connections.some(({ status }) => status === 'collected')) return { step: 'draft' }
  const last = connections.findLast(({ failureCode }) => failureCode !== DROPPED)
  return last ? endAfter(last) : { step: 'end', status: 'failed', code: 'too_many_attempts' }
}

/** Nothing was collected and nothing more can be: the last connection says why. */
function endAfter(last: Connection): NextStep {
  const code = last.failureCode ?? last.status
  switch (last.status) {
    case 'denied':
      return { step: 'end', status: 'declined', code }
    case 'failed':
    case 'reauthorization_required':
      return { step: 'end', status: code === SELECTION_EXPIRED ? 'expired' : 'failed', code }
    case 'authorizing':
    case 'exchanging':
    case 'selecting':
    case 'collecting':
    case 'collected':
      return WAIT
    default:
      return unreachable(last.status)
  }
}
