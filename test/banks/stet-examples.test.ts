// The eight examples of the bank's documentation, repaired, read by the client into a statement.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import {
  readBalances,
  readTransactions,
  toStatementAccount,
} from '../../src/banks/stet/to-statement.ts'
import {
  offers,
  readPage,
  type WireAccount,
  wireAccountSchema,
  wireConsentSchema,
} from '../../src/banks/stet/wire.ts'
import { accountSchema, type StatementAccount } from '../../src/core/statement/statement.ts'
import { toPlainDate } from '../../src/core/values/plain-date.ts'

const folder = resolve(import.meta.dirname, '../../../shared/stet/examples')
const present = existsSync(folder)
if (!present) process.stderr.write(`skipped: no examples of the documentation at ${folder}\n`)

const pull = { from: toPlainDate('2020-03-12'), to: toPlainDate('2020-06-09'), complete: true }
const bearer: WireAccount = wireAccountSchema.parse({
  resourceId: 'A',
  accountId: { currency: 'EUR' },
})

type Expected = {
  readonly accounts?: number
  readonly balances?: number
  readonly transactions?: number
}

describe.skipIf(!present)('the examples of the documentation', () => {
  const load = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8'))

  /** The statement accounts an example makes: its own, or one that bears its balances or lines. */
  const read = (file: string): StatementAccount[] => {
    const answer = load(file)
    const accounts = readPage(answer, 'accounts', wireAccountSchema)
    if (accounts?.present) {
      return accounts.items.map((each) => {
        const balances = readBalances(each.balances ?? [], each)
        expect(balances.unreadable).toBe(0)
        const parts = { balances: balances.items, transactions: null, pull }
        return toStatementAccount(each, parts)
      })
    }
    const balances = readBalances(readPage(answer, 'balances', z.unknown())?.items ?? [], bearer)
    const sent = readPage(answer, 'transactions', z.unknown())?.items ?? []
    const lines = readTransactions(sent, bearer, 'Europe/Paris')
    expect([balances.unreadable, lines.unreadable]).toEqual([0, 0])
    const parts = { balances: balances.items, transactions: lines.items, pull }
    return [toStatementAccount(bearer, parts)]
  }

  const expected: Record<string, Expected> = {
    'accounts_consent_adam.json': { accounts: 4, balances: 10 },
    'accounts_noconsent.json': { accounts: 1 },
    'accounts_page2.json': { accounts: 5, balances: 15 },
    'balances_marc.json': { accounts: 1, balances: 3 },
    'tx_card.json': { accounts: 1, transactions: 3 },
    'tx_marc.json': { accounts: 1, transactions: 3 },
    'tx_page1_sarl.json': { accounts: 1, transactions: 20 },
  }

  const consent = 'consents_marc.json'

  it('are the eight we know', () => {
    expect(readdirSync(folder).sort()).toEqual([...Object.keys(expected), consent].sort())
  })

  it.each(Object.entries(expected))('become statement accounts: %s', (file, counts) => {
    const accounts = read(file)
    expect(accounts).toHaveLength(counts.accounts ?? 0)
    expect(accounts.flatMap((each) => each.balances ?? [])).toHaveLength(counts.balances ?? 0)
    expect(accounts.flatMap((each) => each.transactions ?? [])).toHaveLength(
      counts.transactions ?? 0,
    )
    for (const account of accounts) expect(accountSchema.parse(account)).toEqual(account)
  })

  it('keep the cards of Adam to the account that bears them, with both their balances', () => {
    const cards = read('accounts_consent_adam.json').filter(
      (each) => each.cashAccountType === 'CARD',
    )
    expect(cards.map((each) => each.linkedAccount)).toEqual([
      '038-CPT30319665741',
      '038-CPT30319665741',
    ])
    expect(cards[0]?.balances?.map((each) => each.name)).toEqual([
      'Encours',
      'Dernier encours prélevé',
    ])
    expect(cards[0]?.accountId).toEqual({ iban: null, currency: 'EUR' })
  })

  it('offer what was consented and nothing before the consent', () => {
    const page = (file: string) => readPage(load(file), 'accounts', wireAccountSchema)
    const before = page('accounts_noconsent.json')?.items ?? []
    expect(before.map((each) => offers(each, 'transactions'))).toEqual([false])
    const after = page('accounts_consent_adam.json')?.items ?? []
    expect(after.every((each) => offers(each, 'balances') && offers(each, 'transactions'))).toBe(
      true,
    )
    expect(page('accounts_page2.json')?.next).toMatch(/page=3$/)
  })

  it('keep dates as written, the pending line of a card and the stray space among them', () => {
    const slips = read('tx_card.json')[0]?.transactions ?? []
    expect(slips[0]).toMatchObject({
      status: 'PDNG',
      entryReference: null,
      bookingDate: '2020-06-30',
      transactionDate: '2020-06-25',
    })
    const booked = read('tx_page1_sarl.json')[0]?.transactions ?? []
    expect(booked.find((each) => each.resourceId === '201900100008BD27-INTSDE')?.bookingDate).toBe(
      '2020-06-05',
    )
    expect(booked[0]).toMatchObject({ bookingDate: null, expectedBookingDate: '2020-06-08' })
  })

  it('show the consent in the very shape the client sends', () => {
    const { trustedBeneficiaries, ...content } = wireConsentSchema.parse(load(consent))
    const ibans = ['5158', '5255', '5352'].map((end) => ({ iban: `FR761380700804300196540${end}` }))
    expect(content).toEqual({ balances: ibans, transactions: ibans, psuIdentity: true })
    // the one value we never send: the bank has no such function
    expect(trustedBeneficiaries).toBe(true)
  })
})
