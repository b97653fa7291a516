// A browser walks the whole way as an applicant would, at each size, in each language, with and without script: every
// page in the lender's own colour, a pale one, held against axe, layout shift and weight.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  customers,
  openPage,
  openSession,
  RETURN_URL,
  shoot,
  signIn,
  sizes,
} from '../support/applicant-browser.ts'
import { browserPath, launchBrowser, noBrowser } from '../support/browser.ts'
import { countShifts, HEAVIEST, journeyFaults, weigh } from '../support/journey-page.ts'
import { logoPng } from '../support/logo.ts'
import { pageFaults } from '../support/page-faults.ts'
import { startWholeService, type WholeService } from '../support/whole-service.ts'

/** White on it has 1.4 to 1. */
const PALE = '#ffd400'

const walks = [
  {
    name: 'small-fr',
    size: sizes.small,
    language: 'fr',
    javaScriptEnabled: false,
    customer: customers[0],
  },
  {
    name: 'telephone-en',
    size: sizes.telephone,
    language: 'en',
    javaScriptEnabled: true,
    customer: customers[1],
  },
  {
    name: 'desktop-fr',
    size: sizes.desktop,
    language: 'fr',
    javaScriptEnabled: true,
    customer: customers[2],
  },
  {
    name: 'desktop-en',
    size: sizes.desktop,
    language: 'en',
    javaScriptEnabled: false,
    customer: customers[3],
  },
] as const

/** The brand's colours as the page computed them. */
const brandOf = (page: Page) =>
  page.evaluate<{ brand: string; onBrand: string }>(`(() => {
    const style = getComputedStyle(document.documentElement)
    const of = (name) => style.getPropertyValue(name).trim()
    return { brand: of('--brand'), onBrand: of('--on-brand') }
  })()`)

describe.skipIf(browserPath === null)(`in a browser${noBrowser}`, () => {
  let browser: Browser
  let service: WholeService
  beforeAll(async () => {
    service = await startWholeService({ returnUrls: [RETURN_URL] })
    const branded = await fetch(`${service.baseUrl}/v1/lender`, {
      method: 'PATCH',
      headers: { authorization: `Bearer ${service.key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ colour: PALE, logo: logoPng(PALE).toString('base64') }),
    })
    expect(branded.status).toBe(200)
    browser = await launchBrowser()
  })
  const figures: string[] = []
  afterAll(async () => {
    process.stdout.write(`${figures.join('\n')}\n`)
    await browser.close()
    await service.stop()
  })

  test.concurrent.each(walks)(
    'consent, bank, accounts, preview, sent: $name, script $javaScriptEnabled',
    async ({ name, customer, size, language, javaScriptEnabled }) => {
      const session = await openSession(service, { language })
      const { page, errors, strangers } = await openPage(browser, {
        viewport: size,
        javaScriptEnabled,
      })
      const faults: string[] = []
      await countShifts(page)
      const scale = weigh(page)
      const look = async (step: string) => {
        await shoot(page, `${name}-${step}`)
        const ours = page.url().startsWith(service.baseUrl)
        const found = await (ours && javaScriptEnabled ? journeyFaults(page) : pageFaults(page))
        const bytes = await scale.take()
        if (ours && bytes > HEAVIEST) found.push(`${bytes} bytes`)
        if (ours && javaScriptEnabled) figures.push(`${name} ${step}: ${bytes} bytes`)
        faults.push(...found.map((fault) => `${step}: ${fault}`))
      }
      await page.goto(session.consentUrl)
      expect(await page.locator('html').getAttribute('lang')).toBe(language)
      await look('1-consent')
      expect(await page.locator('.lender').innerText()).toBe('Crédit Essai')
      expect(await page.evaluate("document.querySelector('img.logo').naturalWidth")).toBe(80)
      expect(await brandOf(page)).toEqual({ brand: PALE, onBrand: '#000000' })
      await page.locator('button[name=decision][value=accept]').click()
      await page.waitForURL(/\/journey/)
      await look('2-bank')
      await page.locator('form[action="/journey/bank"] button').first().click()
      await page.waitForURL(/127\.0\.0\.1/)
      await look('3-at-the-bank')
      await signIn(page, 'accept', customer)
      expect(page.url()).not.toContain('code=')
      await look('4-accounts')
      const legends = await page.locator('legend').allInnerTexts()
      expect(legends.length).toBeGreaterThan(1)
      expect(new Set(legends).size).toBe(legends.length)
      await page.locator('form[action="/journey/accounts"] button').first().click()
      await page.waitForSelector('form[action="/journey/send"]', { timeout: 20_000 })
      await look('5-preview')
      await page.locator('form[action="/journey/send"] button').click()
      await page.waitForSelector(`a[href^="${RETURN_URL}"]`)
      await look('6-done')
      expect({ faults, errors, strangers }).toEqual({ faults: [], errors: [], strangers: [] })
      const { status } = await service.backend.awaitSession(session.id, 20)
      expect(status).toBe('completed')
    },
    120_000,
  )

  test('the page that stands while the bank is read', async () => {
    const { page } = await openPage(browser, { viewport: sizes.telephone })
    await countShifts(page)
    await page.goto((await openSession(service)).consentUrl)
    await page.locator('button[name=decision][value=accept]').click()
    await page.locator('form[action="/journey/bank"] button').first().click()
    await page.waitForURL(/127\.0\.0\.1/)
    await signIn(page)
    // it asks how things stand and hears nothing, so that it stays
    await page.route('**/journey*', (route) =>
      route.request().resourceType() === 'fetch' ? route.abort() : route.continue(),
    )
    await page.locator('form[action="/journey/accounts"] button').first().click()
    await page.waitForSelector('progress')
    await shoot(page, 'being-read')
    expect(await journeyFaults(page)).toEqual([])
  }, 60_000)

  /** A figure to read, not one to hold a busy machine to. */
  test('how long until the first text is on the screen', async () => {
    const { page } = await openPage(browser)
    const { consentUrl } = await openSession(service)
    const paints: number[] = []
    for (let visit = 0; visit < 7; visit++) {
      await page.goto(consentUrl, { waitUntil: 'networkidle' })
      paints.push(
        await page.evaluate<number>(
          "performance.getEntriesByName('first-contentful-paint')[0].startTime",
        ),
      )
    }
    const [first = 0, ...later] = paints
    const middle = later.sort((one, other) => one - other)[3] ?? 0
    figures.push(`first paint: ${Math.round(first)} ms, then ${Math.round(middle)} ms (median)`)
    expect(middle).toBeGreaterThan(0)
  }, 60_000)
})
