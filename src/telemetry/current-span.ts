// Which span the work at hand belongs to. A request may not know yet whose trace it belongs to: the applicant's browser
// sends none, and the session it is bound to has to be looked up. Its span is begun late, with its time and what
// happened meanwhile, in the trace of that session; or as one of its own when no session was found.
import { AsyncLocalStorage } from 'node:async_hooks'
import {
  type Context,
  context,
  isSpanContextValid,
  ROOT_CONTEXT,
  type Span,
  type SpanContext,
  SpanKind,
  trace,
} from '@opentelemetry/api'

export const tracer = () => trace.getTracer('nonante')

/** A span that is begun once it is known where it belongs. */
export type LateSpan = {
  readonly name: string
  readonly startTime: number
  /** The caller's own trace: linked, since whoever calls does not decide what is kept here. */
  readonly caller: SpanContext | null
  span: Span | null
  /** Told before it was known: run with the span once there is one. */
  readonly waiting: ((parent: Context) => void)[]
}

/** Set once a process, when traces are made: elsewhere nothing is put together that nobody gets. */
export const tracing = { on: false }

export const lateSpans = new AsyncLocalStorage<LateSpan>()

/** In which new spans are made; a request that still waits begins a trace of its own. */
export function currentContext(): Context {
  const active = context.active()
  if (trace.getSpan(active) !== undefined) return active
  const late = lateSpans.getStore()
  return late === undefined ? active : trace.setSpan(active, settle(late, ROOT_CONTEXT))
}

/** A request that waits for its trace, if this is part of one. */
export function waitingRequest(): LateSpan | null {
  const late = lateSpans.getStore()
  if (late === undefined || late.span !== null) return null
  return trace.getSpan(context.active()) === undefined ? late : null
}

/**
 * This request is about a session: it goes on in the trace that began with it. Only the first session counts, and
 * outside a request nothing changes. `parent`: as kept with the session; null when it was opened without traces.
 */
export function joinTrace(parent: string | null): void {
  const late = waitingRequest()
  const of = readTraceparent(parent ?? undefined)
  if (late !== null && of !== null) settle(late, trace.setSpanContext(ROOT_CONTEXT, of))
}

export function settle(late: LateSpan, parent: Context): Span {
  if (late.span !== null) return late.span
  const { name, startTime, caller } = late
  const options = { startTime, kind: SpanKind.SERVER, root: parent === ROOT_CONTEXT }
  const links = caller === null ? [] : [{ context: caller }]
  late.span = tracer().startSpan(name, { ...options, links }, parent)
  const within = trace.setSpan(ROOT_CONTEXT, late.span)
  for (const tell of late.waiting.splice(0)) tell(within)
  return late.span
}

/** W3C trace context of the work at hand, to go on elsewhere from; null where no traces are made. */
export function traceparent(): string | null {
  if (!tracing.on) return null
  const of = trace.getSpanContext(currentContext())
  if (of === undefined || !isSpanContextValid(of)) return null
  return `00-${of.traceId}-${of.spanId}-${of.traceFlags.toString(16).padStart(2, '0')}`
}

/** @returns null for what is none. */
export function readTraceparent(text: string | undefined): SpanContext | null {
  const parts = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/.exec(text ?? '')
  if (parts === null) return null
  const [, traceId = '', spanId = '', flags = ''] = parts
  const of = { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & 1, isRemote: true }
  return isSpanContextValid(of) ? of : null
}
