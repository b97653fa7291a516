import { describe, expect, it } from 'vitest'
import type { Application } from '../../../src/core/statement/statement.ts'
import { notObservable } from '../../../src/core/values/observed.ts'
import {
  aCharges,
  aContract,
  aCredit,
  anAccount,
  anIncome,
  anInput,
  aStream,
  type InputParts,
} from '../../support/indicator-input.ts'

const me = { role: 'applicant', name: 'MALLOW MARC' } as const
const verdicts = (application: Application, parts: InputParts = {}) =>
  anInput({ application, ...parts }).affordability.declared.map(
    ({ what, name, verdict }) => `${what}${name === null ? '' : ` ${name}`}: ${verdict}`,
  )
const cofidis = aCredit([aContract({ id: 'k', euros: 100, lender: 'COFIDIS' })])
const blind = aCharges([], { monthly: notObservable('transactions_not_shared') })
const income = (declaredMonthlyIncome: number): Application => ({
  applicants: [{ ...me, declaredMonthlyIncome }],
})
const rent = (amount: number): Application => ({
  household: { adults: 1, children: 0, rent: amount },
})
const employed = (employment: string): Application => ({ applicants: [{ ...me, employment }] })

describe('declared against detected', () => {
  it.each<[string, Application, InputParts, string[]]>([
    ['nothing declared', {}, {}, []],
    ['income within 15 %', income(230_000), {}, ['income: agrees']],
    ['more income than seen', income(250_000), {}, ['income: declared_more']],
    ['less income than seen', income(150_000), {}, ['income: declared_less']],
    ['income nobody paid', income(150_000), { income: anIncome([]) }, ['income: not_seen']],
    ['the rent seen', rent(61_000), {}, ['rent: agrees']],
    ['a higher rent', rent(90_000), {}, ['rent: declared_more']],
    ['a rent not seen', rent(90_000), { charges: aCharges([]) }, ['rent: not_seen']],
    ['a rent that could not be seen', rent(1), { charges: blind }, ['rent: not_observable']],
    [
      'a credit under a longer name',
      { declaredCredits: [{ lender: 'Cofidis SA', instalment: 10_500 }] },
      { credit: cofidis },
      ['credit Cofidis SA: agrees'],
    ],
    [
      'one declared, another seen',
      { declaredCredits: [{ lender: 'Sofinco', instalment: 5_000 }] },
      { credit: cofidis },
      ['credit Sofinco: not_seen', 'credit COFIDIS: not_declared'],
    ],
    ['no credit declared at all is no declaration', {}, { credit: cofidis }, []],
    ['an employer who pays', employed('CDI, Payer'), {}, ['employer CDI, Payer: agrees']],
    ['an employer who does not', employed('Airbus'), {}, ['employer Airbus: not_seen']],
    [
      'no employer named',
      employed('CDI temps plein'),
      {},
      ['employer CDI temps plein: not_observable'],
    ],
  ])('%s', (_, application, parts, expected) => {
    expect(verdicts(application, parts)).toEqual(expected)
  })

  it('leaves the co-holder out of what a lone applicant declared', () => {
    const streams = [
      aStream({ euros: 2000, ids: ['pay0'] }),
      aStream({ euros: 1500, ids: ['pay1'], owner: 'co_holder' }),
    ]
    const parts = { income: anIncome(streams) }
    expect(verdicts(income(200_000), parts)).toEqual(['income: agrees'])
    const both: Application = {
      applicants: [
        { ...me, declaredMonthlyIncome: 200_000 },
        { role: 'co_applicant', name: 'X', declaredMonthlyIncome: 150_000 },
      ],
    }
    expect(verdicts(both, parts)).toEqual(['income: agrees'])
  })
})

describe('income of a joint account that names neither holder', () => {
  const parts: InputParts = {
    accounts: [anAccount({ ownership: 'joint' })],
    income: anIncome([
      aStream({ euros: 1200, ids: ['pay0'] }),
      aStream({ euros: 800, ids: ['pay1'], owner: 'nobody' }),
    ]),
    credit: aCredit([aContract({ id: 'k', euros: 300 })]),
  }
  const variant = (found: ReturnType<typeof anInput>) =>
    found.affordability.variants.find(({ code }) => code === 'attributed_income')

  it('is retained, noted, and left out in a variant', () => {
    const found = anInput(parts)
    expect(found.affordability.notes).toContain('joint_income_not_attributed')
    expect(found.affordability.withoutLoan.debtServiceRatio).toMatchObject({ value: 0.15 })
    expect(variant(found)?.position.debtServiceRatio).toMatchObject({ value: 0.25 })
  })

  it('is nothing to note when both apply', () => {
    const application: Application = { applicants: [me, { role: 'co_applicant', name: 'X' }] }
    const found = anInput({ ...parts, application })
    expect(found.affordability.notes).not.toContain('joint_income_not_attributed')
    expect(variant(found)).toBeUndefined()
  })
})
