// A browser goes through Linxo Connect: our page of its terms, the widget at another site, and back. Policies of both
// sides let each form lead where it must, and nowhere else.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { agree, MARC, openPage, openSession, shoot, sizes } from '../support/applicant-browser.ts'
import { browserPath, launchBrowser, noBrowser } from '../support/browser.ts'
import { pageFaults } from '../support/page-faults.ts'
import { startWholeService, type WholeService } from '../support/whole-service.ts'

describe.skipIf(browserPath === null)(`through Linxo Connect in a browser${noBrowser}`, () => {
  let browser: Browser
  let service: WholeService
  beforeAll(async () => {
    service = await startWholeService({ linxo: true, settings: { embeddedChannel: true } })
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser.close()
    await service.stop()
  })

  test.each(['REDIRECT', 'EMBEDDED'] as const)(
    'by the %s channel, to the preview',
    async (channel) => {
      const options = { viewport: sizes.small, javaScriptEnabled: channel === 'EMBEDDED' }
      const { page, errors, strangers } = await openPage(browser, options)
      const { id, consentUrl } = await openSession(service, { returnUrl: undefined })
      await agree(page, consentUrl)
      await page.locator('button[name=bankId][value=linxo]').click()
      await page.waitForURL(/\/journey\?terms=linxo/)
      expect(await pageFaults(page)).toEqual([])
      await shoot(page, `linxo-terms-${channel.toLowerCase()}`)
      await page.locator('button[name=terms]').click()
      await page.waitForURL(/127\.0\.0\.1/)
      await page.locator('button[value=accept]').click()
      await page.locator(`button[name=channel][value=${channel}]`).click()
      await page.locator('[name=identifier]').fill(MARC)
      if (channel === 'EMBEDDED') await page.locator('[name=password]').fill('12345678')
      await page.locator('button[value=accept]').click()
      if (channel === 'REDIRECT') {
        await page.locator('[name=code]').fill('12345678')
        await page.locator('button[value=accept]').click()
      }
      await page.waitForURL(/\/journey$/)
      expect(await page.locator('fieldset').count()).toBe(channel === 'EMBEDDED' ? 6 : 4)
      await shoot(page, `linxo-accounts-${channel.toLowerCase()}`)
      await page.locator('form[action="/journey/accounts"] button').first().click()
      await page.waitForSelector('form[action="/journey/send"]', { timeout: 20_000 })
      await page.locator('form[action="/journey/send"] button').click()
      expect((await service.backend.awaitSession(id, 10)).status).toBe('completed')
      expect(errors).toEqual([])
      expect(strangers).toEqual([])
      expect(service.linxo?.countUsers()).toBe(0)
    },
  )
})
