import { describe, expect, it } from 'vitest'
import { findFlags, flagCodes } from '../../../src/core/flags/find-flags.ts'
import { parseReasonTexts } from '../../../src/core/flags/reason-texts.ts'
import { raised, spared } from '../../support/flag-cases.ts'
import { payout, plus } from '../../support/indicator-cases.ts'
import {
  aCredit,
  anInput,
  aRejection,
  type InputParts,
  noIncidents,
} from '../../support/indicator-input.ts'
import { ruleFiles, withFile } from '../../support/rule-files.ts'

const texts = parseReasonTexts(ruleFiles())
const codesOf = (parts: InputParts) => {
  const { flags, integrity } = findFlags(anInput(parts), texts)
  return [...flags, ...integrity].map(({ code }) => code)
}

describe('flags and integrity signals', () => {
  it('are none for a quiet household', () => {
    expect(codesOf({ applicant: 'MARC MALLOW', holder: 'M MALLOW MARC' })).toEqual([])
  })

  it.each(raised)('%s is raised', (code, parts) => {
    expect(codesOf(parts)).toContain(code)
  })

  it.each(spared)('%s is not raised just short of it', (code, parts) => {
    expect(codesOf(parts)).not.toContain(code)
  })

  it('each have a case above that raises them', () => {
    expect(flagCodes().filter((code) => !raised.some(([one]) => one === code))).toEqual([])
  })

  it('point at lines of the statement only, each once', () => {
    const input = anInput({
      incidents: noIncidents({ rejections: [aRejection('pay0', 3, 'rent')] }),
    })
    const flags = findFlags(input, texts).flags
    expect(flags.map(({ code, transactionIds }) => [code, transactionIds])).toEqual([
      ['rejected_rent', ['pay0']],
      ['rejected_payments', ['pay0']],
    ])
  })
})

describe('borrowed or lent money', () => {
  const repaying = (daysAgo: number) => ({
    ...plus({
      id: 'r',
      daysAgo,
      euros: -300,
      role: 'debt_service',
      category: 'loan.consumer',
      counterpartyName: 'SOFINCO',
    }),
    credit: aCredit([], { payouts: [payout('p', 29, 500)] }),
  })
  const person = { role: 'person_to_person', category: 'transfer.person' } as const
  const passing = (inAgo: number, outAgo: number) =>
    plus(
      { id: 'in', daysAgo: inAgo, euros: 500, ...person },
      { id: 'out', daysAgo: outAgo, euros: -500, ...person },
    )

  it.each<[string, InputParts, string, boolean]>([
    ['a repayment on the day of a payout', repaying(29), 'payout_used_to_repay', true],
    ['five days after it', repaying(24), 'payout_used_to_repay', true],
    ['six days after it', repaying(23), 'payout_used_to_repay', false],
    ['the day before it', repaying(30), 'payout_used_to_repay', false],
    ['money that goes out three days after it came', passing(9, 6), 'money_in_and_out', true],
    ['four days after', passing(9, 5), 'money_in_and_out', false],
    ['before it came', passing(6, 9), 'money_in_and_out', false],
  ])('%s: %o', (_, parts, code, flagged) => {
    expect(codesOf(parts).includes(code)).toBe(flagged)
  })
})

describe('the words', () => {
  it('are refused when one language lacks what the other says', () => {
    const without = withFile('reasons/en.yaml', (t) => t.replace(/^ {2}seizure: .*\n/m, ''))
    expect(() => parseReasonTexts(without)).toThrow(/reasons\/en\.yaml: flags\.seizure is missing/)
  })

  it('hold no placeholder but those of the counterfactuals, so no name or amount can enter them', () => {
    for (const section of [texts.flags, texts.reasons, texts.characteristics]) {
      for (const { fr, en } of section.values()) expect(`${fr}${en}`).not.toMatch(/[{}]/)
    }
  })
})
