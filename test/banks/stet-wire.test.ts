// What banks really write, as a table: each oddity and the line of the statement it becomes.
import { describe, expect, it } from 'vitest'
import { readBalances, readTransactions } from '../../src/banks/stet/to-statement.ts'
import { offers, readPage, type WireAccount, wireAccountSchema } from '../../src/banks/stet/wire.ts'

const account: WireAccount = wireAccountSchema.parse({
  resourceId: 'A1',
  accountId: { iban: 'FR7613807008043001965405158', currency: 'EUR' },
})
const plain = {
  resourceId: 'T1',
  entryReference: 'T1',
  transactionAmount: { amount: '12.30', currency: 'EUR' },
  creditDebitIndicator: 'DBIT',
  status: 'BOOK',
  bookingDate: '2026-11-10',
}
const read = (changes: object) =>
  readTransactions([{ ...plain, ...changes }], account, 'Europe/Paris')
const one = (changes: object) => read(changes).items[0]
const label = (remittanceInformation: unknown) => {
  const information = one({ remittanceInformation })?.remittanceInformation
  return information && typeof information === 'object' && 'unstructured' in information
    ? information.unstructured
    : information
}

describe('the day of a line', () => {
  it.each([
    ['a plain day', '2026-11-10', '2026-11-10'],
    ['with a space', '2026-06-05 ', '2026-06-05'],
    ['midnight with the offset of the bank, no colon', '2026-06-05T00:00:00+0200', '2026-06-05'],
    ['midnight with the offset of the bank', '2026-11-05T00:00:00.000+01:00', '2026-11-05'],
    ['midnight in Paris told in UTC, summer', '2026-06-04T22:00:00Z', '2026-06-05'],
    ['midnight in Paris told in UTC, winter', '2026-11-04T23:00:00.000Z', '2026-11-05'],
    ['UTC by an offset of nothing', '2026-11-04T23:30:00+0000', '2026-11-05'],
    ['without an offset', '2026-06-05T23:59:59', '2026-06-05'],
    ['with a space and nine decimals', '2026-06-05 14:07:11.000000000', '2026-06-05'],
    ['empty', '', null],
    ['null', null, null],
    ['absent', undefined, null],
    ['30 February', '2026-02-30', null],
    ['the French way', '05/06/2026', null],
  ])('is read as the bank means it: %s', (_how, sent, expected) => {
    expect(one({ bookingDate: sent, transactionDate: '2026-01-01' })?.bookingDate).toBe(expected)
  })

  it('keeps a line with another day than the booking day, and counts one with none', () => {
    expect(one({ bookingDate: '', transactionDate: '2026-11-09' })?.transactionDate).toBe(
      '2026-11-09',
    )
    expect(read({ bookingDate: '' })).toEqual({ items: [], unreadable: 1 })
  })
})

describe('the label of a line', () => {
  it.each([
    ['an object of lines', { unstructured: ['A', 'B'] }, ['A', 'B']],
    ['a list (1.4.0)', ['A', 'B'], ['A', 'B']],
    ['a text', 'A', ['A']],
    ['an object of one text', { unstructured: 'A' }, ['A']],
    [
      'empty and null lines',
      { unstructured: ['PRLV', '', null, 'MF/001'] },
      ['PRLV', '', 'MF/001'],
    ],
    ['a null list', { unstructured: null }, []],
    ['null', null, []],
    ['nothing', undefined, []],
  ])('is a list of lines, sent as %s', (_how, sent, expected) => {
    expect(label(sent)).toEqual(expected)
  })
})

describe('the amount of a line', () => {
  it.each([
    ['text', '12.30', '12.30'],
    ['a number', 12.3, '12.3'],
    ['a whole number', 17, '17'],
    ['a decimal comma', '12,30', '12.30'],
    ['spaces around', ' 12.30 ', '12.30'],
    ['a sign, kept for the analysis to read', '-12.30', '-12.30'],
  ])('is taken as written: %s', (_how, amount, expected) => {
    expect(one({ transactionAmount: { amount, currency: 'EUR' } })?.transactionAmount).toEqual({
      amount: expected,
      currency: 'EUR',
    })
  })

  it.each(['1e3', 'NaN', '', 'douze', '1.234,56', '12345678901234567890', null, 1e21])(
    'counts the line as unreadable rather than guess: %s',
    (amount) => {
      expect(read({ transactionAmount: { amount, currency: 'EUR' } }).unreadable).toBe(1)
    },
  )

  it('has the currency of its account when the line names none', () => {
    expect(one({ transactionAmount: { amount: '1' } })?.transactionAmount.currency).toBe('EUR')
    const unknown = wireAccountSchema.parse({ resourceId: 'A1' })
    const sent = [{ ...plain, transactionAmount: { amount: '1' } }]
    expect(readTransactions(sent, unknown, 'Europe/Paris').unreadable).toBe(1)
  })
})

describe('other oddities of a line', () => {
  it('takes a pending line with an empty reference and keys that are null', () => {
    const line = one({
      status: 'PDNG',
      entryReference: '',
      bankTransactionCode: null,
      relatedParties: null,
    })
    expect(line).toMatchObject({ status: 'PDNG', entryReference: null })
  })

  it('books a line without status only when it has a booking day', () => {
    expect(one({ status: undefined })?.status).toBe('BOOK')
    const changes = { status: null, bookingDate: null, expectedBookingDate: '2026-11-12' }
    expect(one(changes)?.status).toBe('OTHR')
  })

  it('counts what is no line at all', () => {
    const sent = [plain, null, 'text', { ...plain, creditDebitIndicator: 'DEBIT' }]
    expect(readTransactions(sent, account, 'Europe/Paris')).toMatchObject({ unreadable: 3 })
  })
})

describe('balances', () => {
  it('keeps unknown types and several of one type, and drops what has no amount', () => {
    const balanceAmount = { amount: 0, currency: 'EUR' }
    const sent = [
      { balanceType: 'OTHR', name: 'Encours', balanceAmount, referenceDate: '2026-11-30' },
      { balanceType: 'OTHR', name: 'Dernier encours prélevé', balanceAmount },
      { balanceType: 'ITAV', balanceAmount },
      { balanceAmount: { amount: null } },
    ]
    const { items, unreadable } = readBalances(sent, account)
    expect(items.map((each) => each.balanceType)).toEqual(['OTHR', 'OTHR', 'ITAV'])
    expect(items[0]?.referenceDate).toBe('2026-11-30')
    expect(unreadable).toBe(1)
  })
})

describe('an account', () => {
  it('tolerates keys that are present with null, and links that are not there', () => {
    const sent = { resourceId: 'A1', psuStatus: null, details: null, balances: null, _links: null }
    const parsed = wireAccountSchema.parse(sent)
    expect(offers(parsed, 'transactions')).toBe(false)
    for (const _links of [{}, [], { transactions: null }, { transactions: { href: '' } }]) {
      expect(offers({ ...parsed, _links }, 'transactions')).toBe(false)
    }
    const _links = { transactions: { href: '/accounts/A1/transactions', templated: true } }
    expect(offers({ ...parsed, _links }, 'transactions')).toBe(true)
  })
})

describe('the links of a page', () => {
  it.each([
    ['absent', {}, null],
    ['an empty list', { _links: [] }, null],
    ['null', { _links: { next: null } }, null],
    ['without an address', { _links: { next: {} } }, null],
    ['an empty address', { _links: { next: { href: ' ' } } }, null],
    ['a bare text', { _links: { next: '?page=2' } }, '?page=2'],
    ['templated', { _links: { next: { href: '?page=2', templated: true } } }, '?page=2'],
  ])('tell whether another follows: %s', (_how, body, next) => {
    expect(readPage({ accounts: [], ...body }, 'accounts', wireAccountSchema)?.next).toBe(next)
  })
})
