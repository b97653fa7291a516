// What is never income however regular, and employers found by the shape of what they send.
import { describe, expect, it } from 'vitest'
import { findStreams } from '../../../src/core/streams/find-streams.ts'
import { measuredValue } from '../../../src/core/values/observed.ts'
import { addDays, toPlainDate } from '../../../src/core/values/plain-date.ts'
import { account, type LineSketch, lines, monthlyDates, prepared } from '../../support/lines.ts'
import { ASOF, observed, pay, streamSettings as settings, streams } from '../../support/streams.ts'

describe('never income', () => {
  it.each([
    'inflow.expense_refund',
    'inflow.health_refund',
    'inflow.loan_payout',
    'inflow.cash',
    'inflow.cheque',
    'inflow.resale',
    'inflow.gambling',
    'transfer.own_account',
  ])('%s, however regular', (category) => {
    const { income } = streams(pay(monthlyDates(ASOF, 10), 50_000, { category }))
    expect(income.streams).toEqual([])
    expect(income.monthlyNet.observed.state).toBe('none_found')
  })

  it('regular help from a person, which is support', () => {
    const { income } = streams(pay(monthlyDates(ASOF, 3), 30_000, { category: 'transfer.person' }))
    expect(income.streams).toEqual([])
    expect(income.support.map(({ monthlyEquivalent }) => monthlyEquivalent.amount)).toEqual([
      30_000,
    ])
  })

  it('a line that is pending, excluded, or on an account of another kind', () => {
    const dates = monthlyDates(ASOF, 28)
    const pending = pay(dates, 200_000, { excluded: 'pending', status: 'pending' })
    expect(observed(pending)).toBeUndefined()
    expect(observed(pay(dates, 200_000, { excluded: 'duplicate' }))).toBeUndefined()
    const list = lines(pay(dates, 200_000))
    const savings = prepared(ASOF, list, [account({ kind: 'savings' })])
    expect(findStreams(savings, list, settings).income.streams).toEqual([])
  })
})

describe('employers found by shape', () => {
  const unknown = (more: Partial<LineSketch>, amount = 183_412) =>
    pay(monthlyDates(ASOF, 27), amount, { category: 'uncategorized.in', ...more })

  it('a monthly transfer from an organisation becomes a salary, with its rule and fragment', () => {
    const { lines: read, income } = streams(unknown({ counterpartyName: 'KESTREL SAS' }))
    expect(read.map(({ category, rule, matched }) => [category, rule, matched])).toEqual([
      ['income.salary', 'shape.salary', 'monthly transfer'],
      ['income.salary', 'shape.salary', 'monthly transfer'],
      ['income.salary', 'shape.salary', 'monthly transfer'],
    ])
    expect(measuredValue(income.monthlyNet.retained)?.amount).toBe(183_412)
  })

  it.each<[string, Partial<LineSketch>, number]>([
    ['a titled person', { counterpartyName: 'MME DUBOIS ANNE' }, 45_000],
    ['round amounts from nobody in particular', { counterpartyName: 'ANNE DUBOIS' }, 40_000],
    ['an amount too small for a pay', { counterpartyName: 'KESTREL SAS' }, 4_512],
    ['a card refund', { counterpartyName: 'KESTREL SAS', operation: 'card_refund' }, 45_123],
  ])('but not %s', (_, more, amount) => {
    const { income } = streams(unknown(more, amount))
    expect(income.streams).toEqual([])
  })

  it('nor transfers that come when they come', () => {
    const dates = ['2026-09-02', '2026-09-30', '2026-11-15']
    const sketches = pay(dates, 183_412, { category: 'uncategorized.in' })
    expect(streams(sketches).income.streams).toEqual([])
  })

  it('an advance under another name completes the pay it was taken from', () => {
    const [first = '', second = '', third = ''] = monthlyDates(ASOF, 27)
    const { income, lines: read } = streams([
      ...pay([first, second], 183_412, {
        category: 'uncategorized.in',
        counterpartyName: 'KESTREL SAS',
      }),
      ...pay([third], 133_412, { category: 'uncategorized.in', counterpartyName: 'KESTREL SAS' }),
      {
        date: addDays(toPlainDate(third), -12),
        amount: 50_000,
        category: 'transfer.own_account',
        label: 'AVANCE X JONES',
      },
    ])
    expect(measuredValue(income.monthlyNet.observed)?.amount).toBe(183_412)
    expect(read.at(-1)?.rule).toBe('shape.salary_advance')
    expect(read.at(-1)?.losers.map(({ category }) => category)).toEqual(['transfer.own_account'])
  })
})
