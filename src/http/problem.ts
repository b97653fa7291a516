// The only status codes: every refusal as an RFC 9457 problem of a closed catalogue.
import { AppError, type ErrorCode, type FieldIssue } from '../errors.ts'

/** What only a transport can refuse. */
export const transportCodes = [
  'route_unknown',
  'method_not_allowed',
  'unsupported_media_type',
  'insufficient_scope',
  'rate_limited',
  'uri_too_long',
  'headers_too_large',
  'request_timeout',
  'internal_error',
] as const
export type ProblemCode = ErrorCode | (typeof transportCodes)[number]

type Entry = { readonly status: ProblemStatus; readonly title: string }
export type ProblemStatus =
  | (400 | 401 | 403 | 404 | 405 | 408 | 409 | 410 | 413 | 414 | 415 | 422 | 429 | 431)
  | (500 | 502 | 503)

export const problems = {
  invalid_request: { status: 400, title: 'The request is not valid' },
  invalid_statement: { status: 422, title: 'The statement is not valid' },
  unauthenticated: { status: 401, title: 'A valid API key is required' },
  forbidden: { status: 403, title: 'This is not allowed' },
  not_found: { status: 404, title: 'There is no such resource' },
  conflict: { status: 409, title: 'The state of the resource does not allow this' },
  idempotency_key_missing: { status: 400, title: 'An Idempotency-Key is required' },
  idempotency_key_reused: {
    status: 422,
    title: 'The Idempotency-Key was used for another request',
  },
  request_in_progress: { status: 409, title: 'The first request with this key is not over' },
  payload_too_large: { status: 413, title: 'The request is too large' },
  return_url_not_allowed: { status: 422, title: 'The return URL is not on the allow-list' },
  unknown_bank: { status: 422, title: 'There is no such bank' },
  session_not_ready: { status: 409, title: 'The session is not ready for this' },
  session_ended: { status: 409, title: 'The session has ended' },
  link_used: { status: 410, title: 'The link was already used' },
  link_unknown: { status: 404, title: 'The link is unknown or no longer valid' },
  callback_refused: { status: 400, title: 'The return from the bank was refused' },
  bank_failed: { status: 502, title: 'The bank did not answer as it should' },
  rulebook_unknown: { status: 404, title: 'There is no such rulebook' },
  rulebook_invalid: { status: 500, title: 'The rulebook is not valid' },
  database_outdated: { status: 503, title: 'The database is being upgraded' },
  configuration_invalid: { status: 500, title: 'The service is not configured' },
  unavailable: { status: 503, title: 'The service is not available' },
  route_unknown: { status: 404, title: 'There is nothing at this address' },
  method_not_allowed: { status: 405, title: 'The method is not allowed here' },
  unsupported_media_type: { status: 415, title: 'The content type is not supported' },
  insufficient_scope: { status: 403, title: 'The credential does not have the scope' },
  uri_too_long: { status: 414, title: 'The address is too long' },
  headers_too_large: { status: 431, title: 'The header fields are too many or too large' },
  request_timeout: { status: 408, title: 'The request took too long to arrive' },
  rate_limited: { status: 429, title: 'Too many requests' },
  internal_error: { status: 500, title: 'Something went wrong on our side' },
} as const satisfies Record<ProblemCode, Entry>

export type Problem = {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail?: string
  /** The request's id: what to quote when asking us. */
  readonly instance: string
  readonly errors?: readonly FieldIssue[]
}

export function problemOf(
  code: ProblemCode,
  instance: string,
  told: { readonly detail?: string; readonly issues?: readonly FieldIssue[] } = {},
): Problem {
  const { status, title } = problems[code]
  return {
    type: `/problems/${code}`,
    title,
    status,
    ...(told.detail === undefined ? {} : { detail: told.detail }),
    instance,
    ...(told.issues && told.issues.length > 0 ? { errors: told.issues } : {}),
  }
}

/** 5xx tell nothing but their title; an error that is not ours has one constant body. */
export function problemOfError(error: unknown, instance: string): Problem {
  if (!(error instanceof AppError)) return problemOf('internal_error', instance)
  if (problems[error.code].status === 500) return problemOf('internal_error', instance)
  return problemOf(error.code, instance, { detail: error.detail, issues: error.issues })
}

export function problemResponse(
  problem: Problem,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: { 'content-type': 'application/problem+json; charset=utf-8', ...headers },
  })
}
