// Pages that move while they are read, and what the reader makes of them: a list in pages that changes between calls.
import { describe, expect, it } from 'vitest'
import { BankError } from '../../src/banks/bank.ts'
import { type LineSource, pullLines } from '../../src/banks/page-guard.ts'
import { whole } from '../../src/banks/pulled.ts'
import type { StatementTransaction } from '../../src/core/statement/statement.ts'
import { toPlainDate } from '../../src/core/values/plain-date.ts'

const window = { from: toPlainDate('2026-08-23'), to: toPlainDate('2026-11-20') }

type Line = { id: string | null; label: string; day: string; status?: string }
const line = (label: string, day = '2026-11-10', more: Partial<Line> = {}): Line => ({
  ...{ id: label, label, day },
  ...more,
})

function toTransaction({ id, label, day, status = 'BOOK' }: Line): StatementTransaction {
  return {
    resourceId: id,
    transactionAmount: { amount: '12.30', currency: 'EUR' },
    creditDebitIndicator: 'DBIT',
    status,
    bookingDate: day,
    remittanceInformation: { unstructured: [label] },
  }
}

/** Pages of two, newest first; `between` runs before each page but the first of all. */
function listOf(start: readonly Line[], between: (list: Line[], calls: number) => void) {
  const list = [...start]
  const asked: number[] = []
  let balances = 0
  const source: LineSource<Line> = {
    window,
    began: performance.now(),
    pages: async function* () {
      for (let at = 0; at === 0 || at < list.length; at += 2) {
        if (asked.length > 0) between(list, asked.length)
        asked.push(at / 2 + 1)
        yield list.slice(at, at + 2)
      }
    },
    read: (page) => ({ items: page.map(toTransaction), unreadable: 0 }),
    again: true,
    balances: async () => {
      balances += 1
      return whole([])
    },
    mostLines: null,
  }
  return { source, asked, balances: () => balances }
}

const labels = (items: readonly StatementTransaction[] | null) =>
  (items ?? []).map(({ remittanceInformation: text }) =>
    text && typeof text === 'object' && 'unstructured' in text ? text.unstructured?.[0] : null,
  )
const five = ['e', 'd', 'c', 'b', 'a'].map((label) => line(label))

describe('a list of several pages', () => {
  it('that stands still is read once, and its first page looked at again', async () => {
    const { source, asked } = listOf(five, () => {})
    const { lines } = await pullLines(source)
    expect(labels(lines.items)).toEqual(['e', 'd', 'c', 'b', 'a'])
    expect(lines).toMatchObject({ missing: null, failure: null })
    expect(lines).not.toHaveProperty('unread')
    expect(asked).toEqual([1, 2, 3, 1])
  })

  it('of one page is asked for once', async () => {
    const { source, asked } = listOf(five.slice(0, 2), () => {})
    expect((await pullLines(source)).lines.missing).toBeNull()
    expect(asked).toEqual([1])
  })

  it('with a line booked at its head between two pages is read again, no line twice, none missing', async () => {
    const { source, asked, balances } = listOf(five, (list, calls) => {
      if (calls === 1) list.unshift(line('f', '2026-11-20'))
    })
    const { lines } = await pullLines(source)
    expect(labels(lines.items)).toEqual(['f', 'e', 'd', 'c', 'b', 'a'])
    expect(lines.missing).toBeNull()
    expect(asked).toEqual([1, 2, 3, 1, 1, 2, 3, 1])
    // the balance read beside the first reading does not know the new line
    expect(balances()).toBe(2)
  })

  it('with a pending line gone from its head, so that one was skipped, is read again', async () => {
    const start = [line('p', '2026-11-20', { status: 'PDNG' }), ...five]
    const { source } = listOf(start, (list, calls) => {
      if (calls === 1) list.shift()
    })
    const { lines } = await pullLines(source)
    expect(labels(lines.items)).toEqual(['e', 'd', 'c', 'b', 'a'])
    expect(lines.missing).toBeNull()
  })

  it('with a line put in far behind its head is read again, because one came twice', async () => {
    const { source } = listOf(five, (list, calls) => {
      if (calls === 2) list.splice(3, 0, line('late'))
    })
    const { lines } = await pullLines(source)
    expect(labels(lines.items)).toEqual(['e', 'd', 'c', 'late', 'b', 'a'])
    expect(lines.missing).toBeNull()
  })

  it('whose pending line was booked meanwhile holds it once, booked', async () => {
    const start = [line('p', '2026-11-20', { status: 'PDNG' }), ...five]
    const { source } = listOf(start, (list, calls) => {
      if (calls === 2) list[0] = line('p', '2026-11-20')
    })
    const { lines } = await pullLines(source)
    expect(lines.items?.filter(({ resourceId }) => resourceId === 'p')).toMatchObject([
      { status: 'BOOK' },
    ])
  })

  it('that never stands still keeps what either reading saw, and says that it moved', async () => {
    const { source, asked } = listOf(five, (list, calls) => {
      if (calls % 2 === 1) list.unshift(line(`n${calls}`, '2026-11-20'))
    })
    const { lines } = await pullLines(source)
    expect(lines).toMatchObject({ missing: 'pages_moved', unread: window })
    const read = labels(lines.items)
    for (const { label } of five) expect(read.filter((each) => each === label)).toEqual([label])
    expect(asked.length).toBeLessThan(12)
  })

  it('that is shorter the second time, by lines booked already, is not believed', async () => {
    const { source } = listOf(five, (list, calls) => {
      if (calls === 3) list.splice(0, 4)
    })
    const { lines } = await pullLines(source)
    expect(labels(lines.items).toSorted()).toEqual(['a', 'b', 'c', 'd', 'e'])
    expect(lines.missing).toBe('pages_moved')
  })
})

describe('a pull that has little time left', () => {
  it('reads no list a second time: what was read is kept, and said to have moved', async () => {
    const { source, asked } = listOf(five, (list, calls) => {
      if (calls === 1) list.unshift(line('f', '2026-11-20'))
    })
    const { lines } = await pullLines({ ...source, began: performance.now() - 91_000 })
    expect(lines).toMatchObject({ missing: 'pages_moved', unread: window })
    expect(labels(lines.items)).toEqual(['e', 'd', 'c', 'b', 'a'])
    expect(asked).toEqual([1, 2, 3, 1])
  })
})

describe('ids that lie', () => {
  it('made anew at every call do not look like pages that moved', async () => {
    const { source, asked } = listOf(five, (list, calls) => {
      list.forEach((each, at) => {
        list[at] = { ...each, id: `${each.label}-${calls}` }
      })
    })
    expect((await pullLines(source)).lines.missing).toBeNull()
    expect(asked).toEqual([1, 2, 3, 1])
  })

  it('missing on two purchases alike, one at the foot of a page, one at the head of the next, are two', async () => {
    const coffee = line('coffee', '2026-11-10', { id: null })
    const { source } = listOf([line('x'), coffee, coffee, line('y')], () => {})
    const { lines } = await pullLines(source)
    expect(labels(lines.items)).toEqual(['x', 'coffee', 'coffee', 'y'])
    expect(lines.missing).toBeNull()
  })
})

describe('a list that fails', () => {
  const failing = (position: number) => {
    const made = listOf(five, (_list, calls) => {
      if (calls === position) throw new BankError('timeout', 'silent')
    })
    return made.source
  }

  it('between its pages keeps what was read, and says which days may lack lines', async () => {
    const days = ['2026-11-18', '2026-11-12', '2026-11-05', '2026-11-01', '2026-10-20']
    const made = listOf(
      days.map((day) => line(day, day)),
      (_list, calls) => {
        if (calls === 2) throw new BankError('timeout', 'silent')
      },
    )
    const { lines } = await pullLines(made.source)
    expect(lines.items).toHaveLength(4)
    // newest first: what lies before the last line read
    expect(lines).toMatchObject({
      missing: 'timeout',
      unread: { from: window.from, to: '2026-11-01' },
    })
    const oldestFirst = listOf(
      days.toReversed().map((day) => line(day, day)),
      (_list, calls) => {
        if (calls === 2) throw new BankError('timeout', 'silent')
      },
    )
    expect((await pullLines(oldestFirst.source)).lines.unread).toEqual({
      from: '2026-11-12',
      to: window.to,
    })
  })

  it('when its first page is looked at again is whole, and not confirmed', async () => {
    const { lines } = await pullLines(failing(3))
    expect(lines).toMatchObject({ missing: 'pages_not_confirmed' })
    expect(lines.items).toHaveLength(5)
  })

  it('in its second reading keeps the lines of both', async () => {
    const { source } = listOf(five, (list, calls) => {
      if (calls === 1) list.unshift(line('f'))
      if (calls === 5) throw new BankError('timeout', 'silent')
    })
    const { lines } = await pullLines(source)
    expect(labels(lines.items).toSorted()).toEqual(['a', 'b', 'c', 'd', 'e', 'f'])
    expect(lines.missing).toBe('pages_moved')
  })

  it('by a fault of ours is no bank’s failure', async () => {
    const made = listOf(five, () => {
      throw new TypeError('ours')
    })
    await expect(pullLines(made.source)).rejects.toThrow(TypeError)
  })
})

describe('a bank that gives each page once', () => {
  it('is not asked again; a line that came twice is kept once, and the list said to have moved', async () => {
    const { source, asked } = listOf(five, (list, calls) => {
      if (calls === 1) list.unshift(line('f'))
    })
    const { lines } = await pullLines({ ...source, again: false })
    expect(labels(lines.items)).toEqual(['e', 'd', 'c', 'b', 'a'])
    expect(lines).toMatchObject({ missing: 'pages_moved', unread: window })
    expect(asked).toEqual([1, 2, 3])
  })

  it('and stands still is believed', async () => {
    const { source } = listOf(five, () => {})
    expect((await pullLines({ ...source, again: false })).lines.missing).toBeNull()
  })
})
