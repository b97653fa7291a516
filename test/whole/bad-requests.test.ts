// What a lender's backend may send wrongly, beyond the table of test/http/problems: each a problem that names
// the field, never a failure of ours, and nothing changed.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addKey } from '../../src/lenders/add-key.ts'
import { sandboxBankId } from '../../src/wiring/banks.ts'
import { startWholeService, type WholeService } from '../support/whole-service.ts'
import {
  account,
  good,
  nested,
  sessions,
  statement,
  statements,
  withLine,
} from './bad-request-table.ts'

let service: WholeService
beforeAll(async () => {
  service = await startWholeService({ returnUrls: ['https://lender.example/back'] })
})
afterAll(() => service.stop())

let keys = 0
function call(path: string, body?: unknown, headers: Record<string, string> = {}) {
  const raw = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body)
  return fetch(service.baseUrl + path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      authorization: `Bearer ${service.key}`,
      'content-type': 'application/json',
      'idempotency-key': `bad-${++keys}`,
      ...headers,
    },
    ...(body === undefined ? {} : { body: raw }),
  })
}

type Problem = { type: string; status: number; errors?: { pointer: string; detail: string }[] }

async function expectProblem(response: Response, status: number, code: string): Promise<string[]> {
  const text = await response.text()
  expect([response.status, text.slice(0, 200)]).toEqual([status, expect.any(String)])
  expect(response.headers.get('content-type')).toContain('application/problem+json')
  const problem = JSON.parse(text) as Problem
  expect(problem).toMatchObject({ type: `/problems/${code}`, status })
  // no value of the caller, no name of a library or a table; a random id may spell anything
  expect(text.replaceAll(/req_[\w-]{22}/g, 'req_')).not.toMatch(
    /CANARY|zod|postgres|kysely|sql|\bat \/|node_modules/i,
  )
  for (const { detail } of problem.errors ?? []) expect(detail.length).toBeGreaterThan(5)
  return (problem.errors ?? []).map(({ pointer }) => pointer)
}

describe('a session asked for with', () => {
  test.each(sessions)('%s', async (_, body, pointer) => {
    const pointers = await expectProblem(await call('/v1/sessions', body), 400, 'invalid_request')
    expect(pointers.some((each) => each.startsWith(pointer))).toBe(true)
  })

  test('a preselected bank that is not among the allowed, or not a bank', async () => {
    for (const preselectedBank of ['nobank', 'bpce-10807']) {
      const body = { ...good, banks: [sandboxBankId], preselectedBank }
      const pointers = await expectProblem(await call('/v1/sessions', body), 422, 'unknown_bank')
      expect(pointers).toEqual(['/preselectedBank'])
    }
  })

  test('everything wrong at once: every field is named', async () => {
    const body = { applicant: { name: '' }, windowDays: 91, colour: 1, application: { loan: {} } }
    const pointers = await expectProblem(await call('/v1/sessions', body), 400, 'invalid_request')
    for (const pointer of ['/applicant/reference', '/applicant/name', '/windowDays', '/colour']) {
      expect(pointers).toContain(pointer)
    }
  })

  test.each([
    ['text after the JSON', `${JSON.stringify(good)} x`],
    ['JSON within JSON too deep to mean anything', nested],
    ['bytes that are no text', new Uint8Array([0xff, 0xfe, 0x00, 0x80])],
    ['a lone number', '1e400'],
    ['null', 'null'],
  ])('%s', async (_, body) => {
    await expectProblem(await call('/v1/sessions', body), 400, 'invalid_request')
  })

  test('and none of them was made, nor its text kept', async () => {
    const { items } = JSON.parse(await (await call('/v1/sessions')).text())
    expect(items).toEqual([])
    expect(service.logLines.join('')).not.toContain('CANARY')
  })
})

describe('a statement', () => {
  test.each(statements)('%s', async (_, sent, pointer) => {
    const response = await call('/v1/reports', { statement: sent })
    const [status, code] =
      typeof sent === 'object' && sent !== null
        ? ([422, 'invalid_statement'] as const)
        : ([400, 'invalid_request'] as const)
    expect(await expectProblem(response, status, code)).toContain(pointer)
  })

  test('beside keys nobody knows', async () => {
    const response = await call('/v1/reports', { statement, colour: 'red', keep: 'yes' })
    const pointers = await expectProblem(response, 400, 'invalid_request')
    expect(pointers.sort()).toEqual(['/colour', '/keep'])
  })

  test.each([
    [
      'with a NUL in its texts',
      withLine({ remittanceInformation: ['CANARY\u0000'], resourceId: '\u0000' }),
    ],
    ['with half a character in its texts', withLine({ remittanceInformation: ['A\ud800B'] })],
    ['of the first day there is', { ...statement, asOf: '0001-01-01' }],
    ['of the last day there is', { ...statement, asOf: '9999-12-31' }],
    ['with amounts as numbers', withLine({ transactionAmount: { amount: 12.3, currency: 'EUR' } })],
    ['with an id named __proto__', withLine({ resourceId: '__proto__' })],
    ['with no line', { ...statement, accounts: [{ ...account, transactions: [] }] }],
  ])('%s is odd, and answered all the same', async (_, sent) => {
    const response = await call('/v1/reports', { statement: sent, keep: true })
    expect(response.status).toBeLessThan(500)
    if (response.status !== 201) await expectProblem(response, 422, 'invalid_statement')
  })
})

describe('an address or a header', () => {
  test.each([
    ['/v1/sessions/ses_%00', 404, 'not_found'],
    ['/v1/sessions/ses_%00/report', 404, 'not_found'],
    ['/v1/reports/%00', 404, 'not_found'],
    ['/v1/sessions/%E0%A4%A', 404, 'not_found'],
    ['/v1/sessions/..%2F..%2Fetc', 404, 'not_found'],
    [`/v1/sessions/${'x'.repeat(8_000)}`, 404, 'not_found'],
    ['/v1/sessions/x?wait=soon', 400, 'invalid_request'],
    ['/v1/sessions/x?wait=31', 400, 'invalid_request'],
    ['/v1/sessions?cursor=CANARY', 400, 'invalid_request'],
    ['/v1/reports/x/document.html?lang=de', 400, 'invalid_request'],
    ['/v1/reports/x/transactions?format=xls', 400, 'invalid_request'],
  ])('%s: %i %s', async (path, status, code) => {
    const pointers = await expectProblem(await call(path), status, code)
    if (status === 400) expect(pointers).toEqual([`/${/\?(\w+)=/.exec(path)?.[1]}`])
  })

  test('a link named for nobody, or for ever', async () => {
    const made = await (await call('/v1/reports', { statement, keep: true })).text()
    const path = `/v1/reports/${JSON.parse(made).envelope.id}/links`
    for (const [body, pointer] of [
      [{ namedFor: '' }, '/namedFor'],
      [{ namedFor: 'x\u0000' }, '/namedFor'],
      [{ namedFor: 'x', days: 91 }, '/days'],
    ] as const) {
      const pointers = await expectProblem(await call(path, body), 400, 'invalid_request')
      expect(pointers).toEqual([pointer])
    }
  })

  test.each(['gzip', 'br', 'x'])(
    'a body said to be compressed by %s is not JSON',
    async (encoding) => {
      const response = await call('/v1/sessions', new Uint8Array([0x1f, 0x8b, 8, 0]), {
        'content-encoding': encoding,
      })
      await expectProblem(response, 400, 'invalid_request')
    },
  )
})

describe('a key', () => {
  const refused = async (key: string) => {
    const response = await call('/v1/banks', undefined, { authorization: `Bearer ${key}` })
    await expectProblem(response, 401, 'unauthenticated')
  }
  test('of another mode sees other banks: the sandbox is unknown to a live key', async () => {
    const { key } = await addKey(service.operator, { lenderId: service.lender.id, mode: 'live' })
    const headers = { authorization: `Bearer ${key}` }
    const response = await call('/v1/sessions', { ...good, banks: [sandboxBankId] }, headers)
    expect(await expectProblem(response, 422, 'unknown_bank')).toEqual(['/banks/0'])
  })

  test('revoked, expired, cut or altered is no key', async () => {
    const { db } = service
    const fresh = async () =>
      await addKey(service.operator, { lenderId: service.lender.id, mode: 'test' })
    const past = new Date(Date.now() - 1000).toISOString()
    for (const change of [{ revoked_at: past }, { expires_at: past }]) {
      const { id, key } = await fresh()
      await db.updateTable('api_keys').set(change).where('id', '=', id).execute()
      await refused(key)
    }
    const { key } = await fresh()
    await refused(key.slice(0, -1))
    await refused(`${key}x`)
    await refused(key.replace('nnt_test_', 'nnt_live_'))
    await refused('nnt_test_')
    await refused('\u00e9'.repeat(40))
  })
})
