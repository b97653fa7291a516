// The accounts and balances NextGenPSD2 banks write, and what a statement makes of them.
import { describe, expect, it } from 'vitest'
import {
  accountType,
  currencyOf,
  ibanOf,
  ownershipOf,
  readBalances,
  toStatementAccount,
} from '../../src/banks/berlin-group/to-statement.ts'
import { offers, wireAccountSchema } from '../../src/banks/berlin-group/wire.ts'
import { accountSchema } from '../../src/core/statement/statement.ts'

const accountOf = (sent: object) =>
  wireAccountSchema.parse({ resourceId: 'A', currency: 'EUR', ...sent })
const account = accountOf({})

describe('an account', () => {
  it.each([
    [{ cashAccountType: 'CACC' }, 'CACC'],
    [{ cashAccountType: 'tran' }, 'CACC'],
    [{ cashAccountType: 'SLRY' }, 'CACC'],
    [{ cashAccountType: 'LLSV' }, 'SVGS'],
    [{ cashAccountType: 'MGLD' }, 'LOAN'],
    [{ cashAccountType: 'TAXE' }, 'TAXE'],
    [{ cashAccountType: 'CACC', product: 'Livret A' }, 'CACC'],
    [{ product: 'Livret A' }, 'SVGS'],
    [{ product: 'Compte d’épargne' }, 'SVGS'],
    [{ name: 'Tagesgeldkonto' }, 'SVGS'],
    [{ product: 'PEL' }, 'SVGS'],
    [{ product: 'Prêt immobilier' }, 'LOAN'],
    [{ product: 'Compte courant', name: 'M PELLETIER' }, 'CACC'],
    [{ linkedAccounts: 'FR76' }, 'CARD'],
    [{}, 'CACC'],
  ])('%o is %s', (sent, kind) => {
    expect(accountType(accountOf(sent))).toBe(kind)
  })

  it.each([
    ['M OU MME CHAUVET', 'Account Co-Holder'],
    ['M. ET MME JEAN DUPONT', 'Account Co-Holder'],
    ['Herr und Frau Müller', 'Account Co-Holder'],
    ['MME MARIE CHAUVET', null],
    ['OUEST MME', null],
    [null, null],
  ])('called %s is joint or does not say: %s', (name, ownership) => {
    expect(ownershipOf(accountOf({ name }))).toBe(ownership)
  })

  it('of several currencies has none of its own, and an IBAN is read without spaces', () => {
    expect(currencyOf(accountOf({ currency: 'XXX' }))).toBeNull()
    expect(ibanOf(accountOf({ iban: 'fr76 1380 7008' }))).toBe('FR7613807008')
    expect(ibanOf(accountOf({ iban: '' }))).toBeNull()
  })

  it('becomes an account of a statement, its owner left out', () => {
    const sent = { name: null, displayName: 'Mon compte', usage: 'ORGA', bic: 'AAAADEBBXXX' }
    const pull = { from: '2026-08-23', to: '2026-11-20', complete: true } as never
    const parts = { balances: null, transactions: [], pull, linkedAccount: null }
    const made = toStatementAccount(accountOf({ ...sent, ownerName: 'CANARY' }), parts)
    expect(accountSchema.parse(made)).toEqual(made)
    expect(made).toMatchObject({ name: 'Mon compte', usage: 'ORGA', bicFi: 'AAAADEBBXXX' })
    expect(JSON.stringify(made)).not.toContain('CANARY')
  })

  it.each([
    [{}, true, true],
    [{ _links: {} }, true, true],
    [{ _links: { account: { href: '/x' } } }, true, true],
    [{ _links: { balances: { href: '/x' } } }, true, false],
    [{ _links: { transactions: '/x', balances: { href: '' } } }, false, true],
  ])('%o offers balances: %s, lines: %s', (sent, balances, transactions) => {
    expect(offers(accountOf(sent), 'balances')).toBe(balances)
    expect(offers(accountOf(sent), 'transactions')).toBe(transactions)
  })
})

describe('balances', () => {
  const balance = (balanceType: unknown, more: object = {}) => ({
    ...{ balanceType, balanceAmount: { amount: '-150.00', currency: 'EUR' } },
    ...more,
  })

  it.each([
    ['closingBooked', 'CLBD'],
    ['openingBooked', 'OPBD'],
    ['interimBooked', 'ITBD'],
    ['interimAvailable', 'ITAV'],
    ['forwardAvailable', 'FWAV'],
    ['expected', 'XPCD'],
    ['CLBD', 'CLBD'],
    ['nonInvoiced', 'OTHR'],
    [undefined, 'OTHR'],
  ])('%s is %s, with its sign', (sent, type) => {
    expect(readBalances([balance(sent)], account).items).toEqual([
      {
        ...{ name: null, balanceType: type, referenceDate: null },
        balanceAmount: { amount: '-150.00', currency: 'EUR' },
      },
    ])
  })

  it('with the overdraft limit in them are the bank’s money, not the customer’s', () => {
    const sent = [balance('interimAvailable', { creditLimitIncluded: true }), balance('expected')]
    const { items, unreadable } = readBalances(sent, account)
    expect([items.map(({ balanceType }) => balanceType), unreadable]).toEqual([['XPCD'], 0])
  })

  it('that cannot be read are counted', () => {
    const sent = [balance('expected', { balanceAmount: { amount: 'much' } }), 'CANARY', null]
    expect(readBalances(sent, account)).toEqual({ items: [], unreadable: 3 })
  })
})
