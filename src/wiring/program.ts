// A long-running process: its log on standard error, its parts in order, its end on a signal.
import { type Config, readConfig } from '../config.ts'
import { systemClock } from '../runtime/clock.ts'
import { releaseMemoryWhenIdle } from '../runtime/idle-memory.ts'
import { createLifecycle, type Lifecycle, stopOnSignals } from '../runtime/lifecycle.ts'
import { createEventLogger, type EventLogger, faultOf } from '../telemetry/log.ts'
import { standardError } from '../telemetry/standard-error.ts'
import type { Acting } from './database.ts'
import { openParts, type Parts } from './parts.ts'

export type Program = { readonly lifecycle: Lifecycle; readonly log: EventLogger }

/** `output` takes whole lines. */
export function createProgram(output: (line: string) => void): Program {
  const log = createEventLogger({ clock: systemClock, output })
  const lifecycle = createLifecycle({
    tell: ({ error, ...told }) =>
      log.write({
        event: 'lifecycle',
        ...told,
        ...(error === undefined ? {} : faultOf(error)),
      }),
  })
  return { lifecycle, log }
}

/** Opens the parts, starts what the process is for, and ends when a signal has stopped it all. */
export async function runProgram(
  acting: Acting,
  start: (lifecycle: Lifecycle, parts: Parts, config: Config) => Promise<void>,
): Promise<void> {
  const config = readConfig()
  const { lifecycle, log } = createProgram(standardError())
  const running: { parts?: Parts } = {}
  const rereads = config.keysFile != null
  const forget = stopOnSignals(lifecycle, rereads ? () => running.parts?.rereadKeys() : null)
  try {
    const parts = await openParts(lifecycle, { config, clock: systemClock, log, ...acting })
    running.parts = parts
    await start(lifecycle, parts, config)
    releaseMemoryWhenIdle()
    await lifecycle.stopped
  } finally {
    await lifecycle.stop()
    forget()
  }
}

/** Opens the parts for one piece of work; only what goes wrong is logged. */
export async function runOnce<T>(
  acting: Acting,
  config: Config,
  work: (parts: Parts) => Promise<T>,
): Promise<T> {
  const { lifecycle, log } = createProgram(() => {})
  try {
    return await work(
      await openParts(lifecycle, {
        // the port is that of a process that stays
        config: { ...config, prometheus: null },
        clock: systemClock,
        log,
        ...acting,
      }),
    )
  } finally {
    await lifecycle.stop()
  }
}
