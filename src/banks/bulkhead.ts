// At most so many calls to one bank at once, and at most so many waiting: a slow bank holds up its own
// customers, not the memory and sockets of everybody's.

export type BulkheadRule = {
  readonly places: number
  readonly waiting: number
  /** Longest wait for a place. */
  readonly waitMs: number
}

/** `full`: nobody more may wait. `overdue`: no place came free in time. */
export type Entry = 'entered' | 'full' | 'overdue' | 'abandoned'

export type Bulkhead = {
  /** First come, first served. Who has `entered` must `leave`, once. */
  readonly enter: (signal: AbortSignal | undefined) => Promise<Entry>
  readonly leave: () => void
  readonly state: () => { readonly atWork: number; readonly waiting: number }
}

export function createBulkhead(rule: BulkheadRule): Bulkhead {
  let atWork = 0
  const queue: ((entry: Entry) => void)[] = []

  function wait(signal: AbortSignal | undefined): Promise<Entry> {
    return new Promise((resolve) => {
      const settle = (entry: Entry) => {
        clearTimeout(timer)
        signal?.removeEventListener('abort', abandon)
        resolve(entry)
      }
      const giveUp = (entry: Entry) => {
        const at = queue.indexOf(settle)
        if (at >= 0) queue.splice(at, 1)
        settle(entry)
      }
      const abandon = () => giveUp('abandoned')
      const timer = setTimeout(() => giveUp('overdue'), rule.waitMs)
      signal?.addEventListener('abort', abandon, { once: true })
      queue.push(settle)
    })
  }

  return {
    enter: async (signal) => {
      if (signal?.aborted) return 'abandoned'
      if (atWork >= rule.places) {
        if (queue.length >= rule.waiting) return 'full'
        // the place is handed over by who leaves it, and stays counted
        return await wait(signal)
      }
      atWork += 1
      return 'entered'
    },
    leave: () => {
      const next = queue.shift()
      if (next) next('entered')
      else atWork -= 1
    },
    state: () => ({ atWork, waiting: queue.length }),
  }
}
