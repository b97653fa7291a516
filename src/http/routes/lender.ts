// The lender itself: what it says of itself, and what it may change.
import {
  changeLender,
  lenderChangeSchema,
  lenderViewSchema,
  viewLender,
} from '../../lenders/change-lender.ts'
import {
  createRoute,
  type Endpoint,
  json,
  jsonBody,
  jsonResponse,
  optionalIdempotencyHeaders,
  problemResponses,
  security,
} from '../endpoint.ts'
import { readBody } from '../read.ts'
import { lenderExamples } from './body-examples.ts'

const tags = ['lender']

const read: Endpoint = {
  scope: 'lender:read',
  definition: createRoute({
    method: 'get',
    path: '/v1/lender',
    summary: 'The lender this credential belongs to',
    tags,
    security,
    responses: { 200: jsonResponse('The lender', lenderViewSchema), ...problemResponses() },
  }),
  async handle(c, deps) {
    return json(await viewLender(deps, c.get('access').lender.id))
  },
}

const change: Endpoint = {
  scope: 'lender:write',
  definition: createRoute({
    method: 'patch',
    path: '/v1/lender',
    summary: 'Change what the lender says of itself',
    description:
      'What is left out stays; `null` takes away. Test and live keys change the same lender. Limits, provider and token issuers are the operator’s to set.',
    tags,
    security,
    request: {
      headers: optionalIdempotencyHeaders,
      body: jsonBody(lenderChangeSchema, lenderExamples),
    },
    responses: {
      200: jsonResponse('The lender as it is now', lenderViewSchema),
      ...problemResponses({
        409: 'The first request with this Idempotency-Key is still running',
        413: 'The body is over 5 MB',
        415: 'The body is not application/json',
        422: 'The Idempotency-Key was used for another request',
      }),
    },
  }),
  async handle(c, deps) {
    const wanted = await readBody(c, lenderChangeSchema)
    const { lender, actor } = c.get('access')
    return json(await changeLender(deps, { lenderId: lender.id, actor }, wanted))
  },
}

export const lenderEndpoints: readonly Endpoint[] = [read, change]
