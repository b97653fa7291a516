// The bank's signature on its answers: the sandbox signs with code of its own, and what is not its word is refused.
import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createTestAuthority, type TestAuthority } from '../../src/banks/authority.ts'
import { requireSigned } from '../../src/banks/stet/answer-signature.ts'
import { addDays, toPlainDate } from '../../src/core/values/plain-date.ts'
import { signInAtBank } from '../support/bank-sign-in.ts'
import { SANDBOX_BANK, type SandboxBank, startSandboxBank } from '../support/sandbox-bank.ts'

const redirectUri = 'http://localhost:4000/callback/bpce-13807'
const asOf = toPlainDate('2026-11-20')
const presence = { ipAddress: '192.0.2.7' }
let bank: TestAuthority
let other: TestAuthority
let running: SandboxBank | null = null

beforeAll(async () => {
  bank = await createTestAuthority(new Date())
  other = await createTestAuthority(new Date())
}, 30_000)
afterEach(async () => {
  await running?.stop()
  running = null
})

describe('a bank that signs its answers', () => {
  const open = async (signer: TestAuthority | null, believed: TestAuthority | null) => {
    const answerKey =
      signer === null ? {} : { answerKey: { keyId: 'https://bank/seal', key: signer.signing.key } }
    const configured = believed === null ? {} : { answerCertificate: believed.signing.certificate }
    running = await startSandboxBank(asOf, redirectUri, answerKey, configured)
    const found = running.banks.find(SANDBOX_BANK)
    if (!found) throw new Error('no bank')
    const { adapter } = found
    const begun = await adapter.begin({ state: 'S'.repeat(32), redirectUri })
    const callback = new URL(await signInAtBank(begun.url, 'D0999990I0'))
    const code = callback.searchParams.get('code') ?? ''
    const credential = await adapter.complete({ ...begun, code, redirectUri, presence })
    return { adapter, listed: () => adapter.listAccounts({ credential, presence }) }
  }

  it('is believed in a whole pull, consent and pages and all', async () => {
    const { adapter, listed } = await open(bank, bank)
    const { accounts, credential } = await listed()
    const collected = await adapter.collect({
      credential,
      grants: accounts.map(({ ref }) => ({ ref, balances: true, transactions: true })),
      ...{ identity: true, from: addDays(asOf, -89), asOf, presence },
      signal: new AbortController().signal,
    })
    expect(collected.holder).not.toBeNull()
    for (const { pull } of collected.accounts) expect(pull?.complete).toBe(true)
  }, 30_000)

  it.each([
    ['by another than the one configured', 'other'],
    ['not at all, though its certificate is configured', 'nobody'],
  ])(
    '%s: no answer of it is read',
    async (_how, signer) => {
      const { listed } = await open(signer === 'other' ? other : null, bank)
      await expect(listed()).rejects.toMatchObject({ kind: 'bad_answer', status: 200 })
    },
    30_000,
  )

  it('and whose certificate is not configured is read as any other', async () => {
    const { listed } = await open(bank, null)
    expect((await listed()).accounts.length).toBeGreaterThan(0)
  }, 30_000)
})

describe('the signature of an answer', () => {
  const label = { bank: 'bank', operation: 'accounts', requestId: 'ours' }
  const asked = { method: 'GET', path: '/accounts?page=2' }
  const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const digest = (body: string) => `SHA-256=${createHash('sha256').update(body).digest('base64')}`

  type Made = {
    names?: string[]
    body?: string
    headers?: Record<string, string>
    target?: string
    change?: (headers: Record<string, string>) => void
  }
  const answer = ({ names, body = '{"accounts":[]}', headers, target, change }: Made = {}) => {
    const sent: Record<string, string> = {
      digest: digest('{"accounts":[]}'),
      date: 'Sat, 21 Nov 2026 10:00:00 GMT',
      'x-request-id': 'ours',
      ...headers,
    }
    const signed = names ?? ['digest', 'date', 'x-request-id', '(request-target)']
    const lines = signed.map((name) =>
      name === '(request-target)'
        ? `${name}: ${target ?? 'get /accounts?page=2'}`
        : `${name}: ${sent[name]}`,
    )
    const value = sign('RSA-SHA256', Buffer.from(lines.join('\n')), keys.privateKey)
    sent.signature = `keyId="x",algorithm="rsa-sha256",headers="${signed.join(' ')}",signature="${value.toString('base64')}"`
    change?.(sent)
    const header = (name: string) => sent[name] ?? null
    return { status: 200, text: body, bytes: Buffer.from(body), header }
  }
  const judge = (made?: Made, key = keys.publicKey) =>
    requireSigned(label, answer(made), asked, key)

  it('of the body, the request and the date as sent is accepted', () => {
    expect(() => judge()).not.toThrow()
    expect(() => judge({ names: ['digest', 'x-request-id'] })).not.toThrow()
  })

  it.each<[string, Made]>([
    ['over another body', { body: '{"accounts":[{}]}' }],
    ['of an answer to another request', { headers: { 'x-request-id': 'theirs' } }],
    ['of another page', { target: 'get /accounts?page=3' }],
    ['that leaves out the body', { names: ['date', 'x-request-id'] }],
    ['that leaves out the request', { names: ['digest', 'date'] }],
    ['over a header that is not there', { names: ['digest', 'x-request-id', 'etag'] }],
    [
      'with a date changed after it',
      {
        change: (sent) => {
          sent.date = 'Sun, 22 Nov 2026 10:00:00 GMT'
        },
      },
    ],
    [
      'that is missing',
      {
        change: (sent) => {
          delete sent.signature
        },
      },
    ],
    [
      'that is no signature',
      {
        change: (sent) => {
          sent.signature = 'CANARY'
        },
      },
    ],
    [
      'by an algorithm nobody agreed on',
      {
        change: (sent) => {
          sent.signature = sent.signature?.replace('rsa-sha256', 'hmac-sha256') ?? ''
        },
      },
    ],
  ])('%s is refused, and nothing of it quoted', (_what, made) => {
    expect(() => judge(made)).toThrow(
      expect.objectContaining({ name: 'BankError', kind: 'bad_answer' }),
    )
    expect(() => judge(made)).not.toThrow(/CANARY|SHA-256=/)
  })

  it('by another key is refused', () => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    expect(() => judge({}, publicKey)).toThrow(expect.objectContaining({ kind: 'bad_answer' }))
  })
})
