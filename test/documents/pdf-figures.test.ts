// The PDF's text against the JSON report: every headline figure, written by another hand (Intl), on the line of its name.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Observed } from '../../src/core/values/observed.ts'
import { createIllustrator } from '../../src/documents/charts/illustrator.ts'
import type { Amount } from '../../src/documents/document.ts'
import { createPrinter } from '../../src/documents/pdf/print.ts'
import { codeTitle } from '../../src/documents/wording/codes.ts'
import { en } from '../../src/documents/wording/en.ts'
import { fr } from '../../src/documents/wording/fr.ts'
import { assessed } from '../support/assessed.ts'

const readable = spawnSync('pdftotext', ['-v']).error === undefined
const printer = createPrinter(createIllustrator())
const loan = { amount: 800_000, months: 48, rate: 4.9 }
const application = { loan, household: { adults: 1, children: 0 } }
const people = ['marc', 'lea', 'alix', 'thomas']

/** One kind of space, one kind of minus. */
const plain = (text: string) =>
  text
    .replaceAll(/[\u00a0\u202f\u2003]/g, ' ')
    .replaceAll('\u2212', '-')
    .replaceAll(/ +/g, ' ')

function linesOf(pdf: Uint8Array): string[] {
  const { stdout } = spawnSync('pdftotext', ['-layout', '-', '-'], { input: pdf })
  return plain(stdout.toString('utf8'))
    .split(/[\n\f]/)
    .map((line) => line.trim())
}

const locales = { fr: 'fr-FR', en: 'en-GB' } as const
type Language = keyof typeof locales

function writer(language: Language) {
  const locale = locales[language]
  const money = ({ amount, currency }: Amount) =>
    plain(new Intl.NumberFormat(locale, { style: 'currency', currency }).format(amount / 100))
  const percent = (ratio: number) =>
    plain(
      new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }).format(ratio),
    )
  const measured = <T>(value: Observed<T>, show: (one: T) => string): string[] =>
    value.state === 'measured' ? [show(value.value)] : []
  return { money, percent, measured }
}

const cases = people.flatMap((name) =>
  (['fr', 'en'] as const).map((language) => [name, language] as const),
)

describe.skipIf(!readable)('the PDF (skipped without pdftotext)', () => {
  test.each(cases)(
    'of %s in %s has every headline figure of the report',
    async (name, language) => {
      const file = join(import.meta.dirname, '../golden', name, 'statement.json')
      const { report, transactions } = assessed({
        ...JSON.parse(readFileSync(file, 'utf8')),
        application,
      })
      const input = { envelope: null, body: report, transactions, language }
      const lines = linesOf(await printer.report(input))
      const words = language === 'fr' ? fr : en
      const { money, percent, measured } = writer(language)
      const { income, charges, credit, affordability, incidents, score, coverage, balances } =
        report
      const { withoutLoan, withLoan, stressed, residualFloor } = affordability
      const positions = [withoutLoan, withLoan, stressed]
      const { retained, observed, low, high } = income.monthlyNet
      const interval = [observed, low, high].flatMap((one) => measured(one, money))
      const found = incidents.rejections.filter(({ isIncident }) => isIncident)
      const ofLists = [
        [words.rejections, found],
        ...([
          [words.seizures, incidents.seizures],
          [words.collections, incidents.collections],
          [words.plans, incidents.plans],
          [words.arrears, incidents.arrears],
        ] as const),
      ] as const
      const figures: [string, string[]][] = [
        [words.incomeRetained, measured(retained, money)],
        [words.incomeObserved, [...new Set(interval)]],
        [words.charges, measured(charges.monthly, money)],
        [words.housing, measured(charges.housingCost, money)],
        [words.debt, measured(credit.monthlyRepayment, money)],
        [words.instalment, measured(affordability.instalment, money)],
        [words.highestInstalment, measured(affordability.highestFurtherInstalment, money)],
        [words.residual, positions.flatMap((one) => measured(one.residualIncome, money))],
        [
          words.residualMargin,
          [
            ...measured(residualFloor.marginWithoutLoan, money),
            ...measured(residualFloor.marginWithLoan, money),
            ...measured(residualFloor.marginStressed, money),
          ],
        ],
        [words.debtService, positions.flatMap((one) => measured(one.debtServiceRatio, percent))],
        [words.commitment, positions.flatMap((one) => measured(one.commitmentRatio, percent))],
        [words.balanceToday, measured(balances.together.closing, money)],
        [words.lowest, measured(balances.together.min, money)],
        [words.mean, measured(balances.together.mean, money)],
        [words.daysCovered, [String(coverage.overall.daysCovered)]],
        [words.incidentFees, measured(incidents.feesTotal, money)],
        ...ofLists.map(([label, list]): [string, string[]] => [
          label,
          list.length === 0 ? [] : [String(list.length)],
        ]),
        ...score.pillars.map(({ id, points, max }): [string, string[]] => [
          codeTitle(id, language),
          [`${points} / ${max}`],
        ]),
      ]
      const absent = figures.filter(
        ([label, values]) => values.length > 0 && !lines.some((line) => says(line, label, values)),
      )
      expect(absent).toEqual([])
      expect(figures.filter(([, values]) => values.length > 0).length).toBeGreaterThan(15)
      if (score.value !== null) {
        const big = lines.find((line) => line.startsWith(`${plain(words.grade)} ${score.grade}`))
        expect(big).toMatch(new RegExp(`\\b${score.value}\\b`))
      }
    },
    90_000,
  )
})

/** The label at the head of the line, as far as its column is wide, and the values after it in this order. */
function says(line: string, label: string, values: readonly string[]): boolean {
  const head = plain(label).slice(0, 24)
  const at = line.indexOf(head)
  if (at < 0 || at > 2) return false
  let from = at + head.length
  return values.every((value) => {
    const next = line.indexOf(value, from)
    from = next + value.length
    return next >= 0 && !/[\d.,]/.test(line.charAt(next - 1))
  })
}
