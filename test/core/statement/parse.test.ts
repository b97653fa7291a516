// A statement that is not one is refused with every wrong field named, and no value of it.
import { describe, expect, test } from 'vitest'
import { parseStatement, StatementError } from '../../../src/core/statement/parse.ts'
import { account, line } from '../../support/statements.ts'

function issuesOf(json: unknown) {
  try {
    parseStatement(json)
    return []
  } catch (error) {
    if (!(error instanceof StatementError)) throw error
    return error.issues.map(({ pointer, detail }) => `${pointer} ${detail}`)
  }
}

describe('parsing a statement', () => {
  test.each([
    ['text', 'hello', [' must be of type object']],
    ['null', null, [' must be of type object']],
    ['no accounts', { asOf: '2026-03-31' }, ['/accounts is missing']],
    [
      'a day that does not exist',
      { asOf: '2026-02-30', accounts: [] },
      ['/asOf must be a day that exists, as YYYY-MM-DD'],
    ],
    [
      'a wrong direction',
      {
        asOf: '2026-03-31',
        accounts: [
          account([{ ...line('2026-03-01', 1, 'X'), creditDebitIndicator: 'D' } as never]),
        ],
      },
      ['/accounts/0/transactions/0/creditDebitIndicator must be one of CRDT, DBIT'],
    ],
  ])('refuses %s', (_, json, expected) => {
    expect(issuesOf(json)).toEqual(expected)
  })

  test('names every wrong field and no value', () => {
    const issues = issuesOf({
      asOf: '2026-03-31',
      accounts: [{ cashAccountType: 1, transactions: [{ ...line('SECRET-DAY', 1, 'X') }] }],
    })
    expect(issues).toHaveLength(2)
    expect(issues.join()).not.toContain('SECRET')
  })

  test('ignores keys it does not know and keeps a null for transactions not shared', () => {
    const parsed = parseStatement({
      asOf: '2026-03-31',
      accounts: [{ ...account(null), _links: { self: {} } }],
    })
    expect(parsed.accounts[0]?.transactions).toBeNull()
    expect(parsed.accounts[0]).not.toHaveProperty('_links')
  })
})
