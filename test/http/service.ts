// The service over real HTTP on a real database, with two lenders; the bank is an adapter in this file.
import type { Bank, BankAdapter, BankListing } from '../../src/banks/bank.ts'
import { BankError } from '../../src/banks/bank.ts'
import type { BankDirectory } from '../../src/banks/directory.ts'
import { createIllustrator } from '../../src/documents/charts/illustrator.ts'
import { createPrinter } from '../../src/documents/pdf/print.ts'
import { createApp } from '../../src/http/app.ts'
import { createHttpServer } from '../../src/http/server.ts'
import { openQueue } from '../../src/jobs/queue.ts'
import { addKey } from '../../src/lenders/add-key.ts'
import { addLender } from '../../src/lenders/add-lender.ts'
import { scopes } from '../../src/lenders/scopes.ts'
import { loadActiveRulebook } from '../../src/rulebooks/active.ts'
import { systemClock } from '../../src/runtime/clock.ts'
import type { WideEvent } from '../../src/telemetry/log.ts'
import { createVault } from '../../src/vault/envelope.ts'
import { keyRing } from '../../src/vault/key-ring.ts'
import { createSigning } from '../../src/vault/signing.ts'
import { testDatabase } from '../support/database.ts'

export const RETURN_URL = 'https://lender.example/back'
export const BANK = 'test-bank'
export const HOSTILE_NAME = '<img src=x onerror=alert(1)>'

const listing: BankListing = {
  id: BANK,
  name: 'Banque d’Épargne',
  group: 'Test',
  country: 'FR',
  kind: 'stet',
  sandbox: true,
}

/** A bank that lets the customer in and offers three accounts; `codes` it gave may be used once. */
function testBank(): Bank {
  const used = new Set<string>()
  const adapter: BankAdapter = {
    begin: async ({ state, redirectUri }) => ({
      url: `http://bank.example/authorize?state=${state}&redirect_uri=${encodeURIComponent(redirectUri)}`,
      credential: { step: 'begun' },
    }),
    complete: async ({ code }) => {
      if (used.has(code)) throw new BankError('authorization_invalid', 'code used')
      used.add(code)
      return { step: 'completed' }
    },
    listAccounts: async ({ credential }) => ({
      credential,
      accounts: [
        {
          ref: 'r1',
          name: HOSTILE_NAME,
          product: null,
          iban: 'FR7613807008043001965405158',
          currency: 'EUR',
          kind: 'CACC',
          ownership: 'Account Holder',
          usage: 'PRIV',
        },
        {
          ref: 'r2',
          name: 'Compte de Lucie',
          product: null,
          iban: 'FR7613807008043001965405255',
          currency: 'EUR',
          kind: 'CACC',
          ownership: 'Nominee',
          usage: 'PRIV',
        },
      ],
    }),
    collect: async () => {
      throw new BankError('bank_error', 'not collected in these tests')
    },
    release: async () => {},
  }
  return { listing, authorizeOrigin: 'http://bank.example', adapter }
}

export async function startService() {
  const database = await testDatabase()
  const db = database.as('nonante_api')
  const operator = { db: database.as('nonante_operator'), clock: systemClock }
  const clock = systemClock
  const vault = createVault({ keys: [{ version: 'v1', key: Buffer.alloc(32, 7) }], clock })
  const signing = createSigning({
    keys: keyRing([{ version: 'v1', key: Buffer.alloc(32, 7) }]),
    clock,
  })
  const { queue, close } = await openQueue({ db, onError: () => {} })
  const bank = testBank()
  const banks: BankDirectory = {
    list: () => [listing],
    find: (id) => (id === BANK ? bank : null),
    close: async () => {},
  }
  const events: WideEvent[] = []
  const key = async (name: string) => {
    const provider = { name: 'Nonante', registration: 'ACPR 12345', capacity: 'own' as const }
    const lender = await addLender(operator, { name, returnUrls: [RETURN_URL], provider })
    const { key } = await addKey(operator, { lenderId: lender.id, mode: 'test', scopes })
    return { key, lender }
  }
  const [own, other] = [await key('Crédit & Fils'), await key('Autre Prêteur')]
  const [first, second] = [own.key, other.key]
  let app: ReturnType<typeof createApp> | null = null
  const server = createHttpServer((request, env) => app!.fetch(request, env))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const baseUrl = `http://127.0.0.1:${address.port}`
  const illustrator = createIllustrator()
  app = createApp({
    ...{ db, vault, signing, clock, queue, banks, baseUrl },
    rulebook: loadActiveRulebook(new URL('../../rules', import.meta.url).pathname),
    engineVersion: '0.0.0-test',
    log: { write: (event) => events.push(event) },
    trustProxy: false,
    webhookHosts: [],
    printer: createPrinter(illustrator),
    illustrator,
  })

  let keys = 0
  return {
    ...{ baseUrl, db: database.db, operator, events, key: first, otherKey: second },
    ...{ lender: own.lender, otherLender: other.lender },
    get: (path: string, headers: Record<string, string> = {}) =>
      fetch(baseUrl + path, {
        headers: { authorization: `Bearer ${first}`, ...headers },
        redirect: 'manual',
      }),
    post: (path: string, body: unknown, headers: Record<string, string> = {}) =>
      fetch(baseUrl + path, {
        method: 'POST',
        body: typeof body === 'string' ? body : JSON.stringify(body),
        headers: {
          authorization: `Bearer ${first}`,
          'content-type': 'application/json',
          'idempotency-key': `key-${++keys}`,
          ...headers,
        },
      }),
    stop: async () => {
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
      await close()
      await database.drop()
    },
  }
}

export type Service = Awaited<ReturnType<typeof startService>>

export const smallest = { applicant: { reference: 'loan-1', name: 'MALLOW MARC' } }

/** What the tests look at in an answer; absent where the answer has none. */
export type Reply = {
  readonly id: string
  readonly status: string
  readonly consentUrl: string
  readonly url: string
  readonly type: string
  readonly instance: string
  readonly errors: readonly { readonly pointer: string; readonly detail: string }[]
}

export async function bodyOf(response: Response): Promise<Reply> {
  return (await response.json()) as Reply
}
