// Laws 1–9 and 34, arrangement: how a bank happens to send a statement decides nothing.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Assessment } from '../../../src/core/report/report.ts'
import type { StatementInput } from '../../../src/core/statement/statement.ts'
import { addDays, toPlainDate } from '../../../src/core/values/plain-date.ts'
import { assessed } from '../../support/assessed.ts'
import {
  bodyOf,
  eachLine,
  mainAccount,
  once,
  people,
  readingOf,
  remittanceOf,
  type SentLine,
  withAccounts,
  withLines,
} from '../../support/people.ts'

/** In another order, drawn by `seed`. */
function shuffled<T>(list: readonly T[], seed: number): T[] {
  return fc.sample(fc.shuffledSubarray([...list], { minLength: list.length }), {
    seed,
    numRuns: 1,
  })[0] as T[]
}

const seeds = fc.integer({ min: 1, max: 1_000_000 })
const sum = (list: readonly number[]) => list.reduce((total, one) => total + one, 0)

/** Ids of its own for every line that has none: without them a line is known by its place. */
function identified(statement: StatementInput): StatementInput {
  let count = 0
  return eachLine(statement, (line) => ({ ...line, resourceId: line.resourceId ?? `x${++count}` }))
}

/** Lines that are read otherwise. */
function moved(before: Assessment, after: Assessment) {
  const now = readingOf(after)
  return [...readingOf(before)].filter(([id, reading]) => now.get(id) !== reading)
}

describe.each(people)('$name', ({ of, plain }) => {
  const named = once(() => assessed(identified(of())))

  it('law 1: the order of the lines changes nothing', () => {
    const inOrder = bodyOf(named())
    fc.assert(
      fc.property(seeds, (seed) => {
        const turned = withLines(identified(of()), (lines) => shuffled(lines, seed))
        expect(bodyOf(assessed(turned))).toBe(inOrder)
      }),
      { numRuns: 2 },
    )
  })

  it('law 2: the order of the remittance lines of a transaction changes no category', () => {
    const turned = eachLine(of(), (line) => ({
      ...line,
      remittanceInformation: remittanceOf(line).reverse(),
    }))
    expect(moved(plain(), assessed(turned))).toEqual([])
  })

  it('law 3: remittance as a list or as a list within STET’s object is the same', () => {
    const flat = eachLine(of(), (line) => ({
      ...line,
      remittanceInformation: remittanceOf(line),
    }))
    expect(bodyOf(assessed(flat))).toBe(bodyOf(plain()))
  })

  it('law 4: lower case and accents in labels change no category', () => {
    const accented = eachLine(of(), (line) => ({
      ...line,
      remittanceInformation: remittanceOf(line).map((text) =>
        text.toLowerCase().replaceAll('e', 'é'),
      ),
    }))
    const [plain, other] = [assessed(of()), assessed(accented)].map((one) => readingOf(one))
    const moved = [...plain!].filter(([id, reading]) => other!.get(id) !== reading)
    expect(moved).toEqual([])
  })

  it('law 5: every line sent twice counts once', () => {
    const drop = ['warnings', 'coverage', 'withheld']
    const twice = withLines(identified(of()), (lines) => [...lines, ...structuredClone(lines)])
    expect(bodyOf(assessed(twice), drop)).toBe(bodyOf(named(), drop))
  })

  it('law 6: what is pending makes neither income, nor streams, nor incidents, nor points', () => {
    const main = mainAccount(of())
    const day = toPlainDate(of().asOf)
    const pending: SentLine[] = [
      ['CRDT', '1800.00', 'VIREMENT SALAIRE'],
      ['DBIT', '44.00', 'PRLV SEPA COFIDIS'],
      ['DBIT', '20.00', 'COMMISSION INTERVENTION'],
    ].map(([direction, amount, label], index) => ({
      resourceId: `pending${index}`,
      transactionAmount: { amount: amount!, currency: 'EUR' },
      creditDebitIndicator: direction === 'CRDT' ? 'CRDT' : 'DBIT',
      status: 'PDNG',
      expectedBookingDate: addDays(day, 1),
      transactionDate: day,
      remittanceInformation: [label!],
    }))
    const more = withAccounts(of(), (account) =>
      account.resourceId === main.resourceId
        ? { ...account, transactions: [...(account.transactions ?? []), ...pending] }
        : account,
    )
    const figures = ({ report }: Assessment) => {
      const { income, charges, credit, incidents, score } = report
      return { income, charges, credit, incidents, score }
    }
    expect(figures(assessed(more))).toEqual(figures(plain()))
  })

  it('law 7: lines outside the window change no figure', () => {
    const day = toPlainDate(of().asOf)
    const outside = [addDays(day, -120), addDays(day, -91), addDays(day, 3)].flatMap(
      (date, index): SentLine[] => [
        {
          resourceId: `outside${index}`,
          transactionAmount: { amount: '950.00', currency: 'EUR' },
          creditDebitIndicator: index === 1 ? 'CRDT' : 'DBIT',
          status: 'BOOK',
          bookingDate: date,
          remittanceInformation: ['SAISIE ADMINISTRATIVE'],
        },
      ],
    )
    // A card's slip from before the window may be part of a total within it
    const more = withLines(of(), (lines, { cashAccountType }) =>
      cashAccountType === 'CARD' ? lines : [...lines, ...outside],
    )
    const figures = ({ report }: Assessment) => {
      const { income, charges, credit, incidents, cashFlow, indicators, score } = report
      return { income, charges, credit, incidents, cashFlow, indicators, score }
    }
    expect(figures(assessed(more))).toEqual(figures(plain()))
  })

  it('law 8: lines in another currency enter no sum, and are told', () => {
    const main = mainAccount(of())
    const foreign: SentLine = {
      resourceId: 'foreign',
      transactionAmount: { amount: '5000.00', currency: 'USD' },
      creditDebitIndicator: 'CRDT',
      status: 'BOOK',
      bookingDate: of().asOf,
      remittanceInformation: ['VIREMENT SALAIRE'],
    }
    const more = withAccounts(of(), (account) =>
      account.resourceId === main.resourceId
        ? { ...account, transactions: [...(account.transactions ?? []), foreign] }
        : account,
    )
    const { report } = assessed(more)
    expect(report.cashFlow).toEqual(plain().report.cashFlow)
    expect(report.income).toEqual(plain().report.income)
    expect(report.warnings.flatMap(({ transactionIds }) => transactionIds ?? [])).toContain(
      'foreign',
    )
  })

  it('law 9: the same statement gives the same bytes, and every line is answered for', () => {
    expect(bodyOf(assessed(of()))).toBe(bodyOf(plain()))
    const sent = sum(of().accounts.map(({ transactions }) => transactions?.length ?? 0))
    expect(plain().transactions).toHaveLength(sent)
  })

  it('law 34: a booked line that is still announced as pending counts once', () => {
    const main = mainAccount(of())
    const sent = plain().transactions.find(
      ({ accountId, status, excluded }) =>
        accountId === main.resourceId && status === 'booked' && excluded === null,
    )
    const line = main.transactions?.find(({ resourceId }) => resourceId === sent?.transactionId)
    expect(line).toBeDefined()
    const twin: SentLine = { ...structuredClone(line!), resourceId: 'twin', status: 'PDNG' }
    const more = withLines(of(), (lines, account) =>
      account.resourceId === main.resourceId ? [...lines, twin] : lines,
    )
    const again = assessed(more)
    expect(again.transactions.find(({ transactionId }) => transactionId === 'twin')).toMatchObject({
      excluded: 'pending_twin',
    })
    const drop = ['coverage']
    expect(bodyOf(again, drop)).toBe(bodyOf(plain(), drop))
  })
})
