// What a lender says of itself, and what it may not change.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { contrastWithWhite } from '../../src/lenders/brand.ts'
import { type Service, startService } from './service.ts'

let service: Service
beforeAll(async () => {
  service = await startService()
})
afterAll(() => service.stop())

const patch = (change: unknown, headers: Record<string, string> = {}) =>
  fetch(`${service.baseUrl}/v1/lender`, {
    method: 'PATCH',
    headers: {
      authorization: `Bearer ${service.key}`,
      'content-type': 'application/json',
      ...headers,
    },
    body: JSON.stringify(change),
  })
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGD4DwABBAEAX+XDSwAAAABJRU5ErkJggg==',
  'base64',
)

describe('a lender', () => {
  test('reads itself, and changes what it gives, leaving the rest', async () => {
    const before = (await (await service.get('/v1/lender')).json()) as Record<string, unknown>
    expect(before).toMatchObject({ id: service.lender.id, colour: null, logo: null })
    const change = {
      ...{ name: 'Crédit Neuf', colour: '#004488', logo: png.toString('base64') },
      ...{ retention: { reportMonths: 6 }, reviewContact: 'recours@lender.example' },
    }
    const changed = await patch(change)
    expect(changed.status).toBe(200)
    const after = await changed.json()
    expect(after).toEqual({
      ...{ ...before, name: 'Crédit Neuf', colour: '#004488', reviewContact: change.reviewContact },
      logo: { type: 'image/png', data: png.toString('base64') },
      retention: { ...(before.retention as object), reportMonths: 6 },
    })
    expect(await (await service.get('/v1/lender')).json()).toEqual(after)
    const taken = await patch({ logo: null, reviewContact: null })
    expect(await taken.json()).toMatchObject({
      logo: null,
      reviewContact: null,
      name: 'Crédit Neuf',
    })
  })

  const refused: [string, unknown, string][] = [
    ['an unknown field', { nmae: 'x' }, '/nmae'],
    ['its own limits', { limits: { requestsPerMinute: 9 } }, '/limits'],
    ['its issuers', { issuers: [] }, '/issuers'],
    ['a longer keeping', { retention: { reportMonths: 14 } }, '/retention/reportMonths'],
    [
      'an audit shorter than the law’s',
      { retention: { auditMonths: 5 } },
      '/retention/auditMonths',
    ],
    ['a return by http', { returnUrls: ['http://lender.example/back'] }, '/returnUrls/0'],
    ['a return with a user', { returnUrls: ['https://u:p@lender.example/'] }, '/returnUrls/0'],
    ['a return with a fragment', { returnUrls: ['https://lender.example/#x'] }, '/returnUrls/0'],
    ['a return by script', { returnUrls: ['javascript:alert(1)'] }, '/returnUrls/0'],
    ['a colour that is none', { colour: 'red;}' }, '/colour'],
    ['an SVG', { logo: Buffer.from('<svg onload=alert(1)>').toString('base64') }, '/logo'],
    [
      'a large logo',
      { logo: Buffer.concat([png, Buffer.alloc(70_000)]).toString('base64') },
      '/logo',
    ],
    ['no name', { name: '' }, '/name'],
  ]
  test.each(refused)('may not set %s', async (_told, change, pointer) => {
    const response = await patch(change)
    expect(response.status).toBe(400)
    const { errors } = (await response.json()) as { errors: { pointer: string }[] }
    expect(errors.map((one) => one.pointer)).toContain(pointer)
  })

  test('with an Idempotency-Key is answered the same again, and changed once', async () => {
    const headers = { 'idempotency-key': 'patched' }
    const first = await patch({ name: 'Une Fois' }, headers)
    await patch({ name: 'Entre-temps' })
    const again = await patch({ name: 'Une Fois' }, headers)
    expect(again.headers.get('idempotency-replayed')).toBe('true')
    expect(await again.text()).toBe(await first.text())
    const { name } = (await (await service.get('/v1/lender')).json()) as { name: string }
    expect(name).toBe('Entre-temps')
    expect((await patch({ name: 'Autre' }, headers)).status).toBe(422)
  })

  test('the change is on record, its fields but not their content', async () => {
    const rows = await service.db
      .selectFrom('audit_events')
      .select(['actor', 'detail'])
      .where('action', '=', 'lender.changed')
      .execute()
    expect(rows[0]?.actor).toMatch(/^key:key_/)
    expect(JSON.stringify(rows)).not.toContain('recours@')
    expect(rows[0]?.detail).toMatchObject({ fields: expect.arrayContaining(['reviewContact']) })
  })
})

test.each([
  ['#000000', 21],
  ['#ffffff', 1],
  ['#767676', 4.54],
  ['#0000ff', 8.59],
])('white on %s has a contrast of %d (WCAG 2.2)', (colour, contrast) => {
  expect(contrastWithWhite(colour)).toBeCloseTo(contrast, 1)
})
