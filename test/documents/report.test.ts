// The documents say what the report says: every headline number, in both languages, and nothing executes.
import { createHash, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { reportContentSecurityPolicy } from '../../src/documents/report-html.ts'
import { renderReportText } from '../../src/documents/report-text.ts'
import { namedCategories } from '../../src/documents/wording/categories.ts'
import { drawnPage } from './drawn.ts'
import { HOSTILE, sampleBody, sampleEnvelope, sampleTransactions } from './sample-report.ts'

const languages = ['fr', 'en'] as const
const input = (language: 'fr' | 'en', body = sampleBody()) => ({
  envelope: sampleEnvelope,
  body,
  transactions: sampleTransactions(),
  language,
})

/** Amounts in minor units, as each language prints them. */
function printed(amount: number, language: 'fr' | 'en'): string {
  const [whole = '', cents = ''] = (Math.abs(amount) / 100).toFixed(2).split('.')
  const sign = amount < 0 ? '\u2212' : ''
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, language === 'fr' ? '\u202f' : ',')
  return language === 'fr' ? `${sign}${grouped},${cents}\u00a0€` : `${sign}€${grouped}.${cents}`
}

const headline = [
  ...[224_533, 231_907, 210_044, 238_822, 98_765, 71_230, 18_876, 800_000, 19_479],
  ...[115_701, 96_222, 61_003, 81_234, 71_111, -4_512, 56_680, 55_617, 2_077],
]

describe.each(languages)('the report in %s', (language) => {
  const html = drawnPage(input(language))
  const text = renderReportText(input(language))

  test.each(headline)('page and terminal print the headline amount %i', (amount) => {
    expect(html).toContain(printed(amount, language))
    expect(text).toContain(printed(amount, language))
  })

  test('score, grade, pillars, ratios and counts of days are printed in both', () => {
    const percent = (value: string) =>
      language === 'fr' ? `${value.replace('.', ',')}\u202f%` : `${value}%`
    const expected = [
      ...['612', '201 / 300', '166 / 250', '147 / 250', '98 / 200', '1 / 2 / 3', '89'],
      ...['8.4', '17.1', '20.9', '40.1', '48.8', '20', '3.4'].map(percent),
    ]
    for (const value of expected) {
      expect(html).toContain(value)
      expect(text).toContain(value)
    }
    expect(html).toMatch(/grade-C/)
  })

  test('reasons carry their points, for and against, never a double sign', () => {
    expect(html).toContain('+77\u00a0points')
    expect(html).toContain('−53\u00a0points')
    expect(text).toMatch(/\+77 .*\n.*−53 /)
  })

  test('an unknown figure is printed in words, never as zero', () => {
    const words = language === 'fr' ? 'non observable : ' : 'not observable: '
    expect(html).toContain(words)
    expect(text).toContain(words)
    expect(html).not.toContain(`>${printed(0, language)} <`)
  })

  test('a score without enough data says what is missing', () => {
    const score = { ...sampleBody().score, state: 'not_enough_data', value: null, grade: null }
    const body = sampleBody({ score: { ...score, missing: ['no_booked_lines'] } })
    const words = language === 'fr' ? 'aucune opération comptabilisée' : 'no booked lines'
    expect(drawnPage(input(language, body))).toContain(words)
    expect(renderReportText(input(language, body))).toContain(words)
  })

  test('nothing a bank or an applicant wrote becomes markup', () => {
    expect(html.match(/<script/g)).toHaveLength(1)
    expect(html).not.toContain('<b>SA</b>')
    expect(html).toContain('&lt;script&gt;alert')
    expect(html).not.toContain(HOSTILE)
  })

  test('every link of the page leads somewhere on it', () => {
    const ids = new Set([...html.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]))
    const targets = [...html.matchAll(/href="#([^"]+)"/g)].map((match) => match[1])
    expect(targets.length).toBeGreaterThan(15)
    expect(targets.filter((target) => !ids.has(target))).toEqual([])
  })

  test('one h1, a language, no inline style, nothing loaded from anywhere', () => {
    expect(html.match(/<h1/g)).toHaveLength(1)
    expect(html).toContain(`<html lang="${language}">`)
    const own = html
      .replace('<link rel="icon" href="data:,">', '') // keeps browsers from asking for one
      .replace(/<script>[\s\S]*<\/script>/, '')
      .replaceAll('xmlns="http://www.w3.org/2000/svg"', '') // a name, not an address
    expect(own).not.toMatch(/<script|<link|<img|src=|style="|https?:|\son\w+="/)
  })

  test('the same report gives the same bytes', () => {
    expect(drawnPage(input(language))).toBe(html)
    expect(renderReportText(input(language))).toBe(text)
  })

  test('a terminal reads it in about sixty lines', () => {
    expect(text.split('\n').length).toBeLessThanOrEqual(75)
  })

  test('without an envelope, only the lines of the envelope differ', () => {
    const bare = drawnPage({ ...input(language), envelope: null })
    expect(bare).not.toContain(sampleEnvelope.id)
    expect(bare.length).toBeGreaterThan(html.length - 200)
  })
})

test('the policy allows exactly the style and the script of the page', () => {
  const html = drawnPage(input('fr'))
  const hashOf = (tag: string) => {
    const [, text = ''] = new RegExp(`<${tag}>([\\s\\S]*)</${tag}>`).exec(html) ?? []
    return createHash('sha256').update(text).digest('base64')
  }
  expect(reportContentSecurityPolicy).toContain(`style-src 'sha256-${hashOf('style')}'`)
  expect(reportContentSecurityPolicy).toContain(`script-src 'sha256-${hashOf('script')}'`)
})

test('every category the engine may print has words of its own', () => {
  const rows = readFileSync(join(import.meta.dirname, '../../rules/taxonomy.csv'), 'utf8')
    .split('\n')
    .slice(1)
    .flatMap((row) => row.split(',')[3] || [])
  expect(rows.length).toBeGreaterThan(50)
  expect(rows.filter((category) => !namedCategories.includes(category))).toEqual([])
})

test('a page of 500 lines is under 300 kB as it is sent', () => {
  const [line] = sampleTransactions()
  if (!line) throw new Error('the sample has lines')
  const transactions = Array.from({ length: 500 }, (_, index) => ({
    ...line,
    transactionId: randomBytes(12).toString('hex'),
    label: [randomBytes(18).toString('base64'), `CB ${index}`],
    amount: { amount: -1 - index * 7919, currency: 'EUR' },
  }))
  const html = drawnPage({ ...input('fr'), transactions })
  expect(gzipSync(html).length).toBeLessThan(300_000)
})
