// Preparing keeps every line, orders it, signs it and says why it counts or not.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { prepare } from '../../../src/core/statement/prepare.ts'
import { account, line, statement } from '../../support/statements.ts'

const only = (...lines: Parameters<typeof account>[0] & object) =>
  prepare(statement([account(lines)]))

describe('a line', () => {
  test.each([
    ['12.50', 'DBIT', -1250],
    ['-12.50', 'DBIT', -1250],
    ['12.5', 'CRDT', 1250],
    ['-12.5', 'CRDT', 1250],
    ['0', 'CRDT', 0],
  ] as const)('of %s %s is %i minor units', (amount, creditDebitIndicator, expected) => {
    const { lines } = only(
      line('2026-03-01', 1, 'X', {
        transactionAmount: { amount, currency: 'EUR' },
        creditDebitIndicator,
      }),
    )
    expect(lines[0]?.amount).toBe(expected)
    expect(lines[0]?.excluded).toBeNull()
  })

  test.each([
    ['a text', 'VIR X', ['VIR X']],
    ['a list', ['VIR X', '', null, ' ', 'LOYER'], ['VIR X', 'LOYER']],
    ['an object', { unstructured: ['VIR X', null] }, ['VIR X']],
    ['nothing', null, []],
  ])('reads its remittance from %s', (_, remittanceInformation, expected) => {
    const { lines } = only(line('2026-03-01', 1, '', { remittanceInformation }))
    expect(lines[0]?.label).toEqual(expected)
  })

  test.each([
    ['2026-03-31', null],
    ['2026-01-01', null],
    ['2025-12-31', 'outside_window'],
    ['2026-04-01', 'outside_window'],
  ])('booked on %s: %s', (day, expected) => {
    expect(only(line(day, -1, 'X')).lines[0]?.excluded).toBe(expected)
  })

  test.each([
    ['PDNG', 'pending'],
    ['OTHR', 'pending'],
    ['FUTR', 'pending'],
    ['RJCT', 'cancelled'],
    ['INFO', 'cancelled'],
    ['BOOK', null],
  ])('with status %s: %s', (status, expected) => {
    expect(only(line('2026-03-01', -1, 'X', { status })).lines[0]?.excluded).toBe(expected)
  })

  test('in another currency than the account is left aside', () => {
    const { lines, currency, warnings } = only(
      line('2026-03-01', -1, 'X'),
      line('2026-03-01', -1, 'X', { transactionAmount: { amount: '1', currency: 'USD' } }),
    )
    expect(currency).toBe('EUR')
    expect(lines.map(({ excluded }) => excluded)).toEqual([null, 'other_currency'])
    expect(warnings.map(({ code }) => code)).toContain('other_currency_lines')
  })

  test('without any day is kept, and takes no part', () => {
    const { lines, warnings } = only(line('', -1, 'X', { bookingDate: '' }))
    expect(lines[0]?.excluded).toBe('outside_window')
    expect(warnings.map(({ code }) => code)).toContain('undated_lines')
  })
})

describe('ids', () => {
  test('fall back from resourceId to entryReference to the position', () => {
    const { lines } = only(
      line('2026-03-01', -1, 'A', { resourceId: 'r', entryReference: 'e' }),
      line('2026-03-01', -1, 'B', { resourceId: '', entryReference: 'e' }),
      line('2026-03-01', -1, 'C', { entryReference: '' }),
    )
    expect(lines.map(({ id }) => id)).toEqual(['r', 'e', 't2'])
  })

  test('a line sent twice counts once', () => {
    const { lines } = only(
      line('2026-03-01', -1, 'A', { resourceId: 'r' }),
      line('2026-03-01', -1, 'A', { resourceId: 'r' }),
    )
    expect(lines.map(({ id, excluded }) => [id, excluded])).toEqual([
      ['r', null],
      ['r', 'duplicate'],
    ])
  })

  test('two equal purchases without ids are two purchases', () => {
    const { lines } = only(line('2026-03-01', -1, 'A'), line('2026-03-01', -1, 'A'))
    expect(lines.map(({ excluded }) => excluded)).toEqual([null, null])
  })

  test('one id on two different lines keeps both, with ids of their own and a warning', () => {
    const { lines, warnings } = only(
      line('2026-03-01', -1, 'A', { resourceId: 'r' }),
      line('2026-03-02', -2, 'B', { resourceId: 'r' }),
      line('2026-03-03', -3, 'C', { resourceId: 'r~2' }),
    )
    expect(lines.map(({ id, excluded }) => [id, excluded])).toEqual([
      ['r', null],
      ['r~3', null],
      ['r~2', null],
    ])
    expect(warnings.map(({ code }) => code)).toEqual(['ids_on_different_lines'])
  })
})

describe('a pending line', () => {
  test('whose booked twin came is its twin, once', () => {
    const { lines } = only(
      line('2026-03-02', -30, 'CARTE LIDL NANTES', {
        status: 'PDNG',
        bookingDate: null,
        expectedBookingDate: '2026-03-03',
      }),
      line('2026-03-02', -30, 'CARTE LIDL NANTES', {
        status: 'PDNG',
        bookingDate: null,
        expectedBookingDate: '2026-03-03',
      }),
      line('2026-03-04', -30, 'CARTE LIDL NANTES 02/03'),
    )
    expect(lines.map(({ excluded }) => excluded).sort()).toEqual([null, 'pending', 'pending_twin'])
  })

  test('of the same amount but another shop is not a twin', () => {
    const { lines } = only(
      line('2026-03-03', -30, 'CARTE AUCHAN', { status: 'PDNG' }),
      line('2026-03-04', -30, 'PRLV ORANGE'),
    )
    expect(lines[0]?.excluded).toBe('pending')
  })
})

describe('an account', () => {
  test.each([
    ['CACC', 'Account Holder', null],
    ['CACC', 'Account Co-Holder', null],
    ['CACC', 'Co-account Holder', null],
    ['CACC', null, null],
    ['SVGS', 'Account Holder', null],
    ['CACC', 'Nominee', 'not_owner'],
    ['CACC', 'Attorney', 'not_owner'],
    ['CACC', 'Custodian For Minor', 'not_owner'],
    ['CASH', 'Account Holder', 'unknown_account_type'],
  ])('%s held as %s: %s', (cashAccountType, psuStatus, leftOut) => {
    const prepared = prepare(
      statement([account([line('2026-03-01', -1, 'A')], { cashAccountType, psuStatus })]),
    )
    expect(prepared.accounts[0]?.leftOut).toBe(leftOut)
    expect(prepared.lines[0]?.excluded).toBe(leftOut === null ? null : 'account_left_out')
  })

  test('not shared is told from an empty one', () => {
    const prepared = prepare(
      statement([
        account(null, { resourceId: 'x' }),
        account([], { resourceId: 'y', accountId: null }),
      ]),
    )
    expect(prepared.accounts.map((a) => a.transactionsShared)).toEqual([false, true])
  })

  test('seen through two connections counts once, where its lines are', () => {
    const prepared = prepare(
      statement([
        account(null, { connection: 'c1' }),
        account([line('2026-03-01', -1, 'A')], { connection: 'c2' }),
      ]),
    )
    expect(prepared.accounts.map(({ leftOut }) => leftOut)).toEqual(['same_account', null])
  })

  test('ids are unique even when the bank repeats one', () => {
    const prepared = prepare(
      statement([
        account([], { resourceId: 'x' }),
        account([], { resourceId: 'x', accountId: null }),
        account([], { accountId: null }),
      ]),
    )
    expect(prepared.accounts.map(({ id }) => id)).toEqual(['x', 'x~2', 'a2'])
  })
})

test('a card slip counts on its purchase day, debited or not, and future debit or not', () => {
  const prepared = prepare(
    statement([
      account([], { resourceId: 'cc' }),
      account(
        [
          line('2026-04-30', -10, 'LIDL', { transactionDate: '2026-03-20', status: 'PDNG' }),
          line('2026-02-28', -11, 'AUCHAN', { transactionDate: '2026-02-03' }),
        ],
        { resourceId: 'card', cashAccountType: 'CARD', linkedAccount: 'cc', accountId: null },
      ),
    ]),
  )
  expect(prepared.lines.map(({ date, excluded }) => [date, excluded])).toEqual([
    ['2026-02-03', null],
    ['2026-03-20', null],
  ])
})

test('lines stand by date then input order, and none is lost, whatever comes', () => {
  const anyLine = fc.record({
    resourceId: fc.option(fc.constantFrom('a', 'b', 'c', '')),
    bookingDate: fc.option(fc.constantFrom('2026-03-01', '2026-02-01', '2020-01-01', '2026-05-01')),
    status: fc.constantFrom('BOOK', 'PDNG', 'OTHR', 'RJCT', 'WHAT'),
    amount: fc.constantFrom('1', '-1', '0', '2.345'),
  })
  fc.assert(
    fc.property(fc.array(anyLine, { maxLength: 30 }), (lines) => {
      const prepared = only(
        ...lines.map(({ amount, ...more }) =>
          line('2026-03-01', -1, 'X', { ...more, transactionAmount: { amount, currency: 'EUR' } }),
        ),
      )
      expect(prepared.lines.map(({ index }) => index).sort((a, b) => a - b)).toEqual(
        lines.map((_, index) => index),
      )
      for (let i = 1; i < prepared.lines.length; i++) {
        const [a, b] = [prepared.lines[i - 1]!, prepared.lines[i]!]
        expect(a.date < b.date || (a.date === b.date && a.index < b.index)).toBe(true)
      }
      const counted = prepared.lines.filter(({ excluded }) => excluded !== 'duplicate')
      expect(new Set(counted.map(({ id }) => id)).size).toBe(counted.length)
    }),
  )
})

test('fewer days asked for make a shorter window, and what is before them takes no part', () => {
  const { window, lines } = prepare(
    statement(
      [
        account([
          line('2026-03-02', -10, 'X', { resourceId: 'in' }),
          line('2026-03-01', -10, 'X', { resourceId: 'before' }),
        ]),
      ],
      { asOf: '2026-03-31', windowDays: 30 },
    ),
  )
  expect(window).toEqual({ from: '2026-03-02', to: '2026-03-31' })
  expect(lines.map(({ id, excluded }) => [id, excluded])).toEqual([
    ['before', 'outside_window'],
    ['in', null],
  ])
})
