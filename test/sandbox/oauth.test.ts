// The bank's pages and its token endpoint: what opens, what is refused, and where the customer ends up.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import {
  authorizeUrl,
  CLIENT,
  call,
  obtainCode,
  postToken,
  REDIRECT,
  signIn,
  start,
  submit,
} from './third-party.ts'

let bank: Sandbox
let now = Date.parse('2026-11-20T10:00:00Z')
beforeAll(async () => {
  bank = await start({ clock: { now: () => new Date(now) }, dateSkewSeconds: 1e9 })
})
afterAll(() => bank.stop())

const grant = (code: string, more: Record<string, string> = {}) => ({
  grant_type: 'authorization_code',
  code,
  redirect_uri: REDIRECT,
  client_id: CLIENT,
  ...more,
})
const locationOf = (response: Response) => new URL(response.headers.get('location') ?? 'x:')
const open = (parameters: Record<string, string> = {}) =>
  fetch(authorizeUrl(bank, parameters), { redirect: 'manual' })

describe('the authorization pages', () => {
  it('are accessible French pages without script, that no site may frame', async () => {
    const response = await open()
    const policy = response.headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).toContain("form-action 'self' http://localhost:9")
    const page = await response.text()
    expect(page).toContain('<html lang="fr">')
    expect(page).toMatch(/<label for="identifier">[^<]+<\/label>/)
    expect(page).toMatch(/name="identifier"/)
    expect(page).toMatch(/value="refuse"/)
    expect(page).not.toContain('<script')
    const style = /href="([^"]+\.css)"/.exec(page)?.[1]
    expect((await fetch(`${bank.pagesUrl}${style}`)).headers.get('content-type')).toContain(
      'text/css',
    )
  })

  it.each([
    ['an unknown client', { client_id: 'nobody' }],
    ['an unregistered return address', { redirect_uri: 'http://localhost:9/elsewhere' }],
    ['a return address with a longer path', { redirect_uri: `${REDIRECT}/more` }],
    ['the return address of another client', { redirect_uri: 'http://localhost:9/other' }],
    ['no return address', { redirect_uri: '' }],
  ])('%s: a page, never a redirect', async (_name, parameters) => {
    const response = await open(parameters)
    expect(response.status).toBe(400)
    expect(response.headers.get('location')).toBeNull()
    expect(await response.text()).toContain('Demande refusée')
  })

  it('a repeated parameter is refused', async () => {
    const response = await fetch(`${authorizeUrl(bank)}&state=two`, { redirect: 'manual' })
    expect(response.status).toBe(400)
  })

  it.each([
    ['unsupported_response_type', { response_type: 'token' }],
    ['invalid_scope', { scope: 'everything' }],
    ['invalid_request', { state: 'x'.repeat(35) }],
  ])('%s goes back to the third party', async (error, parameters) => {
    const location = locationOf(await open(parameters))
    expect(location.origin + location.pathname).toBe(REDIRECT)
    expect(location.searchParams.get('error')).toBe(error)
    expect(location.searchParams.get('code')).toBeNull()
  })

  it('a state of 34 characters comes back as sent', async () => {
    const state = 'é&='.padEnd(34, 'x')
    const first = await (await open({ state })).text()
    const back = locationOf(await submit(bank, first, { decision: 'refuse' }))
    expect(back.searchParams.get('state')).toBe(state)
  })

  it('a wrong identifier, then a wrong code, show the page again with a message', async () => {
    const first = await (await open()).text()
    const again = await submit(bank, first, { identifier: 'D0000000' })
    expect(again.status).toBe(422)
    const text = await again.text()
    expect(text).toContain('Identifiant inconnu')
    const second = await (await submit(bank, text, { identifier: ' d0999990i0 ' })).text()
    expect(second).toMatch(/<label for="code">/)
    const wrong = await submit(bank, second, { code: '00000000' })
    expect(wrong.status).toBe(422)
    const shown = await wrong.text()
    expect(shown).toContain('Code incorrect')
    const done = locationOf(await submit(bank, shown, { code: '12345678' }))
    expect(done.searchParams.get('code')?.length).toBeLessThanOrEqual(34)
  })

  it('a persona opens by its identifier, not by its name', async () => {
    const first = await (await open()).text()
    expect((await submit(bank, first, { identifier: 'Marc' })).status).toBe(422)
  })

  it('refusing on either page leads back with access_denied', async () => {
    const first = await (await open()).text()
    const one = locationOf(await submit(bank, first, { decision: 'refuse' }))
    expect(one.searchParams.get('error')).toBe('access_denied')
    const again = await (await open()).text()
    const second = await (await submit(bank, again, { identifier: 'D0999990I0' })).text()
    const two = locationOf(await submit(bank, second, { decision: 'refuse' }))
    expect(two.searchParams.get('error')).toBe('access_denied')
    expect(two.searchParams.get('state')).toBe('st4te')
  })

  it('three wrong codes end the demand', async () => {
    const first = await (await open()).text()
    const second = await (await submit(bank, first, { identifier: 'D0999990I0' })).text()
    for (const code of ['1', '2']) expect((await submit(bank, second, { code })).status).toBe(422)
    const last = locationOf(await submit(bank, second, { code: '3' }))
    expect(last.searchParams.get('error')).toBe('access_denied')
    expect((await submit(bank, second, { code: '12345678' })).status).toBe(400)
  })

  it('the code page cannot be reached without identification', async () => {
    const first = await (await open()).text()
    const flow = /name="flow" value="([^"]+)"/.exec(first)?.[1] ?? ''
    const jumped = await fetch(`${bank.pagesUrl}/stet/psd2/oauth/authorize/authentification`, {
      method: 'POST',
      body: new URLSearchParams({ flow, code: '12345678' }),
      redirect: 'manual',
    })
    expect(jumped.status).toBe(400)
  })
})

describe('the token endpoint', () => {
  it('gives a pair whose sizes and lives are documented', async () => {
    const tokens = await signIn(bank, 'D0999990I0')
    expect(tokens).toMatchObject({
      token_type: 'Bearer',
      expires_in: 3600,
      scope: 'aisp offline_access',
    })
    expect(tokens.access_token.length).toBeLessThanOrEqual(140)
  })

  it('takes a code once: a second use is refused and revokes what the first gave', async () => {
    const code = await obtainCode(bank, 'D0999990I0')
    const { access_token, refresh_token } = (await postToken(bank, grant(code))).body
    expect((await call(bank, access_token, '/accounts')).status).toBe(200)
    const second = await postToken(bank, grant(code))
    expect([second.status, second.body.error]).toEqual([400, 'invalid_grant'])
    expect((await call(bank, access_token, '/accounts')).status).toBe(401)
    const refreshed = await postToken(bank, {
      grant_type: 'refresh_token',
      refresh_token,
      client_id: CLIENT,
    })
    expect(refreshed.status).toBe(400)
  })

  it.each([
    ['an unknown code', { code: 'no' }, 400, 'invalid_grant'],
    ['another return address', { redirect_uri: `${REDIRECT}2` }, 400, 'invalid_grant'],
    ['another client', { client_id: 'PSDFR-ACPR-99999' }, 400, 'invalid_grant'],
    ['an unknown client', { client_id: 'nobody' }, 401, 'invalid_client'],
    ['another grant type', { grant_type: 'password' }, 400, 'unsupported_grant_type'],
  ])('refuses %s', async (_name, more, status, error) => {
    const code = await obtainCode(bank, 'D0999990I0')
    const response = await postToken(bank, grant(code, more as Record<string, string>))
    expect([response.status, response.body.error]).toEqual([status, error])
  })

  it('refuses a body that is not a form', async () => {
    const response = await fetch(`${bank.apiUrl}/stet/psd2/oauth/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    })
    expect(response.status).toBe(400)
  })

  it('refuses a code older than a minute', async () => {
    const code = await obtainCode(bank, 'D0999990I0')
    now += 61_000
    expect((await postToken(bank, grant(code))).status).toBe(400)
  })

  it('an access token ends after an hour; a refresh gives another, ends the first and keeps the refresh token', async () => {
    const first = await signIn(bank, 'D0999991I0')
    const refresh = {
      grant_type: 'refresh_token',
      refresh_token: first.refresh_token,
      client_id: CLIENT,
    }
    const second = (await postToken(bank, refresh)).body
    expect(second.refresh_token).toBe(first.refresh_token)
    expect((await call(bank, first.access_token, '/accounts')).status).toBe(401)
    expect((await call(bank, second.access_token, '/accounts')).status).toBe(200)
    now += 3_600_000
    expect((await call(bank, second.access_token, '/accounts')).status).toBe(401)
    const stolen = await postToken(bank, { ...refresh, client_id: 'PSDFR-ACPR-99999' })
    expect(stolen.status).toBe(400)
    now += 180 * 86_400_000
    expect((await postToken(bank, refresh)).status).toBe(400)
  })

  it('a new authorisation ends the pair before it, for that customer and role only', async () => {
    const marc = await signIn(bank, 'D0999990I0')
    const marie = await signIn(bank, 'D0999991I0')
    const again = await signIn(bank, 'D0999990I0')
    expect((await call(bank, marc.access_token, '/accounts')).status).toBe(401)
    expect((await call(bank, marie.access_token, '/accounts')).status).toBe(200)
    expect((await call(bank, again.access_token, '/accounts')).status).toBe(200)
  })
})
