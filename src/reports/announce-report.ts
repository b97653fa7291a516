// A report made by a request and kept is told to webhooks, as one of a session is by the session's end.
import type { Database } from '../db/database.ts'
import type { Queue } from '../jobs/queue.ts'
import type { KeyMode } from '../lenders/lender.ts'
import { appendEvent } from '../outbox/append-event.ts'

export async function announceReport(
  deps: { queue: Queue },
  tx: Database,
  made: {
    readonly lenderId: string
    readonly mode: KeyMode
    readonly reportId: string
    readonly origin: 'statement' | 'co_applicants'
    readonly at: string
  },
): Promise<void> {
  const { lenderId, mode, reportId, origin, at } = made
  const data = { reportId, origin }
  const event = { lenderId, mode, type: 'report.created', subjectId: reportId, data, at } as const
  await appendEvent(deps, tx, event)
}
