// Which page a session shows now: a function of its state, so that reload and back button always fit.
import { unreachable } from '../core/values/unreachable.ts'
import type { JourneySession } from '../sessions/journey-session.ts'
import type { Page } from './layout.ts'
import { accountsPage } from './pages/accounts.ts'
import { bankPage } from './pages/bank.ts'
import { donePage, endedPage } from './pages/ends.ts'
import { previewPage } from './pages/preview.ts'
import { isMoving, joinPage, progressPage } from './pages/progress.ts'
import { termsPage } from './pages/terms.ts'

export type Asked = {
  readonly query: string
  readonly adding: boolean
  readonly nothingTicked: boolean
  /** A bank behind an aggregator was chosen: its id, until the aggregator's terms are answered. */
  readonly termsOf?: string | null
  /** Of our own pages. */
  readonly baseUrl: string
  /** Where each bank's own pages are, for the form that leads there. */
  readonly formOrigins: readonly string[]
}

export function currentPage(session: JourneySession, asked: Asked): Page {
  switch (session.status) {
    case 'created':
    case 'open':
      return openPage(session, asked)
    case 'confirming':
      return session.preview === null
        ? progressPage(session)
        : previewPage(session, session.preview)
    case 'completed':
      return donePage(session, asked.baseUrl)
    case 'declined':
    case 'cancelled':
    case 'expired':
    case 'failed':
    case 'withdrawn':
      return endedPage(session, session.status)
    default:
      return unreachable(session.status)
  }
}

function openPage(session: JourneySession, asked: Asked): Page {
  const { connections } = session
  const selecting = connections.find((one) => one.status === 'selecting')
  if (selecting) return accountsPage(session, selecting, asked.nothingTicked)
  const last = connections.at(-1)
  const failedLast = last !== undefined && isFailed(last.status)
  const anyRead = connections.some((one) => one.status === 'collected' || isMoving(one))
  const bank = session.banks.find(({ id }) => id === asked.termsOf)
  const adding = asked.adding || bank !== undefined
  if (session.canJoinMore && (adding || !anyRead)) {
    if (bank?.intermediary) return termsPage(session, bank.intermediary, { ...asked, bank })
    const failureCode = failedLast && !asked.adding ? (last.failureCode ?? last.status) : null
    const awaited = last?.status === 'authorizing' ? last.bank : null
    return bankPage(session, { ...asked, adding: asked.adding && anyRead, failureCode, awaited })
  }
  const asks = session.canFinish && session.canJoinMore && !connections.some(isMoving)
  return asks ? joinPage(session) : progressPage(session)
}

function isFailed(status: JourneySession['connections'][number]['status']): boolean {
  return status === 'denied' || status === 'failed' || status === 'reauthorization_required'
}
