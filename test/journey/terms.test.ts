// The page before an aggregator: whose terms, what becomes of passwords, and one button that accepts.
import { describe, expect, test } from 'vitest'
import { currentPage } from '../../src/journey/current-page.ts'
import { pageResponse } from '../../src/journey/layout.ts'
import { consentPage } from '../../src/journey/pages/consent.ts'
import { bankNamed, HOSTILE, sampleSession } from './journey-sample.ts'

const intermediary = {
  name: HOSTILE,
  termsUrl: 'https://aggregator.example/terms?a=1&b="2"',
  termsVersion: '7',
}
const behind = { ...bankNamed('Behind', 'agg'), intermediary }
const asked = {
  ...{ query: '', adding: false, nothingTicked: false, termsOf: 'agg' },
  baseUrl: 'https://share.example',
  formOrigins: ['https://widget.example'],
}

describe.each(['fr', 'en'] as const)('in %s', (language) => {
  const session = (embeddedChannel: boolean) =>
    sampleSession({ language, embeddedChannel, banks: [bankNamed('Plain', 'b1'), behind] })
  const shown = async (page: Parameters<typeof pageResponse>[0]) => {
    const response = await pageResponse(page)
    return { html: await response.text(), policy: response.headers.get('content-security-policy') }
  }

  test.each([true, false])('is asked before the widget (other channel: %s)', async (embedded) => {
    const { html, policy } = await shown(currentPage(session(embedded), asked))
    expect(html.match(/<h1/g)).toHaveLength(1)
    expect(html).not.toContain(HOSTILE)
    expect(html).not.toMatch(/undefined|\[object|>null<| style="/)
    expect(html).toContain('name="bankId" value="agg"')
    expect(html).toMatch(/<button name="terms" value="7">/)
    expect(html).toContain('href="https://aggregator.example/terms?a=1&amp;b=&quot;2&quot;"')
    expect(html).toContain('action="/journey/decline"')
    expect(policy).toContain('https://widget.example')
    expect(html.includes(language === 'fr' ? 'Deux chemins' : 'two ways')).toBe(embedded)
  })

  test('is not shown for a bank that has no aggregator, or is not offered', async () => {
    for (const termsOf of ['b1', 'nothing', null]) {
      const { html } = await shown(currentPage(session(false), { ...asked, termsOf }))
      expect(html).not.toContain('name="terms"')
    }
  })

  test('the consent promises that only the bank is given passwords just where that is so', async () => {
    const only = language === 'fr' ? 'à votre banque seulement' : 'to your bank only'
    const plain = sampleSession({ language, embeddedChannel: true })
    for (const [each, promised] of [
      [session(true), false],
      [session(false), true],
      [plain, true],
    ] as const) {
      const { html } = await shown(consentPage(each, 'aaaaaaaa.token'))
      expect(html.includes(only)).toBe(promised)
      expect(html).not.toContain(HOSTILE)
    }
  })
})
