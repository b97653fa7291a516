// A small third party for the sandbox's tests: its own signer and its own way through the bank's pages.
// Nothing here comes from the STET client, so that client and bank cannot share a mistake.
import { createHash, createSign, generateKeyPairSync, randomUUID } from 'node:crypto'
import { type PlainDate, toPlainDate } from '../../src/core/values/plain-date.ts'
import type { SandboxOptions } from '../../src/sandbox/options.ts'
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts'

export const TODAY = toPlainDate('2026-11-20')
export const REDIRECT = 'http://localhost:9/callback'
export const CLIENT = 'PSDFR-ACPR-12345'
export const KEY_ID = 'https://tpp.example/qseal_612b4c7d103074b29e4c1ece1ef40bc575c0a87e'

const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
export const otherKeys = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pem = (key: typeof keys.publicKey) => key.export({ type: 'spki', format: 'pem' }).toString()

export const clients: SandboxOptions['clients'] = [
  {
    clientId: CLIENT,
    redirectUris: [REDIRECT],
    signatureKeys: [{ keyId: KEY_ID, publicKeyPem: pem(keys.publicKey) }],
  },
  {
    clientId: 'PSDFR-ACPR-99999',
    redirectUris: ['http://localhost:9/other'],
    signatureKeys: [{ keyId: 'other', publicKeyPem: pem(otherKeys.publicKey) }],
  },
]

export function start(
  options: Partial<SandboxOptions> = {},
  today: PlainDate = TODAY,
): Promise<Sandbox> {
  return startSandbox({ today, clients, ...options })
}

export const sha256 = (body: string) =>
  `SHA-256=${createHash('sha256').update(body).digest('base64')}`

export type Tamper = {
  unsigned?: boolean
  method?: string
  digest?: string
  date?: string
  headers?: string[]
  keyId?: string
  key?: typeof keys.privateKey
  target?: string
  requestId?: string | null
  algorithm?: string
}

export function signedHeaders(
  method: string,
  target: string,
  body: string,
  tamper: Tamper = {},
): Record<string, string> {
  const requestId = tamper.requestId === undefined ? randomUUID() : tamper.requestId
  const values: Record<string, string> = {
    '(request-target)': `${(tamper.method ?? method).toLowerCase()} ${tamper.target ?? target}`,
    date: tamper.date ?? new Date().toUTCString(),
    digest: tamper.digest ?? sha256(body),
    ...(requestId === null ? {} : { 'x-request-id': requestId }),
  }
  const names = tamper.headers ?? ['(request-target)', 'date', 'digest', 'x-request-id']
  const text = names.map((name) => `${name}: ${values[name] ?? ''}`).join('\n')
  const signature = createSign('RSA-SHA256')
    .update(text)
    .sign(tamper.key ?? keys.privateKey, 'base64')
  const { '(request-target)': _target, ...sent } = values
  if (tamper.unsigned) return sent
  return {
    ...sent,
    signature: `keyId="${tamper.keyId ?? KEY_ID}",algorithm="${tamper.algorithm ?? 'rsa-sha256'}",headers="${names.join(' ')}",signature="${signature}"`,
  }
}

export function authorizeUrl(bank: Sandbox, parameters: Record<string, string> = {}): string {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: CLIENT,
    redirect_uri: REDIRECT,
    scope: 'aisp',
    state: 'st4te',
    ...parameters,
  })
  return `${bank.pagesUrl}/stet/psd2/oauth/authorize?${query}`
}

/** Submits the form of a page as a browser would, with its hidden fields. */
export async function submit(
  bank: Sandbox,
  page: string,
  fields: Record<string, string>,
): Promise<Response> {
  const action = /<form method="post" action="([^"]+)"/.exec(page)?.[1] ?? ''
  const hidden = /name="flow" value="([^"]+)"/.exec(page)?.[1] ?? ''
  return fetch(`${bank.pagesUrl}${action}`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ flow: hidden, decision: 'accept', ...fields }),
  })
}

export async function obtainCode(
  bank: Sandbox,
  identifier: string,
  scope = 'aisp',
): Promise<string> {
  const first = await (await fetch(authorizeUrl(bank, { scope }))).text()
  const second = await (await submit(bank, first, { identifier })).text()
  const last = await submit(bank, second, { code: '12345678' })
  return new URL(last.headers.get('location') ?? '').searchParams.get('code') ?? ''
}

export async function postToken(bank: Sandbox, form: Record<string, string>) {
  const response = await fetch(`${bank.apiUrl}/stet/psd2/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams(form),
  })
  return { status: response.status, body: (await response.json()) as Tokens & { error?: string } }
}

export type Tokens = {
  access_token: string
  refresh_token: string
  scope: string
  expires_in: number
}

export async function signIn(bank: Sandbox, identifier: string, scope = 'aisp'): Promise<Tokens> {
  const code = await obtainCode(bank, identifier, scope)
  const response = await postToken(bank, {
    grant_type: 'authorization_code',
    code,
    redirect_uri: REDIRECT,
    client_id: CLIENT,
  })
  if (response.status !== 200) throw new Error(`token: ${response.status}`)
  return response.body
}

export type Reply = {
  status: number
  // biome-ignore lint/suspicious/noExplicitAny: answers are checked against the official schema elsewhere
  body: any
  headers: Headers
}

const BASE = '/stet/psd2/v1.4.2'

export type CallOptions = {
  method?: string
  body?: unknown
  attended?: boolean
  tamper?: Tamper
  headers?: Record<string, string>
}

/** A signed call; `path` is below the base path, or an absolute link of the bank. */
export async function call(
  bank: Sandbox,
  token: string,
  path: string,
  options: CallOptions = {},
): Promise<Reply> {
  const method = options.method ?? 'GET'
  const url = path.startsWith('http') ? new URL(path) : new URL(`${bank.apiUrl}${BASE}${path}`)
  const target = url.pathname + url.search
  const body = options.body === undefined ? '' : JSON.stringify(options.body)
  const response = await fetch(url, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...signedHeaders(method, target, body, options.tamper),
      ...(options.attended === false ? {} : { 'psu-ip-address': '192.0.2.7' }),
      ...(body === '' ? {} : { 'content-type': 'application/json' }),
      ...options.headers,
    },
    ...(body === '' ? {} : { body }),
  })
  const text = await response.text()
  return {
    status: response.status,
    body: text === '' ? null : JSON.parse(text),
    headers: response.headers,
  }
}

export function consentTo(
  ibans: readonly string[],
  psuIdentity = true,
): {
  balances: unknown[]
  transactions: unknown[]
  trustedBeneficiaries: boolean
  psuIdentity: boolean
} {
  const list = ibans.map((iban) => ({ iban }))
  return { balances: list, transactions: list, trustedBeneficiaries: false, psuIdentity }
}

/** Follows `next` to the end; the sizes of the pages and everything on them. */
export async function everyPage(bank: Sandbox, token: string, path: string) {
  const sizes: number[] = []
  // biome-ignore lint/suspicious/noExplicitAny: as Reply
  const transactions: any[] = []
  let next: string | undefined = path
  while (next !== undefined) {
    const { status, body } = await call(bank, token, next)
    if (status !== 200) throw new Error(`page: ${status}`)
    sizes.push(body.transactions.length)
    transactions.push(...body.transactions)
    next = body._links.next?.href
  }
  return { sizes, transactions }
}
