// Every refusal of Linxo Connect turned into a BankError. What it wrote is never quoted: it may hold a name, an
// account number or a token.
import { z } from 'zod'
import type { BankError, BankErrorKind } from '../bank.ts'
import { type Answer, type CallLabel, callFailure, retryAfterSeconds } from '../transport.ts'

export type Operation =
  | 'token'
  | 'users'
  | 'widget_session'
  | 'connections'
  | 'accounts'
  | 'transactions'

/** RFC 6749, 5.2: the one code that says more than its status. */
const grantErrorSchema = z.object({ error: z.literal('invalid_grant') })

/** An answer whose status is not 2xx, read at `now`. */
export function refusal(
  label: CallLabel,
  operation: Operation,
  { status, text, header }: Answer,
  now: Date,
): BankError {
  const seconds = retryAfterSeconds(header('retry-after'), now)
  const kind = isInvalidGrant(text) ? 'authorization_invalid' : kindOf(operation, status)
  return callFailure(label, kind, `status ${status}`, {
    status,
    ...(seconds === null ? {} : { retryAfterSeconds: seconds }),
  })
}

function kindOf(operation: Operation, status: number): BankErrorKind {
  if (status < 400) return 'bad_answer'
  if (status >= 500) return 'bank_error'
  switch (status) {
    case 401:
      // at the token endpoint without `invalid_grant`: it is our own registration that is refused
      return operation === 'token' ? 'forbidden' : 'authorization_invalid'
    case 403:
      return 'forbidden'
    case 404:
    case 410:
      return 'not_found'
    case 408:
      return 'timeout'
    case 429:
      return 'too_many_requests'
    default:
      return 'bad_request'
  }
}

function isInvalidGrant(text: string): boolean {
  try {
    return grantErrorSchema.safeParse(JSON.parse(text)).success
  } catch {
    // an error page, or nothing at all: the status alone speaks
    return false
  }
}
