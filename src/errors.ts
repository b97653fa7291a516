// Every way a use case may refuse or fail, as a closed list. HTTP statuses are chosen in http/problem.ts alone.

export const errorCodes = [
  'invalid_request',
  'invalid_statement',
  'unauthenticated',
  'forbidden',
  'not_found',
  'conflict',
  'idempotency_key_missing',
  'idempotency_key_reused',
  'request_in_progress',
  'payload_too_large',
  'return_url_not_allowed',
  'unknown_bank',
  'session_not_ready',
  'session_ended',
  'link_used',
  'link_unknown',
  'callback_refused',
  'bank_failed',
  'rulebook_unknown',
  'rulebook_invalid',
  'database_outdated',
  'configuration_invalid',
  'unavailable',
] as const
export type ErrorCode = (typeof errorCodes)[number]

/** One field that is wrong: a JSON pointer and a sentence that names the way out. */
export type FieldIssue = { readonly pointer: string; readonly detail: string }

/** `detail` may be shown to anyone: no name, label, amount, IBAN or token in it. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly detail: string
  readonly issues: readonly FieldIssue[]

  constructor(
    code: ErrorCode,
    detail: string,
    options: { cause?: unknown; issues?: readonly FieldIssue[] } = {},
  ) {
    super(detail, { cause: options.cause })
    this.name = 'AppError'
    this.code = code
    this.detail = detail
    this.issues = options.issues ?? []
  }
}
