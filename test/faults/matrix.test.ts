// A slice of the fault table that runs with every test: each kind of fault at least once, at each adapter where it
// applies. All of it: `npm run test:faults`.
import { beforeAll, describe, expect, test } from 'vitest'
import type { TestAuthority } from '../../src/banks/authority.ts'
import { type BadAnswer, faultKinds } from '../../src/sandbox/faults/kinds.ts'
import { newAuthority } from './beds.ts'
import { endpoints } from './endpoints.ts'
import { hostCases, runHostCases } from './hosts.ts'
import { isAsExpected, type Result, runAnswerCases } from './matrix.ts'
import { answerCases, outcomes } from './outcomes.ts'

/** What reads money, with what may be wrong in it; the gates are the same code for every kind. */
const sliced: Partial<Record<BadAnswer, readonly string[]>> = {
  cut: ['transactions'],
  nothing: ['users', 'consents, emptied'],
  silence: ['transactions'],
  drip: ['users'],
  '429_soon': ['transactions'],
  '503': ['accounts'],
  html: ['token', 'token of the user'],
  truncated: ['users'],
  empty: ['transactions'],
  latin1_untold: ['transactions'],
  huge: ['transactions'],
  nested: ['accounts'],
  february_30: ['transactions'],
  mixed_zones: ['transactions'],
  dst_days: ['transactions'],
  amount_nan: ['balances', 'transactions', 'accounts again'],
  sent_twice_changed: ['transactions'],
  sent_twice: ['accounts'],
  pages_in_a_circle: ['transactions'],
  next_elsewhere: ['transactions', 'metadata', 'widget_session'],
  line_comes: ['transactions', 'transactions, page 2'],
  line_goes: ['transactions, page 2'],
  token_dies: ['transactions'],
  '403': ['transactions, page 2', 'transactions'],
  account_gone: ['accounts again'],
  another_account: ['transactions', 'balances'],
  another_customer: ['transactions', 'connections', 'details'],
  clock_a_day_fast: ['transactions', 'consents'],
}
const slice = answerCases.filter(({ answer, fault, endpoint, adapter }) => {
  // the large customer takes its time
  if (adapter === 'linxo' && ['pages_in_a_circle', 'line_comes'].includes(answer)) return false
  return fault === answer && sliced[answer]?.includes(endpoint)
})
const hostSlice = hostCases.filter(
  ({ adapter, host, at }) =>
    host === 'api' && (adapter === 'stet' || at === 'expired' || at === 'client_refused'),
)

let authority: TestAuthority
beforeAll(async () => {
  authority = await newAuthority()
})

const wrongIn = (results: readonly Result[]) =>
  results
    .filter((result) => !isAsExpected(result))
    .map(({ case: { adapter, endpoint, fault, expected }, got, fired, problems }) => ({
      ...{ adapter, endpoint, fault, expected, got, fired, problems },
    }))

describe('the table', () => {
  test('has every answer there is, and says why of each', () => {
    const told = new Set(answerCases.map(({ answer }) => answer))
    expect(
      Object.values(faultKinds)
        .flat()
        .filter((answer) => !told.has(answer)),
    ).toEqual([])
    expect(answerCases.filter(({ why }) => why.trim() === '')).toEqual([])
  })

  test('has a row for every endpoint, and in it all that any answer can suffer', () => {
    const common = ([6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 24] as const).flatMap((kind) => [
      ...faultKinds[kind],
    ])
    for (const [adapter, own] of Object.entries(endpoints)) {
      for (const endpoint of Object.keys(own)) {
        const row = outcomes[adapter as keyof typeof endpoints][endpoint] ?? {}
        expect([adapter, endpoint, common.filter((answer) => !(answer in row))]).toEqual([
          ...[adapter, endpoint, []],
        ])
      }
    }
  })
})

describe('what becomes of a connection', () => {
  test('when an answer is bad: as the table says, to the line', { timeout: 240_000 }, async () => {
    const results = await runAnswerCases(slice, authority)
    expect(wrongIn(results)).toEqual([])
    const kinds = new Set(results.filter(({ fired }) => fired > 0).map((each) => each.case.kind))
    expect(
      Object.keys(faultKinds)
        .map(Number)
        .filter((kind) => !kinds.has(kind)),
    ).toEqual([])
  })

  test('when a host is: never talked to, and the operator told why', {
    timeout: 120_000,
  }, async () => {
    const results = await runHostCases(hostSlice, authority)
    expect(wrongIn(results)).toEqual([])
    expect(new Set(results.map((each) => each.case.kind))).toEqual(new Set([1, 2, 3, 4, 5]))
  })
})
