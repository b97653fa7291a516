// Whose income it is on a joint account: names in the labels tell, and a lone applicant retains their own.
import { describe, expect, it } from 'vitest'
import type { Statement } from '../../../src/core/statement/statement.ts'
import { findStreams } from '../../../src/core/streams/find-streams.ts'
import { measuredValue } from '../../../src/core/values/observed.ts'
import { account, type LineSketch, lines, monthlyDates, prepared } from '../../support/lines.ts'
import { ASOF, pay, streamSettings } from '../../support/streams.ts'

const salary = (label: string, counterpartyName: string, amount: number, day = 28): LineSketch[] =>
  pay(monthlyDates(ASOF, day), amount, {
    label: `VIR ${counterpartyName} ${label}`,
    counterpartyName,
  })

function incomeOf(sketches: readonly LineSketch[], statement: Partial<Statement>, name: string) {
  const list = lines(sketches)
  const base = prepared(ASOF, list, [account({ ownership: 'joint', name })])
  const known = { ...base, statement: { ...base.statement, ...statement } }
  return findStreams(known, list, streamSettings).income
}

const applicant = { name: 'Marie Durand' }
const application = (role: 'applicant' | 'co_applicant') => ({
  applicants: [
    { role: 'applicant' as const, name: 'Marie Durand' },
    { role, name: 'Paul Durand' },
  ],
})

describe('a joint account', () => {
  const both = [
    ...salary('SALAIRE DURAND MARIE', 'ACME', 200_000),
    ...salary('SALAIRE DURAND PAUL', 'BOREAL', 150_000),
    ...salary('SALAIRE', 'CIRRUS', 40_000, 5),
  ]

  it.each<[string, Partial<Statement>, string]>([
    ['by the surname beside another first name', { applicant }, 'COMPTE JOINT'],
    ['by the names the account bears', { applicant }, 'MME DURAND MARIE OU M DURAND PAUL'],
    ['by the co-applicant', { applicant, application: application('co_applicant') }, 'COMPTE'],
  ])('tells the co-holder %s', (_, statement, name) => {
    const { streams } = incomeOf(both, statement, name)
    expect(streams.map(({ counterparty, owner }) => [counterparty, owner])).toEqual([
      ['ACME', 'applicant'],
      ['BOREAL', 'co_holder'],
      ['CIRRUS', 'nobody'],
    ])
  })

  it('leaves the co-holder’s pay out of what a lone applicant retains, not out of what came', () => {
    const { monthlyNet } = incomeOf(both, { applicant }, 'COMPTE JOINT')
    expect(measuredValue(monthlyNet.observed)?.amount).toBe(390_000)
    expect(measuredValue(monthlyNet.retained)?.amount).toBe(240_000)
    const co = { applicant, application: application('co_applicant') }
    const together = incomeOf(both, co, 'COMPTE JOINT').monthlyNet
    expect(measuredValue(together.retained)?.amount).toBe(390_000)
  })

  it('with nothing of the applicant’s own has found none, not zero', () => {
    const only = salary('SALAIRE DURAND PAUL', 'BOREAL', 150_000)
    const { monthlyNet } = incomeOf(only, { applicant }, 'COMPTE JOINT')
    expect(monthlyNet.retained.state).toBe('none_found')
  })

  it.each([
    ['a title and the surname', 'SALAIRE MME DURAND'],
    ['the surname alone', 'SALAIRE DURAND OCTOBRE'],
    ['no name', 'SALAIRE OCTOBRE'],
  ])('gives nobody what says %s', (_, label) => {
    const { streams } = incomeOf(salary(label, 'ACME', 200_000), { applicant }, 'COMPTE JOINT')
    expect(streams.map(({ owner }) => owner)).toEqual(['nobody'])
  })
})
