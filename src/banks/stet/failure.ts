// Every way a call to a STET bank can fail, turned into a BankError. What the bank or the network
// stack wrote is never quoted: it may hold a name, an account number or a token.
import { z } from 'zod'
import { BankError, type BankErrorKind } from '../bank.ts'

export type Operation =
  | 'token'
  | 'accounts'
  | 'consents'
  | 'balances'
  | 'transactions'
  | 'end-user-identity'

/** Error codes of the interface; TQMR is how one bank's table spells TMRQ. */
const stetCodes = [
  'AC01',
  'AC04',
  'AC06',
  'BE05',
  'BADS',
  'INTE',
  'INTS',
  'IPGN',
  'NAAC',
  'NGAC',
  'NIMP',
  'TMRQ',
  'TQMR',
  'IPSU',
  'FF01',
  'ENDE',
  'RENF',
  'CDNA',
  'NO_CONSENTS',
  'invalid_grant',
  'invalid_client',
  'invalid_request',
] as const
type StetCode = (typeof stetCodes)[number]

// RFC 6749, 4.1.2.1 and 5.2 use `error`; STET banks put their code in `message` or in `error`
const errorSchema = z.object({
  error: z.string().nullish().catch(null),
  message: z.string().nullish().catch(null),
  accounts: z.array(z.unknown()).nullish().catch(null),
})

/** The call, as an operator may read it. */
export type CallLabel = {
  readonly bank: string
  readonly operation: Operation
  readonly requestId: string
}

export function bankFailure(
  call: CallLabel,
  kind: BankErrorKind,
  what: string,
  options: { status?: number; retryAfterSeconds?: number } = {},
): BankError {
  const message = `${call.bank}: ${call.operation}: ${what} (request ${call.requestId})`
  return new BankError(kind, message, options)
}

/** An answer whose status is not 2xx. `retryAfter` is the header as sent, read at `now`. */
export function refusal(
  call: CallLabel,
  answer: { status: number; text: string; retryAfter: string | null },
  now: Date,
): BankError {
  const body = readError(answer.text)
  const code = codeIn(body)
  const seconds = retryAfterSeconds(answer.retryAfter, now)
  return bankFailure(
    call,
    kindOf(call.operation, answer.status, code, body?.accounts?.length === 0),
    `status ${answer.status}${code === null ? '' : ` ${code}`}`,
    { status: answer.status, ...(seconds === null ? {} : { retryAfterSeconds: seconds }) },
  )
}

function kindOf(
  operation: Operation,
  status: number,
  code: StetCode | null,
  emptyList: boolean,
): BankErrorKind {
  if (status < 400) return 'bad_answer'
  if (code === 'invalid_grant') return 'authorization_invalid'
  if (status >= 500) return 'bank_error'
  if (code === 'NAAC') return 'no_eligible_account'
  // one bank answers "no account" by 403 or 404 and an empty list
  if (operation === 'accounts' && emptyList) return 'no_eligible_account'
  if (code === 'NGAC' || code === 'NO_CONSENTS') return 'consent_refused'
  switch (status) {
    case 401:
      return 'authorization_invalid'
    case 403:
      if (operation === 'token') return 'authorization_invalid'
      return operation === 'consents' && code === null ? 'consent_refused' : 'forbidden'
    case 404:
      return 'not_found'
    case 408:
      return 'timeout'
    case 429:
      return 'too_many_requests'
    default:
      return 'bad_request'
  }
}

function readError(text: string): z.output<typeof errorSchema> | null {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    // an error page in HTML or nothing at all: the status alone speaks
    return null
  }
  const body = errorSchema.safeParse(json)
  return body.success ? body.data : null
}

function codeIn(body: z.output<typeof errorSchema> | null): StetCode | null {
  const texts = [body?.message?.trim(), body?.error?.trim()]
  return (
    stetCodes.find((code) => texts.some((text) => text === code)) ??
    stetCodes.find((code) =>
      texts.some((text) => text?.split(/[^A-Za-z0-9_]+/).includes(code) === true),
    ) ??
    null
  )
}

/** RFC 9110, 10.2.3: seconds, or an HTTP date. Null when absent or neither. */
function retryAfterSeconds(header: string | null, now: Date): number | null {
  if (header === null) return null
  if (/^\s*\d{1,9}\s*$/.test(header)) return Number(header)
  const at = Date.parse(header)
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - now.getTime()) / 1000))
}

const timeouts = ['UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']
const unreadable = ['UND_ERR_HEADERS_OVERFLOW', 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH']

/** A call that brought no whole answer. @throws the error itself when the fault is our own. */
export function transportFailure(call: CallLabel, error: unknown): BankError {
  const code = errorCode(error)
  if (code === null || code.startsWith('UND_ERR_INVALID')) throw error
  if (timeouts.includes(code) || code === 'ETIMEDOUT') return bankFailure(call, 'timeout', code)
  if (unreadable.includes(code) || code.startsWith('HPE_')) {
    return bankFailure(call, 'bad_answer', code)
  }
  return bankFailure(call, 'unreachable', code)
}

function errorCode(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null
  return typeof error.code === 'string' && /^[A-Z0-9_]+$/.test(error.code) ? error.code : null
}
