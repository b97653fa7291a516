// Webhooks of Linxo Connect: its word that a connection changed. Anyone could send one, so nothing in it is believed: it
// wakes whoever waits for that connection, who then asks.
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { BankError } from '../bank.ts'

const resourceSchema = z.union([
  z.string(),
  z.object({ id: z.union([z.string(), z.number()]).transform(String) }).transform(({ id }) => id),
])
const noticeSchema = z.object({
  event_type: z.literal('UPDATED'),
  resource_type: z.literal('CONNECTIONS'),
  /** [D] Documented as a field, not as a shape: the connection, or its id. */
  resource: resourceSchema,
})

/** However many notices come, a connection is not asked for more often than this. */
const LEAST_PAUSE_MS = 200

export type Notices = {
  /** Another shape, or a connection nobody waits for, is ignored. */
  readonly take: (body: unknown) => void
  /** Until the time is over or a notice comes. @throws BankError `timeout` when the signal aborts */
  readonly pause: (connectionId: string, ms: number, signal?: AbortSignal) => Promise<void>
}

export function createNotices(): Notices {
  const waiting = new Map<string, Set<AbortController>>()
  return {
    take: (body) => {
      const notice = noticeSchema.safeParse(body)
      if (!notice.success) return
      for (const waiter of waiting.get(notice.data.resource) ?? []) waiter.abort()
    },
    pause: async (connectionId, ms, signal) => {
      const waiter = new AbortController()
      const all = waiting.get(connectionId) ?? new Set()
      waiting.set(connectionId, all.add(waiter))
      try {
        await slept(Math.min(ms, LEAST_PAUSE_MS), signal)
        const rest = Math.max(0, ms - LEAST_PAUSE_MS)
        await slept(rest, signal ? AbortSignal.any([signal, waiter.signal]) : waiter.signal)
      } finally {
        all.delete(waiter)
        if (all.size === 0) waiting.delete(connectionId)
      }
      if (signal?.aborted) throw new BankError('timeout', 'the wait was abandoned by the caller')
    },
  }
}

/** An end before its time is no error: whoever waits looks why. */
async function slept(ms: number, signal: AbortSignal | undefined): Promise<void> {
  if (ms === 0 || signal?.aborted) return
  await sleep(ms, undefined, signal ? { signal } : {}).catch(() => {})
}
