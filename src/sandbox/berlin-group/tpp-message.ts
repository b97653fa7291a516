// Every refusal of the interface in one table: the codes of the guidelines (14.11) with their statuses.

const statuses = {
  FORMAT_ERROR: 400,
  PARAMETER_NOT_SUPPORTED: 400,
  PERIOD_INVALID: 400,
  TIMESTAMP_INVALID: 400,
  SERVICE_INVALID: 405,
  CERTIFICATE_MISSING: 401,
  CERTIFICATE_INVALID: 401,
  CERTIFICATE_EXPIRED: 401,
  ROLE_INVALID: 401,
  SIGNATURE_MISSING: 401,
  SIGNATURE_INVALID: 401,
  TOKEN_UNKNOWN: 401,
  TOKEN_INVALID: 401,
  TOKEN_EXPIRED: 401,
  CONSENT_INVALID: 401,
  CONSENT_EXPIRED: 401,
  PSU_CREDENTIALS_INVALID: 401,
  /** 403 where the id stands in the path, 400 where it stands in a header. */
  CONSENT_UNKNOWN: 403,
  SERVICE_BLOCKED: 403,
  RESOURCE_UNKNOWN: 404,
  REQUESTED_FORMATS_INVALID: 406,
  STATUS_INVALID: 409,
  UNSUPPORTED_MEDIA_TYPE: 415,
  ACCESS_EXCEEDED: 429,
  INTERNAL_SERVER_ERROR: 500,
  SERVICE_UNAVAILABLE: 503,
} as const

export type TppCode = keyof typeof statuses

export function isTppCode(text: string): text is TppCode {
  return Object.hasOwn(statuses, text)
}

export class TppRefusal extends Error {
  readonly code: TppCode
  readonly status: number
  readonly headers: Readonly<Record<string, string>>

  constructor(
    code: TppCode,
    text: string,
    options: { status?: number; headers?: Record<string, string> } = {},
  ) {
    super(text)
    this.name = 'TppRefusal'
    this.code = code
    this.status = options.status ?? statuses[code]
    this.headers = options.headers ?? {}
  }
}

export function refuse(code: TppCode, text: string, status?: number): never {
  throw new TppRefusal(code, text, status === undefined ? {} : { status })
}

export function messagesBody({ code, message }: TppRefusal) {
  return { tppMessages: [{ category: 'ERROR', code, text: message }] }
}
