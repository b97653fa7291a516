// Two banks in one walk, and the applicant who does everything twice: reloads every page, goes back, clicks twice. Each
// bank is read once, the report is sent once, and no page is a dead end.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fr } from '../../src/journey/texts/fr.ts'
import {
  agree,
  customers,
  openPage,
  openSession,
  RETURN_URL,
  shoot,
  signIn,
} from '../support/applicant-browser.ts'
import { browserPath, launchBrowser, noBrowser } from '../support/browser.ts'
import { countShifts, journeyFaults } from '../support/journey-page.ts'
import { startWholeService, type WholeService } from '../support/whole-service.ts'

describe.skipIf(browserPath === null)(`twice${noBrowser}`, () => {
  let browser: Browser
  let service: WholeService
  beforeAll(async () => {
    service = await startWholeService({ returnUrls: [RETURN_URL], berlinGroup: true })
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser.close()
    await service.stop()
  })

  const toBank = (page: Page, id: string) =>
    page.locator(`button[name=bankId][value=${id}]`).first().click()
  const share = (page: Page) => page.locator('form[action="/journey/accounts"] button').click()
  const collected = (page: Page) =>
    page.waitForSelector('form[action="/journey/finish"]', { timeout: 20_000 })
  /** The same page again, and nothing else has happened. */
  const again = async (page: Page) => {
    const title = await page.locator('h1').innerText()
    await page.reload()
    expect(await page.locator('h1').innerText()).toBe(title)
    expect(await journeyFaults(page)).toEqual([])
  }

  test('two banks, every page reloaded', async () => {
    const session = await openSession(service, { maxConnections: 2 })
    const { page, errors } = await openPage(browser)
    await countShifts(page)
    await page.goto(session.consentUrl)
    await again(page)
    await page.locator('button[value=accept]').click()
    await page.waitForURL(/\/journey/)
    await again(page)
    await toBank(page, 'bpce-13807')
    await signIn(page)
    await again(page)
    await share(page)
    await collected(page)
    expect(await page.locator('dd').innerText()).toBe(fr.statusCollected)
    await shoot(page, 'join')
    await again(page)
    await page.locator('a[href="/journey?add=1"]').click()
    await page.waitForURL(/add=1/)
    await again(page)
    await toBank(page, 'berlin-group')
    await page.waitForURL(/127\.0\.0\.1/)
    await page.locator('[name=identifier]').fill(customers[1])
    await page.locator('button[value=accept]').click()
    await page.locator('[name=code]').fill('12345678')
    await page.locator('button[value=accept]').click()
    await page.waitForURL(/\/journey$/)
    await again(page)
    await share(page)
    await page.waitForSelector('form[action="/journey/send"]', { timeout: 20_000 })
    await again(page)
    await shoot(page, 'preview-two-banks')
    await page.locator('form[action="/journey/send"] button').click()
    await page.waitForSelector(`a[href^="${RETURN_URL}"]`)
    await again(page)
    expect(errors).toEqual([])
    const { status, connections } = await service.backend.awaitSession(session.id, 10)
    expect(status).toBe('completed')
    expect(connections.map((one) => one.status)).toEqual(['collected', 'collected'])
  }, 90_000)

  test('while a bank is read, the page says so and moves on by itself, nothing jumping', async () => {
    const session = await openSession(service, { maxConnections: 2 })
    const { page } = await openPage(browser)
    await countShifts(page)
    await agree(page, session.consentUrl)
    await toBank(page, 'bpce-13807')
    await signIn(page, 'accept', customers[2])
    await share(page)
    if ((await page.locator('main[data-waits]').count()) > 0) {
      expect(await journeyFaults(page)).toEqual([])
      await shoot(page, 'progress')
    }
    await collected(page)
    await page.locator('form[action="/journey/finish"] button').click()
    await page.waitForSelector('form[action="/journey/send"]', { timeout: 20_000 })
  }, 60_000)

  test('gone back from the bank: the page says it waits, and leads there again', async () => {
    const session = await openSession(service)
    const { page } = await openPage(browser)
    await agree(page, session.consentUrl)
    await toBank(page, 'bpce-13807')
    await page.waitForURL(/127\.0\.0\.1/)
    await page.goBack()
    await page.reload()
    expect(await page.locator('.notice strong').innerText()).toBe(
      fr.notBack('Banque Populaire Grand Ouest'),
    )
    expect(await journeyFaults(page)).toEqual([])
    await shoot(page, 'not-back')
    await page.locator('.actions button[name=bankId]').click()
    await signIn(page, 'accept', customers[3])
    await page.waitForSelector('form[action="/journey/accounts"]')
    const { connections } = await service.backend.awaitSession(session.id, 0)
    expect(connections.at(-1)?.status).toBe('selecting')
  }, 60_000)

  test('every button clicked twice does what once does', async () => {
    const session = await openSession(service)
    const { page, errors } = await openPage(browser)
    const twice = (selector: string) => page.locator(selector).first().dblclick()
    await page.goto(session.consentUrl)
    await twice('button[value=accept]')
    await page.waitForURL(/\/journey/)
    await twice('form[action="/journey/bank"] button')
    await signIn(page, 'accept', customers[1])
    await twice('form[action="/journey/accounts"] button')
    await page.waitForSelector('form[action="/journey/send"]', { timeout: 20_000 })
    await twice('form[action="/journey/send"] button')
    await page.waitForSelector(`a[href^="${RETURN_URL}"]`)
    expect(errors).toEqual([])
    const { status, connections } = await service.backend.awaitSession(session.id, 10)
    expect(status).toBe('completed')
    expect(connections.filter((one) => one.status === 'collected')).toHaveLength(1)
  }, 60_000)
})
