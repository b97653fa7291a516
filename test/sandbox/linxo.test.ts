// The Linxo Connect sandbox keeps its own rules: who may ask for what, whose things they are, and when they are there.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { toPlainDate } from '../../src/core/values/plain-date.ts'
import { type LinxoSandbox, startLinxoSandbox } from '../../src/sandbox/linxo/sandbox.ts'
import { signInAtWidget } from '../support/linxo-bank.ts'

const client = { client_id: 'c1', client_secret: 's1' }
const back = 'https://service.example/callback/linxo'
const userScope = 'profile accounts_manage connections_manage transactions_read'

let sandbox: LinxoSandbox
beforeAll(async () => {
  sandbox = await startLinxoSandbox({
    today: toPlainDate('2026-11-20'),
    synchronisationMs: 300,
    clients: [
      { clientId: 'c1', clientSecret: 's1', redirectUris: [back] },
      { clientId: 'c2', clientSecret: 's2', redirectUris: [back] },
    ],
  })
})
afterAll(() => sandbox.stop())
beforeEach(() => sandbox.setFaults([]))

const post = (path: string, body: object, token?: string) =>
  fetch(`${sandbox.apiUrl}${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
  })
const get = (path: string, token: string, method = 'GET') =>
  fetch(`${sandbox.apiUrl}/v2.1${path}`, { method, headers: { authorization: `Bearer ${token}` } })
const bodyOf = async <T>(answer: Promise<Response> | Response): Promise<T> =>
  (await (await answer).json()) as T
const tokenOf = async (answer: Promise<Response>): Promise<string> =>
  (await bodyOf<{ access_token: string }>(answer)).access_token

let number = 0
async function newUser() {
  const user = { email: `u${number++}@x.invalid`, password: 'secret1' }
  const clientToken = await tokenOf(
    post('/token', { ...client, grant_type: 'client_credentials', scope: 'users_create' }),
  )
  const made = await post('/v2.1/users', user, clientToken)
  expect(made.status).toBe(201)
  const id = made.headers.get('location')?.split('/').at(-1) ?? ''
  const grant = { grant_type: 'password', username: user.email, password: user.password }
  const ask = () => post('/token', { ...client, ...grant, scope: userScope })
  return { id, token: await tokenOf(ask()), clientToken, ask }
}

async function widgetOf(token: string, query: Record<string, string> = {}) {
  const session = await post('/v2.1/widget/widget_session', { ...client, access_token: token })
  const { _links } = await bodyOf<{ _links: { add_connection: { href: string } } }>(session)
  const url = new URL(_links.add_connection.href)
  for (const [name, value] of Object.entries({ redirect_url: `${back}?state=x`, ...query })) {
    url.searchParams.set(name, value)
  }
  return url.href
}

describe('tokens', () => {
  it.each([
    [{ client_secret: 'wrong' }, 401, 'invalid_client'],
    [{ client_id: 'nobody' }, 401, 'invalid_client'],
    [{ scope: 'everything' }, 400, 'invalid_scope'],
    [{ grant_type: 'implicit' }, 400, 'unsupported_grant_type'],
    [{ grant_type: 'password', username: 'x', password: 'y', scope: '' }, 400, 'invalid_grant'],
  ])('%j is answered %i %s', async (change, status, error) => {
    const usual = { ...client, grant_type: 'client_credentials', scope: 'users_create' }
    const answer = await post('/token', { ...usual, ...change })
    const body = await bodyOf<{ error: string }>(answer)
    expect([answer.status, body.error]).toEqual([status, error])
  })

  it('of a user are refused to another client', async () => {
    const { ask } = await newUser()
    expect((await ask()).status).toBe(200)
    const grant = {
      grant_type: 'password',
      username: `u${number - 1}@x.invalid`,
      password: 'secret1',
    }
    const other = { client_id: 'c2', client_secret: 's2', ...grant, scope: userScope }
    expect((await post('/token', other)).status).toBe(400)
  })
})

describe('users', () => {
  it('are made by the client alone, with a password of a letter and a digit', async () => {
    const { token, clientToken } = await newUser()
    const user = { email: 'a@b.invalid', password: 'secret1' }
    expect((await post('/v2.1/users', user)).status).toBe(401)
    expect((await post('/v2.1/users', user, token)).status).toBe(403)
    for (const password of ['short', 'onlyletters', '1234567']) {
      expect((await post('/v2.1/users', { ...user, password }, clientToken)).status).toBe(400)
    }
  })

  it('are deleted with all that is theirs, and then open nothing', async () => {
    const { id, token, ask } = await newUser()
    const other = await newUser()
    expect((await get(`/users/${id}`, other.token, 'DELETE')).status).toBe(404)
    expect((await get(`/users/${id}`, token, 'DELETE')).status).toBe(204)
    expect((await get(`/users/${id}`, token, 'DELETE')).status).toBe(401)
    expect((await ask()).status).toBe(400)
    expect((await get('/users/me', other.token, 'DELETE')).status).toBe(204)
  })
})

describe('the widget', () => {
  it('returns to registered addresses alone', async () => {
    const { token } = await newUser()
    const url = await widgetOf(token, { redirect_url: 'https://thief.example/callback/linxo' })
    const page = await fetch(url)
    expect(page.status).toBe(400)
    expect(await page.text()).toContain('n’est pas enregistrée')
  })

  it('begins with the terms, which cannot be passed by', async () => {
    const { token } = await newUser()
    const url = await widgetOf(token)
    expect(await (await fetch(url)).text()).toContain('conditions générales')
    const session_id = new URL(url).searchParams.get('session_id') ?? ''
    const skipped = await fetch(`${sandbox.pagesUrl}/widget/provider`, {
      method: 'POST',
      body: new URLSearchParams({ session_id, channel: 'REDIRECT' }),
      redirect: 'manual',
    })
    expect(skipped.headers.get('location')).toBe(`${back}?state=x&error=access_denied`)
  })

  it('refuses a channel that was not asked for, an unknown customer and a wrong password', async () => {
    const { token } = await newUser()
    const closed = await signInAtWidget(await widgetOf(token), 'D0999990I0', {
      channel: 'EMBEDDED',
    })
    expect(new URL(closed).searchParams.get('error')).toBe('access_denied')
    const both = { channels: 'REDIRECT,EMBEDDED' }
    const unknown = signInAtWidget(await widgetOf(token, both), 'NOBODY')
    await expect(unknown).rejects.toThrow('Identifiants inconnus')
    const wrong = { channel: 'EMBEDDED', fields: { password: 'guess' } } as const
    const refused = signInAtWidget(await widgetOf(token, both), 'D0999990I0', wrong)
    await expect(refused).rejects.toThrow('Identifiants inconnus')
  })
})

describe('connections', () => {
  it('are read by their own user, once synchronised, by numbered pages', async () => {
    const { token } = await newUser()
    const { token: stranger } = await newUser()
    const arrived = new URL(await signInAtWidget(await widgetOf(token), 'D0999990I0'))
    const id = arrived.searchParams.get('connection_id') ?? ''
    const status = async () =>
      (await bodyOf<{ status: string }>(get(`/connections/${id}`, token))).status
    expect(await status()).toBe('RUNNING')
    expect(await (await get('/accounts', token)).json()).toEqual([])
    await expect.poll(status).toBe('SUCCESS')
    expect((await get(`/connections/${id}`, stranger)).status).toBe(404)
    expect(await (await get('/accounts', stranger)).json()).toEqual([])
    const [first, ...rest] = await bodyOf<{ id: string }[]>(get('/accounts', token))
    expect(rest).toHaveLength(2)
    expect((await get(`/transactions?account_id=${first?.id}`, stranger)).status).toBe(404)
    const path = `/transactions?account_id=${first?.id}&limit=50`
    const pages = [1, 2].map((page) => bodyOf<{ id: string }[]>(get(`${path}&page=${page}`, token)))
    const ids = (await Promise.all(pages)).flat().map(({ id }) => id)
    expect(new Set(ids).size).toBe(100)
    expect((await get(`${path}1`, token)).status).toBe(400)
  })
})
