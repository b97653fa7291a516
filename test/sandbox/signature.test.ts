// The bank verifies every request: an unsigned, altered, old or foreign signature opens nothing.
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import { call, consentTo, otherKeys, sha256, signIn, start, type Tamper } from './third-party.ts'

let bank: Sandbox
let token: string
beforeAll(async () => {
  bank = await start()
  token = (await signIn(bank, 'D0999990I0')).access_token
})
afterAll(() => bank.stop())

const ALL = ['(request-target)', 'date', 'digest', 'x-request-id']
const without = (name: string) => ALL.filter((header) => header !== name)
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toUTCString()

const refused: [string, Tamper, number][] = [
  ['unsigned', { unsigned: true }, 401],
  ['digest of another body', { digest: sha256('something else') }, 401],
  [
    'digest by another algorithm',
    { digest: `SHA=${createHash('sha1').update('').digest('base64')}` },
    401,
  ],
  ['key of another third party', { key: otherKeys.privateKey }, 401],
  ['keyId of another third party', { key: otherKeys.privateKey, keyId: 'other' }, 403],
  ['unknown keyId', { keyId: 'https://nowhere.example/key' }, 403],
  ['date six minutes old', { date: minutesAgo(6) }, 401],
  ['date six minutes ahead', { date: minutesAgo(-6) }, 401],
  ['date unreadable', { date: 'yesterday' }, 401],
  ['request target unsigned', { headers: without('(request-target)') }, 401],
  ['date unsigned', { headers: without('date') }, 401],
  ['digest unsigned', { headers: without('digest') }, 401],
  ['request id unsigned', { headers: without('x-request-id') }, 401],
  ['a header signed and not sent', { headers: [...ALL, 'x-absent'] }, 401],
  ['signed as POST, sent as GET', { method: 'post' }, 401],
  ['signed for another path', { target: '/stet/psd2/v1.4.2/end-user-identity' }, 401],
  ['another algorithm', { algorithm: 'hs2019' }, 401],
]

describe('request signatures', () => {
  it.each(refused)('%s: refused', async (_name, tamper, status) => {
    const reply = await call(bank, token, '/accounts', { tamper })
    expect([reply.status, reply.body.message]).toEqual([status, 'BE05'])
  })

  it('a good one, in any order and with more headers, is taken; four minutes of skew too', async () => {
    expect((await call(bank, token, '/accounts')).status).toBe(200)
    const headers = [...ALL].reverse()
    expect((await call(bank, token, '/accounts', { tamper: { headers } })).status).toBe(200)
    const date = minutesAgo(4)
    expect((await call(bank, token, '/accounts', { tamper: { date } })).status).toBe(200)
  })

  it('covers the query and the body', async () => {
    const target = '/stet/psd2/v1.4.2/accounts'
    expect((await call(bank, token, '/accounts?page=1')).status).toBe(200)
    expect((await call(bank, token, '/accounts?page=1', { tamper: { target } })).status).toBe(401)
    const body = consentTo([])
    const digest = sha256(JSON.stringify({ ...body, psuIdentity: false }))
    const put = { method: 'PUT', body }
    expect((await call(bank, token, '/consents', { ...put, tamper: { digest } })).status).toBe(401)
    expect((await call(bank, token, '/consents', put)).status).toBe(201)
  })

  it('X-Request-ID is required, and echoed', async () => {
    const missing = await call(bank, token, '/accounts', {
      tamper: { requestId: null, headers: ['(request-target)', 'date', 'digest'] },
    })
    expect([missing.status, missing.body.message]).toEqual([400, 'FF01'])
    const reply = await call(bank, token, '/accounts', { tamper: { requestId: 'my-id' } })
    expect(reply.headers.get('x-request-id')).toBe('my-id')
    expect(reply.headers.get('content-type')).toBe('application/hal+json; charset=utf-8')
  })

  it('without a valid token nothing is answered', async () => {
    for (const wrong of ['', 'nonsense', 'a'.repeat(200)]) {
      expect((await call(bank, wrong, '/accounts')).status).toBe(401)
    }
  })
})
