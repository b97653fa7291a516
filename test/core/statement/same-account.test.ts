// One account through two banks or two sessions is one account, and two accounts stay two.
import { describe, expect, test } from 'vitest'
import { prepare } from '../../../src/core/statement/prepare.ts'
import { type StatementInput, statementSchema } from '../../../src/core/statement/statement.ts'
import { addDays, toPlainDate } from '../../../src/core/values/plain-date.ts'

type Account = StatementInput['accounts'][number]

const AS_OF = toPlainDate('2026-11-20')
const IBAN = 'FR7630006000011234567890189'

function lines(count: number, first = 0) {
  return Array.from({ length: count }, (_, n) => ({
    resourceId: `t${first + n}`,
    transactionAmount: { amount: `${20 + first + n}.50`, currency: 'EUR' },
    creditDebitIndicator: 'DBIT' as const,
    status: 'BOOK',
    bookingDate: addDays(AS_OF, -(first + n)),
  }))
}

const account = (connection: string, part: Partial<Account> = {}): Account => ({
  connection,
  resourceId: `${connection}-main`,
  cashAccountType: 'CACC',
  accountId: { currency: 'EUR' },
  balances: [{ balanceType: 'CLBD', balanceAmount: { amount: '10.00', currency: 'EUR' } }],
  transactions: lines(20),
  ...part,
})

const prepared = (...accounts: Account[]) =>
  prepare(statementSchema.parse({ asOf: AS_OF, accounts }))
const leftOut = (...accounts: Account[]) => prepared(...accounts).accounts.map((one) => one.leftOut)
const withIban = { accountId: { iban: IBAN, currency: 'EUR' } }
const ONCE = [null, 'same_account']
const BOTH = [null, null]

describe('an account seen through two connections is counted once', () => {
  test.each<[string, Account, Account, readonly (string | null)[]]>([
    ['by its IBAN', account('c1', withIban), account('c2', withIban), ONCE],
    [
      'by its IBAN, whatever lines each saw',
      account('c1', withIban),
      account('c2', { ...withIban, transactions: lines(3, 40) }),
      ONCE,
    ],
    ['by its lines, when one bank gives no IBAN', account('c1', withIban), account('c2'), ONCE],
    [
      'by the lines of the days both show',
      account('c1'),
      account('c2', { transactions: lines(30, 5) }),
      ONCE,
    ],
    [
      'a card by its lines',
      account('c1', { cashAccountType: 'CARD' }),
      account('c2', { cashAccountType: 'CARD' }),
      ONCE,
    ],
    [
      'a loan by what is owed, its instalment and its end',
      loan('c1', '-81200.10', '2041-05-05'),
      loan('c2', '81200.10', '2041-05-05'),
      ONCE,
    ],
  ])('%s', (_, first, second, expected) => {
    expect(leftOut(first, second)).toEqual(expected)
  })

  test.each<[string, Account, Account]>([
    [
      'with nine lines in common',
      account('c1', { transactions: lines(9) }),
      account('c2', { transactions: lines(9) }),
    ],
    [
      'with the amounts of each other, the other way',
      account('c1'),
      account('c2', {
        transactions: lines(20).map((line) => ({ ...line, creditDebitIndicator: 'CRDT' as const })),
      }),
    ],
    ['of one connection', account('c1'), account('c1', { resourceId: 'other' })],
    [
      'with two IBANs, and the same lines',
      account('c1', withIban),
      account('c2', { accountId: { iban: 'FR7630004000031234567890143', currency: 'EUR' } }),
    ],
    ['of two kinds', account('c1'), account('c2', { cashAccountType: 'SVGS' })],
    [
      'with one line in ten of another amount',
      account('c1'),
      account('c2', {
        transactions: lines(20).map((line, n) =>
          n % 10 === 0 ? { ...line, transactionAmount: { amount: '1.00', currency: 'EUR' } } : line,
        ),
      }),
    ],
    [
      'loans that end on other days',
      loan('c1', '81200.10', '2041-05-05'),
      loan('c2', '81200.10', '2042-05-05'),
    ],
  ])('two accounts %s stay two', (_, first, second) => {
    expect(leftOut(first, second)).toEqual(BOTH)
  })
})

function loan(connection: string, owed: string, endDate: string): Account {
  const { balances: _, ...rest } = account(connection, {
    cashAccountType: 'LOAN',
    transactions: [],
  })
  return {
    ...rest,
    balances: [{ balanceType: 'CLBD', balanceAmount: { amount: owed, currency: 'EUR' } }],
    loan: { instalment: { amount: '640.00', currency: 'EUR' }, endDate },
  }
}

describe('of the two, the one that tells most is counted', () => {
  const pull = { from: '2026-08-23', to: AS_OF }
  test.each<[string, Partial<Account>]>([
    ['its lines were not shared', { transactions: null }],
    ['it was read in part', { pull: { ...pull, complete: false } }],
    ['its balance was not shared', { balances: [] }],
  ])('not the one of which %s', (_, lacking) => {
    expect(leftOut(account('c1', { ...withIban, ...lacking }), account('c2', withIban))).toEqual([
      ...['same_account', null],
    ])
  })
})

describe('ids of two banks', () => {
  test('may be alike: no line is lost, each has an id of its own, and no bank has lied', () => {
    const other = { accountId: { iban: 'FR7630004000031234567890143', currency: 'EUR' } }
    const transactions = lines(20).map((line) => ({
      ...line,
      creditDebitIndicator: 'CRDT' as const,
    }))
    const { lines: all, warnings } = prepared(
      account('c1', withIban),
      account('c2', { ...other, transactions }),
    )
    expect(new Set(all.map(({ id }) => id)).size).toBe(40)
    expect(warnings).toEqual([])
  })

  test('a card belongs to the account of its own bank, though another bank gives that id too', () => {
    const card = {
      cashAccountType: 'CARD',
      resourceId: 'card',
      linkedAccount: 'main',
      balances: [],
    }
    const { accounts } = prepared(
      account('c1', { resourceId: 'main', ...withIban }),
      account('c2', { resourceId: 'main', ...withIban }),
      account('c2', { ...card, transactions: lines(4) }),
    )
    expect(
      accounts.map(({ id, linkedAccountId, leftOut: why }) => [id, linkedAccountId, why]),
    ).toEqual([
      ['main', null, null],
      ['main~2', null, 'same_account'],
      ['card', 'main~2', 'same_account'],
    ])
  })
})
