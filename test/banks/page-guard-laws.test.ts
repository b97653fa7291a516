// What holds however a list moves under the pull: lines come anywhere, pending ones go from the first page, ids lie.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { pullLines } from '../../src/banks/page-guard.ts'
import { nothingAsked } from '../../src/banks/pulled.ts'
import type { StatementTransaction } from '../../src/core/statement/statement.ts'
import { toPlainDate } from '../../src/core/values/plain-date.ts'

const window = { from: toPlainDate('2026-08-23'), to: toPlainDate('2026-11-20') }
const PAGE = 4
type Line = { label: string; pending: boolean }
type Move = { call: number; at: number; go: boolean }

const moves = fc.array(
  fc.record({ call: fc.integer({ min: 1, max: 14 }), at: fc.nat(20), go: fc.boolean() }),
  { maxLength: 4 },
)
const sizes = fc.integer({ min: 0, max: 18 })
const idStyles = fc.constantFrom('true', 'none', 'anew', 'one')

function bank(size: number, moved: readonly Move[], ids: string) {
  const list: Line[] = Array.from({ length: size }, (_, at) => ({
    label: `L${at}`,
    pending: at < 2,
  }))
  let calls = 0
  let come = 0
  const move = ({ at, go }: Move) => {
    const pending = list.findIndex((line, place) => line.pending && place < PAGE)
    if (go && pending >= 0) list.splice(pending, 1)
    else list.splice(at % (list.length + 1), 0, { label: `new-${++come}`, pending: false })
  }
  const idOf = ({ label }: Line) =>
    ({ true: label, none: null, anew: `${label}-${calls}`, one: 'same' })[ids] ?? null
  async function* pages() {
    for (let at = 0; at === 0 || at < list.length; at += PAGE) {
      for (const each of moved) if (each.call === calls) move(each)
      calls += 1
      yield list.slice(at, at + PAGE).map(
        (line): StatementTransaction => ({
          resourceId: idOf(line),
          transactionAmount: { amount: '1.00', currency: 'EUR' },
          creditDebitIndicator: 'DBIT',
          status: line.pending ? 'PDNG' : 'BOOK',
          bookingDate: '2026-11-10',
          remittanceInformation: { unstructured: [line.label] },
        }),
      )
    }
  }
  return { list, pages }
}

const labelOf = ({ remittanceInformation: text }: StatementTransaction) =>
  text && typeof text === 'object' && 'unstructured' in text ? text.unstructured?.[0] : null

/** Two lines come between two calls: the one stands before what the other pushed on, so that no head is a foot. */
const twoAtOnce: Move[] = [
  { call: 2, at: 4, go: false },
  { call: 2, at: 8, go: false },
]

it('no booked line is lost or counted twice, and what is called whole is a list the bank had', async () => {
  let moving = 0
  await fc.assert(
    fc.asyncProperty(sizes, moves, idStyles, async (size, moved, ids) => {
      const { list, pages } = bank(size, moved, ids)
      const booked = list.filter(({ pending }) => !pending).map(({ label }) => label)
      const { lines } = await pullLines({
        ...{ window, began: performance.now(), pages, again: true, mostLines: null },
        read: (page: readonly StatementTransaction[]) => ({ items: [...page], unreadable: 0 }),
        balances: async () => nothingAsked,
      })
      const read = (lines.items ?? []).map(labelOf)
      if (lines.missing === 'pages_moved') moving += 1
      else expect(lines.missing).toBeNull()
      expect(new Set(read).size).toBe(read.length)
      if (lines.missing === null) for (const label of booked) expect(read).toContain(label)
    }),
    { numRuns: 400, examples: [[9, twoAtOnce, 'true']] },
  )
  expect(moving).toBeGreaterThan(0)
})
