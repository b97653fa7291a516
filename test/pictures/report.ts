// The picture of the underwriter's page for the README: the first screen of a made-up person's report, as a browser shows it.
// Run: node test/pictures/report.ts
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createIllustrator } from '../../src/documents/charts/illustrator.ts'
import { renderReportHtml } from '../../src/documents/report-html.ts'
import { assessed } from '../support/assessed.ts'
import { launchBrowser } from '../support/browser.ts'

const root = join(import.meta.dirname, '../..')
const statement = {
  ...JSON.parse(readFileSync(join(root, 'test/golden/lea/statement.json'), 'utf8')),
  application: {
    loan: { amount: 300_000, months: 36, rate: 5.9 },
    household: { adults: 1, children: 0, housing: 'tenant', rent: 98_000 },
    applicants: [
      {
        role: 'applicant',
        name: 'GARNIER LEA',
        declaredMonthlyIncome: 275_000,
        employment: 'Assurances du Rhône',
      },
    ],
  },
}
const { report: body, transactions } = assessed(statement)
const input = { envelope: null, body, transactions, language: 'en' } as const
const page = renderReportHtml({ ...input, charts: await createIllustrator().charts(input) })

const browser = await launchBrowser()
const tab = await browser.newPage({ viewport: { width: 1280, height: 1400 } })
await tab.setContent(page)
const path = join(root, 'src/documents/pictures/report-page.jpg')
await tab.screenshot({ path, type: 'jpeg', quality: 64 })
await browser.close()
