// The comparison page in a real browser, with its charts: axe finds nothing, nothing scrolls sideways, policy obeyed.
import { createServer, type Server } from 'node:http'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createIllustrator } from '../../src/documents/charts/illustrator.ts'
import {
  comparisonContentSecurityPolicy,
  renderComparisonHtml,
} from '../../src/documents/comparison/comparison-html.ts'
import { browserPath, launchBrowser, noBrowser } from '../support/browser.ts'
import { comparedTown } from '../support/compared-town.ts'
import { journeyFaults } from '../support/journey-page.ts'

describe.skipIf(browserPath === null)(`the comparison page${noBrowser}`, () => {
  let browser: Browser
  let server: Server
  let address: string
  const pages = new Map<string, string>()
  beforeAll(async () => {
    browser = await launchBrowser()
    const illustrator = createIllustrator()
    for (const language of ['fr', 'en'] as const) {
      pages.set(`/${language}`, await renderComparisonHtml(comparedTown(), language, illustrator))
    }
    server = createServer((request, response) => {
      response.setHeader('content-security-policy', comparisonContentSecurityPolicy)
      response.setHeader('content-type', 'text/html; charset=utf-8')
      response.end(pages.get(request.url ?? '') ?? '')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
    const bound = server.address()
    if (bound === null || typeof bound === 'string') throw new Error('no port')
    address = `http://127.0.0.1:${bound.port}`
  })
  afterAll(async () => {
    await browser.close()
    await new Promise((resolve) => server.close(resolve))
  })

  it.each([
    ['fr', 320],
    ['fr', 1280],
    ['en', 390],
  ] as const)('in %s at %i px has no fault, and obeys its policy', async (language, width) => {
    const page = await browser.newPage({ viewport: { width, height: 800 } })
    const refused: string[] = []
    page.on('console', (message) => refused.push(message.text()))
    await page.goto(`${address}/${language}`)
    expect(await journeyFaults(page)).toEqual([])
    expect(await page.locator('figure svg rect, figure svg path').count()).toBeGreaterThan(10)
    expect(refused).toEqual([])
    await page.close()
  })

  it('draws the same bytes each time', async () => {
    const again = await renderComparisonHtml(comparedTown(), 'fr', createIllustrator())
    expect(again).toBe(pages.get('/fr'))
  })
})
