// Consent sessions as the lender's backend drives them.
import { cancelSession } from '../../sessions/cancel-session.ts'
import { createSession } from '../../sessions/create-session.ts'
import { getSession } from '../../sessions/get-session.ts'
import { listSessions } from '../../sessions/list-sessions.ts'
import { renewLink } from '../../sessions/renew-link.ts'
import {
  type SessionView,
  sessionRequestSchema,
  sessionStatuses,
  sessionViewSchema,
} from '../../sessions/session.ts'
import { waitForSession } from '../../sessions/wait-for-session.ts'
import {
  createRoute,
  type Endpoint,
  idempotencyHeaders,
  idParams,
  json,
  jsonBody,
  jsonResponse,
  pathId,
  problemResponses,
  security,
  z,
} from '../endpoint.ts'
import { consentUrl, type Replay } from '../idempotency/replay.ts'
import { readBody, readQuery } from '../read.ts'
import { completedSessionExample, createdSessionExample } from './response-examples.ts'
import { sessionExamples } from './session-examples.ts'

const tags = ['sessions']
const createdSchema = z
  .object({
    ...sessionViewSchema.shape,
    consentUrl: z.url().meta({ description: 'Single use: send the applicant there' }),
  })
  .openapi('CreatedSession')
const missing = { 404: 'There is no such session' }

const create: Endpoint = {
  scope: 'sessions:write',
  definition: createRoute({
    method: 'post',
    path: '/v1/sessions',
    summary: 'Open a one-shot consent session',
    tags,
    security,
    request: { headers: idempotencyHeaders, body: jsonBody(sessionRequestSchema, sessionExamples) },
    responses: {
      201: jsonResponse('The session and its consent link', createdSchema, createdSessionExample),
      ...problemResponses({
        409: 'The first request with this Idempotency-Key is still running',
        413: 'The body is over 5 MB',
        415: 'The body is not application/json',
        422: 'A return URL that is not listed, an unknown bank, or a reused Idempotency-Key',
      }),
    },
  }),
  async handle(c, deps) {
    const request = await readBody(c, sessionRequestSchema)
    const access = c.get('access')
    const settle = c.get('settle')
    const { session, linkToken: token } = await createSession(deps, access, request, {
      effect: c.get('effect'),
      within: async (tx, made) => await settle?.(tx, 201, replayOf(made.session)),
    })
    c.set('replay', replayOf(session))
    return json({ ...session, consentUrl: consentUrl(deps, token) }, 201)
  },
}

const replayOf = (session: SessionView): Replay => ({
  kind: 'consent_link',
  sessionId: session.id,
  linkGeneration: 1,
  body: session,
})

const listQuery = z.strictObject({
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  status: z.enum(sessionStatuses).optional(),
})

const list: Endpoint = {
  scope: 'sessions:read',
  definition: createRoute({
    method: 'get',
    path: '/v1/sessions',
    summary: 'List sessions, newest first',
    tags,
    security,
    request: { query: listQuery },
    responses: {
      200: jsonResponse(
        'A page of sessions',
        z.object({ items: z.array(sessionViewSchema), nextCursor: z.string().nullable() }),
      ),
      ...problemResponses(),
    },
  }),
  async handle(c, deps) {
    return json(await listSessions(deps, c.get('access'), readQuery(c, listQuery)))
  },
}

const waitQuery = z.strictObject({
  wait: z.coerce
    .number()
    .int()
    .min(0)
    .max(30)
    .default(0)
    .meta({ description: 'Seconds to wait for the session to reach an end' }),
})

const read: Endpoint = {
  scope: 'sessions:read',
  definition: createRoute({
    method: 'get',
    path: '/v1/sessions/{id}',
    summary: 'Read a session, or wait for its end',
    tags,
    security,
    request: { params: idParams, query: waitQuery },
    responses: {
      200: jsonResponse('The session', sessionViewSchema, completedSessionExample),
      ...problemResponses(missing),
    },
  }),
  async handle(c, deps) {
    const { wait: seconds } = readQuery(c, waitQuery)
    const id = pathId(c)
    const access = c.get('access')
    if (seconds === 0) return json(await getSession(deps, access, id))
    const gone = c.req.raw.signal
    const signal = deps.stopping ? AbortSignal.any([gone, deps.stopping]) : gone
    return json(await waitForSession(deps, access, id, { seconds, signal }))
  },
}

const link: Endpoint = {
  scope: 'sessions:write',
  definition: createRoute({
    method: 'post',
    path: '/v1/sessions/{id}/link',
    summary: 'Make a new consent link; the earlier one stops working',
    tags,
    security,
    request: { params: idParams, headers: idempotencyHeaders },
    responses: {
      200: jsonResponse(
        'The new link',
        z.object({ consentUrl: z.url(), expiresAt: z.iso.datetime() }),
      ),
      ...problemResponses({ ...missing, 409: 'The session has ended' }),
    },
  }),
  async handle(c, deps) {
    const sessionId = pathId(c)
    const access = c.get('access')
    const renewed = await renewLink(deps, access, sessionId)
    const { linkToken: token, linkGeneration, expiresAt } = renewed
    c.set('replay', { kind: 'consent_link', sessionId, linkGeneration, body: { expiresAt } })
    return json({ expiresAt, consentUrl: consentUrl(deps, token) })
  },
}

const cancel: Endpoint = {
  scope: 'sessions:write',
  definition: createRoute({
    method: 'post',
    path: '/v1/sessions/{id}/cancel',
    summary: 'Call a session off',
    tags,
    security,
    request: { params: idParams, headers: idempotencyHeaders },
    responses: {
      200: jsonResponse('The cancelled session', sessionViewSchema),
      ...problemResponses({ ...missing, 409: 'The session has ended' }),
    },
  }),
  async handle(c, deps) {
    return json(await cancelSession(deps, c.get('access'), pathId(c)))
  },
}

export const sessionEndpoints: readonly Endpoint[] = [create, list, read, link, cancel]
