// Every way a NextGenPSD2 bank can refuse a call, turned into a BankError by the code in its `tppMessages`
// (guidelines 1.3, 14.11). What the bank wrote beside the code is never quoted.
import { z } from 'zod'
import type { BankError, BankErrorKind } from '../bank.ts'
import { type Answer, type CallLabel, callFailure, retryAfterSeconds } from '../transport.ts'

export type Operation =
  | 'consent'
  | 'authorisation'
  | 'consent_status'
  | 'consent_release'
  | 'accounts'
  | 'account'
  | 'balances'
  | 'transactions'
  | 'metadata'
  | 'token'

const kinds = {
  CONSENT_INVALID: 'consent_refused',
  CONSENT_EXPIRED: 'consent_refused',
  CONSENT_UNKNOWN: 'consent_refused',
  TOKEN_INVALID: 'authorization_invalid',
  TOKEN_UNKNOWN: 'authorization_invalid',
  TOKEN_EXPIRED: 'authorization_invalid',
  invalid_grant: 'authorization_invalid',
  PSU_CREDENTIALS_INVALID: 'denied',
  CORPORATE_ID_INVALID: 'denied',
  // the bank has closed this way to this customer
  SERVICE_BLOCKED: 'denied',
  // ours to mend: another token would not help
  ROLE_INVALID: 'forbidden',
  CERTIFICATE_INVALID: 'forbidden',
  CERTIFICATE_EXPIRED: 'forbidden',
  CERTIFICATE_BLOCKED: 'forbidden',
  CERTIFICATE_REVOKED: 'forbidden',
  CERTIFICATE_MISSING: 'forbidden',
  SIGNATURE_INVALID: 'forbidden',
  SIGNATURE_MISSING: 'forbidden',
  invalid_client: 'forbidden',
  ACCESS_EXCEEDED: 'too_many_requests',
  RESOURCE_UNKNOWN: 'not_found',
  RESOURCE_EXPIRED: 'not_found',
  FORMAT_ERROR: 'bad_request',
  PARAMETER_NOT_CONSISTENT: 'bad_request',
  PARAMETER_NOT_SUPPORTED: 'bad_request',
  PERIOD_INVALID: 'bad_request',
  REQUESTED_FORMATS_INVALID: 'bad_request',
  SCA_METHOD_UNKNOWN: 'bad_request',
  SERVICE_INVALID: 'bad_request',
  SESSIONS_NOT_SUPPORTED: 'bad_request',
  STATUS_INVALID: 'bad_request',
  TIMESTAMP_INVALID: 'bad_request',
  UNSUPPORTED_MEDIA_TYPE: 'bad_request',
  invalid_request: 'bad_request',
  INTERNAL_SERVER_ERROR: 'bank_error',
  SERVICE_UNAVAILABLE: 'bank_error',
} as const satisfies Record<string, BankErrorKind>
type Code = keyof typeof kinds

/** In the order of the table. */
const codes = new Map<string, BankErrorKind>(Object.entries(kinds))

const messageSchema = z.object({
  code: z.string().nullish().catch(null),
  category: z.string().nullish().catch(null),
})
const messagesSchema = z
  .union([z.array(messageSchema), messageSchema.transform((message) => [message])])
  .nullish()
  .catch(null)

const errorSchema = z.object({
  tppMessages: messagesSchema,
  /** The RFC 7807 form of the guidelines, and its list of further errors. */
  code: z.string().nullish().catch(null),
  additionalErrors: messagesSchema,
  /** RFC 6749, 5.2. */
  error: z.string().nullish().catch(null),
})

/** An answer whose status is not 2xx, read at `now`. */
export function refusal(call: CallLabel, answer: Answer, now: Date): BankError {
  const { status } = answer
  const code = codeIn(answer.text)
  const seconds = retryAfterSeconds(answer.header('retry-after'), now)
  return callFailure(
    call,
    kindOf(call, status, code),
    `status ${status}${code === null ? '' : ` ${code}`}`,
    { status, ...(seconds === null ? {} : { retryAfterSeconds: seconds }) },
  )
}

function kindOf(call: CallLabel, status: number, code: string | null): BankErrorKind {
  if (status < 400) return 'bad_answer'
  if (status >= 500) return 'bank_error'
  // whatever a bank calls it
  if (status === 429) return 'too_many_requests'
  const named = code === null ? undefined : codes.get(code)
  if (named !== undefined) return named
  switch (status) {
    case 401:
      return 'authorization_invalid'
    case 403:
      return call.operation === 'token' ? 'authorization_invalid' : 'forbidden'
    case 404:
      return 'not_found'
    case 408:
      return 'timeout'
    default:
      return 'bad_request'
  }
}

/** The first code we know, errors before warnings; null for an error page, or a code of the bank's own. */
function codeIn(text: string): Code | null {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    // an error page in HTML or nothing at all: the status alone speaks
    return null
  }
  const body = errorSchema.safeParse(json)
  if (!body.success) return null
  const { tppMessages, additionalErrors, code, error } = body.data
  const messages = [...(tppMessages ?? []), ...(additionalErrors ?? [])]
  const isWarning = ({ category }: { category?: string | null | undefined }) =>
    category?.trim().toUpperCase() === 'WARNING'
  const written = [
    code,
    ...messages.filter((message) => !isWarning(message)).map((message) => message.code),
    error,
    ...messages.filter(isWarning).map((message) => message.code),
  ]
  for (const each of written) {
    const known = each?.trim()
    if (known !== undefined && isCode(known)) return known
  }
  return null
}

function isCode(text: string): text is Code {
  return codes.has(text)
}

/** A consent that the bank no longer holds, or says so in its own way: nothing is left to give back. */
export function isGone(error: BankError): boolean {
  return error.kind === 'consent_refused' || error.kind === 'not_found' || error.status === 410
}
