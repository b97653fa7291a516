// Who may call what: scopes, expiry, rotation and revocation of keys, tokens of an issuer, and how often.
import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { createServer } from 'node:http'
import { exportJWK, type JWTPayload, SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addKey } from '../../src/lenders/add-key.ts'
import { revokeKey, rotateKey } from '../../src/lenders/end-key.ts'
import { scopes } from '../../src/lenders/scopes.ts'
import { setLender } from '../../src/lenders/set-lender.ts'
import { bodyOf, type Service, smallest, startService } from './service.ts'

let service: Service
beforeAll(async () => {
  service = await startService()
})
afterAll(() => service.stop())

const as = (credential: string) => ({ authorization: `Bearer ${credential}` })
const banks = (credential: string) => service.get('/v1/banks', as(credential))
const newKey = (terms: Partial<Parameters<typeof addKey>[1]> = {}) =>
  addKey(service.operator, { lenderId: service.lender.id, mode: 'test', ...terms })

describe('a key', () => {
  test('with a scope does what the scope says, and is told the name of the one it lacks', async () => {
    const { key } = await newKey({ scopes: ['banks:read'] })
    expect((await banks(key)).status).toBe(200)
    const refused = await service.post('/v1/sessions', smallest, as(key))
    expect(refused.status).toBe(403)
    const problem = await refused.json()
    expect(problem).toMatchObject({
      type: '/problems/insufficient_scope',
      detail: expect.stringContaining('"sessions:write"'),
    })
    expect(refused.headers.get('www-authenticate')).toContain('scope="sessions:write"')
  })

  test('without its scope leaves nothing behind: with the scope the same request goes through', async () => {
    const headers = { 'idempotency-key': 'scope-later' }
    const { key } = await newKey({ scopes: ['banks:read'] })
    const first = await service.post('/v1/sessions', smallest, { ...headers, ...as(key) })
    const then = await service.post('/v1/sessions', smallest, headers)
    expect([first.status, then.status]).toEqual([403, 201])
  })

  test('revoked is refused at the next request', async () => {
    const { id, key } = await newKey()
    expect((await banks(key)).status).toBe(200)
    await revokeKey(service.operator, { lenderId: service.lender.id, keyId: id })
    expect((await banks(key)).status).toBe(401)
  })

  test('rotated goes on for the overlap beside the new one, which has its scopes', async () => {
    const { id, key } = await newKey({ scopes: ['banks:read'] })
    const lenderId = service.lender.id
    const next = await rotateKey(service.operator, { lenderId, keyId: id, overlapHours: 1 })
    expect([(await banks(key)).status, (await banks(next.key)).status]).toEqual([200, 200])
    expect((await service.get('/v1/sessions', as(next.key))).status).toBe(403)
    const past = new Date(Date.now() - 1).toISOString()
    await service.db
      .updateTable('api_keys')
      .set({ expires_at: past })
      .where('id', '=', id)
      .execute()
    expect([(await banks(key)).status, (await banks(next.key)).status]).toEqual([401, 200])
    await expect(
      rotateKey(service.operator, { lenderId, keyId: id, overlapHours: 1 }),
    ).rejects.toMatchObject({ code: 'conflict' })
  })

  test('of another lender cannot be revoked or rotated', async () => {
    const { id, key } = await newKey()
    const lenderId = service.otherLender.id
    await expect(revokeKey(service.operator, { lenderId, keyId: id })).rejects.toMatchObject({
      code: 'not_found',
    })
    expect((await banks(key)).status).toBe(200)
  })

  test('from before there were scopes has them all', async () => {
    const { id, key } = await newKey()
    await service.db.updateTable('api_keys').set({ scopes: null }).where('id', '=', id).execute()
    expect((await service.post('/v1/sessions', smallest, as(key))).status).toBe(201)
  })
})

describe('a token of the lender’s issuer', () => {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const issuer = 'https://login.lender.example'
  const now = () => Math.floor(Date.now() / 1000)
  const audience = () => `nonante:${service.lender.shortId}`
  const good = (): JWTPayload => ({
    ...{ iss: issuer, sub: 'u-4711', aud: audience(), iat: now(), exp: now() + 300 },
    scope: 'banks:read sessions:write unknown:scope',
  })
  const signed = (payload: JWTPayload, key: KeyObject = pair.privateKey, alg = 'ES256') =>
    new SignJWT(payload).setProtectedHeader({ alg, kid: 'k1' }).sign(key)
  const jwks = async () => ({
    keys: [{ ...(await exportJWK(pair.publicKey)), kid: 'k1', alg: 'ES256' }],
  })
  const trust = (issuers: unknown) => setLender(service.operator, service.lender.id, { issuers })

  beforeAll(async () => {
    await trust([{ issuer, mode: 'test', jwks: await jwks() }])
  })

  test('acts as its subject, within its scopes', async () => {
    const token = await signed(good())
    expect((await banks(token)).status).toBe(200)
    expect((await service.get('/v1/sessions', as(token))).status).toBe(403)
    const created = await service.post('/v1/sessions', smallest, as(token))
    const { id } = await bodyOf(created)
    const audit = await service.db
      .selectFrom('audit_events')
      .select('actor')
      .where('subject_id', '=', id)
      .execute()
    expect(audit).toEqual([{ actor: 'jwt:u-4711' }])
  })

  test('whose subject may be a person’s address is on record under a hash', async () => {
    const token = await signed({ ...good(), sub: 'canary.person@lender.example' })
    await service.post('/v1/sessions', smallest, as(token))
    const audit = await service.db.selectFrom('audit_events').select('actor').execute()
    expect(JSON.stringify(audit)).not.toContain('canary')
    expect(audit.some(({ actor }) => /^jwt:[0-9a-f]{24}$/.test(actor))).toBe(true)
  })

  const wrong: [string, () => Record<string, unknown>, KeyObject?][] = [
    ['signed by another', good, stranger.privateKey],
    ['of another issuer', () => ({ ...good(), iss: 'https://elsewhere.example' })],
    ['for another lender', () => ({ ...good(), aud: `nonante:${service.otherLender.shortId}` })],
    ['for another service', () => ({ ...good(), aud: 'https://other.example' })],
    ['out of its time', () => ({ ...good(), exp: now() - 60 })],
    ['before its time', () => ({ ...good(), nbf: now() + 60 })],
    ['that lives for a month', () => ({ ...good(), exp: now() + 30 * 86_400 })],
    ['without an end', () => ({ ...good(), exp: undefined })],
    ['without a subject', () => ({ ...good(), sub: undefined })],
    ['without an audience', () => ({ ...good(), aud: undefined })],
  ]
  test.each(wrong)('%s is no credential', async (_told, payload, key) => {
    const given = Object.entries(payload()).filter(([, value]) => value !== undefined)
    expect((await banks(await signed(Object.fromEntries(given), key))).status).toBe(401)
  })

  test('unsigned, or signed with the public key as a secret, is no credential', async () => {
    const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
    expect((await banks(`${part({ alg: 'none' })}.${part(good())}.`)).status).toBe(401)
    const secret = Buffer.from(pair.publicKey.export({ type: 'spki', format: 'pem' }))
    const forged = await new SignJWT(good()).setProtectedHeader({ alg: 'HS256' }).sign(secret)
    expect((await banks(forged)).status).toBe(401)
  })

  test('is believed by the keys at the issuer’s address; without them it is we who fail', async () => {
    let answers = true
    const server = createServer((_request, response) => {
      if (!answers) response.statusCode = 500
      void jwks().then((keys) => response.end(JSON.stringify(keys)))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('no port')
    const jwksUrl = `http://127.0.0.1:${address.port}/keys`
    await trust([{ issuer, mode: 'live', jwksUrl }])
    const live = await banks(await signed(good()))
    expect([live.status, ((await live.json()) as { items: unknown[] }).items]).toEqual([200, []])
    answers = false
    await trust([{ issuer, mode: 'live', jwksUrl: `${jwksUrl}/moved` }])
    expect((await banks(await signed(good()))).status).toBe(503)
    server.close()
  })
})

describe('how often', () => {
  test('every answer tells what is left, and beyond it is 429 with a time', async () => {
    await setLender(service.operator, service.otherLender.id, { requestsPerMinute: 3 })
    const answers: Response[] = []
    for (let n = 0; n < 5; n += 1) answers.push(await banks(service.otherKey))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429, 429])
    const told = (name: string) => answers.map(({ headers }) => headers.get(name))
    expect(told('ratelimit-policy')).toEqual(Array(5).fill('"key";q=3;w=60'))
    expect(told('ratelimit').map((text) => /^"key";r=(\d+);t=\d+$/.exec(text ?? '')?.[1])).toEqual([
      ...['2', '1', '0', '0', '0'],
    ])
    expect(Number(told('retry-after')[3])).toBeGreaterThan(0)
    expect(await answers[4]?.json()).toMatchObject({ type: '/problems/rate_limited' })
    // another key of the same lender has its own
    const { key } = await addKey(service.operator, {
      lenderId: service.otherLender.id,
      mode: 'test',
      scopes: scopes,
    })
    expect((await banks(key)).status).toBe(200)
  })
})
