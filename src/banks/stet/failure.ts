// Every way a call to a STET bank can fail, turned into a BankError. What the bank or the network
// stack wrote is never quoted: it may hold a name, an account number or a token.
import { z } from 'zod'
import type { BankError, BankErrorKind } from '../bank.ts'
import type { ComeAgain } from '../retry.ts'
import { type Answer, type CallLabel, callFailure, retryAfterSeconds } from '../transport.ts'

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

/** An answer whose status is not 2xx, read at `now`. */
export function refusal(call: CallLabel, answer: Answer, now: Date): BankError {
  const body = readError(answer.text)
  const code = codeIn(body)
  const seconds = retryAfterSeconds(answer.header('retry-after'), now)
  return callFailure(
    call,
    kindOf(call.operation, answer.status, code, body?.accounts?.length === 0),
    `status ${answer.status}${code === null ? '' : ` ${code}`}`,
    { status: answer.status, ...(seconds === null ? {} : { retryAfterSeconds: seconds }) },
  )
}

/** Crédit Agricole's word for an interface that is suspended for a moment; its clients ask every 3 s, 9 times more. */
const SUSPENDED = /\b303001\b/

/** A bank that says it will answer shortly: no failure yet, and no reason to give up on it. */
export function comeAgain({ status, text }: Answer): ComeAgain | null {
  return status === 500 && SUSPENDED.test(text) ? { everyMs: 3_000, tries: 10 } : null
}

function kindOf(
  operation: string,
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
  // our registration or our seal, whatever the status: ours to mend, and no other token would help
  if (code === 'BE05') return 'forbidden'
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
