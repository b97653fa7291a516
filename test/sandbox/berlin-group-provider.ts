// A small provider for the NextGenPSD2 sandbox's tests: its own seal and its own way through the bank's pages.
// Nothing here comes from the adapter, so that client and bank cannot share a mistake.
import { createHash, createSign, randomUUID, X509Certificate } from 'node:crypto'
import { createTestAuthority, type TestAuthority } from '../../src/banks/authority.ts'
import { type PlainDate, toPlainDate } from '../../src/core/values/plain-date.ts'
import {
  type BerlinGroupSandbox,
  type BerlinGroupSandboxOptions,
  startBerlinGroupSandbox,
} from '../../src/sandbox/berlin-group/sandbox.ts'
import { signInAtBank } from '../support/bank-sign-in.ts'

export const TODAY = toPlainDate('2026-11-20')
export const REDIRECT = 'http://localhost:9/callback'
export const PROVIDER = 'PSDFR-ACPR-99999'

export const MARC = 'D0999990I0'

/** A call under a consent. */
export const under = (consent: string, more: Record<string, string | undefined> = {}) => ({
  headers: { 'consent-id': consent, ...more },
})

export type Tamper = {
  unsigned?: boolean
  digest?: string
  date?: string
  /** What is signed. */
  headers?: string[]
  keyId?: string
  algorithm?: string
  /** Another seal than the provider's. */
  seal?: TestAuthority['signing']
  /** The key of another seal, under the provider's certificate. */
  key?: string
  certificate?: string
}

export type CallOptions = {
  method?: string
  body?: unknown
  headers?: Record<string, string | undefined>
  tamper?: Tamper
}

export type Reply = {
  status: number
  headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: answers are looked into field by field
  body: any
  /** Of the refusal. */
  code: string | undefined
}

export type Started = {
  readonly bank: BerlinGroupSandbox
  readonly authority: TestAuthority
  readonly call: (path: string, options?: CallOptions) => Promise<Reply>
  readonly token: (form: Record<string, string>) => Promise<Reply>
  /** Consent, authorised by the customer; `access` is of the request's. */
  readonly consent: (identifier: string, body?: object) => Promise<string>
}

export async function start(
  options: Partial<BerlinGroupSandboxOptions> = {},
  today: PlainDate = TODAY,
): Promise<Started> {
  const authority = await createTestAuthority(new Date())
  const bank = await startBerlinGroupSandbox({
    today,
    authority: authority.certificate,
    clients: [{ clientId: PROVIDER, redirectUris: [REDIRECT] }],
    ...options,
  })
  const call = async (
    path: string,
    { method = 'GET', body, headers, tamper }: CallOptions = {},
  ) => {
    const text = body === undefined ? '' : JSON.stringify(body)
    const sent = signed(authority, text, { ...plain(text), ...headers }, tamper ?? {})
    const init = { method, headers: sent, ...(text === '' ? {} : { body: text }) }
    return await reply(await fetch(`${bank.apiUrl}${path}`, init))
  }
  return {
    bank,
    authority,
    call,
    token: async (form) => {
      const body = new URLSearchParams(form)
      return await reply(await fetch(`${bank.apiUrl}/psd2/oauth/token`, { method: 'POST', body }))
    },
    consent: async (identifier, body = {}) => {
      const asked = await call('/psd2/v1/consents', {
        method: 'POST',
        body: { ...oneRead, ...body },
        headers: { 'tpp-redirect-uri': REDIRECT },
      })
      await signInAtBank(asked.body._links.scaRedirect.href, identifier)
      return asked.body.consentId
    },
  }
}

export const oneRead = {
  access: { accounts: [], balances: [], transactions: [] },
  recurringIndicator: false,
  validUntil: '2026-11-21',
  frequencyPerDay: 1,
  combinedServiceIndicator: false,
}

function plain(text: string): Record<string, string> {
  return {
    accept: 'application/json',
    'x-request-id': randomUUID(),
    'psu-ip-address': '192.0.2.7',
    ...(text === '' ? {} : { 'content-type': 'application/json' }),
  }
}

function signed(
  { signing }: TestAuthority,
  body: string,
  asked: Record<string, string | undefined>,
  tamper: Tamper,
): Record<string, string> {
  const values: Record<string, string> = {}
  for (const [name, value] of Object.entries(asked)) if (value !== undefined) values[name] = value
  values.date = tamper.date ?? new Date().toUTCString()
  const digest = createHash('sha256').update(body).digest('base64')
  values.digest = tamper.digest ?? `SHA-256=${digest}`
  if (tamper.unsigned) return values
  const seal = tamper.seal ?? signing
  const certificate = new X509Certificate(seal.certificate)
  const mandatory = ['digest', 'x-request-id', 'date', 'tpp-redirect-uri']
  const names = tamper.headers ?? mandatory.filter((name) => values[name] !== undefined)
  const text = names.map((name) => `${name}: ${values[name] ?? ''}`).join('\n')
  const signature = createSign('RSA-SHA256')
    .update(text)
    .sign(tamper.key ?? seal.key, 'base64')
  const keyId = tamper.keyId ?? `SN=${certificate.serialNumber},CA=CN=nonante%20test%20authority`
  return {
    ...values,
    'tpp-signature-certificate': tamper.certificate ?? certificate.raw.toString('base64'),
    signature: `keyId="${keyId}",algorithm="${tamper.algorithm ?? 'rsa-sha256'}",headers="${names.join(' ')}",signature="${signature}"`,
  }
}

async function reply(response: Response): Promise<Reply> {
  const text = await response.text()
  const body = text === '' ? null : JSON.parse(text)
  const code = body?.tppMessages?.[0]?.code ?? body?.error
  return { status: response.status, headers: response.headers, body, code }
}
