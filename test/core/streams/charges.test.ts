// Charges: a calendar and an amount that keep; habits never; unproven bills said to be so.
import { describe, expect, it } from 'vitest'
import { measuredValue } from '../../../src/core/values/observed.ts'
import type { LineSketch } from '../../support/lines.ts'
import { debits, on, streams } from '../../support/streams.ts'

describe('charges', () => {
  it('gives a monthly charge its day, its next expected days and a mature status', () => {
    const { charges } = streams(debits(on(10), 4_999, 'utilities.telecom'))
    expect(charges.streams).toHaveLength(1)
    expect(charges.streams[0]).toMatchObject({
      direction: 'out',
      cadence: 'monthly',
      nominalDay: 10,
      status: 'mature',
      missedSlots: [],
      monthlyEquivalent: { amount: 4_999, currency: 'EUR' },
      nextExpected: { from: '2026-12-09', to: '2026-12-11' },
      evidence: { transactionIds: ['t0', 't1', 't2'], excluded: [] },
    })
  })

  it('tells two policies of one insurer apart', () => {
    const { charges } = streams([
      ...debits(on(5), 3_120, 'insurance.home'),
      ...debits(on(8), 5_410, 'insurance.vehicle'),
    ])
    expect(charges.streams.map(({ monthlyEquivalent }) => monthlyEquivalent.amount)).toEqual([
      5_410, 3_120,
    ])
    const same = streams([
      ...debits(on(5), 2_000, 'insurance.other'),
      ...debits(on(17), 2_000, 'insurance.other'),
    ])
    expect(same.charges.streams).toHaveLength(2)
  })

  it('takes the new price once it changed', () => {
    const { charges } = streams(debits(on(10), [2_999, 2_999, 3_499], 'subscription.media'))
    expect(charges.streams[0]?.monthlyEquivalent.amount).toBe(3_499)
    expect(charges.streams[0]?.amount.trend).toBe('up')
  })

  it('names the slot that was missed', () => {
    const { charges } = streams(debits(['2026-09-06', '2026-11-06'], 72_000, 'housing.rent'))
    expect(charges.streams[0]?.missedSlots).toEqual(['2026-10-06'])
  })

  it('calls a stream ended when its next debit is long overdue, and leaves it out of the month', () => {
    const { charges } = streams(debits(['2026-08-28', '2026-09-28'], 4_000, 'subscription.sport'))
    expect(charges.streams.map(({ status, nextExpected }) => [status, nextExpected])).toEqual([
      ['ended', null],
    ])
    expect(charges.monthly.state).toBe('none_found')
  })

  it.each<[string, LineSketch[]]>([
    [
      'bakery',
      debits(
        ['2026-10-01', '2026-10-08', '2026-10-15', '2026-10-22', '2026-10-29'],
        [540, 620, 480, 710, 590],
        'living.groceries',
        { operation: 'card' },
      ),
    ],
    ['monthly hairdresser by card', debits(on(12), 3_500, 'living.beauty', { operation: 'card' })],
    [
      'cash on the first of the month',
      debits(on(1), 20_000, 'cash.withdrawal', { operation: 'cash_withdrawal' }),
    ],
    [
      'unknown card purchases of one amount',
      debits(on(9), 1_999, 'uncategorized.out', { operation: 'card' }),
    ],
    [
      'unknown weekly debits of free amounts',
      debits(
        ['2026-10-01', '2026-10-08', '2026-10-15', '2026-10-22', '2026-10-29'],
        [540, 620, 480, 710, 590],
        'uncategorized.out',
      ),
    ],
  ])('never makes a stream of a habit: %s', (_, sketches) => {
    expect(streams(sketches).charges.streams).toEqual([])
  })

  it('takes an unknown direct debit of one amount, month after month, for a charge', () => {
    const { charges } = streams(debits(on(9), 1_999, 'uncategorized.out'))
    expect(measuredValue(charges.monthly)?.amount).toBe(1_999)
  })

  it.each([
    ['alike and a month apart', ['2026-10-09', '2026-11-09'], [1_999, 1_999], 1],
    ['of different amounts', ['2026-10-09', '2026-11-09'], [1_999, 2_999], 0],
    ['three weeks apart', ['2026-10-19', '2026-11-09'], [1_999, 1_999], 0],
    ['that stopped', ['2026-08-28', '2026-09-28'], [1_999, 1_999], 0],
  ])('two unknown debits %s: %s', (_, dates, amounts, count) => {
    expect(streams(debits(dates, amounts, 'uncategorized.out')).charges.streams).toHaveLength(count)
  })

  it('two like debits beside others of the same payee prove nothing', () => {
    const sketches = [
      ...debits(['2026-10-09', '2026-11-09'], 1_999, 'uncategorized.out'),
      ...debits(
        ['2026-09-30', '2026-10-03', '2026-11-12'],
        [4_210, 733, 9_120],
        'uncategorized.out',
      ),
    ]
    expect(streams(sketches).charges.streams).toEqual([])
  })

  it('shows quarterly and yearly bills as unproven, from their wording only', () => {
    const { charges } = streams([
      ...debits(['2026-10-05'], 42_000, 'housing.charges', {
        label: 'APPEL DE FONDS 4E TRIM 2026',
      }),
      ...debits(['2026-10-15'], 108_000, 'tax.property', { counterpartyName: 'DGFIP' }),
      ...debits(['2026-10-20'], 9_000, 'insurance.other', { counterpartyName: 'OTHER' }),
    ])
    expect(
      charges.streams.map(({ cadence, status, monthlyEquivalent }) => [
        cadence,
        status,
        monthlyEquivalent.amount,
      ]),
    ).toEqual([
      ['quarterly', 'early', 14_000],
      ['yearly', 'early', 9_000],
    ])
    expect(charges.streams.every(({ confidence }) => confidence <= 0.5)).toBe(true)
  })

  it('takes two bills that say of which quarter they are for quarterly, two months apart or more', () => {
    const bills = (second: string, label: string) =>
      streams(debits(['2026-09-02', second], 21_400, 'housing.charges', { label })).charges.streams
    const [quarterly] = bills('2026-11-13', 'APPEL FONDS T3 2026')
    expect([quarterly?.cadence, quarterly?.monthlyEquivalent.amount]).toEqual(['quarterly', 7_133])
    expect(bills('2026-11-13', 'APPEL FONDS')).toEqual([])
  })

  it('keeps the day on which a bill was due when it was presented again', () => {
    const [first, second] = debits(['2026-09-28', '2026-10-28'], 3_499, 'utilities.telecom')
    const bills = streams([
      { ...first!, linked: [{ id: 't9', as: 'rejection' as const }] },
      ...debits(['2026-10-13'], 3_499, 'utilities.telecom'),
      second!,
    ])
    expect(bills.charges.streams.map(({ cadence, nominalDay }) => [cadence, nominalDay])).toEqual([
      ['monthly', 28],
    ])
  })

  it('takes property tax paid by the month for monthly, though none comes in November', () => {
    const taxes = (label: string) =>
      streams(debits(['2026-09-15', '2026-10-15'], 11_200, 'tax.property', { label })).charges
        .streams
    expect(taxes('TAXE FONCIERE MENS').map(({ cadence }) => cadence)).toEqual(['monthly'])
    expect(taxes('TAXE FONCIERE')).toEqual([])
  })

  it('leaves the year-end balance of income tax out, and keeps its monthly instalments', () => {
    const balance = debits(['2026-09-25', '2026-10-26'], 31_000, 'tax.income', {
      label: 'SOLDE IMPOT',
    })
    expect(streams(balance).charges.streams).toEqual([])
    const instalments = debits(on(15), 9_000, 'tax.income', { label: 'ACOMPTE IMPOT' })
    expect(streams(instalments).charges.streams).toHaveLength(1)
  })
})

describe('housing', () => {
  it.each<[string, LineSketch[], string, number | undefined]>([
    ['rent', debits(on(5), 70_000, 'housing.rent'), 'rent', 70_000],
    ['mortgage', debits(on(5), 90_000, 'housing.mortgage'), 'mortgage', 90_000],
    [
      'both',
      [...debits(on(5), 70_000, 'housing.rent'), ...debits(on(7), 90_000, 'housing.mortgage')],
      'rent_and_mortgage',
      160_000,
    ],
    [
      'a person paid each month',
      debits(on(5), 65_000, 'transfer.person', { operation: 'standing_order' }),
      'possible_rent',
      65_000,
    ],
    ['a person paid little', debits(on(5), 5_000, 'transfer.person'), 'not_seen', undefined],
    ['nothing', [], 'not_seen', undefined],
  ])('%s', (_, sketches, source, cost) => {
    const { charges } = streams(sketches)
    expect(charges.housingSource).toBe(source)
    expect(measuredValue(charges.housingCost)?.amount).toBe(cost)
  })
})
