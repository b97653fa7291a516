// Spans: one for each request, job, statement and call to a bank or a lender. Their attributes pass the net of the log.
import {
  type Context,
  context,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api'
import {
  currentContext,
  type LateSpan,
  lateSpans,
  readTraceparent,
  settle,
  tracer,
  tracing,
  waitingRequest,
} from './current-span.ts'
import { faultOf, loggable } from './log.ts'

export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>

type SpanOptions = {
  readonly kind?: SpanKind
  /** Where the work comes from when it was given to another process; null: as if there were none. */
  readonly from?: string | null
}

/** Runs `work` within a span of this name. */
export async function span<T>(
  name: string,
  attributes: Attributes,
  work: () => Promise<T>,
  { kind = SpanKind.INTERNAL, from }: SpanOptions = {},
): Promise<T> {
  const remote = readTraceparent(from ?? undefined)
  const parent = remote === null ? currentContext() : trace.setSpanContext(context.active(), remote)
  const current = tracer().startSpan(name, { kind }, parent)
  setAttributes(current, attributes)
  try {
    return await context.with(trace.setSpan(parent, current), work)
  } catch (error) {
    fail(current, error)
    throw error
  } finally {
    current.end()
  }
}

/** A call to another system: a bank, a lender. `told` reads what may be said of its answer. */
export async function callSpan<T>(
  name: string,
  attributes: Attributes,
  call: () => Promise<T>,
  told: (answer: T) => Attributes,
): Promise<T> {
  const work = async () => {
    const answer = await call()
    const current = trace.getActiveSpan()
    if (current !== undefined) setAttributes(current, told(answer))
    return answer
  }
  return await span(name, attributes, work, { kind: SpanKind.CLIENT })
}

/** Whether a statement or a call that is over would be told to anybody. */
export function isTraced(): boolean {
  if (!tracing.on) return false
  return trace.getActiveSpan()?.isRecording() === true || lateSpans.getStore() !== undefined
}

/** A span of something that is already over. */
export function recordSpan(name: string, attributes: Attributes, durationMs: number): void {
  const endTime = Date.now()
  const record = (parent: Context): void => {
    if (trace.getSpan(parent)?.isRecording() !== true) return
    const startTime = endTime - durationMs
    const past = tracer().startSpan(name, { startTime, kind: SpanKind.CLIENT }, parent)
    setAttributes(past, attributes)
    past.end(endTime)
  }
  const waiting = waitingRequest()
  if (waiting !== null) waiting.waiting.push(record)
  else if (isTraced()) record(currentContext())
}

/** What is known of a request once it was answered. */
type Answered = { readonly name: string; readonly attributes: Attributes; readonly failed: boolean }

/**
 * A request's span, begun when the session it is about is known (`joinTrace`).
 * @param caller the `traceparent` that came with it
 */
export async function requestSpan(
  caller: string | undefined,
  work: () => Promise<void>,
  answered: () => Answered,
): Promise<void> {
  if (!tracing.on) return await work()
  const late: LateSpan = {
    ...{ name: 'request', startTime: Date.now(), caller: readTraceparent(caller) },
    ...{ span: null, waiting: [] },
  }
  await lateSpans.run(late, async () => {
    try {
      await work()
    } finally {
      const { name, attributes, failed } = answered()
      const current = settle(late, ROOT_CONTEXT)
      current.updateName(name)
      setAttributes(current, attributes)
      if (failed) current.setStatus({ code: SpanStatusCode.ERROR })
      current.end()
    }
  })
}

function fail(current: Span, error: unknown): void {
  current.setStatus({ code: SpanStatusCode.ERROR })
  setAttributes(current, faultOf(error))
}

function setAttributes(target: Span, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined) target.setAttribute(name, loggable(value))
  }
}
