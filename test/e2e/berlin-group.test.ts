// A browser goes to a NextGenPSD2 bank and back: policies of both sides let each form lead where it must, the accounts are
// picked at the bank and again with us, and without script too.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { agree, MARC, openPage, openSession, shoot, sizes } from '../support/applicant-browser.ts'
import { browserPath, launchBrowser, noBrowser } from '../support/browser.ts'
import { pageFaults } from '../support/page-faults.ts'
import { startWholeService, type WholeService } from '../support/whole-service.ts'

describe.skipIf(browserPath === null)(`a NextGenPSD2 bank in a browser${noBrowser}`, () => {
  let browser: Browser
  let service: WholeService
  beforeAll(async () => {
    service = await startWholeService({ berlinGroup: true })
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser.close()
    await service.stop()
  })
  const open = async (javaScriptEnabled: boolean) => {
    const opened = await openPage(browser, { viewport: sizes.small, javaScriptEnabled })
    const { id, consentUrl } = await openSession(service, { returnUrl: undefined })
    await agree(opened.page, consentUrl)
    await opened.page.locator('button[name=bankId][value=berlin-group]').click()
    await opened.page.waitForURL(/127\.0\.0\.1/)
    return { ...opened, id }
  }

  test.each([true, false])('to the report, with script: %s', async (script) => {
    const { page, errors, strangers, id } = await open(script)
    await page.locator('[name=identifier]').fill(MARC)
    await page.locator('button[value=accept]').click()
    expect(await page.locator('input[type=checkbox]').count()).toBe(3)
    expect(await pageFaults(page)).toEqual([])
    await page.locator('[name=account-2]').uncheck()
    await shoot(page, `berlin-group-at-the-bank-${script ? 'script' : 'plain'}`)
    await page.locator('[name=code]').fill('12345678')
    await page.locator('button[value=accept]').click()
    await page.waitForURL(/\/journey$/)
    // two accounts, and the name
    expect(await page.locator('fieldset').count()).toBe(3)
    await page.locator('form[action="/journey/accounts"] button').first().click()
    await page.waitForSelector('form[action="/journey/send"]', { timeout: 20_000 })
    await page.locator('form[action="/journey/send"] button').click()
    expect((await service.backend.awaitSession(id, 10)).status).toBe('completed')
    expect(errors).toEqual([])
    expect(strangers).toEqual([])
    expect(service.berlinGroup?.consents().at(-1)?.status).toBe('terminatedByTpp')
  })

  test('refusing leads back, and the session says so', async () => {
    const { page, errors, id } = await open(true)
    await page.locator('button[value=refuse]').click()
    await page.waitForURL(/\/journey$/)
    expect((await service.backend.awaitSession(id, 1)).status).toBe('declined')
    expect(errors).toEqual([])
  })
})
