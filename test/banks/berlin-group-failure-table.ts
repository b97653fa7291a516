// The outcome table: each way a NextGenPSD2 bank can answer badly, and what must come of it.
import type { BankErrorKind } from '../../src/banks/bank.ts'
import { line } from './berlin-group-script.ts'
import type { Answer } from './scripted-bank.ts'

export type Row = {
  readonly fault: string
  /** Given the address asked, so that a page can point at itself. */
  readonly answer: (url: string) => Answer
  /** What `listAccounts` throws. */
  readonly listing: BankErrorKind
  /** What the struck account is missing; the other account is always whole. */
  readonly pull: BankErrorKind | 'complete' | 'unreadable_lines'
  readonly retryAfterSeconds?: number | null
}

export const tppError = (status: number, code: string, more: object = {}): Answer => ({
  status,
  body: {
    tppMessages: [{ category: 'ERROR', code, text: 'CANARY-TEXT', path: '/CANARY', ...more }],
  },
})

const same = (fault: string, answer: Row['answer'], kind: BankErrorKind): Row => ({
  ...{ fault, answer, listing: kind, pull: kind },
})
const code = (status: number, name: string, kind: BankErrorKind): Row =>
  same(`${status} ${name}`, () => tppError(status, name), kind)
/** A list of either kind with a link to the next. */
const page = (next: unknown): Answer => {
  const transactions = { booked: [line('t')], pending: [], _links: { next } }
  return { body: { accounts: [], transactions, _links: { next } } }
}

/** The codes of the guidelines, each at its status. */
export const codeRows: readonly Row[] = [
  code(401, 'CONSENT_INVALID', 'consent_refused'),
  code(401, 'CONSENT_EXPIRED', 'consent_refused'),
  code(400, 'CONSENT_UNKNOWN', 'consent_refused'),
  code(403, 'CONSENT_UNKNOWN', 'consent_refused'),
  code(401, 'TOKEN_INVALID', 'authorization_invalid'),
  code(401, 'TOKEN_UNKNOWN', 'authorization_invalid'),
  code(401, 'TOKEN_EXPIRED', 'authorization_invalid'),
  code(401, 'PSU_CREDENTIALS_INVALID', 'denied'),
  code(401, 'CORPORATE_ID_INVALID', 'denied'),
  code(403, 'SERVICE_BLOCKED', 'denied'),
  code(401, 'ROLE_INVALID', 'forbidden'),
  code(401, 'CERTIFICATE_INVALID', 'forbidden'),
  code(401, 'CERTIFICATE_EXPIRED', 'forbidden'),
  code(401, 'CERTIFICATE_BLOCKED', 'forbidden'),
  code(401, 'CERTIFICATE_REVOKED', 'forbidden'),
  code(401, 'CERTIFICATE_MISSING', 'forbidden'),
  code(401, 'SIGNATURE_INVALID', 'forbidden'),
  code(401, 'SIGNATURE_MISSING', 'forbidden'),
  code(429, 'ACCESS_EXCEEDED', 'too_many_requests'),
  code(404, 'RESOURCE_UNKNOWN', 'not_found'),
  code(403, 'RESOURCE_UNKNOWN', 'not_found'),
  code(400, 'RESOURCE_UNKNOWN', 'not_found'),
  code(403, 'RESOURCE_EXPIRED', 'not_found'),
  code(400, 'FORMAT_ERROR', 'bad_request'),
  code(400, 'PARAMETER_NOT_CONSISTENT', 'bad_request'),
  code(400, 'PARAMETER_NOT_SUPPORTED', 'bad_request'),
  code(400, 'PERIOD_INVALID', 'bad_request'),
  code(400, 'SCA_METHOD_UNKNOWN', 'bad_request'),
  code(400, 'SERVICE_INVALID', 'bad_request'),
  code(405, 'SERVICE_INVALID', 'bad_request'),
  code(400, 'SESSIONS_NOT_SUPPORTED', 'bad_request'),
  code(409, 'STATUS_INVALID', 'bad_request'),
  code(400, 'TIMESTAMP_INVALID', 'bad_request'),
  code(406, 'REQUESTED_FORMATS_INVALID', 'bad_request'),
  code(415, 'UNSUPPORTED_MEDIA_TYPE', 'bad_request'),
  code(500, 'INTERNAL_SERVER_ERROR', 'bank_error'),
  code(503, 'SERVICE_UNAVAILABLE', 'bank_error'),
]

/** What banks write in the place of the guidelines' error. */
export const shapeRows: readonly Row[] = [
  same('401 without a body', () => ({ status: 401 }), 'authorization_invalid'),
  same('403 without a body', () => ({ status: 403 }), 'forbidden'),
  same('404 in HTML', () => ({ status: 404, body: '<html>CANARY</html>' }), 'not_found'),
  same('405 without a body', () => ({ status: 405 }), 'bad_request'),
  same('408 without a body', () => ({ status: 408 }), 'timeout'),
  same('500 with a code of a 400', () => tppError(500, 'FORMAT_ERROR'), 'bank_error'),
  same('503 in HTML', () => ({ status: 503, body: '<html>CANARY</html>' }), 'bank_error'),
  same('401 with a code of the bank', () => tppError(401, 'CANARY_CODE'), 'authorization_invalid'),
  same(
    'one message that is not in a list',
    () => ({ status: 401, body: { tppMessages: { code: 'CONSENT_EXPIRED' } } }),
    'consent_refused',
  ),
  same(
    'a warning before the error',
    () => ({
      status: 403,
      body: {
        tppMessages: [
          { category: 'WARNING', code: 'FORMAT_ERROR' },
          { category: 'ERROR', code: 'SERVICE_BLOCKED' },
        ],
      },
    }),
    'denied',
  ),
  same(
    'the RFC 7807 form',
    () => ({ status: 401, body: { type: 'about:blank', code: 'CONSENT_INVALID' } }),
    'consent_refused',
  ),
  same(
    'the RFC 7807 form, the code among the further errors',
    () => ({ status: 401, body: { additionalErrors: [{ code: 'CONSENT_INVALID' }] } }),
    'consent_refused',
  ),
  same(
    'messages of another shape',
    () => ({ status: 400, body: { tppMessages: 'CANARY' } }),
    'bad_request',
  ),
  {
    ...same(
      '429 with seconds',
      () => ({ status: 429, headers: { 'retry-after': '120' } }),
      'too_many_requests',
    ),
    retryAfterSeconds: 120,
  },
  {
    ...same(
      '429 with a date',
      () => ({ status: 429, headers: { 'retry-after': 'Fri, 20 Nov 2026 10:01:30 GMT' } }),
      'too_many_requests',
    ),
    retryAfterSeconds: 90,
  },
  {
    ...same(
      '429 with nonsense',
      () => ({ status: 429, headers: { 'retry-after': '-1e9' } }),
      'too_many_requests',
    ),
    retryAfterSeconds: null,
  },
]

const nothing = (fault: string, answer: Answer): Row => ({
  ...{ fault, answer: () => answer, listing: 'no_eligible_account', pull: 'complete' },
})

/** Answers that are none. */
export const answerRows: readonly Row[] = [
  same('302', () => ({ status: 302, headers: { location: 'http://127.0.0.1:9/' } }), 'bad_answer'),
  same('200 in HTML', () => ({ body: '<!doctype html><p>CANARY' }), 'bad_answer'),
  same('200 as camt.052', () => ({ body: '<?xml version="1.0"?><Document/>' }), 'bad_answer'),
  same('200 truncated', () => ({ body: '{"accounts":[{"name":"CANARY' }), 'bad_answer'),
  same(
    '200 of another shape',
    () => ({ body: { accounts: 'CANARY', transactions: 'CANARY' } }),
    'bad_answer',
  ),
  same('a JSON list', () => ({ body: ['CANARY'] }), 'bad_answer'),
  nothing('200 empty', {}),
  nothing('200 null', { body: 'null' }),
  nothing('200 without a list', { body: { message: 'CANARY' } }),
  nothing('204', { status: 204 }),
  {
    fault: 'a report as a file only',
    answer: () => ({ body: { _links: { download: { href: '/psd2/file' } } } }),
    listing: 'no_eligible_account',
    pull: 'answer_too_large',
  },
  same('next is the page itself', (url) => page({ href: url }), 'page_loop'),
  same('next is text, and the page itself', (url) => page(url), 'page_loop'),
  same(
    'pages without end',
    (url) => {
      const at = Number(/page=(\d+)/.exec(url)?.[1] ?? 1)
      return page({ href: `${url.split('?')[0]}?page=${at + 1}` })
    },
    'page_loop',
  ),
  same(
    'next on another host',
    () => page({ href: 'http://evil.example/psd2/v1/accounts?page=2' }),
    'page_loop',
  ),
  same(
    'next on another port',
    () => page({ href: 'http://127.0.0.1:9/psd2/v1/accounts?page=2' }),
    'page_loop',
  ),
  same(
    'next outside the interface',
    (url) => page({ href: new URL('/elsewhere?page=2', url).href }),
    'page_loop',
  ),
  same('next is no address', () => page({ href: 'http://[' }), 'page_loop'),
  same('next is a number', () => page(5), 'bad_answer'),
  same(
    'an announced page that is empty',
    (url) => (url.includes('page=2') ? {} : page({ href: `${url.split('?')[0]}?page=2` })),
    'bad_answer',
  ),
  {
    fault: 'a line without a readable amount',
    answer: () => ({
      body: { accounts: [], transactions: { booked: [line('a'), line('b', '1e3')] } },
    }),
    listing: 'no_eligible_account',
    pull: 'unreadable_lines',
  },
  same('a body too large', () => ({ body: ' '.repeat(60_000) }), 'answer_too_large'),
  same('headers that never come', () => ({ silent: true }), 'timeout'),
  same('a body that stops', () => ({ cut: true, body: '{"accounts":[' }), 'unreachable'),
]
