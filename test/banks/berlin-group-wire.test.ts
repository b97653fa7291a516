// The lines NextGenPSD2 banks write, and what a statement makes of them: signs, days, codes, labels; and their pages.
import { describe, expect, it } from 'vitest'
import { readTransactions } from '../../src/banks/berlin-group/to-statement.ts'
import { readList, readReport, wireAccountSchema } from '../../src/banks/berlin-group/wire.ts'
import { transactionSchema } from '../../src/core/statement/statement.ts'

const account = wireAccountSchema.parse({ resourceId: 'A', currency: 'EUR' })

const minimal = { bookingDate: '2026-11-10', transactionAmount: { amount: '1.00' } }
function read(sent: object, booked = true) {
  const { items, unreadable } = readTransactions(
    [{ booked, sent: { ...minimal, ...sent } }],
    account,
    'Europe/Paris',
  )
  expect(items.length + unreadable).toBe(1)
  const [item] = items
  if (item) expect(transactionSchema.parse(item)).toMatchObject(item)
  return item ?? null
}
const amount = (text: unknown) => ({ transactionAmount: { amount: text, currency: 'EUR' } })

describe('a line', () => {
  it.each([
    ['-12.30', 'DBIT', '12.30'],
    ['12.30', 'CRDT', '12.30'],
    ['+12.30', 'CRDT', '12.30'],
    ['-1056', 'DBIT', '1056'],
    ['-5768,2', 'DBIT', '5768.2'],
    [' -0.01 ', 'DBIT', '0.01'],
    [-12.3, 'DBIT', '12.3'],
    ['0.00', 'CRDT', '0.00'],
  ])('of %s goes %s', (sent, direction, size) => {
    expect(read(amount(sent))).toMatchObject({
      creditDebitIndicator: direction,
      transactionAmount: { amount: size, currency: 'EUR' },
    })
  })

  it.each(['1e3', 'NaN', '', '1.000,00', '--1', '99999999999999999', null])(
    'of %s is counted, not read',
    (sent) => {
      expect(read(amount(sent))).toBeNull()
    },
  )

  it('of a report without pending lines is booked; a pending one has the day the bank expects', () => {
    expect(read({ valueDate: '2026-11-11' })).toMatchObject({
      ...{ status: 'BOOK', bookingDate: '2026-11-10', valueDate: '2026-11-11' },
      expectedBookingDate: null,
    })
    expect(read({ bookingDate: undefined, valueDate: '2026-11-24' }, false)).toMatchObject({
      ...{ status: 'PDNG', bookingDate: null, expectedBookingDate: '2026-11-24' },
    })
    expect(read({ valueDate: '2026-11-24' }, false)).toMatchObject({
      ...{ bookingDate: null, expectedBookingDate: '2026-11-10' },
    })
  })

  it('keeps the day the bank wrote, or the day it was at the bank', () => {
    expect(read({ bookingDate: '2026-11-10T23:30:00+01:00' })?.bookingDate).toBe('2026-11-10')
    expect(read({ bookingDate: '2026-11-09T23:30:00Z' })?.bookingDate).toBe('2026-11-10')
  })

  it('without any day that exists is counted, not read', () => {
    expect(read({ bookingDate: '2026-02-30' })).toBeNull()
    expect(read({ bookingDate: '', valueDate: null })).toBeNull()
    expect(read({ bookingDate: undefined, valueDate: '2026-11-11' })).not.toBeNull()
  })

  it.each([
    ['PMNT-RCDT-ESCT', { domain: 'PMNT', family: 'RCDT', subFamily: 'ESCT', code: null }],
    ['PMNT/RDDT/ESDD', { domain: 'PMNT', family: 'RDDT', subFamily: 'ESDD', code: null }],
    ['pmnt-icdt-stdo', { domain: 'PMNT', family: 'ICDT', subFamily: 'STDO', code: null }],
    ['PMNT-CCRD', { domain: 'PMNT', family: 'CCRD', subFamily: null, code: null }],
    ['NTRF+105+9288', { code: 'NTRF+105+9288' }],
    ['', null],
    [undefined, null],
  ])('has its one code taken apart: %s', (sent, code) => {
    expect(read({ bankTransactionCode: sent })?.bankTransactionCode).toEqual(code)
  })

  it('has the code of its bank beside that of ISO', () => {
    const sent = { bankTransactionCode: 'PMNT-RCDT-SALA', proprietaryBankTransactionCode: '05' }
    expect(read(sent)?.bankTransactionCode).toMatchObject({ subFamily: 'SALA', code: '05' })
    expect(read({ proprietaryBankTransactionCode: '05' })?.bankTransactionCode).toEqual({
      code: '05',
    })
  })

  it.each([
    [
      'the list',
      {
        remittanceInformationUnstructuredArray: ['A', 'B'],
        remittanceInformationUnstructured: 'A B',
      },
      ['A', 'B'],
    ],
    ['the text', { remittanceInformationUnstructured: 'A B' }, ['A B']],
    [
      'a list in the place of the text',
      { remittanceInformationUnstructured: ['A', null, ' '] },
      ['A'],
    ],
    [
      'an empty list and the text',
      { remittanceInformationUnstructuredArray: [], remittanceInformationUnstructured: 'A' },
      ['A'],
    ],
    ['a structured reference', { remittanceInformationStructured: { reference: 'R' } }, ['R']],
    ['a structured text', { remittanceInformationStructured: 'R' }, ['R']],
    ['what else the bank says', { additionalInformation: 'I' }, ['I']],
    ['nothing', {}, []],
  ])('has for its label %s', (_what, sent, lines) => {
    expect(read(sent)?.remittanceInformation).toEqual({ unstructured: lines })
  })

  it('names both sides, the creditor and the mandate', () => {
    const sent = {
      ...{ creditorName: ' ENGIE ', creditorAccount: { iban: 'fr76 1380' }, debtorName: '' },
      ...{ ultimateCreditor: { name: 'GDF' }, creditorId: 'FR46ZZZ005002', mandateId: 'RUM1' },
    }
    expect(read(sent)).toMatchObject({
      relatedParties: {
        ...{ creditor: { name: 'ENGIE' }, debtor: null, ultimateCreditor: { name: 'GDF' } },
        ...{ creditorAccount: { iban: 'FR761380' }, debtorAccount: null },
      },
      ...{ creditorId: 'FR46ZZZ005002', mandateId: 'RUM1' },
    })
    expect(read({})?.relatedParties).toBeNull()
  })

  it('keeps an id only when it is one', () => {
    expect(read({ transactionId: ' ', entryReference: ' 12 ' })).toMatchObject({
      ...{ resourceId: null, entryReference: '12' },
    })
  })
})

describe('a page', () => {
  const next = { next: { href: '/n' } }
  it.each([
    ['inside the report', { transactions: { booked: [], _links: next } }, '/n'],
    ['beside the report', { transactions: { booked: [] }, _links: next }, '/n'],
    ['empty', { transactions: { booked: [], _links: { next: { href: '' } } } }, null],
    ['absent', { transactions: { booked: [] } }, null],
  ])('has the link to the next %s', (_where, sent, link) => {
    expect(readReport(sent)?.next).toBe(link)
  })

  it('keeps booked and pending lines apart', () => {
    const sent = { transactions: { booked: ['b'], pending: ['p'] } }
    expect(readReport(sent)?.items).toEqual([
      { booked: true, sent: 'b' },
      { booked: false, sent: 'p' },
    ])
  })

  it('without a list is not one with an empty list', () => {
    expect(readReport({})).toMatchObject({ present: false, items: [] })
    expect(readReport({ transactions: {} })).toMatchObject({ present: true, items: [] })
    expect(readList({}, 'accounts', wireAccountSchema)?.present).toBe(false)
    expect(readList({ accounts: [{ resourceId: 5 }] }, 'accounts', wireAccountSchema)).toBeNull()
  })
})
