// A browser walks the whole way as an applicant would, at each size, in each language, with and without script.
import type { Browser } from 'playwright-core'
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
import { pageFaults } from '../support/page-faults.ts'
import { startWholeService, type WholeService } from '../support/whole-service.ts'

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

describe.skipIf(browserPath === null)(`in a browser${noBrowser}`, () => {
  let browser: Browser
  let service: WholeService
  beforeAll(async () => {
    service = await startWholeService({ returnUrls: [RETURN_URL] })
    browser = await launchBrowser()
  })
  afterAll(async () => {
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
      const look = async (step: string) => {
        await shoot(page, `${name}-${step}`)
        faults.push(...(await pageFaults(page)).map((fault) => `${step}: ${fault}`))
      }
      await page.goto(session.consentUrl)
      expect(await page.locator('html').getAttribute('lang')).toBe(language)
      await look('1-consent')
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
    60_000,
  )
})
