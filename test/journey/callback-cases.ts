// Returns from the bank that are not the one awaited. `unharmed`: the right return still works afterwards.
import { BANK } from '../http/service.ts'
import type { Visit } from './at-the-bank.ts'

export type Wrong = {
  readonly name: string
  /** The request in the place of the right one. `other` and `foreign`: of another session, of another lender's. */
  readonly request: (on: { right: Visit; other: Visit; foreign: Visit }) => {
    readonly path: string
    readonly method?: string
    readonly headers?: Readonly<Record<string, string>>
    readonly body?: string
  }
  /** 303 to the page that says so, when not given. */
  readonly status?: number
}

const at = (query: string) => ({ path: `/callback/${BANK}?${query}` })
const plus = (right: Visit, query: string) => ({ path: `${right.back}&${query}` })
const mixed = (text: string) => text.replace(/[a-z]/, (letter) => letter.toUpperCase())

export const wrongReturns: readonly Wrong[] = [
  { name: 'without a state', request: () => at('code=c') },
  { name: 'with an empty state', request: () => at('code=c&state=') },
  { name: 'with an unknown state', request: () => at(`code=c&state=${'x'.repeat(32)}`) },
  {
    name: 'with the state reversed',
    request: ({ right }) => at(`code=c&state=${[...right.state].reverse().join('')}`),
  },
  {
    name: 'with a letter of the state in another case',
    request: ({ right }) => at(`code=c&state=${mixed(right.state)}`),
  },
  { name: 'with a longer state', request: ({ right }) => at(`code=c&state=${right.state}A`) },
  {
    name: 'with a space after the state',
    request: ({ right }) => at(`code=c&state=${right.state}%20`),
  },
  { name: 'with its state twice', request: ({ right }) => plus(right, `state=${right.state}`) },
  { name: 'with two states', request: ({ right }) => plus(right, `state=${'x'.repeat(32)}`) },
  { name: 'with STATE in capitals', request: ({ right }) => at(`code=c&STATE=${right.state}`) },
  {
    name: 'with the state of another session',
    request: ({ other }) => at(`code=c&state=${other.state}`),
  },
  {
    name: 'with the state of another lender’s session',
    request: ({ foreign }) => at(`code=c&state=${foreign.state}`),
  },
  { name: 'with a state that is no text', request: () => at('code=c&state=%ff%fe%00') },
  { name: 'without a code or an error', request: ({ right }) => at(`state=${right.state}`) },
  { name: 'with an empty code', request: ({ right }) => at(`code=&state=${right.state}`) },
  { name: 'with two codes', request: ({ right }) => plus(right, 'code=another') },
  {
    name: 'with a code of 8 kB',
    request: ({ right }) => at(`code=${'c'.repeat(8192)}&state=${right.state}`),
  },
  {
    name: 'with a line break in the code',
    request: ({ right }) => at(`code=c%0d%0aSet-Cookie:%20a=b&state=${right.state}`),
  },
  { name: 'with a NUL in the code', request: ({ right }) => at(`code=c%00&state=${right.state}`) },
  { name: 'with a code and an error', request: ({ right }) => plus(right, 'error=access_denied') },
  {
    name: 'with two errors',
    request: ({ right }) => at(`error=access_denied&error=server_error&state=${right.state}`),
  },
  { name: 'with an empty error', request: ({ right }) => at(`error=&state=${right.state}`) },
  {
    name: 'refused at the bank, by whoever guesses a state',
    request: () => at(`error=access_denied&state=${'x'.repeat(32)}`),
  },
  {
    name: 'from another issuer',
    request: ({ right }) => plus(right, 'iss=https%3A%2F%2Fevil.example'),
  },
  {
    name: 'from an issuer beside the bank',
    request: ({ right }) => plus(right, 'iss=http%3A%2F%2Fbank.example.evil.example'),
  },
  { name: 'from an issuer that is no address', request: ({ right }) => plus(right, 'iss=bank') },
  {
    name: 'from two issuers',
    request: ({ right }) =>
      plus(right, 'iss=http%3A%2F%2Fbank.example&iss=https%3A%2F%2Fevil.example'),
  },
  {
    name: 'at the address of another bank',
    request: ({ right }) => ({ path: right.back.replace(BANK, 'other-bank') }),
  },
  {
    name: 'in another browser',
    request: ({ right }) => ({ path: right.back, headers: {} }),
  },
  {
    name: 'in the browser of another session',
    request: ({ right, other }) => ({ path: right.back, headers: other.headers }),
  },
  {
    name: 'in the browser of another lender’s session',
    request: ({ right, foreign }) => ({ path: right.back, headers: foreign.headers }),
  },
  {
    name: 'with a cookie that was made up',
    request: ({ right }) => ({
      path: right.back,
      headers: { cookie: `nonante=abcdefgh.${'a'.repeat(32)}` },
    }),
  },
  {
    name: 'with the cookie of its session under another lender',
    request: ({ right, foreign }) => {
      const secret = right.headers.cookie?.split('.')[1]
      return {
        path: right.back,
        headers: { cookie: `${foreign.headers.cookie?.split('.')[0]}.${secret}` },
      }
    },
  },
  {
    name: 'with the code after a #, as it never reaches a server',
    request: ({ right }) => ({ path: right.back.replace('?', '#') }),
  },
  {
    name: 'posted as a form (response_mode=form_post)',
    request: ({ right }) => ({
      path: `/callback/${BANK}`,
      ...{ method: 'POST', body: right.back.split('?')[1] ?? '' },
      headers: { ...right.headers, 'content-type': 'application/x-www-form-urlencoded' },
    }),
    status: 405,
  },
  {
    name: 'as PUT',
    request: ({ right }) => ({ path: right.back, method: 'PUT' }),
    status: 405,
  },
  { name: 'as HEAD', request: ({ right }) => ({ path: right.back, method: 'HEAD' }), status: 200 },
  {
    name: 'as OPTIONS',
    request: ({ right }) => ({ path: right.back, method: 'OPTIONS' }),
    status: 405,
  },
  {
    name: 'fetched ahead by the browser itself',
    request: ({ right }) => ({
      path: right.back,
      headers: { ...right.headers, 'sec-purpose': 'prefetch;prerender' },
    }),
    status: 503,
  },
  {
    name: 'below the address',
    request: ({ right }) => ({ path: right.back.replace('?', '/more?') }),
    status: 404,
  },
  {
    name: 'through a longer address',
    request: ({ right }) => at(`code=c&state=${right.state}&pad=${'p'.repeat(17_000)}`),
    status: 431,
  },
]
