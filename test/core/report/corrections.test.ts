// What a person says of a line moves that line and what rests on it, and nothing else.
import { describe, expect, test } from 'vitest'
import { assess, type Correction, ENGINE_VERSION } from '../../../src/core/assess.ts'
import { protect } from '../../../src/core/protection/protect.ts'
import { parseStatement } from '../../../src/core/statement/parse.ts'
import { loadActiveRulebook } from '../../../src/rulebooks/active.ts'
import { shippedRules } from '../../../src/wiring/shipped-rules.ts'

const { rulebook } = loadActiveRulebook(shippedRules)

const line = (id: string, day: string, amount: string, label: string) => ({
  resourceId: id,
  bookingDate: day,
  transactionDate: day,
  status: 'BOOK',
  creditDebitIndicator: amount.startsWith('-') ? 'DBIT' : 'CRDT',
  transactionAmount: { amount: amount.replace('-', ''), currency: 'EUR' },
  remittanceInformation: { unstructured: [label] },
})

const months = ['2026-09', '2026-10', '2026-11']
const snapshot = protect(
  parseStatement({
    asOf: '2026-11-20',
    applicant: { name: 'DUVAL CLAIRE' },
    connections: [{ id: 'c1', bank: 'any', holder: 'DUVAL CLAIRE' }],
    accounts: [
      {
        connection: 'c1',
        resourceId: 'a1',
        cashAccountType: 'CACC',
        usage: 'PRIV',
        accountId: { iban: 'FR7630006000011234567890189', currency: 'EUR' },
        balances: [
          {
            name: 'Solde',
            balanceType: 'CLBD',
            balanceAmount: { amount: '500.00', currency: 'EUR' },
            referenceDate: '2026-11-20',
          },
        ],
        transactions: months.flatMap((month, index) => [
          line(`pay${index}`, `${month}-02`, '2000.00', 'VIR SALAIRE SARL DES LILAS'),
          line(`loan${index}`, `${month}-06`, '-150.00', 'PRLV SEPA COFIDIS'),
          line(`gift${index}`, `${month}-10`, '-40.00', 'PRLV SEPA ORANGE'),
          line(`shop${index}`, `${month}-12`, '-60.00', 'CB MONOPRIX'),
        ]),
      },
    ],
  }),
  rulebook,
  'salt',
)
const assessed = (corrections: Correction[]) =>
  assess(snapshot, corrections, rulebook, ENGINE_VERSION)
const plain = assessed([])
const lineOf = (of: ReturnType<typeof assessed>, id: string) =>
  of.transactions.find(({ transactionId }) => transactionId === id)

describe('a correction', () => {
  test('of a category moves the line, keeps the rule that lost, and says who decided', () => {
    const { transactions } = assessed([{ transactionId: 'shop0', category: 'living.home' }])
    expect(transactions.find(({ transactionId }) => transactionId === 'shop0')).toMatchObject({
      role: 'living',
      rule: 'correction',
      confidence: 1,
      losers: [{ category: expect.stringContaining('groceries') }],
    })
  })

  test('"not recurring" takes a line out of its contract, not out of what was spent', () => {
    const all = months.map((_, index) => ({
      transactionId: `loan${index}`,
      recurring: false as const,
    }))
    const { report } = assessed(all)
    expect(plain.report.credit.contracts).toHaveLength(1)
    expect(report.credit.contracts).toEqual([])
    expect(report.coverage.accounts).toEqual(plain.report.coverage.accounts)
    expect(lineOf(assessed(all), 'loan0')?.excluded).toBeNull()
  })

  test('"not mine" takes a line out of every figure but the balance it moved', () => {
    const all = months.map((_, index) => ({ transactionId: `loan${index}`, mine: false as const }))
    const disputed = assessed(all)
    expect(disputed.report.credit.contracts).toEqual([])
    expect(lineOf(disputed, 'loan0')?.excluded).toBe('disputed')
    expect(disputed.report.balances.accounts).toEqual(plain.report.balances.accounts)
    expect(disputed.report.score.value ?? 0).toBeGreaterThanOrEqual(plain.report.score.value ?? 0)
  })

  test('that cannot be applied changes nothing but a warning', () => {
    for (const wrong of [
      { transactionId: 'nowhere', mine: false as const },
      { transactionId: 'shop0', category: 'income.salary' },
      { transactionId: 'shop0', category: 'no.such' },
    ]) {
      const { report } = assessed([wrong])
      expect(report.warnings).toContainEqual({
        code: 'correction_not_applied',
        transactionIds: [wrong.transactionId],
      })
      expect(report.score).toEqual(plain.report.score)
    }
  })

  test('is in the provenance, whatever the order of several', () => {
    const two: Correction[] = [
      { transactionId: 'shop0', category: 'living.home' },
      { transactionId: 'loan0', mine: false },
    ]
    const hash = assessed(two).report.provenance.correctionsHash
    expect(hash).toMatch(/^[0-9a-f]{64}$/)
    expect(assessed(two.toReversed()).report.provenance.correctionsHash).toBe(hash)
    expect(assessed(two.slice(0, 1)).report.provenance.correctionsHash).not.toBe(hash)
    expect(plain.report.provenance.correctionsHash).toBeNull()
  })

  test('of one line adds to what was said of it before', () => {
    const said = assessed([
      { transactionId: 'shop0', category: 'living.home' },
      { transactionId: 'shop0', mine: false },
    ])
    expect(lineOf(said, 'shop0')).toMatchObject({ rule: 'correction', excluded: 'disputed' })
  })
})
