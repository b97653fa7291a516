// Income: the monthly figure is the monthly figure on every day, and what is never income stays out.
import { describe, expect, it } from 'vitest'
import { findStreams } from '../../../src/core/streams/find-streams.ts'
import { measuredValue } from '../../../src/core/values/observed.ts'
import { addDays, toPlainDate } from '../../../src/core/values/plain-date.ts'
import { account, monthlyDates, prepared } from '../../support/lines.ts'
import {
  ASOF,
  observed,
  pay,
  paydays,
  streamSettings as settings,
  streams,
} from '../../support/streams.ts'

describe('the monthly figure', () => {
  it.each([1, 5, 15, 25, 28, 30, 31])(
    'is the same on 400 days in a row for a salary of the %ith, two-pay windows too',
    (nominal) => {
      let twoPays = 0
      for (let back = 0; back < 400; back++) {
        const asOf = addDays(toPlainDate(ASOF), -back)
        const dates = paydays(asOf, nominal, 'previous')
        if (dates.length === 2) twoPays++
        expect(observed(pay(dates, 198_765), asOf), asOf).toBe(198_765)
      }
      expect(twoPays).toBeGreaterThan(0)
    },
  )

  it('is two halves of a month for a pay of the 15th and the 30th, whole weeks for a weekly one', () => {
    const half = [
      '2026-08-31',
      '2026-09-15',
      '2026-09-30',
      '2026-10-15',
      '2026-10-30',
      '2026-11-16',
    ]
    expect(observed(pay(half, 90_000))).toBe(180_000)
    const weekly = Array.from({ length: 12 }, (_, week) =>
      addDays(toPlainDate('2026-08-28'), 7 * week),
    )
    expect(observed(pay(weekly, 40_000))).toBe(Math.round((40_000 * 365.25) / 7 / 12))
  })

  it('counts an advance on the 15th and its balance as one pay', () => {
    const sketches = [
      ...pay(monthlyDates(ASOF, 15), 60_000, { label: 'ACOMPTE' }),
      ...pay(monthlyDates(ASOF, 28), 150_000),
    ]
    const { income } = streams(sketches)
    expect(measuredValue(income.monthlyNet.observed)?.amount).toBe(210_000)
    expect(income.streams).toHaveLength(1)
    const marks = income.streams[0]?.occurrences.map(({ mark }) => mark) ?? []
    expect(marks.filter((mark) => mark === 'advance')).toHaveLength(3)
  })

  it('keeps an advance-and-balance pay whole on sixty days in a row', () => {
    for (let back = 0; back < 60; back++) {
      const asOf = addDays(toPlainDate(ASOF), -back)
      const sketches = [
        ...pay(paydays(asOf, 12, 'next'), 60_000),
        ...pay(paydays(asOf, 28, 'next'), 150_000),
      ]
      expect(observed(sketches, asOf), asOf).toBe(210_000)
    }
  })

  it('leaves a thirteenth month out and marks it', () => {
    const { income } = streams([
      ...pay(monthlyDates(ASOF, 28), 200_000),
      ...pay(['2026-11-13'], 195_000),
    ])
    expect(measuredValue(income.monthlyNet.observed)?.amount).toBe(200_000)
    const marks = income.streams.flatMap(({ occurrences }) => occurrences.map(({ mark }) => mark))
    expect(marks.filter((mark) => mark === 'bonus')).toHaveLength(1)
  })

  it('leaves out the pay in which a bonus was folded', () => {
    const [first = '', second = '', third = ''] = monthlyDates(ASOF, 28)
    const sketches = [...pay([first, second], 200_000), ...pay([third], 390_000)]
    expect(observed(sketches)).toBe(200_000)
  })

  it('adds what several payers send, and weighs it', () => {
    const { income } = streams([
      ...pay(monthlyDates(ASOF, 28), 150_000),
      ...pay(monthlyDates(ASOF, 5), 80_000, { category: 'income.rental', counterpartyName: 'LOC' }),
    ])
    expect(measuredValue(income.monthlyNet.observed)?.amount).toBe(230_000)
    expect(measuredValue(income.monthlyNet.retained)?.amount).toBe(150_000 + 56_000)
  })

  it('does not count a pay that stopped', () => {
    const { income } = streams(pay(['2026-08-28', '2026-09-28'], 200_000))
    expect(income.streams.map(({ status }) => status)).toEqual(['ended'])
    expect(income.monthlyNet.observed.state).toBe('none_found')
  })

  it.each([
    [13, 'mature'],
    [14, 'ended'],
  ])('waits for the fortnight after a missing one: %i days', (late, status) => {
    const due = addDays(toPlainDate(ASOF), -late)
    const days = [4, 3, 2, 1].map((periods) => addDays(due, -14 * periods))
    const { income } = streams(pay(days, 80_000))
    expect(income.streams.map((one) => [one.cadence, one.status])).toEqual([['biweekly', status]])
  })

  it('follows a change of employer without counting both', () => {
    const sketches = [
      ...pay(['2026-08-28', '2026-09-28'], 180_000),
      ...pay(['2026-10-30'], 220_000, { counterpartyName: 'BOREAL' }),
    ]
    expect(observed(sketches)).toBe(220_000)
  })

  it('is wider where days are missing, and says what was never observable', () => {
    const known = streams(pay(['2026-10-28', '2026-09-28'], 200_000)).income.monthlyNet
    const low = measuredValue(known.low)?.amount ?? 0
    const high = measuredValue(known.high)?.amount ?? 0
    expect(low).toBeLessThan(200_000)
    expect(high).toBeGreaterThan(200_000)
    const none = findStreams(
      prepared(ASOF, [], [account({ transactionsShared: false })]),
      [],
      settings,
    )
    expect(none.income.monthlyNet.observed).toEqual({
      state: 'not_observable',
      why: 'transactions_not_shared',
    })
  })
})

describe('a pension', () => {
  const pension = (dates: string[], label: string) =>
    streams([
      ...pay(['2026-09-09', '2026-10-09', '2026-11-09'], 91_174, { category: 'income.pension' }),
      ...pay(dates, 78_060, { category: 'income.pension', counterpartyName: 'FUND', label }),
    ]).income

  it('of a quarter that its label names is a third a month, and has not ended', () => {
    const { monthlyNet, streams: found } = pension(['2026-09-20'], 'PENSION 4E TRIMESTRE 2026')
    expect(measuredValue(monthlyNet.observed)?.amount).toBe(91_174 + 26_020)
    expect(found.map(({ cadence }) => cadence)).toEqual(['monthly', 'quarterly'])
  })

  it('paid for months long past is no income', () => {
    const { monthlyNet } = pension(['2026-10-20'], 'RAPPEL PENSION 05/26 A 08/26')
    expect(measuredValue(monthlyNet.observed)?.amount).toBe(91_174)
  })
})

describe('an advance the second look linked', () => {
  it('is one pay with its balance, in a window of two pays too', () => {
    const party = { counterpartyName: 'KESTREL' }
    const sketches = [
      ...pay(['2026-09-28'], 183_412, party),
      ...pay(['2026-10-15'], 50_000, {
        ...party,
        linked: [{ id: 't2', as: 'salary_advance' }],
      }),
      ...pay(['2026-10-28'], 133_412, party),
    ]
    const { income } = streams(sketches)
    expect(measuredValue(income.monthlyNet.observed)?.amount).toBe(183_412)
    expect(income.streams.map(({ occurrences }) => occurrences.map(({ mark }) => mark))).toEqual([
      ['regular', 'advance', 'regular'],
    ])
  })
})

it('a linked advance every month keeps the figure on sixty days in a row', () => {
  for (let back = 0; back < 60; back++) {
    const asOf = addDays(toPlainDate(ASOF), -back)
    const balances = paydays(asOf, 28, 'next')
    const sketches = [
      ...paydays(asOf, 12, 'next').map((date) => ({ date, of: 'advance' })),
      ...balances.map((date) => ({ date, of: 'balance' })),
    ]
      .sort((a, b) => (a.date < b.date ? -1 : 1))
      .flatMap(({ date, of }, index, all) => {
        const next = all.findIndex((one, at) => at > index && one.of === 'balance')
        const linked =
          of === 'advance' && next >= 0 ? [{ id: `t${next}`, as: 'salary_advance' as const }] : []
        return pay([date], of === 'advance' ? 60_000 : 150_000, { linked })
      })
    expect(observed(sketches, asOf), asOf).toBe(210_000)
  }
})
