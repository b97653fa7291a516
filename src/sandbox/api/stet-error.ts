// Every refusal of the API in one table. Marked [D]: the documentation gives the code but no HTTP status; the
// status is a decision of this sandbox.

const statuses = {
  /** Unknown account or IBAN (tests T-BAL-3, T-TX-3). */
  AC01: 404,
  /** [D] Closed account: the customer exists, the account is refused. */
  AC04: 403,
  /** [D] Blocked account: as a closed one. */
  AC06: 403,
  /** [D] Third party not recognised: the token's client has no such key. A bad signature answers 401. */
  BE05: 403,
  /** Scope other than aisp (tests). */
  BADS: 403,
  /** [D] */
  INTE: 500,
  /** [D] The bank's own systems do not answer. */
  INTS: 503,
  /** [D] */
  IPGN: 400,
  /** No account the customer could share: 404, as seen in production. */
  NAAC: 404,
  /** [D] The account exists but is outside the consent, or there is no consent at all. */
  NGAC: 403,
  /** Wrong verb (tests). */
  NIMP: 405,
  /** 429 as seen in production; the documentation also writes TQMR. */
  TMRQ: 429,
  /** [D] Unknown or closed subscription: the customer is refused. */
  IPSU: 403,
  /** [D] Body, header or parameter missing or malformed. */
  FF01: 400,
  /** Older than ninety days, or no date at all (tests T-TX-13, T-TX-14). */
  ENDE: 400,
  /** [D] */
  RENF: 404,
  /** [D] The card is gone: as an unknown account. */
  CDNA: 404,
} as const

export type StetCode = keyof typeof statuses
export const stetCodes: readonly StetCode[] = [
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
  'IPSU',
  'FF01',
  'ENDE',
  'RENF',
  'CDNA',
]

const phrases: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  406: 'Not Acceptable',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  503: 'Service Unavailable',
}

/** The four-letter code travels in `message`, as this bank does it. */
export class StetRefusal extends Error {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>

  constructor(message: string, status: number, headers: Record<string, string> = {}) {
    super(message)
    this.name = 'StetRefusal'
    this.status = status
    this.headers = headers
  }
}

export function refuse(code: StetCode): never {
  throw new StetRefusal(code, statuses[code])
}

export function refusal(code: StetCode): StetRefusal {
  return new StetRefusal(code, statuses[code])
}

export function errorBody(status: number, message: string, path: string, now: Date) {
  return {
    timestamp: now.toISOString(),
    status,
    error: phrases[status] ?? 'Error',
    message,
    path: path.slice(0, 140),
  }
}
