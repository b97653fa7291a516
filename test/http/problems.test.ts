// Whatever is wrong with a request, the answer is a problem that names it; and every answer is guarded.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { errorCodes } from '../../src/errors.ts'
import { problemOfError, problems, transportCodes } from '../../src/http/problem.ts'
import { BANK, bodyOf, RETURN_URL, type Service, smallest, startService } from './service.ts'

let service: Service
beforeAll(async () => {
  service = await startService()
})
afterAll(() => service.stop())

type Row = {
  readonly name: string
  readonly body: unknown
  readonly path?: string
  readonly headers?: Record<string, string>
  readonly status: number
  readonly code: string
  readonly pointer?: string
}

const rows: readonly Row[] = [
  {
    name: 'malformed JSON',
    body: '{"applicant":',
    status: 400,
    code: 'invalid_request',
    pointer: '',
  },
  {
    name: 'a body that is no object',
    body: '[]',
    status: 400,
    code: 'invalid_request',
    pointer: '',
  },
  { name: 'no body', body: '', status: 400, code: 'invalid_request', pointer: '' },
  {
    name: 'another content type',
    body: 'a=b',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    status: 415,
    code: 'unsupported_media_type',
  },
  {
    name: 'an unknown key',
    body: { ...smallest, colour: 'red' },
    status: 400,
    code: 'invalid_request',
    pointer: '/colour',
  },
  {
    name: 'an unknown key deep inside',
    body: { ...smallest, application: { loan: { amount: 1, months: 2, 'a/b': 3 } } },
    status: 400,
    code: 'invalid_request',
    pointer: '/application/loan/a~1b',
  },
  {
    name: 'a missing field',
    body: { applicant: { reference: 'x' } },
    status: 400,
    code: 'invalid_request',
    pointer: '/applicant/name',
  },
  {
    name: 'a window over 90 days',
    body: { ...smallest, windowDays: 91 },
    status: 400,
    code: 'invalid_request',
    pointer: '/windowDays',
  },
  {
    name: 'an unknown bank',
    body: { ...smallest, banks: [BANK, 'nobank'] },
    status: 422,
    code: 'unknown_bank',
    pointer: '/banks/1',
  },
  {
    name: 'a return URL that is not listed',
    body: { ...smallest, returnUrl: `${RETURN_URL}/x` },
    status: 422,
    code: 'return_url_not_allowed',
    pointer: '/returnUrl',
  },
  {
    name: 'an impossible date',
    path: '/v1/reports',
    body: { statement: { asOf: '2026-02-30', accounts: [] } },
    status: 422,
    code: 'invalid_statement',
    pointer: '/statement/asOf',
  },
  {
    name: 'a body over 5 MB',
    body: 'x'.repeat(5 * 1024 * 1024 + 1),
    status: 413,
    code: 'payload_too_large',
  },
  {
    name: 'an unknown session',
    path: '/v1/sessions/ses_none/cancel',
    body: '',
    status: 404,
    code: 'not_found',
  },
  {
    name: 'a wrong key',
    body: smallest,
    headers: { authorization: 'Bearer nnt_test_x' },
    status: 401,
    code: 'unauthenticated',
  },
  {
    name: 'no key',
    body: smallest,
    headers: { authorization: '' },
    status: 401,
    code: 'unauthenticated',
  },
  {
    name: 'an address nobody answers',
    path: '/v1/nothing',
    body: smallest,
    status: 404,
    code: 'route_unknown',
  },
  {
    name: 'a verb the address does not know',
    path: '/v1/banks',
    body: smallest,
    status: 405,
    code: 'method_not_allowed',
  },
  {
    name: 'an empty Idempotency-Key',
    body: smallest,
    headers: { 'idempotency-key': '' },
    status: 400,
    code: 'invalid_request',
  },
]

describe('a problem for every fault', () => {
  test.each(rows)('$name: $status $code', async (row) => {
    const response = await service.post(row.path ?? '/v1/sessions', row.body, row.headers)
    const problem = await bodyOf(response)
    expect(response.status).toBe(row.status)
    expect(response.headers.get('content-type')).toContain('application/problem+json')
    expect(problem).toMatchObject({ type: `/problems/${row.code}`, status: row.status })
    expect(problem.instance).toBe(response.headers.get('x-request-id'))
    if (row.pointer !== undefined) {
      const pointers = problem.errors.map((issue) => issue.pointer)
      expect(pointers).toContain(row.pointer)
    }
  })

  test('401 says how to authenticate, 405 what is allowed', async () => {
    const refused = await service.get('/v1/banks', { authorization: 'Basic abc' })
    expect(refused.headers.get('www-authenticate')).toMatch(/^Bearer/)
    const wrongVerb = await service.post('/v1/banks', {})
    expect(wrongVerb.headers.get('allow')).toBe('GET, HEAD')
    const page = await fetch(`${service.baseUrl}/healthz`, { method: 'DELETE' })
    expect([page.status, page.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
  })

  test.each(['?limit=0', '?limit=1&limit=2', '?colour=red', '?status=lost', '?cursor=%00'])(
    'a wrong query %s is named',
    async (query) => {
      const response = await service.get(`/v1/sessions${query}`)
      const problem = await bodyOf(response)
      expect([response.status, problem.type]).toEqual([400, '/problems/invalid_request'])
      expect(problem.errors[0]?.pointer).toMatch(/^\/(limit|colour|status|cursor)$/)
    },
  )

  test('every problem type is a page, and every error code has one', async () => {
    for (const code of [...errorCodes, ...transportCodes]) {
      const response = await fetch(`${service.baseUrl}${`/problems/${code}`}`)
      expect(response.status).toBe(200)
      expect(await response.text()).toContain(problems[code].title.replaceAll("'", '&#39;'))
    }
    expect((await fetch(`${service.baseUrl}/problems/constructor`)).status).toBe(404)
  })

  test('an error that is not ours says nothing of itself', () => {
    const secret = new Error('FR7613807008043001965405158')
    expect(problemOfError(secret, 'req_1')).toEqual({
      type: '/problems/internal_error',
      title: problems.internal_error.title,
      status: 500,
      instance: 'req_1',
    })
  })
})

describe('around every answer', () => {
  test.each([
    '/v1/banks',
    '/nowhere',
    '/healthz',
    '/journey',
    '/consent/x',
    '/docs',
    '/problems/conflict',
  ])('%s carries the security headers and a request id', async (path) => {
    const { headers } = await service.get(path)
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('permissions-policy')).toContain('camera=()')
    expect(headers.get('x-request-id')).toMatch(/^req_/)
  })

  test('one event a request: the pattern of the route, never the path', async () => {
    service.events.length = 0
    const token = `abcdefgh.${'s'.repeat(32)}`
    await service.get('/v1/sessions/ses_secret')
    await service.get(`/consent/${token}`)
    await service.get('/v1/nothing')
    expect(service.events).toHaveLength(3)
    expect(service.events.map((event) => 'route' in event && event.route)).toEqual([
      ...['/v1/sessions/:id', '/consent/:linkToken', 'unmatched'],
    ])
    expect(service.events[0]).toMatchObject({ status: 404, errorCode: 'not_found' })
    expect(JSON.stringify(service.events)).not.toContain('ses_secret')
    expect(JSON.stringify(service.events)).not.toContain(token)
  })

  test('health and readiness', async () => {
    expect((await service.get('/healthz')).status).toBe(200)
    const ready = await service.get('/readyz')
    expect([ready.status, await bodyOf(ready)]).toEqual([
      200,
      {
        ...{ status: 'ready', database: 'reachable', schema: 'current', keys: 'usable' },
        warnings: [],
      },
    ])
  })

  test('the reference is served from here, its scripts and all', async () => {
    const page = await (await service.get('/docs')).text()
    const links = [...page.matchAll(/(?:src|href)="([^"]+)"/g)]
      .map((match) => match[1] ?? '')
      .filter((link) => link !== 'data:,')
    expect(links.length).toBe(3)
    for (const link of [...links, '/openapi.json']) {
      expect(link).toMatch(/^\//)
      expect((await service.get(link)).status).toBe(200)
    }
  })
})
