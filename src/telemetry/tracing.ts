// Traces by OpenTelemetry, sent by OTLP over HTTP where the operator says, else not made at all.
import { context, propagation, type Span, SpanStatusCode, trace } from '@opentelemetry/api'
import { faultOf, loggable } from './log.ts'

export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>

/** As OTEL_EXPORTER_OTLP_ENDPOINT and OTEL_EXPORTER_OTLP_HEADERS give them. */
export type OtlpTarget = { readonly endpoint: string; readonly headers: string }

export type Tracing = {
  /** Sends what is left; rejects when that could not be sent. */
  stop(): Promise<void>
}

const tracerName = 'nonante'

/** Once a process, before the first span. The exporter is only loaded when there is a target. */
export async function startTracing(options: {
  readonly serviceName: string
  readonly serviceVersion: string
  readonly otlp: OtlpTarget | null
}): Promise<Tracing> {
  const { otlp } = options
  if (otlp === null) return { stop: async () => {} }
  const [{ NodeTracerProvider, BatchSpanProcessor }, { OTLPTraceExporter }, resources] =
    await Promise.all([
      import('@opentelemetry/sdk-trace-node'),
      import('@opentelemetry/exporter-trace-otlp-http'),
      import('@opentelemetry/resources'),
    ])
  const exporter = new OTLPTraceExporter({
    url: `${otlp.endpoint.replace(/\/+$/, '')}/v1/traces`,
    headers: readHeaders(otlp.headers),
    timeoutMillis: 3_000,
  })
  const provider = new NodeTracerProvider({
    resource: resources.resourceFromAttributes({
      'service.name': options.serviceName,
      'service.version': options.serviceVersion,
    }),
    spanProcessors: [new BatchSpanProcessor(exporter)],
  })
  provider.register()
  return {
    async stop() {
      await provider.shutdown()
      trace.disable()
      context.disable()
      propagation.disable()
    },
  }
}

/** Runs `work` within a span of this name; attributes pass the same net as the log's fields. */
export async function span<T>(
  name: string,
  attributes: Attributes,
  work: () => Promise<T>,
): Promise<T> {
  return await trace.getTracer(tracerName).startActiveSpan(name, async (current) => {
    setAttributes(current, attributes)
    try {
      return await work()
    } catch (error) {
      const fault = faultOf(error)
      current.setStatus({ code: SpanStatusCode.ERROR })
      setAttributes(current, fault)
      throw error
    } finally {
      current.end()
    }
  })
}

/** A span of something that is already over. */
export function recordSpan(name: string, attributes: Attributes, durationMs: number): void {
  if (trace.getActiveSpan()?.isRecording() !== true) return
  const startTime = Date.now() - durationMs
  const past = trace.getTracer(tracerName).startSpan(name, { startTime })
  setAttributes(past, attributes)
  past.end()
}

function setAttributes(target: Span, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined) target.setAttribute(name, loggable(value))
  }
}

/** `key=value,key=value`, values percent-encoded, as the OpenTelemetry specification has it. */
export function readHeaders(text: string): Record<string, string> {
  const pairs = text.split(',').flatMap((pair): [string, string][] => {
    const [name = '', ...rest] = pair.split('=')
    return name.trim() === '' ? [] : [[name.trim(), decodeURIComponent(rest.join('=').trim())]]
  })
  return Object.fromEntries(pairs)
}
