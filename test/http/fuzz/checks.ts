// What every answer must be, whatever was asked: the checks of an exchange (test plan: trust, 2.1).
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { document, nameOf, type Operation } from './operations.ts'
import type { Schema } from './values.ts'

export type Exchange = {
  readonly operation: Operation
  /** `allowed`: all of it is as the document says; else what is wrong about it. */
  readonly intent: 'allowed' | { readonly wrong: string }
  readonly status: number
  readonly headers: Headers
  readonly text: string
}

export const checkNames = [
  'no_server_error',
  'status_is_documented',
  'content_type_is_documented',
  'headers_as_promised',
  'answer_fits_its_schema',
  'allowed_is_accepted',
  'forbidden_is_refused',
  'missing_header_is_refused',
  'unsupported_method_is_refused',
  'auth_is_not_ignored',
] as const
export type CheckName = (typeof checkNames)[number]

const ajv = new Ajv2020({ strict: false, allErrors: false })
// the plug-in's types are those of CommonJS
const plug = addFormats as unknown as (to: Ajv2020) => void
plug(ajv)
ajv.addSchema({ $id: 'doc', components: document.components })

const validators = new Map<Schema, ReturnType<typeof ajv.compile>>()

function fits(schema: Schema, value: unknown): string | null {
  const text = JSON.stringify(schema).replaceAll('"#/components/', '"doc#/components/')
  const validate = validators.get(schema) ?? ajv.compile(JSON.parse(text))
  validators.set(schema, validate)
  return validate(value) ? null : ajv.errorsText(validate.errors)
}

/** May be said to a request that is as the document says: what it asks for is not there, or not now. */
const UNLUCKY = [404, 409, 422]

/** Refusals of what a schema cannot say: the field that means nothing, by operation. */
const meanings: Readonly<Record<string, RegExp>> = {
  'POST /v1/sessions': /^\/(purposes|retentionDays)$/,
  'GET /v1/sessions': /^\/cursor$/,
  'GET /v1/webhooks/{id}/deliveries': /^\/cursor$/,
  'GET /v1/reports/{id}/readings': /^\/cursor$/,
  'GET /v1/rescorings': /^\/cursor$/,
  // a day before `since`
  'POST /v1/rescorings': /^\/until$/,
  'POST /v1/outcomes': /^\/outcomes\/\d+\/(reportId|observationEnd)$/,
  'POST /v1/reports': /^\/(application\/household\/adults|sessions)/,
  // blank, or another report than the version it led to
  'POST /v1/reports/{id}/links': /^\/namedFor$/,
  'POST /v1/reviews/{id}/outcome': /^\/reportId$/,
  'POST /v1/reports/{id}/corrections': /^\/corrections\/\d+/,
}

function isMeaning(operation: Operation, status: number, text: string): boolean {
  const meant = meanings[nameOf(operation)]
  if (status !== 400 || !meant) return false
  const { errors = [] } = JSON.parse(text) as { errors?: { pointer: string }[] }
  return errors.length > 0 && errors.every(({ pointer }) => meant.test(pointer))
}

/** @returns the checks that the answer fails, each with what was seen. */
export function checkAnswer(exchange: Exchange): { check: CheckName; seen: string }[] {
  const { operation, intent, status, headers, text } = exchange
  const found: { check: CheckName; seen: string }[] = []
  const fail = (check: CheckName, seen: string) => found.push({ check, seen })
  if (status >= 500) fail('no_server_error', `${status} ${text.slice(0, 200)}`)
  const documented = operation.responses.get(status)
  if (!documented) fail('status_is_documented', String(status))
  const type = headers.get('content-type')?.split(';')[0] ?? ''
  if (documented && documented.size > 0 && !documented.has(type)) {
    fail('content_type_is_documented', `${status} ${type}`)
  }
  const schema = documented?.get(type) ?? null
  // lines of JSON are no JSON: what stands in them is looked at where they are made
  if (schema && /[/+]json$/.test(type)) {
    const wrong = fits(schema, JSON.parse(text))
    if (wrong !== null) fail('answer_fits_its_schema', `${status} ${wrong}`)
  }
  for (const name of ['x-request-id', 'ratelimit', 'ratelimit-policy', 'x-content-type-options']) {
    const early = status === 401 || status === 405
    if (!headers.has(name) && !(early && name.startsWith('ratelimit')))
      fail('headers_as_promised', name)
  }
  const unlucky = UNLUCKY.includes(status) || isMeaning(operation, status, text)
  if (intent === 'allowed' && status >= 400 && status < 500 && !unlucky) {
    fail('allowed_is_accepted', `${status} ${text.slice(0, 300)}`)
  }
  if (intent !== 'allowed' && !(status >= 400 && status < 500)) {
    fail('forbidden_is_refused', `${status} for ${intent.wrong}`)
  }
  if (intent !== 'allowed' && status === 400 && !text.includes(intent.wrong)) {
    fail('forbidden_is_refused', `the answer does not name ${intent.wrong}: ${text.slice(0, 200)}`)
  }
  return found
}
