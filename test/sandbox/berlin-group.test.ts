// The NextGenPSD2 sandbox bank keeps the rules of the guidelines: who is let in, and what a consent is until the
// customer has authorised it or refused.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestAuthority } from '../../src/banks/authority.ts'
import { signInAtBank } from '../support/bank-sign-in.ts'
import {
  type CallOptions,
  MARC,
  oneRead,
  REDIRECT,
  type Started,
  start,
  under,
} from './berlin-group-provider.ts'

let it_: Started
beforeAll(async () => {
  it_ = await start()
})
afterAll(() => it_.bank.stop())

const v1 = (path: string, options?: CallOptions) => it_.call(`/psd2/v1${path}`, options)
const ask = (body: object = {}, options: CallOptions = {}) =>
  v1('/consents', {
    method: 'POST',
    body: { ...oneRead, ...body },
    headers: { 'tpp-redirect-uri': `${REDIRECT}?state=s`, ...options.headers },
    ...(options.tamper ? { tamper: options.tamper } : {}),
  })

describe('who is let in', () => {
  it('is a provider whose seal verifies over what it sent', async () => {
    expect((await ask()).status).toBe(201)
  })

  it.each([
    ['no signature', { unsigned: true }, 'SIGNATURE_MISSING'],
    ['another digest', { digest: 'SHA-256=AAAA' }, 'SIGNATURE_INVALID'],
    ['a digest of another kind', { digest: 'MD5=AAAA' }, 'SIGNATURE_INVALID'],
    ['another date than now', { date: 'Fri, 20 Nov 2020 10:00:00 GMT' }, 'TIMESTAMP_INVALID'],
    ['no date', { date: 'soon' }, 'SIGNATURE_INVALID'],
    [
      'the address to return to left out',
      { headers: ['digest', 'x-request-id', 'date'] },
      'SIGNATURE_INVALID',
    ],
    ['another serial number', { keyId: 'SN=99,CA=CN=x' }, 'SIGNATURE_INVALID'],
    ['another algorithm', { algorithm: 'hmac-sha256' }, 'SIGNATURE_INVALID'],
    ['a certificate that is none', { certificate: 'AAAA' }, 'CERTIFICATE_INVALID'],
  ])('is nobody with %s', async (_what, tamper, code) => {
    const refused = await ask({}, { tamper })
    expect([refused.code, refused.body.tppMessages[0].category]).toEqual([code, 'ERROR'])
    expect(refused.status).toBe(code === 'TIMESTAMP_INVALID' ? 400 : 401)
  })

  it('is nobody with a seal of another authority, or another key than the seal’s', async () => {
    const other = await createTestAuthority(new Date())
    expect((await ask({}, { tamper: { seal: other.signing } })).code).toBe('CERTIFICATE_INVALID')
    expect((await ask({}, { tamper: { key: other.signing.key } })).code).toBe('SIGNATURE_INVALID')
  })

  it('is only a provider that is registered', async () => {
    const elsewhere = await start({ clients: [{ clientId: 'PSDDE-BAFIN-1', redirectUris: [] }] })
    expect((await elsewhere.call('/psd2/v1/accounts')).code).toBe('ROLE_INVALID')
    await elsewhere.bank.stop()
  })

  it('says which call it answered', async () => {
    const id = '99391c7e-ad88-49ec-a2ad-99ddcb1f7721'
    const { headers } = await ask({}, { headers: { 'x-request-id': id } })
    expect(headers.get('x-request-id')).toBe(id)
    expect((await ask({}, { headers: { 'x-request-id': '1' } })).code).toBe('FORMAT_ERROR')
  })

  it.each([
    ['an unknown path', 'GET', '/trusted-beneficiaries', 404, 'RESOURCE_UNKNOWN'],
    ['another verb', 'PUT', '/accounts', 405, 'SERVICE_INVALID'],
  ])('is told of %s', async (_what, method, path, status, code) => {
    expect(await v1(path, { method })).toMatchObject({ status, code })
  })
})

describe('a consent', () => {
  it('is received, with the ways on, and no more than that', async () => {
    const { body, headers } = await ask()
    const self = `/psd2/v1/consents/${body.consentId}`
    expect(body).toEqual({
      consentStatus: 'received',
      consentId: expect.any(String),
      _links: {
        scaRedirect: { href: expect.stringContaining(`${it_.bank.pagesUrl}/psd2/sca/`) },
        self: { href: self },
        status: { href: `${self}/status` },
      },
    })
    expect(headers.get('location')).toBe(self)
    expect(headers.get('aspsp-sca-approach')).toBe('REDIRECT')
    expect((await v1('/accounts', under(body.consentId))).code).toBe('CONSENT_INVALID')
  })

  it.each([
    ['a day that is over', { validUntil: '2026-11-19' }, 'FORMAT_ERROR'],
    ['many reads a day for one read', { frequencyPerDay: 4 }, 'FORMAT_ERROR'],
    ['nothing', { access: {} }, 'FORMAT_ERROR'],
    ['no access', { access: undefined }, 'FORMAT_ERROR'],
    [
      'some accounts named, some not',
      { access: { balances: [], transactions: [{ iban: 'FR76' }] } },
      'FORMAT_ERROR',
    ],
    ['all and some', { access: { allPsd2: 'allAccounts', balances: [] } }, 'FORMAT_ERROR'],
    ['a list alone', { access: { availableAccounts: 'allAccounts' } }, 'SERVICE_INVALID'],
  ])('is refused when it asks for %s', async (_what, body, code) => {
    expect(await ask(body)).toMatchObject({ status: 400, code })
  })

  it.each([
    ['nobody in front of the screen', { 'psu-ip-address': undefined }],
    ['nowhere to return to', { 'tpp-redirect-uri': undefined }],
    ['strangers to return to', { 'tpp-redirect-uri': 'https://evil.example/' }],
    ['strangers to return to after a refusal', { 'tpp-nok-redirect-uri': 'https://evil.example/' }],
  ])('is refused with %s', async (_what, headers) => {
    expect((await ask({}, { headers })).code).toBe('FORMAT_ERROR')
  })

  it('becomes valid by the customer’s sign-in, names what they picked, and ends by the provider', async () => {
    const id = await it_.consent(MARC)
    const path = `/consents/${id}`
    expect((await v1(`${path}/status`)).body).toEqual({ consentStatus: 'valid' })
    const { body } = await v1(path)
    expect(body.access.accounts).toHaveLength(3)
    expect(body).toMatchObject({ recurringIndicator: false, frequencyPerDay: 1 })
    expect((await v1(path, { method: 'DELETE' })).status).toBe(204)
    expect((await v1(path, { method: 'DELETE' })).status).toBe(204)
    expect((await v1(`${path}/status`)).body.consentStatus).toBe('terminatedByTpp')
    expect((await v1('/accounts', under(id))).code).toBe('CONSENT_INVALID')
  })

  it('ends with its day', async () => {
    const later = await start()
    const id = await later.consent(MARC)
    later.bank.setToday('2026-11-22' as never)
    const options = under(id)
    expect(await later.call('/psd2/v1/accounts', options)).toMatchObject({
      ...{ status: 401, code: 'CONSENT_EXPIRED' },
    })
    await later.bank.stop()
  })

  it('that nobody knows is unknown, in a path or in a header', async () => {
    expect(await v1('/consents/x/status')).toMatchObject({ status: 403, code: 'CONSENT_UNKNOWN' })
    expect(await v1('/accounts', under('x'))).toMatchObject({
      status: 400,
      code: 'CONSENT_UNKNOWN',
    })
    expect((await v1('/accounts')).code).toBe('FORMAT_ERROR')
  })

  it('of accounts named opens these, each with its own rights', async () => {
    const [first, second] = ['FR7613807008043001965405158', 'FR7613807008043001965405255']
    const access = {
      balances: [{ iban: first }],
      transactions: [{ iban: first }, { iban: second }],
    }
    const id = await it_.consent(MARC, { access })
    const { body } = await v1('/accounts', under(id))
    const links = body.accounts.map((each: { _links: object }) => Object.keys(each._links))
    expect(links).toEqual([['balances', 'transactions'], ['transactions']])
    const other = body.accounts[1].resourceId
    expect((await v1(`/accounts/${other}/balances`, under(id))).code).toBe('CONSENT_INVALID')
  })

  it('of all accounts opens them without asking which', async () => {
    const id = await it_.consent(MARC, { access: { allPsd2: 'allAccountsWithOwnerName' } })
    const { body } = await v1('/accounts', under(id))
    expect(body.accounts.map((each: { ownerName: string }) => each.ownerName)).toEqual([
      ...['MALLOW MARC', 'MALLOW MARC', 'MALLOW MARC'],
    ])
  })
})

describe('the customer’s way', () => {
  it('leads back where the provider said, by the other address after a refusal', async () => {
    const headers = { 'tpp-nok-redirect-uri': `${REDIRECT}?state=s&error=no` }
    const asked = await ask({}, { headers })
    const link = asked.body._links.scaRedirect.href
    expect(await signInAtBank(link, MARC, { decision: 'refuse' })).toBe(
      `${REDIRECT}?state=s&error=no`,
    )
    const status = await v1(`/consents/${asked.body.consentId}/status`)
    expect(status.body.consentStatus).toBe('rejected')
    expect((await fetch(link)).status).toBe(400)
    expect(await signInAtBank((await ask()).body._links.scaRedirect.href, MARC)).toBe(
      `${REDIRECT}?state=s`,
    )
  })

  it('ends after three wrong codes', async () => {
    const { body } = await ask()
    const link = body._links.scaRedirect.href
    const post = (step: string, form: Record<string, string>) =>
      fetch(`${link}/${step}`, {
        ...{ method: 'POST', redirect: 'manual' },
        body: new URLSearchParams({ decision: 'accept', ...form }),
      })
    expect((await post('identification', { identifier: 'nobody' })).status).toBe(422)
    expect((await post('identification', { identifier: MARC })).status).toBe(200)
    expect((await post('authentification', { code: '1' })).status).toBe(422)
    expect((await post('authentification', { code: '2' })).status).toBe(422)
    expect((await post('authentification', { code: '3' })).status).toBe(302)
    const status = await v1(`/consents/${body.consentId}/status`)
    expect(status.body.consentStatus).toBe('rejected')
  })
})
