// What a lender's backend may send wrongly, beyond the table of test/http/problems: each a problem that names
// the field, never a failure of ours, and nothing changed.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addKey } from '../../src/lenders/add-key.ts'
import { sandboxBankId } from '../../src/wiring/banks.ts'
import { startWholeService, type WholeService } from '../support/whole-service.ts'

let service: WholeService
beforeAll(async () => {
  service = await startWholeService({ returnUrls: ['https://lender.example/back'] })
})
afterAll(() => service.stop())

let keys = 0
function call(path: string, body?: unknown, headers: Record<string, string> = {}) {
  const sent = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body)
  return fetch(service.baseUrl + path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      authorization: `Bearer ${service.key}`,
      'content-type': 'application/json',
      'idempotency-key': `bad-${++keys}`,
      ...headers,
    },
    ...(body === undefined ? {} : { body: sent as BodyInit }),
  })
}

type Problem = { type: string; status: number; errors?: { pointer: string; detail: string }[] }

async function expectProblem(response: Response, status: number, code: string): Promise<string[]> {
  const text = await response.text()
  expect([response.status, text.slice(0, 200)]).toEqual([status, expect.any(String)])
  expect(response.headers.get('content-type')).toContain('application/problem+json')
  const problem = JSON.parse(text) as Problem
  expect(problem).toMatchObject({ type: `/problems/${code}`, status })
  // no value of the caller, no name of a library or a table
  expect(text).not.toMatch(/CANARY|zod|postgres|kysely|sql|\bat \/|node_modules/i)
  for (const { detail } of problem.errors ?? []) expect(detail.length).toBeGreaterThan(5)
  return (problem.errors ?? []).map(({ pointer }) => pointer)
}

const good = { applicant: { reference: 'loan-1', name: 'CANARY MARC' } }
const nested = `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`

const sessions: [string, unknown, string][] = [
  ['no applicant at all', {}, '/applicant'],
  ['an empty name', { applicant: { reference: 'x', name: '' } }, '/applicant/name'],
  [
    'a name of a novel',
    { applicant: { ...good.applicant, name: 'CANARY'.repeat(50) } },
    '/applicant/name',
  ],
  ['a name that is a number', { applicant: { reference: 'x', name: 7 } }, '/applicant/name'],
  [
    'a reference with a NUL',
    { applicant: { reference: 'CANARY\u0000', name: 'x' } },
    '/applicant/reference',
  ],
  ['a name with a NUL', { applicant: { reference: 'x', name: 'CANARY\u0000' } }, '/applicant/name'],
  ['half a character', { applicant: { reference: '\ud800', name: 'x' } }, '/applicant/reference'],
  ['a window of no days', { ...good, windowDays: 0 }, '/windowDays'],
  ['a window of half a day', { ...good, windowDays: 1.5 }, '/windowDays'],
  ['a window as text', { ...good, windowDays: '90' }, '/windowDays'],
  ['no purpose', { ...good, purposes: [] }, '/purposes'],
  ['another purpose', { ...good, purposes: ['creditworthiness', 'marketing'] }, '/purposes/1'],
  ['re-scoring alone', { ...good, purposes: ['rescoring'] }, '/purposes'],
  ['a long keeping without its purpose', { ...good, retentionDays: 31 }, '/retentionDays'],
  ['a language we do not speak', { ...good, language: 'de' }, '/language'],
  ['no bank at all', { ...good, banks: [] }, '/banks'],
  ['no bank to join', { ...good, maxConnections: 0 }, '/maxConnections'],
  ['a return URL that is a script', { ...good, returnUrl: 'javascript:alert(1)' }, '/returnUrl'],
  ['metadata that is nested', { ...good, metadata: { a: { b: 'c' } } }, '/metadata/a'],
  ['metadata with a key of a novel', { ...good, metadata: { ['k'.repeat(41)]: 'v' } }, '/metadata'],
  ['a loan of a negative amount', withLoan({ amount: -1, months: 12 }), '/application/loan/amount'],
  [
    'a loan in euros and cents',
    withLoan({ amount: 8000.5, months: 12 }),
    '/application/loan/amount',
  ],
  ['a loan of no months', withLoan({ amount: 1, months: 0 }), '/application/loan/months'],
  ['a provider without a name', { ...good, provider: { registration: 'x' } }, '/provider/name'],
  [
    'the key __proto__',
    `{"applicant":{"reference":"x","name":"y"},"__proto__":{"a":1}}`,
    '/__proto__',
  ],
]
function withLoan(loan: unknown) {
  return { ...good, application: { loan } }
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

const line = {
  transactionAmount: { amount: '12.30', currency: 'EUR' },
  creditDebitIndicator: 'DBIT',
  status: 'BOOK',
  bookingDate: '2026-11-10',
  remittanceInformation: ['CANARY LABEL'],
}
const account = { resourceId: 'a1', cashAccountType: 'CACC', transactions: [line] }
const statement = { asOf: '2026-11-20', accounts: [account] }
const withLine = (change: object) => ({
  ...statement,
  accounts: [{ ...account, transactions: [{ ...line, ...change }] }],
})
const at = '/statement/accounts/0/transactions/0'

const statements: [string, unknown, string][] = [
  ['that is text', 'CANARY', '/statement'],
  ['that is null', null, '/statement'],
  ['of a day in words', { ...statement, asOf: 'CANARY' }, '/statement/asOf'],
  ['of the thirtieth of February', { ...statement, asOf: '2026-02-30' }, '/statement/asOf'],
  ['without accounts', { asOf: '2026-11-20' }, '/statement/accounts'],
  ['with an impossible booking day', withLine({ bookingDate: '2026-13-01' }), `${at}/bookingDate`],
  [
    'with an amount in words',
    withLine({ transactionAmount: { amount: 'CANARY', currency: 'EUR' } }),
    `${at}/transactionAmount/amount`,
  ],
  [
    'with an amount beyond counting',
    withLine({ transactionAmount: { amount: '9'.repeat(30), currency: 'EUR' } }),
    `${at}/transactionAmount/amount`,
  ],
  [
    'with a currency in words',
    withLine({ transactionAmount: { amount: '1', currency: 'euros' } }),
    `${at}/transactionAmount/currency`,
  ],
  [
    'with a direction in words',
    withLine({ creditDebitIndicator: 'CANARY' }),
    `${at}/creditDebitIndicator`,
  ],
  [
    'with an application of unknown keys',
    { ...statement, application: { loan: { amount: 1, months: 2, colour: 1 } } },
    '/statement/application/loan/colour',
  ],
]

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
    const { key } = await addKey(service.parts, { lenderId: service.lender.id, mode: 'live' })
    const headers = { authorization: `Bearer ${key}` }
    const response = await call('/v1/sessions', { ...good, banks: [sandboxBankId] }, headers)
    expect(await expectProblem(response, 422, 'unknown_bank')).toEqual(['/banks/0'])
  })

  test('revoked, expired, cut or altered is no key', async () => {
    const { db, clock } = service.parts
    const fresh = async () =>
      await addKey({ db, clock }, { lenderId: service.lender.id, mode: 'test' })
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
