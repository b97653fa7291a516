// What a webhook was sent, and sending it again.
import { readDeliveries } from '../../webhooks/read-webhooks.ts'
import { replayDelivery } from '../../webhooks/send-again.ts'
import {
  createRoute,
  type Endpoint,
  idempotencyHeaders,
  idParams,
  json,
  jsonResponse,
  pathId,
  problemResponses,
  security,
  z,
} from '../endpoint.ts'
import { readQuery } from '../read.ts'

const tags = ['webhooks']
const missing = { 404: 'There is no such webhook' }
const disabled = { 409: 'The webhook is disabled, or the event still on its way' }

const deliverySchema = z
  .object({
    eventId: z.string().meta({ description: 'The `webhook-id` it is sent under' }),
    type: z.string(),
    status: z.enum(['pending', 'delivered', 'failed']),
    attempts: z.int(),
    lastOutcome: z.string().nullable().meta({
      description: '`http_<status>`, `timeout`, `connection_failed`, `refused_address`, `disabled`',
    }),
    lastAttemptAt: z.iso.datetime().nullable(),
    nextAttemptAt: z.iso.datetime().nullable(),
    createdAt: z.iso.datetime(),
  })
  .openapi('WebhookDelivery')

const pageQuery = z.strictObject({
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
})

const deliveries: Endpoint = {
  scope: 'webhooks:read',
  definition: createRoute({
    method: 'get',
    path: '/v1/webhooks/{id}/deliveries',
    summary: 'What was sent, newest first',
    tags,
    security,
    request: { params: idParams, query: pageQuery },
    responses: {
      200: jsonResponse(
        'A page of deliveries',
        z.object({ items: z.array(deliverySchema), nextCursor: z.string().nullable() }),
      ),
      ...problemResponses(missing),
    },
  }),
  async handle(c, deps) {
    const page = readQuery(c, pageQuery)
    return json(await readDeliveries(deps, c.get('access'), pathId(c), page))
  },
}

const replay: Endpoint = {
  scope: 'webhooks:write',
  definition: createRoute({
    method: 'post',
    path: '/v1/webhooks/{id}/deliveries/{eventId}/replay',
    summary: 'Send an event again, from the first attempt on',
    tags,
    security,
    request: {
      params: z.object({ id: z.string(), eventId: z.string() }),
      headers: idempotencyHeaders,
    },
    responses: {
      202: { description: 'On its way' },
      ...problemResponses({ ...missing, ...disabled }),
    },
  }),
  async handle(c, deps) {
    await replayDelivery(deps, c.get('access'), pathId(c), pathId(c, 'eventId'))
    return new Response(null, { status: 202 })
  },
}

export const deliveryEndpoints: readonly Endpoint[] = [deliveries, replay]
