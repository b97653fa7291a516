// A route as a value: what is printed in openapi.yaml and what answers, side by side.
import { createRoute, type RouteConfig, z } from '@hono/zod-openapi'
import { AppError } from '../errors.ts'
import type { Scope } from '../lenders/scopes.ts'
import type { AppContext, HttpDeps } from './deps.ts'

export type Endpoint = {
  readonly definition: RouteConfig
  /** What the credential must be allowed. */
  readonly scope: Scope
  readonly handle: (c: AppContext, deps: HttpDeps) => Promise<Response>
}

export const problemSchema = z
  .object({
    type: z.string().meta({ examples: ['/problems/invalid_request'] }),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    instance: z.string().meta({ description: 'Id of the request: quote it when asking' }),
    errors: z
      .array(
        z.object({
          pointer: z.string().meta({ description: 'JSON pointer (RFC 6901) of the field' }),
          detail: z.string(),
        }),
      )
      .optional(),
  })
  .openapi('Problem', {
    example: {
      type: '/problems/invalid_request',
      title: 'The request is not valid',
      status: 400,
      detail: 'The body is not valid.',
      instance: 'req_3nD7kPw5VxS9aGh2MrE8cJ',
      errors: [
        {
          pointer: '/applicant/reference',
          detail: 'Too small: expected string to have >=1 characters',
        },
      ],
    },
  })

const problemContent = { 'application/problem+json': { schema: problemSchema } }

const always: Readonly<Record<number, string>> = {
  400: 'The request is not valid',
  401: 'A valid API key or token is required',
  403: 'The credential does not have the scope',
  414: 'The address is too long',
  429: 'Too many requests: see RateLimit and Retry-After',
  431: 'The header fields are too many or too large',
  500: 'Something went wrong on our side',
}

/** Problem responses of an API route: those every route may give, and its own. */
export function problemResponses(own: Readonly<Record<number, string>> = {}) {
  return Object.fromEntries(
    Object.entries({ ...always, ...own }).map(([status, description]) => [
      status,
      { description, content: problemContent },
    ]),
  )
}

export function jsonResponse(description: string, schema: z.ZodType, example?: unknown) {
  const media = example === undefined ? { schema } : { schema, example }
  return { description, content: { 'application/json': media } }
}

export function jsonBody(schema: z.ZodType, examples?: Record<string, { value: unknown }>) {
  const media = examples === undefined ? { schema } : { schema, examples }
  return { required: true, content: { 'application/json': media } }
}

export const idempotencyHeaders = z.object({
  'idempotency-key': z
    .string()
    .min(1)
    .max(255)
    .meta({ description: 'One for each request; the same again gives the first reply again' }),
})

/** A PATCH or DELETE is safe to repeat by itself; with a key its first answer is given again. */
export const optionalIdempotencyHeaders = idempotencyHeaders.partial()

export const security = [{ apiKey: [] }]

export function json(value: unknown, status = 200): Response {
  return new Response(JSON.stringify(value), {
    status,
    headers: { 'content-type': 'application/json' },
  })
}

export function jsonText(text: string, status = 200): Response {
  return new Response(text, { status, headers: { 'content-type': 'application/json' } })
}

/** As ids are made; the database is not asked for anything else. */
export const HANDLE = /^[\w.:-]{1,100}$/

/** @throws AppError `not_found` when the address has no such part, or none that could be an id. */
export function pathId(c: AppContext, name = 'id'): string {
  const value = c.req.param(name)
  if (value === undefined || !HANDLE.test(value))
    throw new AppError('not_found', 'There is no such resource.')
  return value
}

export const idParams = z.object({ id: z.string() })
export { createRoute, z }
