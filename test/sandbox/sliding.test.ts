// The day after: the same events, the same ids and references; only what the day brought is new.
import { describe, expect, it } from 'vitest'
import { addDays, type PlainDate, toPlainDate } from '../../src/core/values/plain-date.ts'
import { entryReferenceOf, transactionResource } from '../../src/sandbox/api/wire.ts'
import { createLedgers } from '../../src/sandbox/lives/ledger.ts'
import { personas } from '../../src/sandbox/personas/personas.ts'

const START = toPlainDate('2026-11-20')
const sixty = Array.from({ length: 60 }, (_, index) => addDays(START, index))
const ledgerOn = createLedgers()
const booksOn = (day: PlainDate) => personas.flatMap((persona) => ledgerOn(persona, day).books)

type Seen = {
  line: { booking: string; transactionDate: string }
  status: string
  reference: string | undefined
}

describe('the days after', () => {
  it('an event seen on one day is the same the next: only its status may change', () => {
    const seen = (day: PlainDate) => {
      const all = new Map<string, Seen>()
      for (const persona of personas) {
        for (const [rank, book] of ledgerOn(persona, day).books.entries()) {
          for (const entry of book.entries) {
            const { status, entryReference, bookingDate, expectedBookingDate, ...line } =
              transactionResource(book, rank, entry)
            const booking = bookingDate ?? expectedBookingDate ?? ''
            const key = `${persona.identifier}/${line.resourceId}`
            if (all.has(key)) throw new Error(`two lines share ${key}`)
            all.set(key, { line: { ...line, booking }, status, reference: entryReference })
          }
        }
      }
      return all
    }
    const faults: string[] = []
    let before = seen(START)
    for (const day of sixty.slice(1, 40)) {
      const now = seen(day)
      const gone = addDays(day, -90)
      for (const [key, old] of before) {
        const same = now.get(key)
        const was = JSON.stringify(old.line)
        // only what left the window may be missing
        if (same === undefined) {
          if (!was.includes(gone)) faults.push(`${key} vanished on ${day}`)
          continue
        }
        if (JSON.stringify(same.line) !== was) faults.push(`${key} changed on ${day}`)
        if (old.status === 'BOOK' && same.status !== 'BOOK')
          faults.push(`${key} unbooked on ${day}`)
        const kept = old.reference === undefined || same.reference === old.reference
        if (!kept) faults.push(`${key} has another reference on ${day}`)
      }
      for (const [key, { line }] of now) {
        // what is new was booked today, or is announced, or bought today by card
        const isToday = line.booking >= day || line.transactionDate >= day
        if (!before.has(key) && !isToday) faults.push(`${key} appeared late on ${day}`)
      }
      before = now
    }
    expect(faults).toEqual([])
  }, 60_000)

  it('the same persona, day and seed give the same books; another seed another life', () => {
    for (const persona of personas) {
      // each from an empty memory: a ledger must not depend on the days asked before
      const later = createLedgers()
      later(persona, addDays(START, 37))
      expect(later(persona, START)).toEqual(createLedgers()(structuredClone(persona), START))
    }
    const marc = personas[0]
    if (marc === undefined) throw new Error('no persona')
    const other = ledgerOn({ ...marc, seed: '2' }, START).books[0]
    expect(other?.entries).not.toEqual(ledgerOn(marc, START).books[0]?.entries)
  })

  it('pending lines exist, have no reference, and become booked ones', () => {
    const pending = sixty.map((day) =>
      booksOn(day).flatMap((book) =>
        book.entries
          .filter(({ status }) => status === 'PDNG')
          .map((entry) => transactionResource(book, 0, entry)),
      ),
    )
    expect(pending.filter((lines) => lines.length > 0).length).toBeGreaterThan(50)
    for (const line of pending.flat()) {
      expect(line.entryReference).toBeUndefined()
      expect(line.bookingDate).toBeUndefined()
      expect(line.expectedBookingDate).toBeDefined()
    }
  })

  it('references only grow with the booking', () => {
    for (const book of booksOn(START)) {
      const booked = book.entries.filter(({ status }) => status === 'BOOK')
      const references = booked.map((entry) => entryReferenceOf(book, entry))
      expect([...references].sort().reverse()).toEqual(references)
    }
  })

  it('most lines carry a code, some do not', () => {
    const lines = booksOn(START).flatMap((book) =>
      book.entries.map((entry) => transactionResource(book, 0, entry)),
    )
    const without = lines.filter((line) => !('bankTransactionCode' in line)).length / lines.length
    expect(without).toBeGreaterThan(0.02)
    expect(without).toBeLessThan(0.15)
  })
})
