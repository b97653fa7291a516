// Counts reads made while the customer is not there: four a day of each thing, by law (RTS on strong customer
// authentication, article 36(5)(b)), whatever sessions and retries ask for. It belongs to one process.
import { createHash } from 'node:crypto'
import type { Clock } from '../runtime/clock.ts'

export const UNATTENDED_A_DAY = 4

/** Any calendar day lies within it, the one of 25 hours included. */
const DAY_MS = 25 * 60 * 60 * 1000

export type UnattendedCalls = {
  /** Counts one call of `what` and says whether it may be made; a refused one does not count. */
  readonly take: (what: string) => boolean
  /** Things counted at present: what is a day old is forgotten. */
  readonly size: () => number
}

export function createUnattendedCalls(clock: Clock): UnattendedCalls {
  const calls = new Map<string, readonly number[]>()
  let swept = clock.now().getTime()

  function sweep(now: number): void {
    if (now - swept < DAY_MS / 25) return
    swept = now
    for (const [key, times] of calls) {
      if (times.every((time) => now - time >= DAY_MS)) calls.delete(key)
    }
  }

  return {
    take: (what) => {
      const now = clock.now().getTime()
      sweep(now)
      // it names accounts: kept only as far as counting needs
      const key = createHash('sha256').update(what, 'utf8').digest('base64')
      const within = (calls.get(key) ?? []).filter((time) => now - time < DAY_MS)
      if (within.length >= UNATTENDED_A_DAY) return false
      calls.set(key, [...within, now])
      return true
    },
    size: () => calls.size,
  }
}
