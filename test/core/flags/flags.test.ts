import { describe, expect, it } from 'vitest'
import { findFlags, flagCodes } from '../../../src/core/flags/find-flags.ts'
import { parseReasonTexts } from '../../../src/core/flags/reason-texts.ts'
import { raised, spared } from '../../support/flag-cases.ts'
import { anInput, aRejection, type InputParts, noIncidents } from '../../support/indicator-input.ts'
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
