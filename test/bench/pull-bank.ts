// A STET bank for measuring: mutual TLS, five accounts or as many as told, pages written once, each after a wait.
// A process of its own, so that its work is not counted as ours. Told by one message, asked for its log by another.
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'

export type BankOrder = {
  readonly tls: { readonly key: string; readonly cert: string; readonly ca: string }
  readonly accounts: number
  readonly linesEach: number
  readonly waitMs: number
}
/** One call of /transactions; milliseconds of this process's clock. */
export type PageCall = {
  readonly account: string
  readonly page: number
  readonly from: number
  to: number
}

const API = '/stet/psd2/v1.4.2'
const PAGE = 200
const calls: PageCall[] = []

function serve({ tls, accounts, linesEach, waitMs }: BankOrder): void {
  const ids = Array.from({ length: accounts }, (_, at) => `ACC${at + 1}`)
  const pages = new Map(ids.map((id) => [id, pagesOf(id, linesEach)]))
  const server = createServer({ ...tls, requestCert: true }, async (request, response) => {
    const url = new URL(request.url ?? '/', 'https://bank.invalid')
    const path = url.pathname.replace(API, '')
    const [, , id = '', what] = path.split('/')
    await text(request)
    const reply = (body: string, status = 200) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(body)
    }
    if (path.endsWith('/oauth/token')) return reply(tokens)
    if (request.method === 'PUT') return reply('', 201)
    if (path === '/accounts') return reply(JSON.stringify({ accounts: ids.map(accountOf) }))
    if (what === 'balances') return reply(balances)
    if (what !== 'transactions') return reply('{"connectedPsu":"A CUSTOMER"}')
    const page = Number(url.searchParams.get('page') ?? 1)
    const call: PageCall = { account: id, page, from: performance.now(), to: 0 }
    calls.push(call)
    if (waitMs > 0) await sleep(waitMs)
    reply(pages.get(id)?.[page - 1] ?? '{"transactions":[]}')
    call.to = performance.now()
  })
  server.listen(0, '127.0.0.1', () =>
    process.send?.({ port: (server.address() as AddressInfo).port }),
  )
}

const tokens = JSON.stringify({
  ...{ access_token: 'access', refresh_token: 'refresh', token_type: 'Bearer', expires_in: 3600 },
})
const balances = JSON.stringify({
  balances: [
    { name: 'Solde', balanceType: 'CLBD', balanceAmount: { amount: '1250.30', currency: 'EUR' } },
  ],
})

function accountOf(id: string, at: number) {
  const href = `/accounts/${id}`
  return {
    ...{
      resourceId: id,
      name: `COMPTE ${id}`,
      cashAccountType: 'CACC',
      psuStatus: 'Account Holder',
    },
    accountId: { iban: `FR76138070080430019654${String(51_580 + at)}`, currency: 'EUR' },
    _links: {
      balances: { href: `${href}/balances` },
      transactions: { href: `${href}/transactions` },
    },
  }
}

/** As a business account fills them: lines of some 500 bytes, newest first. */
function pagesOf(id: string, lines: number): string[] {
  const count = Math.ceil(lines / PAGE)
  return Array.from({ length: count }, (_, page) => {
    const length = Math.min(PAGE, lines - page * PAGE)
    const transactions = Array.from({ length }, (_, at) => lineOf(id, page * PAGE + at, lines))
    const next =
      page + 1 < count ? { href: `/accounts/${id}/transactions?page=${page + 2}` } : undefined
    return JSON.stringify({ transactions, _links: { next } })
  })
}

function lineOf(id: string, at: number, lines: number) {
  const day = new Date(Date.UTC(2026, 10, 20) - Math.floor((at / lines) * 89) * 86_400_000)
  const date = day.toISOString().slice(0, 10)
  return {
    ...{ resourceId: `${id}-${at}`, entryReference: `${id}-${at}`, status: 'BOOK' },
    transactionAmount: { amount: ((at % 9_000) / 100 + 1).toFixed(2), currency: 'EUR' },
    creditDebitIndicator: at % 7 === 0 ? 'CRDT' : 'DBIT',
    ...{ bookingDate: date, valueDate: date, transactionDate: date },
    bankTransactionCode: { domain: 'PMNT', family: 'CCRD', subFamily: 'POSD', issuer: 'ISO' },
    remittanceInformation: {
      unstructured: [`CARTE ${date} COMMERCE ${at % 400} VILLE ${at % 90}`, `REF ${at} CB*4417`],
    },
  }
}

process.on('message', (message: BankOrder | 'calls') => {
  if (message === 'calls') process.send?.({ calls: calls.splice(0) })
  else serve(message)
})
process.on('disconnect', () => process.exit())
