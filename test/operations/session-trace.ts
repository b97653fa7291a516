// One whole session, from the lender's call to the webhook, over a service and a worker of their own; and the traces
// both sent meanwhile.
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { createLenderBackend } from '../../src/demo/lender-backend.ts'
import { playJourney } from '../../src/demo/play-journey.ts'
import { findPersona } from '../../src/sandbox/personas/personas.ts'
import { sandboxBankId } from '../../src/wiring/banks.ts'
import { tracingTarget } from '../support/tracing-target.ts'
import { startReceiver } from '../webhooks/receiver.ts'
import { standUp } from './standing.ts'

const attributeSchema = z.object({
  key: z.string(),
  value: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
})
const spanSchema = z.object({
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().optional(),
  name: z.string(),
  startTimeUnixNano: z.coerce.bigint(),
  endTimeUnixNano: z.coerce.bigint(),
  attributes: z.array(attributeSchema).default([]),
  links: z.array(z.object({ traceId: z.string() })).default([]),
})
const scopeSchema = z.object({ spans: z.array(spanSchema) })
const resourceSchema = z.object({
  resource: z.object({ attributes: z.array(attributeSchema) }),
  scopeSpans: z.array(scopeSchema),
})
const sentSchema = z.object({ resourceSpans: z.array(resourceSchema) })

/** `process`: the service or the worker it was made in. */
export type Sent = z.infer<typeof spanSchema> & { readonly process: string }

export type WholeSession = {
  readonly sessionId: string
  /** Everything sent, of every trace. */
  readonly spans: readonly Sent[]
  /** `traceparent` of the webhook that told of the end. */
  readonly webhookParent: string
  readonly webhookCaller: string
}

/** The trace a lender's own system was in when it opened the session. */
const CALLER = '00-11111111111111111111111111111111-2222222222222222-01'

export async function playTracedSession(connectionString: string): Promise<WholeSession> {
  const target = await tracingTarget()
  const receiver = await startReceiver()
  const standing = await standUp({
    connectionString,
    environment: {
      OTEL_EXPORTER_OTLP_ENDPOINT: target.url,
      NONANTE_WEBHOOK_HOSTS: receiver.host,
    },
  })
  try {
    const { baseUrl, key } = standing
    const post = async (path: string, body: unknown) => {
      const response = await fetch(baseUrl + path, {
        method: 'POST',
        headers: {
          ...{ authorization: `Bearer ${key}`, 'content-type': 'application/json' },
          ...{ 'idempotency-key': path, traceparent: CALLER },
        },
        body: JSON.stringify(body),
      })
      const made: unknown = await response.json()
      return z.object({ id: z.string(), consentUrl: z.string().optional() }).parse(made)
    }
    await post('/v1/webhooks', { url: receiver.url })
    const applicant = { reference: 'traced', name: 'MALLOW MARC' }
    const { id: sessionId, consentUrl = '' } = await post('/v1/sessions', { applicant })
    const identifier = findPersona('Marc')?.identifier ?? ''
    await playJourney({ consentUrl, bankId: sandboxBankId, identifier })
    const deadline = performance.now() + 20_000
    while (receiver.received.length === 0 && performance.now() < deadline) await sleep(50)
    const backend = createLenderBackend(baseUrl, key)
    await backend.awaitSession(sessionId, 5)
    await backend.readReport(sessionId)
    const webhookParent = receiver.received[0]?.headers.traceparent ?? ''
    await standing.stop()
    const spans = target.received.flatMap(({ path, body }) =>
      path === '/v1/traces' ? spansOf(body) : [],
    )
    return { sessionId, spans, webhookParent, webhookCaller: CALLER }
  } finally {
    await standing.stop()
    await receiver.stop()
    await target.close()
  }
}

function spansOf(body: string): Sent[] {
  return sentSchema.parse(JSON.parse(body)).resourceSpans.flatMap(({ resource, scopeSpans }) => {
    const role = resource.attributes.find(({ key }) => key === 'service.instance.id')
    const process = String(Object.values(role?.value ?? {})[0] ?? '')
    return scopeSpans.flatMap(({ spans }) => spans.map((span) => ({ ...span, process })))
  })
}
