// A tiny bank, STET unless told otherwise, that answers what a test tells it to: over real HTTP, or TLS with client certificates.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTlsServer, type ServerOptions } from 'node:https'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { TLSSocket } from 'node:tls'

export type SeenRequest = {
  readonly method: string
  /** Path below the interface, or of the OAuth endpoint; without query. */
  readonly path: string
  readonly target: string
  readonly query: URLSearchParams
  readonly headers: IncomingMessage['headers']
  readonly body: string
  /** Fingerprint of the client certificate shown, over TLS. */
  readonly client: string | null
}

export type Answer = {
  readonly status?: number
  readonly headers?: Record<string, string>
  /** An object is sent as JSON, text as it is. */
  readonly body?: unknown
  /** Nothing is ever sent. */
  readonly silent?: boolean
  /** The connection is cut in the middle of the body. */
  readonly cut?: boolean
}
/** Null: the usual answer. */
export type Script = (request: SeenRequest) => Answer | null | Promise<Answer | null>

export type ScriptedBank = {
  readonly origin: string
  readonly requests: SeenRequest[]
  script: Script
  readonly close: () => Promise<void>
}

const API = '/stet/psd2/v1.4.2'
const OAUTH = '/stet/psd2/oauth'

export type ScriptedOptions = {
  readonly tls?: ServerOptions
  /** What is taken off the paths told. */
  readonly prefixes?: readonly string[]
  /** The usual answers. */
  readonly usual?: (request: SeenRequest, origin: string, seen: readonly SeenRequest[]) => Answer
}

export async function startScriptedBank(options: ScriptedOptions = {}): Promise<ScriptedBank> {
  const { prefixes = [API, OAUTH], usual = usualOfStet } = options
  const requests: SeenRequest[] = []
  const listener = async (incoming: IncomingMessage, response: ServerResponse) => {
    const url = new URL(incoming.url ?? '/', 'http://bank.invalid')
    const request: SeenRequest = {
      method: incoming.method ?? '',
      path: prefixes.reduce((path, prefix) => path.replace(prefix, ''), url.pathname),
      target: incoming.url ?? '',
      query: url.searchParams,
      headers: incoming.headers,
      body: await text(incoming),
      client:
        incoming.socket instanceof TLSSocket
          ? incoming.socket.getPeerCertificate().fingerprint256
          : null,
    }
    requests.push(request)
    send(response, (await bank.script(request)) ?? usual(request, bank.origin, requests))
  }
  const server = options.tls
    ? createTlsServer({ requestCert: true, rejectUnauthorized: true, ...options.tls }, listener)
    : createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const bank: ScriptedBank = {
    origin: `${options.tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    requests,
    script: () => null,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return bank
}

function send(response: ServerResponse, answer: Answer): void {
  if (answer.silent) return
  const { body } = answer
  const content = typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body)
  response.writeHead(answer.status ?? 200, {
    'content-type': 'application/json;charset=UTF-8',
    ...(answer.cut ? { 'content-length': String(content.length + 100) } : {}),
    ...answer.headers,
  })
  if (!answer.cut) {
    response.end(content)
    return
  }
  response.write(content)
  setTimeout(() => response.destroy(), 20)
}

export const accountOne = account('A1', 'FR7613807008043001965405158', 'CANARY-NAME ONE')
export const accountTwo = account('A2', 'FR7613807008043001965405255', 'CANARY-NAME TWO')
export const card = {
  resourceId: 'C1',
  name: 'CANARY-CARD XX9351',
  cashAccountType: 'CARD',
  linkedAccount: 'A1',
  accountId: { other: { identification: 'x', schemeName: 'CPAN' }, currency: 'EUR' },
}

function account(resourceId: string, iban: string, name: string) {
  return {
    resourceId,
    name,
    cashAccountType: 'CACC',
    product: 'COMPTE CHEQUE',
    psuStatus: 'Account Holder',
    accountId: { iban, currency: 'EUR' },
  }
}

export function line(id: string, amount = '12.30') {
  return {
    resourceId: id,
    entryReference: id,
    transactionAmount: { amount, currency: 'EUR' },
    creditDebitIndicator: 'DBIT',
    status: 'BOOK',
    bookingDate: '2026-11-10',
    remittanceInformation: { unstructured: [`CANARY-LABEL ${id}`] },
  }
}

type Consented = {
  balances: { iban: string }[]
  transactions: { iban: string }[]
  psuIdentity: boolean
}

function usualOfStet(request: SeenRequest, origin: string, seen: readonly SeenRequest[]): Answer {
  const { method, path } = request
  if (path === '/authorize') {
    const back = new URL(request.query.get('redirect_uri') ?? '')
    back.searchParams.set('code', 'CANARY-CODE')
    back.searchParams.set('state', request.query.get('state') ?? '')
    return { status: 302, headers: { location: back.href } }
  }
  if (path === '/token') return token(request, seen)
  if (path === '/consents' && method === 'PUT') return { status: 201 }
  const last = seen.findLast((each) => each.path === '/consents')
  const consent: Consented | null = last ? (JSON.parse(last.body) as Consented) : null
  if (path === '/accounts') return { body: accounts(consent) }
  if (path === '/end-user-identity') {
    return consent?.psuIdentity ? { body: { connectedPsu: 'CANARY-HOLDER' } } : { status: 403 }
  }
  if (path.endsWith('/balances')) {
    const balanceAmount = { amount: '4179.00', currency: 'EUR' }
    return { body: { balances: [{ name: 'Solde', balanceType: 'CLBD', balanceAmount }] } }
  }
  if (path.endsWith('/transactions')) return { body: transactions(request, origin) }
  return { status: 404, body: { status: 404, message: 'AC01' } }
}

function token({ body }: SeenRequest, seen: readonly SeenRequest[]): Answer {
  const form = new URLSearchParams(body)
  const codes = seen.filter((each) => each.body.includes('grant_type=authorization_code')).length
  const refused = { status: 400, body: { error: 'invalid_grant', error_description: 'CANARY' } }
  if (form.get('grant_type') === 'authorization_code' && codes > 1) return refused
  if (form.get('code') !== 'CANARY-CODE' && form.get('refresh_token') !== 'CANARY-REFRESH') {
    return refused
  }
  const number = seen.filter((each) => each.path === '/token').length
  const tokens = { access_token: `CANARY-ACCESS-${number}`, refresh_token: 'CANARY-REFRESH' }
  return { body: { ...tokens, token_type: 'Bearer', expires_in: 3600, scope: 'aisp' } }
}

function accounts(consent: Consented | null) {
  const all = [accountOne, accountTwo]
  const granted = (right: 'balances' | 'transactions', iban: string) =>
    consent?.[right].some((each) => each.iban === iban) ?? false
  const links = (id: string, iban: string) => ({
    ...(granted('balances', iban) ? { balances: { href: `/accounts/${id}/balances` } } : {}),
    ...(granted('transactions', iban) ? { transactions: { href: `/accounts/${id}/tx` } } : {}),
  })
  if (consent === null || consent.balances.length + consent.transactions.length === 0) {
    return { accounts: all.map((each) => ({ ...each, _links: {} })), _links: {} }
  }
  const listed = all.flatMap((each) => {
    const { iban } = each.accountId
    if (!granted('balances', iban) && !granted('transactions', iban)) return []
    const own = { ...each, _links: links(each.resourceId, iban) }
    return each === accountOne ? [own, { ...card, _links: links('C1', iban) }] : [own]
  })
  return { accounts: listed, _links: { next: { href: '' } } }
}

/** A1 has two pages, the others one. */
function transactions(request: SeenRequest, origin: string) {
  const id = request.path.split('/')[2]
  const page = request.query.get('page') ?? '1'
  const next = `${origin}${API}/accounts/${id}/transactions?page=2&dateFrom=${request.query.get('dateFrom')}`
  const links = id === 'A1' && page === '1' ? { next: { href: next } } : {}
  return { transactions: [line(`${id}-${page}`)], _links: links }
}
