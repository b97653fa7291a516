// Dates, labels and ids of lines as banks in production write them, up to what the analysis makes of them.
import { describe, expect, it } from 'vitest'
import { analysedStruck, fixture, pullStruck, strike, useQuirkyBank } from './quirky-bank.ts'

const bank = useQuirkyBank()
const sent = (name: string) => strike(bank, '/accounts/A2/transactions', fixture(name))

describe('a date', () => {
  it('with a time and an offset is the day written, never the day before in UTC', async () => {
    sent('dates')
    const { transactions } = await pullStruck(bank)
    const days = transactions?.map(({ resourceId, bookingDate }) => [resourceId, bookingDate])
    expect(days).toEqual([
      ['two-kinds', '2026-10-01'],
      ['winter', '2026-11-03'],
      ['nanoseconds', '2026-11-04'],
      // in UTC it is the bank's next day already
      ['utc', '2026-11-05'],
      ['utc-spaced', '2026-10-01'],
    ])
    expect(transactions?.[0]?.valueDate).toBe('2026-10-02')
  })

  it('of booking that is missing or empty is taken from the next best one', async () => {
    sent('days-missing')
    const { lines } = await analysedStruck(bank)
    expect(Object.fromEntries(lines.map(({ id, date }) => [id, date]))).toEqual({
      expected: '2026-11-05',
      'done-on': '2026-11-06',
      'empty-done-on': '2026-11-07',
      pending: '2026-11-19',
    })
  })

  it('in the future leaves its line out of the figures, with the reason', async () => {
    sent('re-dated')
    const { lines, warnings } = await analysedStruck(bank)
    const booked = lines.find(({ id }) => id === 'b1')
    expect(booked).toMatchObject({ date: '2026-11-23', excluded: 'outside_window' })
    expect(lines.find(({ id }) => id !== 'b1')?.excluded).not.toBeNull()
    expect(warnings.map(({ code }) => code)).toContain('future_lines')
  })
})

describe('a label', () => {
  it('is the same lines, sent as a text, a list or an object, with blanks or not at all', async () => {
    sent('labels')
    const { lines } = await analysedStruck(bank)
    expect(Object.fromEntries(lines.map(({ id, label }) => [id, label]))).toEqual({
      text: ['VIR LOYER'],
      array: ['CARTE 09/11/26 ÉPICERIE CB*4417'],
      object: ['PRLV SEPA EAU', 'MANDAT 12'],
      structured: [],
      null: [],
      missing: [],
    })
  })
})

describe('an id', () => {
  it('given to several lines loses none of them', async () => {
    sent('same-ids')
    const { lines, warnings } = await analysedStruck(bank)
    expect(lines.map(({ excluded }) => excluded)).toEqual([null, null, null])
    expect(new Set(lines.map(({ id }) => id)).size).toBe(3)
    expect(warnings.map(({ code }) => code)).toContain('ids_on_different_lines')
  })
})
