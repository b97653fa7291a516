// Traces by OpenTelemetry, sent by OTLP over HTTP where the operator says, else not made at all.
import { context, propagation, trace } from '@opentelemetry/api'
import { tracing } from './current-span.ts'
import { resourceAttributes, type Sender } from './resource.ts'

/** As OTEL_EXPORTER_OTLP_ENDPOINT and OTEL_EXPORTER_OTLP_HEADERS give them. */
export type OtlpTarget = { readonly endpoint: string; readonly headers: string }

export type Tracing = {
  /** Sends what is left; rejects when that could not be sent. */
  stop(): Promise<void>
}

/** Once a process, before the first span. The exporter is only loaded when there is a target. */
export async function startTracing(
  options: Sender & { readonly otlp: OtlpTarget | null },
): Promise<Tracing> {
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
    resource: resources.resourceFromAttributes(resourceAttributes(options)),
    spanProcessors: [new BatchSpanProcessor(exporter)],
  })
  provider.register()
  tracing.on = true
  return {
    async stop() {
      tracing.on = false
      await provider.shutdown()
      trace.disable()
      context.disable()
      propagation.disable()
    },
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
