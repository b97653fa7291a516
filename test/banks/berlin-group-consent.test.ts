// The way into a NextGenPSD2 bank over real HTTP: the consent asked for, where the customer is sent, what their return
// is worth, in both variants.
import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readReturn } from '../../src/banks/bank.ts'
import {
  begin,
  CONSENT,
  collectFrom,
  connect,
  type OpenedScript,
  openScript,
  presence,
  redirectUri,
  startScript,
  state,
  testProfile,
} from './berlin-group-script.ts'
import type { ScriptedBank } from './scripted-bank.ts'

let server: ScriptedBank
let opened: OpenedScript
beforeEach(async () => {
  server = await startScript()
  opened = openScript(server.origin)
})
afterEach(async () => {
  await opened.close()
  await server.close()
})
const calls = () => server.requests.map(({ method, path }) => `${method} ${path}`)
const seen = (path: string) => server.requests.filter((each) => each.path === path)
const oauth = { ...testProfile, sca: 'oauth' as const }

describe('asking for a consent', () => {
  it('asks for one read, until the day after, of the accounts the customer picks at the bank', async () => {
    await begin(opened.bank)
    expect(JSON.parse(server.requests[0]?.body ?? '')).toEqual({
      access: {
        accounts: [],
        balances: [],
        transactions: [],
        additionalInformation: { ownerName: [] },
      },
      recurringIndicator: false,
      validUntil: '2026-11-21',
      frequencyPerDay: 1,
      combinedServiceIndicator: false,
    })
  })

  it('names all accounts, and no owner, where the bank wants it so', async () => {
    const profile = { ...testProfile, access: 'all_psd2' as const, ownerName: false }
    const other = openScript(server.origin, { profile })
    await begin(other.bank)
    expect(JSON.parse(server.requests[0]?.body ?? '').access).toEqual({ allPsd2: 'allAccounts' })
    await other.close()
  })

  it('says who is in front of the screen and where they are to be sent, refusing included', async () => {
    await begin(opened.bank)
    const headers = server.requests[0]?.headers
    expect(headers).toMatchObject({
      'psu-ip-address': '192.0.2.7',
      'psu-user-agent': 'Firefox X: y',
      'tpp-redirect-preferred': 'true',
      'tpp-redirect-uri': `${redirectUri}?state=${state}`,
      'tpp-nok-redirect-uri': `${redirectUri}?state=${state}&error=access_denied`,
      accept: 'application/json',
    })
    expect(headers?.['x-request-id']).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4/)
  })

  it('holds the consent from the beginning, and can give it back before anybody came', async () => {
    const { credential, held } = await begin(opened.bank)
    expect(held).toBe(true)
    await opened.bank.adapter.release({ credential, presence: null })
    expect(calls().at(-1)).toBe(`DELETE /consents/${CONSENT}`)
  })

  it('begins the authorisation itself where the bank leaves that to it', async () => {
    server.script = ({ path, method }) => {
      const _links = { startAuthorisation: { href: '/psd2/v1/consents/x/authorisations' } }
      if (path === '/consents') return { status: 201, body: { consentId: CONSENT, _links } }
      if (path !== `/consents/${CONSENT}/authorisations` || method !== 'POST') return null
      const scaRedirect = { href: `${server.origin}/pages/sca?to=x` }
      return { status: 201, body: { scaStatus: 'received', _links: { scaRedirect } } }
    }
    const { url } = await begin(opened.bank)
    expect(url).toBe(`${server.origin}/pages/sca?to=x`)
    expect(seen(`/consents/${CONSENT}/authorisations`)[0]?.headers).toHaveProperty(
      'tpp-redirect-uri',
    )
  })

  it.each([
    ['another host', 'https://evil.example/sca'],
    ['another port', 'http://127.0.0.1:9/sca'],
    ['a script', 'javascript:alert(1)'],
    ['a password', 'http://a:b@127.0.0.1/sca'],
    ['no address', 'http://['],
    ['nothing', ''],
  ])('sends nobody to %s, and takes the consent back', async (_what, href) => {
    server.script = ({ path }) =>
      path === '/consents'
        ? { status: 201, body: { consentId: CONSENT, _links: { scaRedirect: { href } } } }
        : null
    await expect(begin(opened.bank)).rejects.toMatchObject({ kind: 'bad_answer' })
    expect(calls()).toEqual(['POST /consents', `DELETE /consents/${CONSENT}`])
  })

  it('reads a refusal, and that there is no code, from its own address', async () => {
    await begin(opened.bank)
    const back = (name: 'tpp-redirect-uri' | 'tpp-nok-redirect-uri') => {
      const { searchParams } = new URL(String(server.requests[0]?.headers[name]))
      return readReturn(opened.bank, (parameter) => searchParams.get(parameter))
    }
    expect(back('tpp-redirect-uri')).toEqual({ code: 'returned', error: null })
    expect(back('tpp-nok-redirect-uri').error).toBe('access_denied')
  })
})

describe('a customer who is back', () => {
  const complete = async () => {
    const { adapter } = opened.bank
    const { credential } = await begin(opened.bank)
    return adapter.complete({ code: 'returned', redirectUri, credential, presence })
  }
  const becomes = (...statuses: string[]) => {
    server.script = ({ path }) => {
      if (!path.endsWith('/status')) return null
      const consentStatus = statuses.length > 1 ? statuses.shift() : statuses[0]
      return { body: { consentStatus } }
    }
  }

  it('is taken at the word of the consent alone', async () => {
    becomes('valid')
    await expect(complete()).resolves.toMatchObject({ stage: 'connected' })
    expect(calls()).toEqual(['POST /consents', `GET /consents/${CONSENT}/status`])
  })

  it('is waited for a moment when the bank is slow to settle', async () => {
    becomes('received', 'received', 'valid')
    await expect(complete()).resolves.toMatchObject({ stage: 'connected' })
  })

  it.each([
    ['received', 'authorization_invalid'],
    ['rejected', 'denied'],
    ['revokedByPsu', 'denied'],
    ['expired', 'consent_refused'],
    ['terminatedByTpp', 'consent_refused'],
    ['partiallyAuthorised', 'consent_refused'],
    ['somethingNew', 'bad_answer'],
  ])('whose consent is %s ends with %s', async (status, kind) => {
    becomes(status)
    await expect(complete()).rejects.toMatchObject({ kind })
    expect(seen(`/consents/${CONSENT}/status`)).toHaveLength(status === 'received' ? 3 : 1)
  })
})

describe('the OAuth variant', () => {
  beforeEach(async () => {
    await opened.close()
    opened = openScript(server.origin, { profile: oauth })
  })

  it('sends the customer to the server of the metadata, for this consent, with PKCE', async () => {
    const { url } = await begin(opened.bank)
    const { origin, pathname, searchParams } = new URL(url)
    expect(origin + pathname).toBe(`${server.origin}/pages/authorize`)
    expect(Object.fromEntries(searchParams)).toEqual({
      response_type: 'code',
      client_id: 'PSDFR-ACPR-99999',
      redirect_uri: redirectUri,
      scope: `AIS:${CONSENT}`,
      state,
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
    })
  })

  it('answers the challenge with its verifier', async () => {
    const { url, credential } = await begin(opened.bank)
    const { adapter } = opened.bank
    await adapter.complete({ code: 'CANARY-CODE', redirectUri, credential, presence })
    const verifier = new URLSearchParams(seen('/token')[0]?.body).get('code_verifier') ?? ''
    const challenge = createHash('sha256').update(verifier).digest('base64url')
    expect(new URL(url).searchParams.get('code_challenge')).toBe(challenge)
  })

  it('shows the token beside the consent, and asks for no token before', async () => {
    await collectFrom(opened.bank, await connect(opened.bank))
    for (const { path, headers } of server.requests) {
      const isOpened = path.startsWith('/accounts') || path.endsWith('/status')
      expect(headers.authorization).toBe(isOpened ? 'Bearer CANARY-ACCESS' : undefined)
    }
  })

  it.each([
    ['authorization_endpoint', 'https://evil.example/authorize'],
    ['token_endpoint', 'https://evil.example/token'],
    ['token_endpoint', 'no address'],
  ])('follows no %s that leads away: %s', async (name, address) => {
    server.script = ({ path }) =>
      path === '/metadata'
        ? {
            body: {
              authorization_endpoint: `${server.origin}/pages/authorize`,
              token_endpoint: `${server.origin}/token`,
              [name]: address,
            },
          }
        : null
    await expect(begin(opened.bank)).rejects.toMatchObject({ kind: 'bad_answer' })
    expect(calls().at(-1)).toBe(`DELETE /consents/${CONSENT}`)
  })
})
