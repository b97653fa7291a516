// The report on paper: the same bytes each time, the figures of the report, nothing loaded from anywhere.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createIllustrator } from '../../src/documents/charts/illustrator.ts'
import { explain } from '../../src/documents/explanation/explanation.ts'
import { createPrinter } from '../../src/documents/pdf/print.ts'
import { formatMoney } from '../../src/documents/typography.ts'
import { assessed } from '../support/assessed.ts'

const printer = createPrinter(createIllustrator())
const readable = spawnSync('pdftotext', ['-v']).error === undefined
const assess = (name: string) =>
  assessed(
    JSON.parse(
      readFileSync(join(import.meta.dirname, '../golden', name, 'statement.json'), 'utf8'),
    ),
  )

function textOf(pdf: Uint8Array): string {
  const { stdout } = spawnSync('pdftotext', ['-layout', '-', '-'], { input: pdf })
  return stdout.toString('utf8').replaceAll(/[\u00a0\u202f]/g, ' ')
}
const spaced = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ')

describe('a report on paper', () => {
  const { report, transactions } = assess('alix')
  const input = { envelope: null, body: report, transactions, language: 'fr' } as const

  test('is a PDF with its fonts inside, and the same bytes twice', async () => {
    const [one, again] = await Promise.all([printer.report(input), printer.report(input)])
    expect(Buffer.from(one).subarray(0, 5).toString()).toBe('%PDF-')
    expect(Buffer.from(one).toString('latin1')).toContain('FontFile2')
    expect(Buffer.compare(Buffer.from(one), Buffer.from(again))).toBe(0)
    // and by a thread that has printed before
    expect(Buffer.compare(Buffer.from(one), Buffer.from(await printer.report(input)))).toBe(0)
  }, 60_000)

  test.skipIf(!readable)(
    'says every headline figure of the report (skipped without pdftotext)',
    async () => {
      for (const language of ['fr', 'en'] as const) {
        const text = textOf(await printer.report({ ...input, language }))
        const { monthlyNet } = report.income
        const { together } = report.balances
        const figures = [
          ...[monthlyNet.retained, monthlyNet.observed, report.charges.monthly],
          ...[report.credit.monthlyRepayment, together.closing, together.min, together.mean],
        ]
        for (const figure of figures) {
          if (figure.state === 'measured') {
            expect(text).toContain(spaced(formatMoney(figure.value, language)))
          }
        }
        if (report.score.value !== null) expect(text).toContain(String(report.score.value))
        for (const { id } of report.score.pillars) expect(id).not.toBe('')
        for (const { points, max } of report.score.pillars)
          expect(text).toContain(`${points} / ${max}`)
        expect(text).not.toContain('\ufffd')
      }
    },
    60_000,
  )

  test.skipIf(!readable)(
    'has a page number, and the hash it is a print of, on every page',
    async () => {
      const pages = textOf(await printer.report(input))
        .split('\f')
        .filter((page) => page.trim() !== '')
      expect(pages.length).toBeGreaterThan(3)
      const [hash] = pages[0]?.match(/[0-9a-f]{32}/) ?? []
      pages.forEach((page, index) => {
        expect(page).toContain(`${index + 1} / ${pages.length}`)
        expect(page).toContain(hash)
      })
    },
    60_000,
  )
})

test('the explanation is one page, whoever it is about, with a lender of a long name', async () => {
  for (const name of ['lea', 'marc', 'alix', 'adam', 'thomas', 'marie']) {
    const { report } = assess(name)
    for (const language of ['fr', 'en'] as const) {
      const lender = 'Caisse régionale de crédit agricole mutuel de la Touraine et du Poitou'
      const reviewContact = 'service.reexamen@credit-touraine-poitou.example, 02 47 00 00 00'
      const explanation = explain(report, { lender, reviewContact, decisionUse: 'aid' }, language)
      const { asOf } = report.provenance
      const pdf = Buffer.from(await printer.explanation({ explanation, asOf, footer: 'rep_x' }))
      expect(pdf.toString('latin1').match(/\/Type \/Page\b/g), `${name} ${language}`).toHaveLength(
        1,
      )
    }
  }
}, 90_000)

test.skipIf(!readable)(
  'the explanation on paper says what the page says',
  async () => {
    const { report } = assess('lea')
    const of = { lender: 'Prêt & Fils', reviewContact: null, decisionUse: null }
    const explanation = explain(report, of, 'fr')
    const asOf = report.provenance.asOf
    const text = textOf(await printer.explanation({ explanation, asOf, footer: 'rep_x · 0123' }))
    const flowing = text.replaceAll(/\s+/g, ' ')
    for (const { title } of [...explanation.method, ...explanation.rights]) {
      expect(flowing).toContain(spaced(title))
    }
    expect(flowing).toContain('rep_x · 0123')
  },
  60_000,
)
