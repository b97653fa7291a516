// Webhooks: where a lender is told of what happens to its sessions.
import { eventTypes } from '../../outbox/append-event.ts'
import { patchWebhook, removeWebhook, rotateWebhookSecret } from '../../webhooks/change-webhook.ts'
import { createWebhook } from '../../webhooks/create-webhook.ts'
import { listOwnWebhooks } from '../../webhooks/read-webhooks.ts'
import { sendTestEvent } from '../../webhooks/send-again.ts'
import {
  createRoute,
  type Endpoint,
  idempotencyHeaders,
  idParams,
  json,
  jsonBody,
  jsonResponse,
  optionalIdempotencyHeaders,
  pathId,
  problemResponses,
  security,
  z,
} from '../endpoint.ts'
import { readBody } from '../read.ts'
import { webhookChangeExamples, webhookExamples } from './body-examples.ts'
import { deliveryEndpoints } from './webhook-deliveries.ts'

const tags = ['webhooks']
const missing = { 404: 'There is no such webhook' }
const disabled = { 409: 'The webhook is disabled, or the event still on its way' }

const typesSchema = z
  .array(z.enum(eventTypes).exclude(['webhook.test']))
  .min(1)
  .nullable()
  .meta({ description: 'Types to be told of; null: every type, those of later versions too' })

const viewSchema = z
  .object({
    id: z.string(),
    url: z.url(),
    eventTypes: z.array(z.enum(eventTypes)).nullable(),
    previousSecretUntil: z.iso
      .datetime()
      .nullable()
      .meta({ description: 'Until then the secret before the current one signs too' }),
    disabledAt: z.iso.datetime().nullable(),
    disabledWhy: z
      .enum(['lender', 'gone'])
      .nullable()
      .meta({ description: '`gone`: the address answered 410' }),
    createdAt: z.iso.datetime(),
  })
  .openapi('Webhook')
const withSecretSchema = z.object({
  ...viewSchema.shape,
  secret: z.string().meta({ description: '`whsec_…` (Standard Webhooks): shown this once' }),
})
const urlSchema = z
  .string()
  .max(2048)
  .meta({
    description: 'https, port 443, a public host by name; no user, no fragment',
    examples: ['https://lender.example/nonante'],
  })

const newSchema = z.strictObject({ url: urlSchema, eventTypes: typesSchema.default(null) })

const create: Endpoint = {
  scope: 'webhooks:write',
  definition: createRoute({
    method: 'post',
    path: '/v1/webhooks',
    summary: 'Be told of events at an address',
    description:
      'Signed by the Standard Webhooks specification 1.0.0: `webhook-id`, `webhook-timestamp`, `webhook-signature`. ' +
      'Payloads hold handles and codes only. Ten attempts over three days; a 2xx within 20 seconds is success, ' +
      'a redirect is not, 410 disables the webhook. The same event may come twice: know it by `webhook-id`.',
    tags,
    security,
    request: {
      headers: idempotencyHeaders,
      body: jsonBody(newSchema, webhookExamples),
    },
    responses: {
      201: jsonResponse('The webhook and its secret', withSecretSchema),
      ...problemResponses({
        409: 'There are 20 webhooks already',
        415: 'The body is not application/json',
        422: 'A reused Idempotency-Key',
      }),
    },
  }),
  async handle(c, deps) {
    const input = await readBody(c, newSchema)
    const { webhook, secret } = await createWebhook(deps, c.get('access'), input)
    return json({ ...webhook, secret }, 201)
  },
}

const list: Endpoint = {
  scope: 'webhooks:read',
  definition: createRoute({
    method: 'get',
    path: '/v1/webhooks',
    summary: "The lender's webhooks",
    tags,
    security,
    responses: {
      200: jsonResponse('All of them, oldest first', z.object({ items: z.array(viewSchema) })),
      ...problemResponses(),
    },
  }),
  async handle(c, deps) {
    return json({ items: await listOwnWebhooks(deps, c.get('access')) })
  },
}

const changeSchema = z
  .strictObject({ url: urlSchema, eventTypes: typesSchema, enabled: z.boolean() })
  .partial()

const change: Endpoint = {
  scope: 'webhooks:write',
  definition: createRoute({
    method: 'patch',
    path: '/v1/webhooks/{id}',
    summary: 'Change where events go, which, or whether any',
    tags,
    security,
    request: {
      params: idParams,
      headers: optionalIdempotencyHeaders,
      body: jsonBody(changeSchema, webhookChangeExamples),
    },
    responses: {
      200: jsonResponse('The webhook', viewSchema),
      ...problemResponses({ ...missing, 415: 'The body is not application/json' }),
    },
  }),
  async handle(c, deps) {
    const wanted = await readBody(c, changeSchema)
    return json(await patchWebhook(deps, c.get('access'), pathId(c), wanted))
  },
}

const remove: Endpoint = {
  scope: 'webhooks:write',
  definition: createRoute({
    method: 'delete',
    path: '/v1/webhooks/{id}',
    summary: 'Delete a webhook, its secrets and the record of its deliveries',
    tags,
    security,
    request: { params: idParams, headers: optionalIdempotencyHeaders },
    responses: { 204: { description: 'It is gone' }, ...problemResponses(missing) },
  }),
  async handle(c, deps) {
    await removeWebhook(deps, c.get('access'), pathId(c))
    return new Response(null, { status: 204 })
  },
}

const rotate: Endpoint = {
  scope: 'webhooks:write',
  definition: createRoute({
    method: 'post',
    path: '/v1/webhooks/{id}/rotate',
    summary: 'A new secret; the one before it signs too for a day',
    tags,
    security,
    request: { params: idParams, headers: idempotencyHeaders },
    responses: {
      200: jsonResponse('The webhook and its new secret', withSecretSchema),
      ...problemResponses(missing),
    },
  }),
  async handle(c, deps) {
    const { webhook, secret } = await rotateWebhookSecret(deps, c.get('access'), pathId(c))
    return json({ ...webhook, secret })
  },
}

const test: Endpoint = {
  scope: 'webhooks:write',
  definition: createRoute({
    method: 'post',
    path: '/v1/webhooks/{id}/test',
    summary: 'Send a `webhook.test` event to this webhook alone',
    tags,
    security,
    request: { params: idParams, headers: idempotencyHeaders },
    responses: {
      202: jsonResponse('On its way: see its delivery', z.object({ eventId: z.string() })),
      ...problemResponses({ ...missing, ...disabled }),
    },
  }),
  async handle(c, deps) {
    return json(await sendTestEvent(deps, c.get('access'), pathId(c)), 202)
  },
}

export const webhookEndpoints: readonly Endpoint[] = [
  ...[create, list, change, remove, rotate, test],
  ...deliveryEndpoints,
]
