// Whose income is whose, when banks name no holder: by the connections each one joined, and by names on a joint account.
import { describe, expect, test } from 'vitest'
import type { StatementInput } from '../../../src/core/statement/statement.ts'
import { addDays } from '../../../src/core/values/plain-date.ts'
import { assessed } from '../../support/assessed.ts'
import { HOUSEHOLD_AS_OF, transaction } from '../../support/household-statement.ts'

type Account = StatementInput['accounts'][number]

const PAUL = 'LEROY PAUL'
const MARIE = 'GIRARD MARIE'
const days = [82, 52, 22].map((ago) => addDays(HOUSEHOLD_AS_OF, -ago))
const pays = (id: string, euros: number, label: string) =>
  days.map((day, n) => transaction(`${id}${n}`, day, euros, label))

const account = (connection: string, part: Partial<Account>): Account => ({
  connection,
  resourceId: `${connection}-${part.psuStatus ?? 'own'}`,
  name: 'COMPTE CHEQUES',
  usage: 'PRIV',
  cashAccountType: 'CACC',
  psuStatus: 'Account Holder',
  balances: [],
  ...part,
})

function statement(
  joint: Account['transactions'],
  applicants?: StatementInput['applicants'],
): StatementInput {
  return {
    asOf: HOUSEHOLD_AS_OF,
    ...(applicants ? { applicants } : { applicant: { name: PAUL } }),
    connections: [
      { id: 'c1', bank: 'bank-one' },
      { id: 'c2', bank: 'bank-two' },
    ],
    accounts: [
      account('c1', {
        transactions: [
          ...pays('a', 2000, 'VIR SEPA RECU ACME INDUSTRIES SAS SALAIRE'),
          ...days.map((day, n) => transaction(`to${n}`, day, -150, `VIR SEPA ${MARIE}`)),
        ],
      }),
      account('c2', {
        transactions: [
          ...pays('b', 1700, 'VIR SEPA RECU CLINIQUE DU PARC SA SALAIRE'),
          ...days.map((day, n) => transaction(`from${n}`, day, 150, `VIR SEPA ${PAUL}`)),
        ],
      }),
      account('c1', { psuStatus: 'Account Co-Holder', transactions: joint ?? null }),
    ],
  }
}

const both = [
  { name: PAUL, connections: ['c1'] },
  { name: MARIE, connections: ['c2'] },
]
const shares = (input: StatementInput) =>
  assessed(input).report.income.byApplicant?.map(({ name, observed }) => [
    name,
    observed.state === 'measured' ? observed.value.amount : observed.state,
  ])
const benefit = (name: string) => pays('j', 300, `VIR SEPA RECU FRANCE TRAVAIL ALLOCATION ${name}`)

describe('income of those who apply together', () => {
  test.each<[string, string, [string | null, number][]]>([
    [
      'of the applicant it names',
      PAUL,
      [
        [PAUL, 230_000],
        [MARIE, 170_000],
      ],
    ],
    [
      'of the co-applicant it names',
      MARIE,
      [
        [PAUL, 200_000],
        [MARIE, 200_000],
      ],
    ],
    [
      'of nobody it names',
      '',
      [
        [PAUL, 200_000],
        [MARIE, 170_000],
        [null, 30_000],
      ],
    ],
  ])('on the joint account is %s', (_, name, expected) => {
    expect(shares(statement(benefit(name), both))).toEqual(expected)
  })

  test('of three is told by the connections each one joined', () => {
    const two = statement([], [...both, { name: 'PETIT LUC', connections: ['c3'] }])
    const third = account('c3', {
      transactions: pays('c', 900, 'VIR SEPA RECU GARAGE DU PORT SARL SALAIRE'),
    })
    const connections = [...(two.connections ?? []), { id: 'c3', bank: 'bank-three' }]
    expect(shares({ ...two, connections, accounts: [...two.accounts, third] })).toEqual([
      ...[
        [PAUL, 200_000],
        [MARIE, 170_000],
        ['PETIT LUC', 90_000],
      ],
    ])
  })

  test('is told of nobody who applies alone', () => {
    expect(shares(statement([]))).toBeUndefined()
  })

  test('what one sends the other by name is theirs, and neither a person’s nor income', () => {
    const categories = (input: StatementInput) =>
      new Set(
        assessed(input)
          .transactions.filter(({ transactionId }) => /^(to|from)/.test(transactionId))
          .map(({ category }) => category),
      )
    expect(categories(statement([], both))).toEqual(new Set(['transfer.own_account']))
    const alone = statement([])
    const [own] = alone.accounts
    expect(categories({ ...alone, accounts: own ? [own] : [] })).toEqual(
      new Set(['transfer.person']),
    )
  })
})
