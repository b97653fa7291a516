// With the keyboard alone through the whole walk; then what the lender reads: the report page, and the API reference.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  MARC,
  openPage,
  openSession,
  RETURN_URL,
  shoot,
  sizes,
} from '../support/applicant-browser.ts'
import { browserPath, launchBrowser, noBrowser } from '../support/browser.ts'
import { pageFaults, tabTo } from '../support/page-faults.ts'
import { startWholeService, type WholeService } from '../support/whole-service.ts'

describe.skipIf(browserPath === null)(`pages${noBrowser}`, () => {
  let browser: Browser
  let service: WholeService
  let reportId = ''
  beforeAll(async () => {
    service = await startWholeService({ returnUrls: [RETURN_URL] })
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser.close()
    await service.stop()
  })

  test('the whole walk with the keyboard alone, the focus always to be seen', async () => {
    const session = await openSession(service)
    const { page } = await openPage(browser)
    const press = async (selector: string, key = 'Enter') => {
      await page.waitForSelector(selector, { timeout: 20_000 })
      await tabTo(page, selector)
      await page.keyboard.press(key)
    }
    await page.goto(session.consentUrl)
    await press('button[value=accept]')
    await press('form[action="/journey/bank"] button')
    await page.waitForSelector('[name=identifier]')
    await tabTo(page, '[name=identifier]')
    await page.keyboard.type(MARC)
    await page.keyboard.press('Enter')
    await page.waitForSelector('[name=code]')
    await tabTo(page, '[name=code]')
    await page.keyboard.type('12345678')
    await page.keyboard.press('Enter')
    await page.waitForSelector('form[action="/journey/accounts"]')
    await press('#t2', 'Space')
    expect(await page.locator('#t2').isChecked()).toBe(false)
    await press('form[action="/journey/accounts"] button')
    await press('form[action="/journey/send"] button')
    await page.waitForSelector(`a[href^="${RETURN_URL}"]`)
    const ended = await service.backend.awaitSession(session.id, 10)
    expect(ended.status).toBe('completed')
    reportId = ended.reportId ?? ''
  }, 60_000)

  test.each(['fr', 'en'])(
    'the report page in %s: every width, and evidence opens the lines',
    async (lang) => {
      const { page, errors, strangers } = await openPage(browser, { viewport: sizes.desktop })
      const link = await service.backend.linkTo(reportId, 'underwriter@lender.example')
      await page.goto(`${link}?lang=${lang}`)
      await shoot(page, `report-${lang}-desktop`)
      for (const size of [sizes.desktop, sizes.telephone, sizes.small]) {
        await page.setViewportSize(size)
        expect(await pageFaults(page)).toEqual([])
      }
      await shoot(page, `report-${lang}-small`)
      const line = page.locator('#lines tbody tr').first()
      expect(await line.isVisible()).toBe(false)
      await page.locator('#key .evidence summary').first().click()
      const evidence = page.locator('#key .evidence a').first()
      const target = page.locator(`[id="${(await evidence.getAttribute('href'))?.slice(1)}"]`)
      await evidence.click()
      expect(await target.isVisible()).toBe(true)
      expect({ errors, strangers }).toEqual({ errors: [], strangers: [] })
    },
    30_000,
  )

  test('printed, the report shows every line without a click', async () => {
    const { page } = await openPage(browser, { viewport: sizes.desktop })
    await page.goto(await service.backend.linkTo(reportId, 'underwriter@lender.example'))
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('#lines tbody tr').last().isVisible()).toBe(true)
    expect(await page.locator('nav').isVisible()).toBe(false)
  }, 30_000)

  test('the API reference renders from our own address, without an error', async () => {
    const { page, errors, strangers } = await openPage(browser, { viewport: sizes.desktop })
    await page.goto(`${service.baseUrl}/docs`)
    await page.waitForSelector('.opblock', { timeout: 20_000 })
    await shoot(page, 'docs')
    expect(await page.locator('.opblock').count()).toBeGreaterThan(10)
    expect({ errors, strangers }).toEqual({ errors: [], strangers: [] })
  }, 40_000)
})
