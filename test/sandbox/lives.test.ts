// The lives of the personas: counts and balances whatever the day, the same events the day after, nothing random.
import { describe, expect, it, vi } from 'vitest'
import { addDays, type PlainDate, toPlainDate } from '../../src/core/values/plain-date.ts'
import { balancesOf } from '../../src/sandbox/api/wire.ts'
import { isBankDay } from '../../src/sandbox/lives/bank-days.ts'
import { type Book, createLedgers } from '../../src/sandbox/lives/ledger.ts'
import { findPersona, personas } from '../../src/sandbox/personas/personas.ts'

// five thousand lines a day, on a machine that may be busy
vi.setConfig({ testTimeout: 60_000 })

const START = toPlainDate('2026-11-20')
const sixty = Array.from({ length: 60 }, (_, index) => addDays(START, index))
// far apart: leap day, year ends, Easter, and days long gone or to come
const far = [
  '2020-02-29',
  '2024-02-29',
  '2025-12-31',
  '2026-01-01',
  '2026-04-06',
  '2031-08-15',
].map(toPlainDate)

/** Documented: account, IBAN, balance in cents (stet.md 2.8). */
const documented: [string, string, string, string, number][] = [
  ['Marc', 'D0999990I0', '038-CPT30019654051', 'FR7613807008043001965405158', 417900],
  ['Marc', 'D0999990I0', '038-CPT30019654052', 'FR7613807008043001965405255', 45956],
  ['Marc', 'D0999990I0', '038-CPT30019654053', 'FR7613807008043001965405352', 216550],
  ['Marie', 'D0999991I0', '038-CPT30019654061', 'FR7613807008043001965406128', 175403],
  ['Marie', 'D0999991I0', '038-CPT30019654062', 'FR7613807008043001965406225', 1142900],
  ['Thomas', 'D0999980', '038-CPT30019654071', 'FR7613807008043001965407195', 74927],
  ['Thomas', 'D0999980', '038-CPT30019654072', 'FR7613807008043001965407292', -2000000],
  ['Alix', 'D0999992I0', '038-CPT30019654081', 'FR7613807008043001965408165', 5200],
  ['Alix', 'D0999992I0', '038-CPT30019654082', 'FR7613807008043001965408262', 39545],
  ['Alix', 'D0999992I0', '038-CPT30019654083', 'FR7613807008043001965408359', 29819],
  ["Tech'n Co", 'D0999993I0', '038-CPT30019654091', 'FR7613807008043001965409135', 6391700],
  ['Adam', 'D0999994I0', '038-CPT30319665741', 'FR7613807008063031966574122', 0],
  ['Adam', 'D0999994I0', '038-CPT30319665742', 'FR7613807008063031966574219', -289405],
  ['Léa', '755238649', '038-CPT04004305180', 'FR7617515000920400430518020', -15000],
  ['SARL', 'D0999995I0', '038-CPT30421008479', 'FR7613807008063042100847972', 0],
  ['SARL', 'D0999995I0', '038-CPT06021917866', 'FR7613807008060602191786661', 13961305435],
  ['SARL', 'D0999995I0', '038-CPT30321656392', 'FR7613807002353032165639297', 70124659114],
  ['SARL', 'D0999995I0', '038-CPT30921016530', 'FR7613807002353092101653050', 9979213],
  ['SARL', 'D0999995I0', '038-CPT30921523550', 'FR7613807002353092152355047', 101574535],
]

const counts: Record<string, number> = {
  '038-CPT30319665742': 245,
  '038-CPT06021917866': 487,
  '038-CPT30321656392': 563,
  '038-CPT30421008479': 1002,
  '038-CPT30921016530': 1230,
  '038-CPT30921523550': 1108,
  GFCC013iNWXlZ4IXLB6TBcllAPXQ: 110,
}

const ledgerOn = createLedgers()
const booksOn = (day: PlainDate) => personas.flatMap((persona) => ledgerOn(persona, day).books)
const dayOf = (book: Book, entry: Book['entries'][number]) =>
  book.kind === 'card' ? entry.event.transaction : entry.event.booking

describe('the documented personas', () => {
  it('have the documented identifiers, accounts and IBANs, and nothing more', () => {
    const held = personas.flatMap((p) =>
      p.accounts.map((a) => [p.identifier, a.id, a.iban, a.balance]),
    )
    expect(held).toEqual(documented.map(([, ...rest]) => rest))
    for (const [, identifier, id, iban] of documented) {
      expect(id === `038-CPT${iban.slice(14, 25)}`, identifier).toBe(true)
    }
  })

  it('are found by name or identifier, any case and accents', () => {
    const wanted = [
      'MARC',
      'd0999990i0',
      'léa',
      'Lea',
      'lea',
      "TECH'N CO",
      'technco',
      'sarl uniperSonnelle 2640',
    ]
    expect(wanted.map((text) => findPersona(text)?.identifier)).toEqual([
      'D0999990I0',
      'D0999990I0',
      '755238649',
      '755238649',
      '755238649',
      'D0999993I0',
      'D0999993I0',
      'D0999995I0',
    ])
    expect(findPersona('nobody')).toBeNull()
    expect(findPersona('')).toBeNull()
  })
})

describe.each([
  ['sixty days in a row', sixty],
  ['days far apart', far],
])('on %s', (_name, days) => {
  it('balances and numbers of lines are the documented ones, in [today − 89, today]', () => {
    const faults: string[] = []
    for (const day of days) {
      for (const book of booksOn(day)) {
        const fault = (what: string) => faults.push(`${book.plan.id} ${day}: ${what}`)
        const from = addDays(day, -89)
        const count = counts[book.plan.id]
        if (count !== undefined && book.entries.length !== count) fault(`${book.entries.length}`)
        for (const entry of book.entries) {
          if (dayOf(book, entry) < from) fault('before the window')
          if (entry.status === 'BOOK' && entry.event.booking > day) fault('booked tomorrow')
          if (count !== undefined && dayOf(book, entry) > day) fault('counted after today')
        }
        const row = documented.find(([, , id]) => id === book.plan.id)
        if (book.kind === 'account' && book.balances.booked !== row?.[4]) fault('balance')
      }
    }
    expect(faults).toEqual([])
  })

  it('Adam’s private account shows zero three times', () => {
    for (const day of days) {
      const book = booksOn(day).find(({ plan }) => plan.id === '038-CPT30319665741')
      const shown = book && balancesOf(book, day).map(({ balanceAmount }) => balanceAmount.amount)
      expect(shown).toEqual(['0', '0', '0'])
    }
  })

  it('salaries and pensions come every month on a bank day', () => {
    const payers = [
      'DRFIP',
      'CARSAT',
      'AGIRC-ARRCO',
      'ATLANTIQUE LOGISTIQUE',
      'ASSURANCES DU RHONE',
      'LE COMPTOIR',
    ]
    for (const day of days) {
      const entries = booksOn(day).flatMap((book) => book.entries)
      for (const payer of payers) {
        const pays = entries.filter(({ event }) => event.label[0]?.includes(payer))
        expect(pays.length, `${payer} ${day}`).toBeGreaterThanOrEqual(2)
        expect(pays.length, `${payer} ${day}`).toBeLessThanOrEqual(4)
        for (const { event } of pays) expect(isBankDay(event.booking)).toBe(true)
      }
    }
  })

  it('every card is active; slips are booked at month end and their total is on the account', () => {
    for (const day of days) {
      const books = booksOn(day)
      for (const card of books) {
        if (card.kind !== 'card') continue
        expect(card.active, `${card.plan.id} ${day}`).toBe(true)
        const month = card.lastDebited.due
        const total = books
          .find((book) => book.plan.id === card.support.id)
          ?.entries.filter(
            ({ event, status }) => event.operation === 'card_total' && status === 'BOOK',
          )
          .map(({ event }) => -event.amount)
        expect(total?.includes(card.lastDebited.amount), `${card.plan.id} ${month}`).toBe(true)
        const wrong = card.entries.filter(
          ({ event, status }) =>
            event.booking.slice(0, 7) !== event.transaction.slice(0, 7) ||
            addDays(event.booking, 1).slice(8) !== '01' ||
            status !== (event.booking <= day ? 'BOOK' : 'OTHR'),
        )
        expect(wrong).toEqual([])
      }
    }
  })
})
