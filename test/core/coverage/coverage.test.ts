import { describe, expect, it } from 'vitest'
import {
  describeAccounts,
  findUnsharedAccounts,
  maskIban,
} from '../../../src/core/coverage/accounts.ts'
import { holesOf } from '../../../src/core/coverage/holes.ts'
import { measureCoverage } from '../../../src/core/coverage/measure-coverage.ts'
import { ledgerOf } from '../../../src/core/ledger/ledger.ts'
import { addDays, toPlainDate } from '../../../src/core/values/plain-date.ts'
import {
  aBalances,
  aLine,
  anAccount,
  anIncome,
  aPrepared,
  aStream,
  quietLines,
} from '../../support/indicator-input.ts'

const day = (at: number) => addDays(toPlainDate('2026-08-23'), at)
const balances = aBalances(Array.from({ length: 90 }, () => 100))
const of = (lines: Parameters<typeof ledgerOf>[1], accounts = [anAccount()]) =>
  measureCoverage(ledgerOf(aPrepared({ accounts, lines }), lines), balances)

describe('coverage', () => {
  it('counts days from the first line that counts to the day of the report', () => {
    const lines = [
      aLine({ id: 'old', daysAgo: 89, euros: -1, excluded: 'duplicate' }),
      aLine({ id: 'first', daysAgo: 40, euros: -1 }),
      aLine({ id: 'last', daysAgo: 0, euros: -1 }),
    ]
    const { overall } = of(lines)
    expect(overall).toMatchObject({ daysCovered: 41, booked: 2, excluded: { duplicate: 1 } })
    expect(overall.gaps).toEqual([
      { from: '2026-08-23', to: '2026-10-10' },
      { from: '2026-10-12', to: '2026-11-19' },
    ])
  })

  it.each([
    [14, 0],
    [15, 1],
  ])('a silence of %i days makes %i gap', (silent, gaps) => {
    const lines = Array.from({ length: 90 }, (_, day) => day)
      .filter((day) => day < 30 || day >= 30 + silent)
      .map((day) => aLine({ id: `l${day}`, daysAgo: 89 - day, euros: -1 }))
    expect(of(lines).overall.gaps).toHaveLength(gaps)
  })

  it('shares the uncategorised by count and by amount, and knows no share of nothing', () => {
    const lines = [
      aLine({ id: 'known', daysAgo: 3, euros: -30 }),
      aLine({
        id: 'unknown',
        daysAgo: 2,
        euros: -10,
        role: 'unknown',
        category: 'uncategorized.out',
      }),
    ]
    expect(of(lines).overall).toMatchObject({
      uncategorisedByCount: { state: 'measured', value: 0.5 },
      uncategorisedByAmount: { state: 'measured', value: 0.25 },
    })
    expect(of([]).overall).toMatchObject({
      daysCovered: 0,
      uncategorisedByAmount: { state: 'not_observable', why: 'no_booked_lines' },
    })
  })

  it('leaves business, savings and left-out accounts out of the whole, and keeps each in its own row', () => {
    const accounts = [anAccount(), anAccount({ id: 'b', usage: 'business', iban: null })]
    const lines = [
      aLine({ id: 'mine', daysAgo: 5, euros: -1 }),
      aLine({ id: 'firm', daysAgo: 4, euros: -1, accountId: 'b' }),
    ]
    const coverage = of(lines, accounts)
    expect(coverage.overall.booked).toBe(1)
    expect(coverage.accounts.map((account) => account.booked)).toEqual([1, 1])
  })

  it('says what an account lacks', () => {
    const account = anAccount({
      transactionsShared: false,
      pull: { from: day(0), complete: false, missing: 'bank_unavailable', unread: null },
    })
    expect(of([], [account]).accounts[0]).toMatchObject({
      complete: false,
      missing: ['transactions_not_shared', 'balance_not_shared', 'bank_unavailable'],
    })
  })
})

describe('a hole of the pull', () => {
  const window = { from: day(0), to: day(89) }
  const holes = (
    pull: Partial<NonNullable<ReturnType<typeof anAccount>['pull']>>,
    reconciliation: Parameters<typeof holesOf>[2] = 'agrees',
  ) => {
    const asked = { from: window.from, complete: false, missing: null, unread: null, ...pull }
    return holesOf(anAccount({ pull: asked }), window, reconciliation)
  }
  const everything = ['income', 'charges', 'credit', 'incidents', 'overdrafts']

  it('lies between the days that the reader of the pages told, and may hide anything', () => {
    const unread = { from: window.from, to: day(30) }
    expect(holes({ missing: 'timeout', unread })).toEqual([
      { code: 'timeout', ...unread, mayHide: everything },
    ])
  })

  it('covers the whole window where nobody can tell the days', () => {
    expect(holes({ missing: 'unreadable_lines' })).toMatchObject([window])
  })

  it('of the balance hides overdrafts, and no line', () => {
    expect(holes({ missing: 'balances_timeout' })).toEqual([
      { code: 'balances_timeout', ...window, mayHide: ['overdrafts'] },
    ])
    expect(holes({ missing: 'balances_break' })).toMatchObject([{ mayHide: everything }])
  })

  it('is the beginning of the window, at a bank with fewer days', () => {
    expect(holes({ complete: true, from: day(30) })).toEqual([
      { code: 'short_history', from: day(0), to: day(29), mayHide: everything },
    ])
  })

  it('is told by two balances that the lines between them do not join', () => {
    expect(holes({ complete: true }, 'differs')).toEqual([
      { code: 'differs', ...window, mayHide: everything },
    ])
  })

  it('is none where all was read, or the lender brought the statement', () => {
    expect(holes({ complete: true })).toEqual([])
    expect(holesOf(anAccount({ pull: null }), window, 'one_balance')).toEqual([])
  })

  it('stands in the coverage of its account', () => {
    const account = anAccount({
      pull: { from: window.from, complete: false, missing: 'pages_moved', unread: null },
    })
    expect(of([], [account]).accounts[0]?.holes).toMatchObject([{ code: 'pages_moved' }])
  })
})

describe('accounts', () => {
  it('masks an IBAN to its country, check digits and last four, and prints no pseudonym', () => {
    expect(maskIban('FR76 3000 6000 0112 3456 7890 189')).toBe('FR76 **** 0189')
    expect(maskIban('p_3f9a')).toBeNull()
    expect(maskIban(null)).toBeNull()
  })

  it('takes for main account the one where most income arrives', () => {
    const accounts = [anAccount(), anAccount({ id: 'a1', iban: null })]
    const lines = quietLines()
    const income = anIncome([aStream({ euros: 100, ids: ['x'], accountId: 'a1' })])
    const described = describeAccounts(
      ledgerOf(aPrepared({ accounts, lines }), lines),
      balances,
      income,
    )
    expect(described.map(({ accountId, main }) => [accountId, main])).toEqual([
      ['a0', false],
      ['a1', true],
    ])
  })

  it('finds own accounts that nobody shared, and not those whose other leg is there', () => {
    const own = { category: 'transfer.own_account', role: 'internal' } as const
    const lines = [
      aLine({ id: 'elsewhere', daysAgo: 9, euros: 300, ...own, counterpartyKey: 'name:ME' }),
      aLine({ id: 'back', daysAgo: 8, euros: -50, ...own, counterpartyKey: 'name:ME' }),
      aLine({
        id: 'here',
        daysAgo: 7,
        euros: -20,
        ...own,
        linked: [{ id: 'z', as: 'own_account_leg' }],
      }),
      aLine({ id: 'book', daysAgo: 6, euros: -80, category: 'savings.deposit', role: 'saving' }),
    ]
    expect(findUnsharedAccounts(ledgerOf(aPrepared({ lines }), lines))).toEqual([
      expect.objectContaining({
        hint: 'payment_account',
        transactionIds: ['elsewhere', 'back'],
        inflow: { amount: 30_000, currency: 'EUR' },
        outflow: { amount: 5_000, currency: 'EUR' },
      }),
      expect.objectContaining({ hint: 'savings_account', transactionIds: ['book'] }),
    ])
  })
})
