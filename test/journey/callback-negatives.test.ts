// The return from the bank, attacked: forty requests that are not the one awaited, and what has gone by.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { BANK, bodyOf, RETURN_URL, type Service, smallest, startService } from '../http/service.ts'
import { actionsOf } from '../support/left-behind.ts'
import { createVisits, type Visit } from './at-the-bank.ts'
import { wrongReturns } from './callback-cases.ts'

let service: Service
let visits: ReturnType<typeof createVisits>
let others: { other: Visit; foreign: Visit }
beforeAll(async () => {
  service = await startService()
  visits = createVisits(service)
  others = { other: await visits.atBank(), foreign: await visits.atBank(service.otherKey) }
})
afterAll(() => service.stop())

const where = (reply: Response) => [reply.status, reply.headers.get('location')]
const REFUSED = [303, '/journey/refused']
const TAKEN = [303, '/journey']
const statusesOf = async (id: string) => {
  const rows = await service.db
    .selectFrom('connections')
    .select('status')
    .where('session_id', '=', id)
    .orderBy('created_at')
    .execute()
  return rows.map(({ status }) => status)
}
const exchanged = async (id: string) =>
  (await actionsOf(service.db, id)).filter((action) => action === 'callback.received').length

describe('a return that is not the one awaited', () => {
  test.each(wrongReturns)(
    '$name: nothing changes, and the right one still works',
    async (wrong) => {
      const right = await visits.atBank()
      const {
        path,
        method = 'GET',
        headers = right.headers,
        body,
      } = wrong.request({
        right,
        ...others,
      })
      const init = { method, headers, redirect: 'manual' as const }
      const reply = await fetch(
        service.baseUrl + path,
        body === undefined ? init : { ...init, body },
      )
      if (wrong.status === undefined) expect(where(reply)).toEqual(REFUSED)
      else expect(reply.status).toBe(wrong.status)
      expect(await statusesOf(right.id)).toEqual(['authorizing'])
      expect(await exchanged(right.id)).toBe(0)
      expect(where(await visits.page(right.back, right.headers))).toEqual(TAKEN)
      expect(await statusesOf(right.id)).toEqual(['selecting'])
    },
  )

  test('there are at least forty of them', () => {
    expect(wrongReturns.length).toBeGreaterThanOrEqual(40)
  })
})

describe('a return whose time has gone by', () => {
  const gone: [string, (right: Visit) => Promise<unknown>][] = [
    ['after it was taken', (right) => visits.page(right.back, right.headers)],
    [
      'after ten minutes at the bank',
      (right) =>
        service.db
          .updateTable('connections')
          .set({ leased_until: new Date(Date.now() - 1000).toISOString() })
          .where('session_id', '=', right.id)
          .execute(),
    ],
    [
      'after the session’s time',
      (right) =>
        service.db
          .updateTable('sessions')
          .set({ expires_at: new Date(Date.now() - 1000).toISOString() })
          .where('id', '=', right.id)
          .execute(),
    ],
    ['after the lender cancelled', (right) => service.post(`/v1/sessions/${right.id}/cancel`, '')],
    ['after the applicant refused', (right) => visits.form('/journey/decline', {}, right.headers)],
    [
      'after the bank was chosen again',
      (right) => visits.form('/journey/bank', { bankId: BANK }, right.headers),
    ],
    ['after a new link was made', (right) => service.post(`/v1/sessions/${right.id}/link`, '')],
  ]
  test.each(gone)('%s: refused, and no code goes out', async (_name, passes) => {
    const right = await visits.atBank()
    await passes(right)
    const [before, sent] = [await statusesOf(right.id), await exchanged(right.id)]
    expect(where(await visits.page(right.back, right.headers))).toEqual(REFUSED)
    expect(await statusesOf(right.id)).toEqual(before)
    expect(await exchanged(right.id)).toBe(sent)
  })

  test('of six at once one is taken', async () => {
    const right = await visits.atBank()
    const six = Array.from({ length: 6 }, () => visits.page(right.back, right.headers))
    const places = (await Promise.all(six)).map((reply) => reply.headers.get('location')).sort()
    expect(places).toEqual(['/journey', ...Array.from({ length: 5 }, () => '/journey/refused')])
    expect(await exchanged(right.id)).toBe(1)
  })
})

describe('what the bank says of a refusal', () => {
  const HTML = '<script>alert(1)</script>'
  test.each([
    ['access_denied', 'declined'],
    [HTML, 'failed'],
  ])('error=%s with HTML beside it is shown and kept nowhere', async (error, status) => {
    const right = await visits.atBank(service.key, { returnUrl: RETURN_URL })
    const query = new URLSearchParams({ error, state: right.state, error_description: HTML })
    const path = `/callback/${BANK}?${query}`
    expect(where(await visits.page(path, right.headers))).toEqual(TAKEN)
    expect(await (await visits.page('/journey', right.headers)).text()).not.toContain('<script')
    const session = await service.get(`/v1/sessions/${right.id}`)
    const text = await session.text()
    expect(JSON.parse(text)).toMatchObject({ status })
    expect(text + JSON.stringify(service.events)).not.toContain('script')
  })
})

describe('what protects the way', () => {
  test('the state has 192 bits, is never used twice, and only its hash is kept', async () => {
    const states = [(await visits.atBank()).state, (await visits.atBank()).state]
    for (const state of states) expect(state).toMatch(/^[\w-]{32}$/)
    expect(states[0]).not.toBe(states[1])
    const rows = await service.db.selectFrom('connections').select('state_hash').execute()
    expect(rows.every(({ state_hash }) => !states.includes(String(state_hash)))).toBe(true)
  })

  test('every answer on the way keeps its address to itself and runs no script', async () => {
    const right = await visits.atBank()
    const answers = [
      await visits.page(right.back, right.headers),
      await visits.page('/journey', right.headers),
      await visits.page('/journey/refused', right.headers),
      await visits.page(right.back, right.headers),
      await visits.page('/consent/nobody', {}),
    ]
    for (const { headers } of answers) {
      expect(headers.get('referrer-policy')).toBe('no-referrer')
      expect(headers.get('cache-control')).toBe('no-store')
      const policy = headers.get('content-security-policy') ?? ''
      expect(policy).toContain("default-src 'none'")
      expect(policy).not.toMatch(/script-src (?!'self';)|unsafe-inline/)
      expect(headers.get('location') ?? '').not.toMatch(/code|state|\?/)
    }
    for (const answer of answers)
      expect(await answer.text()).not.toMatch(/<script(?! src="\/journey\/script-)|<[^>]*\son\w+=/)
  })

  test.each([
    ['another path', `${RETURN_URL}/more`],
    ['a query', `${RETURN_URL}?next=https://evil.example`],
    ['a fragment', `${RETURN_URL}#here`],
    ['a slash more', `${RETURN_URL}/`],
    ['another host', RETURN_URL.replace('lender.example', 'lender.example.evil.example')],
    ['a user before the host', RETURN_URL.replace('https://', 'https://lender.example@evil.')],
    ['no TLS', RETURN_URL.replace('https:', 'http:')],
    ['another case', RETURN_URL.replace('/back', '/BACK')],
    ['a script', 'javascript:alert(1)'],
  ])('a return URL with %s is not the one listed', async (_name, returnUrl) => {
    const reply = await service.post('/v1/sessions', { ...smallest, returnUrl })
    expect([400, 422]).toContain(reply.status)
    expect((await bodyOf(reply)).type).toMatch(/return_url_not_allowed|invalid_request/)
  })
})
