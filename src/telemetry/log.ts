// The log: one wide event for each request and each job, its fields a closed set, a JSON line each.
// No field takes free text; a value that does not look like a name or a handle is not written.
import { trace } from '@opentelemetry/api'
import { AppError } from '../errors.ts'
import { type Clock, timestamp } from '../runtime/clock.ts'
import { currentContext, tracing } from './current-span.ts'

/** Handles of what the event is about; never a credential. */
type Subject = {
  readonly lenderId?: string | undefined
  readonly sessionId?: string | undefined
  readonly connectionId?: string | undefined
  readonly reportId?: string | undefined
}

/** What went wrong, without its message: messages of libraries quote values. */
export type Fault = {
  /** Of `errorCodes`, of the system (`ECONNRESET`) or of PostgreSQL (`23505`). */
  readonly errorCode?: string | undefined
  /** The class of the error. */
  readonly errorName?: string | undefined
  /** The innermost place of our own code it came through: `src/…/file.ts:line`. */
  readonly errorAt?: string | undefined
}

export type WideEvent =
  | ({
      readonly event: 'request'
      readonly requestId: string
      readonly method: string
      /** The route's pattern, never the path: paths hold tokens. */
      readonly route: string
      readonly status: number
      readonly durationMs: number
      readonly actor?: string | undefined
      /** What a return from a bank was taken for; the refused ones of unknown browsers are told here alone. */
      readonly callback?: 'selecting' | 'denied' | 'failed' | 'refused' | undefined
    } & Subject &
      Fault)
  | ({
      readonly event: 'job'
      readonly kind: string
      readonly jobId: string
      /** 1 at the first run. */
      readonly attempt: number
      readonly outcome: 'done' | 'failed'
      readonly durationMs: number
    } & Subject &
      Fault)
  | ({
      readonly event: 'bank_call'
      readonly bank: string
      readonly operation: string
      readonly outcome: string
      readonly status?: number | undefined
      readonly durationMs: number
    } & Subject &
      Fault)
  | ({
      readonly event: 'lifecycle'
      readonly part: string
      readonly state: 'started' | 'stopped' | 'failed' | 'overdue'
      readonly durationMs: number
    } & Fault)
  | {
      /** The head of a lender's audit chain after sealing: `nonante audit verify --anchors` takes these lines. */
      readonly event: 'audit_head'
      readonly lenderId: string
      readonly position: number
      /** SHA-256, hexadecimal. */
      readonly hash: string
    }
  | {
      /** Someone should look: data is held for longer than it may be, or a purge could not prove itself. */
      readonly event: 'alarm'
      readonly part: string
      readonly lenderId: string
      readonly kind: string
      readonly count: number
    }
  | ({
      /** Something in the background failed and will be tried again. */
      readonly event: 'fault'
      readonly part: string
    } & Subject &
      Fault)

export type EventLogger = { write(event: WideEvent): void }

/** `output`: takes whole lines, standard error in the service. */
export function createEventLogger(options: {
  readonly clock: Clock
  readonly output: (line: string) => void
}): EventLogger {
  return {
    write(event) {
      const traceId = tracing.on
        ? trace.getSpan(currentContext())?.spanContext().traceId
        : undefined
      const fields = { time: timestamp(options.clock), ...event, traceId }
      const written = Object.entries(fields).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, loggable(value)]],
      )
      options.output(`${JSON.stringify(Object.fromEntries(written))}\n`)
    },
  }
}

/** For commands that print something else, and for tests that do not look at the log. */
export const silentLogger: EventLogger = { write: () => {} }

const word = /^[A-Za-z0-9 /{}:.,*_-]{0,120}$/
const handle = /^(key:)?(len|key|ses|con|snp|rep|req|rsc)_[A-Za-z0-9_-]{22}$/
const digest = /^[0-9a-f]{64}$/
const jobOrTrace = /^[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}$/
const secretLike = /[A-Za-z0-9_-]{25,}/
const ibanLike = /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}\b/

/** A second net under the closed set of fields: numbers, handles, dates and short words pass. */
export function loggable(value: string | number | boolean): string | number | boolean {
  if (
    typeof value !== 'string' ||
    handle.test(value) ||
    jobOrTrace.test(value) ||
    digest.test(value)
  )
    return value
  return word.test(value) && !secretLike.test(value) && !ibanLike.test(value) ? value : '[withheld]'
}

/** What may be told of an error. */
export function faultOf(error: unknown): Fault {
  if (!(error instanceof Error)) return { errorName: typeof error }
  const code = error instanceof AppError ? error.code : codeOf(error)
  return { errorCode: code, errorName: error.name, errorAt: placeOf(error) }
}

function codeOf(error: Error): string | undefined {
  const code = 'code' in error ? error.code : undefined
  return typeof code === 'string' && /^[A-Z0-9_]{2,40}$/i.test(code) ? code : undefined
}

function placeOf(error: Error): string | undefined {
  const frames = (error.stack ?? '').slice(error.name.length + error.message.length)
  return /\/(src\/[a-z0-9/-]+\.ts:\d+)/.exec(frames)?.[1]
}
