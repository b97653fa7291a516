// Parts started in order and stopped in the reverse order, once, within a time that supervisors grant.
import { setTimeout as delay } from 'node:timers/promises'

export type Part = {
  readonly name: string
  /** Returns how to stop it; whatever it needs has been started before it. */
  readonly start: () => Promise<() => Promise<void>>
  /** Told when a stop begins, before any part is stopped: from then on it takes nothing new. */
  readonly quiet?: () => void
}

export type LifecycleEvent = {
  readonly part: string
  readonly state: 'started' | 'stopped' | 'failed' | 'overdue'
  readonly durationMs: number
  readonly error?: unknown
}

export type Lifecycle = {
  /** Starts one part more. When it fails, those before it are stopped and its error is thrown. */
  start(part: Part): Promise<void>
  /** Once: later calls get the promise of the first. Never throws; what failed was told to `tell`. */
  stop(): Promise<void>
  /** Settles when all has been stopped, or the cap is over: the program then ends itself. */
  readonly stopped: Promise<void>
}

export type LifecycleOptions = {
  readonly tell: (event: LifecycleEvent) => void
  /** For all parts together; 30 seconds by default. What is not done then is abandoned. */
  readonly capMs?: number
}

type Running = Pick<Part, 'name' | 'quiet'> & { readonly stop: () => Promise<void> }

export function createLifecycle(options: LifecycleOptions): Lifecycle {
  const { tell, capMs = 30_000 } = options
  const running: Running[] = []
  let stopping: Promise<void> | null = null
  let starting: Promise<unknown> = Promise.resolve()
  const ended = Promise.withResolvers<void>()

  async function start(part: Part): Promise<void> {
    if (stopping) throw new Error(`${part.name} cannot start: the program is stopping.`)
    const since = performance.now()
    const started = part.start()
    starting = started.catch(() => {})
    try {
      const { name, quiet } = part
      running.push({ name, stop: await started, ...(quiet === undefined ? {} : { quiet }) })
      tell({ part: part.name, state: 'started', durationMs: elapsed(since) })
    } catch (error) {
      tell({ part: part.name, state: 'failed', durationMs: elapsed(since), error })
      await stop()
      throw error
    }
  }

  async function stopWithin(): Promise<void> {
    const since = performance.now()
    const cap = new AbortController()
    const overdue = delay(capMs, 'overdue', { signal: cap.signal }).catch(() => 'done')
    // A part in the middle of its start is waited for: half a start cannot be undone.
    const all = starting.then(() => {
      for (const part of running) part.quiet?.()
      return stopInOrder(running, tell)
    })
    if ((await Promise.race([all, overdue])) === 'overdue') {
      tell({ part: 'stop', state: 'overdue', durationMs: elapsed(since) })
    }
    cap.abort()
    ended.resolve()
  }

  function stop(): Promise<void> {
    stopping ??= stopWithin()
    return stopping
  }

  return { start, stop, stopped: ended.promise }
}

async function stopInOrder(running: Running[], tell: LifecycleOptions['tell']): Promise<void> {
  for (let part = running.pop(); part; part = running.pop()) {
    const since = performance.now()
    try {
      await part.stop()
      tell({ part: part.name, state: 'stopped', durationMs: elapsed(since) })
    } catch (error) {
      tell({ part: part.name, state: 'failed', durationMs: elapsed(since), error })
    }
  }
}

/**
 * Ctrl-C and SIGTERM stop in order; a second Ctrl-C is left to its default, which ends at once.
 * @param onHangup what SIGHUP does; without it, it stops too
 * @returns how to stop listening.
 */
export function stopOnSignals(
  lifecycle: Lifecycle,
  onHangup: (() => void) | null = null,
): () => void {
  const signals = ['SIGINT', 'SIGTERM', ...(onHangup === null ? ['SIGHUP' as const] : [])] as const
  const heard = (): void => {
    forget()
    void lifecycle.stop()
  }
  const forget = (): void => {
    if (onHangup) process.removeListener('SIGHUP', onHangup)
    for (const signal of signals) process.removeListener(signal, heard)
  }
  for (const signal of signals) process.on(signal, heard)
  if (onHangup) process.on('SIGHUP', onHangup)
  return forget
}

function elapsed(since: number): number {
  return Math.round(performance.now() - since)
}
