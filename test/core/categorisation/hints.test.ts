// What an aggregator took a line for is read where nothing else tells, and named when it decided.
import { describe, expect, test } from 'vitest'
import { assessed } from '../../support/assessed.ts'

const lineOf = (label: string, bankCategoryHint?: string) => {
  const { transactions } = assessed({
    asOf: '2026-11-20',
    accounts: [
      {
        resourceId: 'a1',
        cashAccountType: 'CACC',
        balances: [],
        transactions: [
          {
            resourceId: 't1',
            bookingDate: '2026-11-10',
            status: 'BOOK',
            creditDebitIndicator: 'DBIT',
            transactionAmount: { amount: '42.10', currency: 'EUR' },
            remittanceInformation: { unstructured: [label] },
            ...(bankCategoryHint === undefined ? {} : { bankCategoryHint }),
          },
        ],
      },
    ],
  })
  return transactions[0]
}

describe('the category of an aggregator', () => {
  test('decides where the label says nothing, and is named', () => {
    expect(lineOf('XQZ 4412')?.category).toMatch(/^uncategorized/)
    expect(lineOf('XQZ 4412', 'SUPERMARKET')).toMatchObject({
      category: 'living.groceries',
      rule: 'hint.groceries',
      matched: 'hint:SUPERMARKET',
    })
  })

  test('never wins over what the label says', () => {
    const told = lineOf('PRLV SEPA COFIDIS', 'SUPERMARKET')
    expect(told).toMatchObject({ category: lineOf('PRLV SEPA COFIDIS')?.category })
    expect(told?.matched).not.toContain('hint')
  })

  test.each(['CONSUMER_LOAN', 'RENT', 'SALARY', 'made up'])(
    '%s alone makes no credit, charge or income',
    (hint) => {
      expect(lineOf('XQZ 4412', hint)?.category).toMatch(/^uncategorized/)
    },
  )
})
