// The outcome table: each way a STET bank can answer badly, and what must come of it.
import type { BankErrorKind } from '../../src/banks/bank.ts'
import { type Answer, line } from './scripted-bank.ts'

export type Row = {
  readonly fault: string
  /** Given the address asked, so that a page can point at itself. */
  readonly answer: (url: string) => Answer
  /** What `listAccounts` throws. */
  readonly listing: BankErrorKind | 'lists'
  /** What the struck account is missing; the other account is always whole. */
  readonly pull: BankErrorKind | 'complete' | 'unreadable_lines'
  readonly retryAfterSeconds?: number | null
}

export const stetError = (status: number, message: string) => ({
  status,
  body: { timestamp: '2021-05-27 14:07:11.000000000', status, message, path: '/CANARY-PATH' },
})
const page = (next: string) => ({
  body: { accounts: [], transactions: [line('t')], _links: { next: { href: next } } },
})

export const rows: readonly Row[] = [
  {
    fault: '401',
    answer: () => ({ status: 401 }),
    listing: 'authorization_invalid',
    pull: 'authorization_invalid',
  },
  {
    fault: '403 BADS',
    answer: () => stetError(403, 'BADS'),
    listing: 'forbidden',
    pull: 'forbidden',
  },
  {
    fault: '403 NGAC',
    answer: () => stetError(403, 'NGAC'),
    listing: 'consent_refused',
    pull: 'consent_refused',
  },
  {
    fault: '403 without a code',
    answer: () => ({ status: 403 }),
    listing: 'forbidden',
    pull: 'forbidden',
  },
  {
    fault: '403 NO_CONSENTS without a status',
    answer: () => ({ status: 403, body: { error: 'NO_CONSENTS' } }),
    listing: 'consent_refused',
    pull: 'consent_refused',
  },
  {
    fault: '404 NAAC',
    answer: () => stetError(404, 'NAAC'),
    listing: 'no_eligible_account',
    pull: 'no_eligible_account',
  },
  {
    fault: '404 with an empty list',
    answer: () => ({ status: 404, body: { accounts: [] } }),
    listing: 'no_eligible_account',
    pull: 'not_found',
  },
  {
    fault: '404 AC01',
    answer: () => stetError(404, 'AC01'),
    listing: 'not_found',
    pull: 'not_found',
  },
  {
    fault: '400 ENDE',
    answer: () => stetError(400, 'ENDE'),
    listing: 'bad_request',
    pull: 'bad_request',
  },
  { fault: '405', answer: () => ({ status: 405 }), listing: 'bad_request', pull: 'bad_request' },
  {
    fault: '429 without Retry-After, code missing',
    answer: () => ({
      status: 429,
      body: {
        status: 429,
        error: 'Too Many Requests',
        message: 'Limite des appels par jour dépassée (Erreur H6B-QA03AAH5)',
      },
    }),
    listing: 'too_many_requests',
    pull: 'too_many_requests',
    retryAfterSeconds: null,
  },
  {
    fault: '429 with seconds',
    answer: () => ({ status: 429, headers: { 'retry-after': '120' } }),
    listing: 'too_many_requests',
    pull: 'too_many_requests',
    retryAfterSeconds: 120,
  },
  {
    fault: '429 with a date',
    answer: () => ({ status: 429, headers: { 'retry-after': 'Fri, 20 Nov 2026 10:01:30 GMT' } }),
    listing: 'too_many_requests',
    pull: 'too_many_requests',
    retryAfterSeconds: 90,
  },
  {
    fault: '429 with nonsense',
    answer: () => ({ status: 429, headers: { 'retry-after': '-1e9' } }),
    listing: 'too_many_requests',
    pull: 'too_many_requests',
    retryAfterSeconds: null,
  },
  {
    fault: '500 INTE',
    answer: () => stetError(500, 'INTE'),
    listing: 'bank_error',
    pull: 'bank_error',
  },
  {
    fault: '503 in HTML',
    answer: () => ({ status: 503, body: '<html>CANARY</html>' }),
    listing: 'bank_error',
    pull: 'bank_error',
  },
  {
    fault: '302 to a page',
    answer: () => ({ status: 302, headers: { location: 'http://127.0.0.1:9/' } }),
    listing: 'bad_answer',
    pull: 'bad_answer',
  },
  {
    fault: '200 in HTML',
    answer: () => ({ body: '<!doctype html><p>CANARY' }),
    listing: 'bad_answer',
    pull: 'bad_answer',
  },
  {
    fault: '200 truncated',
    answer: () => ({ body: '{"accounts":[{"name":"CANARY' }),
    listing: 'bad_answer',
    pull: 'bad_answer',
  },
  {
    fault: '200 of another shape',
    answer: () => ({ body: { accounts: 'CANARY', transactions: 'CANARY' } }),
    listing: 'bad_answer',
    pull: 'bad_answer',
  },
  {
    fault: 'a JSON list',
    answer: () => ({ body: ['CANARY'] }),
    listing: 'bad_answer',
    pull: 'bad_answer',
  },
  { fault: '200 empty', answer: () => ({}), listing: 'no_eligible_account', pull: 'complete' },
  {
    fault: '200 null',
    answer: () => ({ body: 'null' }),
    listing: 'no_eligible_account',
    pull: 'complete',
  },
  {
    fault: '200 Success without a list',
    answer: () => ({ body: { httpMessage: 'Success' } }),
    listing: 'no_eligible_account',
    pull: 'complete',
  },
  {
    fault: '204',
    answer: () => ({ status: 204 }),
    listing: 'no_eligible_account',
    pull: 'complete',
  },
  {
    fault: 'next is the page itself',
    answer: (url) => page(url),
    listing: 'page_loop',
    pull: 'page_loop',
  },
  {
    fault: 'pages A → B → A',
    answer: (url) =>
      page(
        url.includes('page=B')
          ? url.replace('page=B', 'page=A')
          : url.includes('page=A')
            ? url.replace('page=A', 'page=B')
            : `${url}${url.includes('?') ? '&' : '?'}page=A`,
      ),
    listing: 'page_loop',
    pull: 'page_loop',
  },
  {
    fault: 'pages without end',
    answer: (url) =>
      page(`${url.split('?')[0]}?page=${Number(/page=(\d+)/.exec(url)?.[1] ?? 1) + 1}`),
    listing: 'page_loop',
    pull: 'page_loop',
  },
  {
    fault: 'next on another host',
    answer: () => page('http://evil.example/stet/psd2/v1.4.2/accounts?page=2'),
    listing: 'page_loop',
    pull: 'page_loop',
  },
  {
    fault: 'next on another port',
    answer: () => page('http://127.0.0.1:9/stet/psd2/v1.4.2/accounts?page=2'),
    listing: 'page_loop',
    pull: 'page_loop',
  },
  {
    fault: 'next is no address',
    answer: () => page('http://['),
    listing: 'page_loop',
    pull: 'page_loop',
  },
  {
    fault: 'next is a number',
    answer: () => ({ body: { accounts: [], transactions: [], _links: { next: 5 } } }),
    listing: 'bad_answer',
    pull: 'bad_answer',
  },
  {
    fault: 'an announced page that is empty',
    answer: (url) => (url.includes('page=2') ? {} : page(`${url.split('?')[0]}?page=2`)),
    listing: 'bad_answer',
    pull: 'bad_answer',
  },
  {
    fault: 'a line without a readable amount',
    answer: () => ({ body: { accounts: [], transactions: [line('a'), line('b', '1e3')] } }),
    listing: 'no_eligible_account',
    pull: 'unreadable_lines',
  },
  {
    fault: 'a body too large',
    answer: () => ({ body: ' '.repeat(60_000) }),
    listing: 'answer_too_large',
    pull: 'answer_too_large',
  },
  {
    fault: 'headers that never come',
    answer: () => ({ silent: true }),
    listing: 'timeout',
    pull: 'timeout',
  },
  {
    fault: 'a connection cut in the body',
    answer: () => ({ cut: true, body: '{"accounts":[' }),
    listing: 'unreachable',
    pull: 'unreachable',
  },
]
