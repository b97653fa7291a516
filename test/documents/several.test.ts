// The documents of a report with several applicants, and of one that lacks a bank: both are read at first sight.
import { describe, expect, test } from 'vitest'
import { renderReportText } from '../../src/documents/report-text.ts'
import { formatMoney } from '../../src/documents/typography.ts'
import { codeName } from '../../src/documents/wording/codes.ts'
import { assessed } from '../support/assessed.ts'
import { couple } from '../support/couple.ts'
import { householdStatement } from '../support/household-statement.ts'
import { drawnPage } from './drawn.ts'

const languages = ['fr', 'en'] as const

function documents(assessment: ReturnType<typeof assessed>, language: 'fr' | 'en'): string[] {
  const { report: body, transactions } = assessment
  const input = { envelope: null, body, transactions, language }
  return [drawnPage(input), renderReportText(input)]
}

describe.each(languages)('in %s', (language) => {
  test('each applicant stands with how their name matched and what they bring', () => {
    const assessment = assessed(couple([1, 2]).both)
    const { identity, income } = assessment.report
    const names = identity.applicants?.map(({ name }) => name) ?? []
    expect(names).toHaveLength(2)
    for (const document of documents(assessment, language)) {
      for (const { name, retained } of income.byApplicant ?? []) {
        if (name === null || retained.state !== 'measured') continue
        expect(document).toContain(`${language === 'fr' ? 'dont' : 'of which'} ${name}`)
        expect(document).toContain(formatMoney(retained.value, language))
      }
      for (const name of names) expect(document.split(name).length).toBeGreaterThan(3)
      expect(document).toContain(names.join(', '))
      expect(document).toContain(language === 'fr' ? '1 co-emprunteur' : '1 co-applicant')
    }
  })

  test('a bank that could not be read is named beside those that were, with why and what it may hide', () => {
    const { connections = [], ...rest } = householdStatement()
    const lost = { id: 'c2', bank: 'linxo', missing: 'timeout' }
    const assessment = assessed({ ...rest, connections: [...connections, lost] })
    expect(assessment.report.identity.holders).toHaveLength(1)
    const [missing] = assessment.report.coverage.missingBanks ?? []
    expect(missing?.mayHide).toEqual(['charges', 'credit', 'incidents', 'overdrafts'])
    const hidden = (missing?.mayHide ?? []).map((what) => codeName(`hides_${what}`, language))
    const hides = language === 'fr' ? 'peut cacher\u00a0: ' : 'may hide: '
    for (const document of documents(assessment, language)) {
      expect(document).toContain('Linxo Connect (')
      expect(document).toContain(`${hides}${hidden.join(', ')}`)
      expect(document).toContain(
        language === 'fr'
          ? 'n’a pas pu être lue'
          : 'the applicant wanted to share could not be read',
      )
    }
  })
})
