// Every answer of the sandbox is valid against the official schema, overlays and own rules included.
import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { personas } from '../../src/sandbox/personas/personas.ts'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import { officialChecker, type Shape, schemaPresent } from './official-schema.ts'
import { call, consentTo, signIn, start } from './third-party.ts'

describe.skipIf(!schemaPresent)(
  'answers against the official schema (needs ../shared/stet)',
  () => {
    let bank: Sandbox
    let check: ReturnType<typeof officialChecker>
    beforeAll(async () => {
      bank = await start()
      check = officialChecker()
    })
    afterAll(() => bank.stop())

    it.each(personas.map((persona) => [persona.name, persona] as const))(
      'everything %s can be asked, before and after consent',
      async (_name, persona) => {
        const { access_token: token } = await signIn(bank, persona.identifier)
        expect(check('HalAccounts', (await call(bank, token, '/accounts')).body)).toEqual([])
        const body = consentTo(persona.accounts.map(({ iban }) => iban))
        expect(check('Access', body)).toEqual([])
        expect((await call(bank, token, '/consents', { method: 'PUT', body })).status).toBe(201)
        const list = (await call(bank, token, '/accounts')).body
        expect(check('HalAccounts', list)).toEqual([])
        expect(list.accounts).toHaveLength(persona.accounts.length + persona.cards.length)
        for (const account of list.accounts) {
          const { balances, transactions } = account._links
          expect(check('HalBalances', (await call(bank, token, balances.href)).body)).toEqual([])
          let next: string | undefined = transactions.href
          while (next !== undefined) {
            const page = (await call(bank, token, next)).body
            expect(check('HalTransactions', page)).toEqual([])
            next = page._links.next?.href
          }
        }
        const identity = await call(bank, token, list._links.endUserIdentity.href)
        expect(check('HalEndUserIdentity', identity.body)).toEqual([])
      },
    )

    it('refusals too', async () => {
      const { access_token: token } = await signIn(bank, 'D0999990I0')
      for (const path of [
        '/accounts?page=9',
        '/accounts/x/balances',
        '/trusted-beneficiaries',
        '/nothing',
      ]) {
        expect(check('ErrorModel', (await call(bank, token, path)).body)).toEqual([])
      }
    })

    it('and the checker itself tells good from bad', () => {
      const folder = new URL('../../../shared/stet/examples/', import.meta.url)
      const shapes: [string, Shape][] = [
        ['accounts_', 'HalAccounts'],
        ['balances_', 'HalBalances'],
        ['consents_', 'Access'],
      ]
      for (const file of readdirSync(folder)) {
        const shape = shapes.find(([prefix]) => file.startsWith(prefix))?.[1]
        if (shape) {
          const example = JSON.parse(readFileSync(new URL(file, folder), 'utf8'))
          expect(check(shape, example), file).toEqual([])
        }
      }
      const bad = {
        transactions: [
          {
            status: 'BOOK',
            creditDebitIndicator: 'DBIT',
            transactionAmount: { amount: '-1', currency: 'EUR' },
          },
        ],
        _links: { self: { href: '/' } },
      }
      expect(check('HalTransactions', bad)).toEqual(['BOOK without bookingDate', 'signed amount'])
      expect(check('HalAccounts', { accounts: [] }).length).toBeGreaterThan(0)
    })
  },
)
