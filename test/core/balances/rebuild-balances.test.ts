// Balances: rebuilt backwards they are what walking forwards gives, and what is unknown is said so.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { balanceSettingsSchema } from '../../../src/core/balances/balance-settings.ts'
import { overdraftEpisodes } from '../../../src/core/balances/overdraft-episodes.ts'
import { rebuildBalances } from '../../../src/core/balances/rebuild-balances.ts'
import type { CategorisedLine } from '../../../src/core/categorisation/categorised.ts'
import { ledgerOf } from '../../../src/core/ledger/ledger.ts'
import type { Account } from '../../../src/core/statement/line.ts'
import { measuredValue } from '../../../src/core/values/observed.ts'
import { addDays, toPlainDate } from '../../../src/core/values/plain-date.ts'
import { account, type LineSketch, lines, prepared } from '../../support/lines.ts'

const settings = balanceSettingsSchema.parse({})
const ASOF = '2026-11-20'
const FROM = '2026-08-23'

function balance(type: string, amount: string, referenceDate?: string, name?: string) {
  return {
    balanceType: type,
    balanceAmount: { amount, currency: 'EUR' },
    referenceDate: referenceDate ?? null,
    name: name ?? null,
  }
}

function rebuilt(sketches: readonly LineSketch[], accounts: readonly Account[]) {
  const list: CategorisedLine[] = lines(sketches)
  return rebuildBalances(ledgerOf(prepared(ASOF, list, accounts), list), settings)
}

const withBalance = (...balances: ReturnType<typeof balance>[]) => [account({ balances })]
const money = (amount: number) => ({ state: 'measured', value: { amount, currency: 'EUR' } })

const anyLine = fc.record({
  back: fc.integer({ min: 0, max: 89 }),
  amount: fc.integer({ min: -90_000, max: 90_000 }).filter((amount) => amount !== 0),
})

describe('daily balances', () => {
  it('rebuilt backwards are those walked forwards', () => {
    fc.assert(
      fc.property(
        fc.array(anyLine, { maxLength: 60 }),
        fc.integer({ min: -500_000, max: 500_000 }),
        (moves, opening) => {
          const sketches = moves.map(({ back, amount }) => ({
            date: addDays(toPlainDate(ASOF), -back),
            amount,
          }))
          const closing = moves.reduce((sum, { amount }) => sum + amount, opening)
          fc.pre(closing >= 0 || moves.length > 0)
          const found = rebuilt(
            sketches,
            withBalance(balance('CLBD', (closing / 100).toFixed(2), ASOF)),
          )
          const forwards = Array.from({ length: 90 }, (_, day) =>
            moves.reduce(
              (sum, { back, amount }) => (89 - back <= day ? sum + amount : sum),
              opening,
            ),
          )
          expect(found.accounts[0]?.daily).toEqual(forwards)
          expect(found.accounts[0]?.from).toBe(FROM)
        },
      ),
    )
  })

  it('differ from first to last by the sum of the lines after the first day', () => {
    fc.assert(
      fc.property(fc.array(anyLine, { minLength: 1, maxLength: 40 }), (moves) => {
        const sketches = moves.map(({ back, amount }) => ({
          date: addDays(toPlainDate(ASOF), -back),
          amount,
        }))
        const { daily } = rebuilt(sketches, withBalance(balance('CLBD', '10.00', ASOF))).together
        const later = moves
          .filter(({ back }) => back < 89)
          .reduce((sum, { amount }) => sum + amount, 0)
        expect((daily.at(-1) ?? 0) - (daily[0] ?? 0)).toBe(later)
      }),
    )
  })

  it('stand on the day the booked balance is dated, and walk on from there', () => {
    const found = rebuilt(
      [
        { date: '2026-11-18', amount: -1_000 },
        { date: '2026-11-20', amount: 5_000 },
      ],
      withBalance(balance('CLBD', '100.00', '2026-11-19')),
    )
    expect(found.accounts[0]?.daily.slice(-4)).toEqual([11_000, 10_000, 10_000, 15_000])
    expect(found.accounts[0]?.closing).toEqual(money(15_000))
  })

  it.each([
    [['XPCD', 'CLBD', 'VALU'], 'CLBD'],
    [['OTHR', 'VALU'], 'VALU'],
    [['ITAV', 'OTHR'], 'OTHR'],
    [['ITAV'], 'ITAV'],
  ])('of %j are rebuilt from %s', (types, chosen) => {
    const found = rebuilt([], withBalance(...types.map((type) => balance(type, '5.00'))))
    expect(found.accounts[0]?.closingType).toBe(chosen)
  })

  it('leave out pending, duplicate and foreign lines', () => {
    const found = rebuilt(
      [
        { date: '2026-11-18', amount: -1_000, excluded: 'pending', status: 'pending' },
        { date: '2026-11-18', amount: -2_000, excluded: 'duplicate' },
        { date: '2026-11-18', amount: -4_000, excluded: 'other_currency', currency: 'USD' },
      ],
      withBalance(balance('CLBD', '100.00', ASOF)),
    )
    expect(new Set(found.accounts[0]?.daily)).toEqual(new Set([10_000]))
    expect(found.accounts[0]?.availableAfterPending).toEqual(money(9_000))
  })

  it('lose what a deferred card still owes, by its open totals or its unsettled slips', () => {
    const current = account({ balances: [balance('CLBD', '100.00', ASOF)] })
    const card = (balances: Account['balances']) =>
      account({ id: 'card', kind: 'card', linkedAccountId: 'a0', balances })
    const totals = card([
      balance('OTHR', '20.00', '2026-11-30', 'Encours'),
      balance('OTHR', '78.65', '2026-10-31', 'Dernier encours prélevé'),
    ])
    expect(rebuilt([], [current, totals]).accounts[0]?.availableAfterPending).toEqual(money(8_000))
    const slips: LineSketch[] = [
      {
        date: '2026-11-02',
        amount: -9_900,
        category: 'transfer.deferred_card',
        role: 'card_settlement',
      },
      { date: '2026-10-20', amount: -9_900, accountId: 'card' },
      { date: '2026-11-10', amount: -1_500, accountId: 'card' },
    ]
    expect(rebuilt(slips, [current, card([])]).accounts[0]?.availableAfterPending).toEqual(
      money(8_500),
    )
  })
})

describe('what is not observable', () => {
  it.each<[string, Partial<Account>, string]>([
    ['no balance', {}, 'no_balance'],
    [
      'lines not shared',
      { transactionsShared: false, balances: [balance('CLBD', '52.00')] },
      'transactions_not_shared',
    ],
    [
      'a debt shown as an account',
      { balances: [balance('CLBD', '-20000.00')] },
      'debt_without_transactions',
    ],
    [
      'a balance older than the window',
      { balances: [balance('CLBD', '5.00', '2026-06-01')] },
      'balance_before_window',
    ],
    [
      'somebody else’s account',
      { leftOut: 'not_owner', balances: [balance('CLBD', '5.00')] },
      'not_owner',
    ],
  ])('%s', (_, changes, why) => {
    const { accounts, together } = rebuilt([], [account(changes)])
    expect(accounts[0]).toMatchObject({ state: 'not_observable', why, daily: [] })
    expect(accounts[0]?.min).toEqual({ state: 'not_observable', why })
    expect(together.state).toBe('not_observable')
    expect(overdraftEpisodes({ accounts, together })).toEqual([])
  })

  it('a debt without lines leaves the other account alone', () => {
    const { together } = rebuilt(
      [],
      [
        account({ balances: [balance('CLBD', '749.27', ASOF)] }),
        account({ id: 'loan', balances: [balance('CLBD', '-20000.00', ASOF)] }),
      ],
    )
    expect(together.closing).toEqual(money(74_927))
    expect(together.why).toBe('some_accounts_not_observable')
  })

  it('business accounts have their own series and no part in the private one', () => {
    const { accounts, together } = rebuilt(
      [],
      [
        account({ balances: [balance('CLBD', '100.00', ASOF)] }),
        account({ id: 'pro', usage: 'business', balances: [balance('CLBD', '900.00', ASOF)] }),
      ],
    )
    expect(accounts).toHaveLength(2)
    expect(together.closing).toEqual(money(10_000))
  })
})

describe('reconciliation', () => {
  const moves: LineSketch[] = [
    { date: '2026-11-20', amount: -3_000 },
    { date: '2026-11-19', amount: 1_000, valueDate: toPlainDate('2026-11-23') },
    { date: '2026-11-21', amount: -500, excluded: 'pending', status: 'pending' },
  ]
  it.each<[string, ReturnType<typeof balance>[], string]>([
    ['the same day', [balance('CLBD', '100.00', ASOF), balance('OTHR', '100.00')], 'agrees'],
    [
      'a day of lines between',
      [balance('CLBD', '130.00', '2026-11-19'), balance('OTHR', '100.00')],
      'agrees',
    ],
    [
      'pending in the instant balance',
      [balance('CLBD', '100.00', ASOF), balance('XPCD', '95.00')],
      'agrees',
    ],
    ['by value date', [balance('CLBD', '100.00', ASOF), balance('VALU', '90.00', ASOF)], 'agrees'],
    ['a gap', [balance('CLBD', '100.00', ASOF), balance('OTHR', '55.00')], 'differs'],
    ['one balance', [balance('CLBD', '100.00', ASOF)], 'one_balance'],
  ])('%s: %s', (_, balances, verdict) => {
    expect(rebuilt(moves, withBalance(...balances)).accounts[0]?.reconciliation).toBe(verdict)
  })
})

describe('several accounts', () => {
  it('are overdrawn on each day that one of them is, whatever the others hold', () => {
    const found = rebuilt(
      [{ date: '2026-11-16', amount: -20_000 }],
      [
        account({ balances: [balance('CLBD', '-100.00', ASOF)] }),
        account({ id: 'a1', balances: [balance('CLBD', '5000.00', ASOF)] }),
      ],
    )
    expect(found.together.daysNegative).toEqual({
      state: 'measured',
      value: { d30: 5, d60: 5, d90: 5 },
    })
    expect(found.together.min).toEqual(money(490_000))
  })

  it('count days low and high by the settings, and none in another currency', () => {
    const [euros] = rebuilt([], [account({ balances: [balance('CLBD', '99.99', ASOF)] })]).accounts
    expect([euros?.daysLow, euros?.daysHigh]).toMatchObject([{ value: 90 }, { value: 0 }])
    const crowns = {
      ...balance('CLBD', '99.99', ASOF),
      balanceAmount: { amount: '1', currency: 'CZK' },
    }
    const [other] = rebuilt([], [account({ currency: 'CZK', balances: [crowns] })]).accounts
    expect(other?.daysLow).toEqual({ state: 'not_observable', why: 'settings_in_another_currency' })
  })
})

describe('overdrafts', () => {
  it('are runs of negative days, with their deepest and whether they last', () => {
    const { accounts, together } = rebuilt(
      [
        { date: '2026-09-01', amount: -11_000 },
        { date: '2026-09-04', amount: -500 },
        { date: '2026-09-06', amount: 20_000 },
        { date: '2026-11-19', amount: -20_000 },
      ],
      withBalance(balance('CLBD', '-15.00', ASOF)),
    )
    expect(overdraftEpisodes({ accounts, together })).toEqual([
      {
        accountId: 'a0',
        from: '2026-09-01',
        to: '2026-09-05',
        days: 5,
        deepest: { amount: -1_500, currency: 'EUR' },
        ongoing: false,
      },
      {
        accountId: 'a0',
        from: '2026-11-19',
        to: '2026-11-20',
        days: 2,
        deepest: { amount: -1_500, currency: 'EUR' },
        ongoing: true,
      },
    ])
    expect(measuredValue(together.daysNegative)).toEqual({ d30: 2, d60: 2, d90: 7 })
  })

  it.each([
    [0, 'flat'],
    [100_000, 'up'],
    [-100_000, 'down'],
  ] as const)('a move of %i in the middle of the window is %s', (amount, trend) => {
    const sketches = amount === 0 ? [] : [{ date: '2026-10-05', amount }]
    expect(rebuilt(sketches, withBalance(balance('CLBD', '3000.00', ASOF))).together.trend).toBe(
      trend,
    )
  })
})
