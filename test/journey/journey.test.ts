// The journey over real HTTP: what may act and what may not, whose browser it is, and where each step leads.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  BANK,
  bodyOf,
  HOSTILE_NAME,
  RETURN_URL,
  type Service,
  smallest,
  startService,
} from '../http/service.ts'

let service: Service
beforeAll(async () => {
  service = await startService()
})
afterAll(() => service.stop())

async function newLink(
  change: Record<string, unknown> = {},
): Promise<{ id: string; path: string }> {
  const reply = await service.post('/v1/sessions', { ...smallest, ...change })
  const { id, consentUrl } = await bodyOf(reply)
  return { id, path: new URL(consentUrl).pathname }
}

const own = { 'sec-fetch-site': 'same-origin' }

function form(path: string, fields: Record<string, string>, headers: Record<string, string>) {
  return fetch(service.baseUrl + path, {
    ...{ method: 'POST', redirect: 'manual' },
    headers,
    body: new URLSearchParams(fields),
  })
}

const page = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  fetch(service.baseUrl + path, { method, headers, redirect: 'manual' })

/** The page as shown is what is agreed to. */
async function accepted(path: string, headers: Record<string, string> = own) {
  const shown = /name="shown" value="(\w+)"/.exec(await (await page(path)).text())?.[1] ?? ''
  return await form(path, { decision: 'accept', shown }, headers)
}

async function opened(change: Record<string, unknown> = {}) {
  const { id, path } = await newLink(change)
  const reply = await accepted(path)
  const cookie = (reply.headers.getSetCookie()[0] ?? '').split(';')[0] ?? ''
  return { id, path, reply, headers: { ...own, cookie } }
}

async function atBank(change: Record<string, unknown> = {}) {
  const visit = await opened(change)
  const reply = await form('/journey/bank', { bankId: BANK }, visit.headers)
  const target = new URL(reply.headers.get('location') ?? '')
  return { ...visit, target, state: target.searchParams.get('state') ?? '' }
}

const status = async (id: string) => (await bodyOf(await service.get(`/v1/sessions/${id}`))).status

describe('the consent link', () => {
  test('looking at it, as link scanners do, changes nothing', async () => {
    const { id, path } = await newLink()
    for (const method of ['HEAD', 'GET', 'GET']) {
      expect((await page(path, {}, method)).status).toBe(200)
    }
    expect(await status(id)).toBe('created')
  })

  test('accepting binds this browser and leads to the journey', async () => {
    const { id, reply } = await opened()
    expect([reply.status, reply.headers.get('location')]).toEqual([303, '/journey'])
    const [cookie = ''] = reply.headers.getSetCookie()
    expect(cookie).toMatch(/^nonante=[^;]+; Path=\/; HttpOnly; SameSite=Lax$/)
    expect(await status(id)).toBe('open')
  })

  test('refusing ends the session and says so without blame', async () => {
    const { id, path } = await newLink({ language: 'en' })
    const reply = await form(path, { decision: 'refuse' }, own)
    const cookie = (reply.headers.getSetCookie()[0] ?? '').split(';')[0] ?? ''
    const html = await (await page('/journey', { cookie })).text()
    expect(html).toContain('You chose to send nothing')
    expect(await status(id)).toBe('declined')
  })

  test('a link works once: another browser is told, its own resumes', async () => {
    const { path, headers } = await opened()
    expect((await page(path)).status).toBe(410)
    expect((await form(path, {}, own)).status).toBe(410)
    const again = await form(path, {}, headers)
    expect([again.status, again.headers.get('location')]).toEqual([303, '/journey'])
  })

  test('an unknown link is a page, not a failure', async () => {
    const reply = await page(`/consent/aaaaaaaa.${'x'.repeat(32)}`, { 'accept-language': 'en' })
    expect([reply.status, reply.headers.get('content-type')]).toEqual([
      ...[404, 'text/html; charset=utf-8'],
    ])
    expect(await reply.text()).toContain('This link is not recognised')
  })
})

describe('whose form it is', () => {
  test.each([
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['another origin of the same site', { 'sec-fetch-site': 'same-site' }],
    ['an old browser on another site', { origin: 'https://evil.example' }],
    ['nobody says', {}],
  ])('a form from %s does nothing', async (_name, headers: Record<string, string>) => {
    const { id, path } = await newLink()
    expect((await form(path, {}, headers)).status).toBe(403)
    expect(await status(id)).toBe('created')
  })

  test('an old browser that sends its origin is believed', async () => {
    const { path } = await newLink()
    expect((await form(path, {}, { origin: service.baseUrl })).status).toBe(303)
  })

  test('without the cookie there is no session', async () => {
    expect((await page('/journey')).status).toBe(404)
    expect((await form('/journey/send', {}, own)).status).toBe(404)
    expect((await page('/journey/copy')).status).toBe(404)
  })
})

describe('to the bank and back', () => {
  test('the bank is reached with a single-use state and our address for it', async () => {
    const { target, state } = await atBank()
    expect(target.origin).toBe('http://bank.example')
    expect(state).toMatch(/^[\w-]{32}$/)
    expect(target.searchParams.get('redirect_uri')).toBe(`${service.baseUrl}/callback/${BANK}`)
  })

  test('back with the code: accounts to choose, hostile names harmless, the code gone from the address', async () => {
    const { state, headers } = await atBank()
    const path = `/callback/${BANK}?code=code-1&state=${state}`
    const back = await page(path, headers)
    expect([back.status, back.headers.get('location')]).toEqual([303, '/journey'])
    const html = await (await page('/journey', headers)).text()
    expect(html).toContain('FR76 **** 5158')
    expect(html).not.toContain(HOSTILE_NAME)
    expect(html).toContain('&lt;img src=x')
    expect(html.match(/ checked>/g)).toHaveLength(3)
    const none = await form('/journey/accounts', { connectionId: 'x' }, headers)
    expect(none.headers.get('location')).toBe('/journey?none=1')
    expect(await (await page('/journey?none=1', headers)).text()).toContain(
      'Cochez au moins une case',
    )
  })

  test.each([
    ['forged', (state: string) => `code=c2&state=${state.split('').reverse().join('')}`, true],
    ['from another browser', (state: string) => `code=c3&state=${state}`, false],
    ['with its state twice', (state: string) => `code=c4&state=${state}&state=${state}`, true],
    ['without a state', () => 'code=c5', true],
    ['endless', (state: string) => `code=${'x'.repeat(9000)}&state=${state}`, true],
  ])('a return %s changes nothing and says so', async (_name, query, sameBrowser) => {
    const { state, headers } = await atBank()
    const browser: Record<string, string> = sameBrowser ? headers : {}
    const back = await page(`/callback/${BANK}?${query(state)}`, browser)
    expect([back.status, back.headers.get('location')]).toEqual([303, '/journey/refused'])
    const said = await page('/journey/refused', browser)
    expect([said.status, await said.text()]).toEqual([
      400,
      expect.stringContaining('Rien n’a changé'),
    ])
  })

  test('a return replayed after success changes nothing', async () => {
    const { state, headers } = await atBank()
    const path = `/callback/${BANK}?code=code-9&state=${state}`
    await page(path, headers)
    expect((await page(path, headers)).headers.get('location')).toBe('/journey/refused')
    expect(await (await page('/journey', headers)).text()).toContain('FR76 **** 5158')
  })

  test('HEAD on the return consumes nothing', async () => {
    const { state, headers } = await atBank()
    const path = `/callback/${BANK}?code=code-8&state=${state}`
    expect((await page(path, headers, 'HEAD')).status).toBe(200)
    expect((await page(path, headers)).headers.get('location')).toBe('/journey')
  })

  test('refused at the bank: a sentence, and the banks to choose from again', async () => {
    const { state, headers } = await atBank({ maxConnections: 2 })
    await page(`/callback/${BANK}?error=access_denied&state=${state}`, headers)
    const html = await (await page('/journey', headers)).text()
    expect(html).toContain('L’accès n’a pas été donné')
    expect(html).toContain('action="/journey/bank"')
  })

  test('refused where no other bank may be joined: the end says why and how to go on', async () => {
    const { id, state, headers } = await atBank({ returnUrl: RETURN_URL, maxConnections: 1 })
    await page(`/callback/${BANK}?error=access_denied&state=${state}`, headers)
    const html = await (await page('/journey', headers)).text()
    expect(html).toContain('L’accès n’a pas été donné')
    expect(html).toContain('documents')
    expect(html).toContain(`href="${RETURN_URL}?session=${id}"`)
  })
})
