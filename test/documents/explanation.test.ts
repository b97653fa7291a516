// What the consumer is told: true to the report, in plain words, and nothing of the report's lines.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { explain } from '../../src/documents/explanation/explanation.ts'
import { renderExplanation } from '../../src/documents/explanation/explanation-html.ts'
import { explanationWords } from '../../src/documents/explanation/words.ts'
import { assessed } from '../support/assessed.ts'

const folder = join(import.meta.dirname, '../golden')
const people = readdirSync(folder).filter((name) =>
  existsSync(join(folder, name, 'statement.json')),
)
const assess = (name: string) =>
  assessed(JSON.parse(readFileSync(join(folder, name, 'statement.json'), 'utf8')))

const lender = {
  lender: 'Prêt & Fils',
  reviewContact: 'avis@pret.example',
  decisionUse: 'aid',
} as const

describe.each(people)('the explanation of %s', (person) => {
  const { report, transactions } = assess(person)

  test.each(['fr', 'en'] as const)(
    'in %s says the score, three reasons at most, and the rights',
    (language) => {
      const told = explain(report, lender, language)
      const page = renderExplanation(told)
      if (report.score.value !== null) expect(page).toContain(String(report.score.value))
      expect(told.reasons.length).toBeLessThanOrEqual(3)
      for (const { text } of told.reasons) {
        expect(report.score.reasons.map((reason) => reason.text[language])).toContain(text)
      }
      const points = report.score.reasons.map((reason) => reason.points).sort((a, b) => b - a)
      const shown = told.reasons.map(
        ({ text }) => report.score.reasons.find((reason) => reason.text[language] === text)?.points,
      )
      expect(shown).toEqual(points.slice(0, told.reasons.length))
      expect(told.rights).toHaveLength(5)
      expect(page).toContain('avis@pret.example')
      expect(page).toContain('Prêt &amp; Fils')
      expect(page).not.toMatch(/<script|<img|https?:/)
    },
  )

  test('quotes no line: no label and no payee', () => {
    const page = renderExplanation(explain(report, lender, 'fr'))
    for (const { label, counterparty } of transactions) {
      for (const text of [...label, counterparty ?? '']) {
        if (text.length > 7) expect(page).not.toContain(text)
      }
    }
  })
})

test('without enough data it says that there is no score, not a bad one', () => {
  const { report } = assess('marc')
  const score = { ...report.score, state: 'not_enough_data', value: null, grade: null } as const
  const told = explain(
    { ...report, score: { ...score, reasons: [], counterfactuals: [] } },
    { ...lender, decisionUse: null },
    'fr',
  )
  expect(told.result.text).toContain('pas une mauvaise note')
  expect(told.decisionUse).toMatchObject({ declared: null })
  expect(renderExplanation(told)).toContain('Aucune raison')
})

/** Words of the trade that a reader at level B1 need not know. */
const jargon = {
  fr: [
    'solvabilité',
    'scoring',
    'score',
    'débiteur',
    'prélèvement SEPA',
    'taux d’endettement',
    'algorithme',
    'indicateur',
    'agrégation',
    'encours',
    'RGPD',
    'profilage',
  ],
  en: [
    'creditworthiness',
    'indicator',
    'algorithm',
    'aggregation',
    'debtor',
    'profiling',
    'GDPR',
    'debt service',
    'ratio',
    'outstanding',
  ],
} as const

describe.each(['fr', 'en'] as const)('in %s its own words are plain', (language) => {
  const told = explain(assess('lea').report, lender, language)
  const uses = (['aid', 'decisive', 'undeclared'] as const).map(
    (use) => explanationWords[language].decisionUse[use],
  )
  const passages = [...told.method, ...told.rights].map(({ text }) => text)
  const texts = [
    told.summary,
    told.result.text,
    explanationWords[language].noScore,
    ...uses,
    ...passages,
  ]
  const sentences = texts
    .flatMap((text) => text.split(/(?<=[.!?…])\s+/))
    .map((sentence) => sentence.split(/\s+/).filter((word) => /\p{L}/u.test(word)).length)
    .filter((words) => words > 0)

  test('sentences have 15 words on average at most, none has more than 30', () => {
    const mean = sentences.reduce((sum, words) => sum + words, 0) / sentences.length
    expect(sentences.length).toBeGreaterThan(20)
    expect(mean).toBeLessThanOrEqual(15)
    expect(Math.max(...sentences)).toBeLessThanOrEqual(30)
  })

  test('no word of the trade', () => {
    // in English a score is a plain word; in French it is "une note"
    const all = texts.join(' ').toLowerCase()
    expect(jargon[language].filter((word) => all.includes(word.toLowerCase()))).toEqual([])
  })
})
