// Saying no, at every place where it can be said: told in plain words, and nothing is kept or sent.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { en } from '../../src/journey/texts/en.ts'
import { fr } from '../../src/journey/texts/fr.ts'
import {
  agree,
  openPage,
  openSession,
  RETURN_URL,
  reachPreview,
  shoot,
  signIn,
} from '../support/applicant-browser.ts'
import { browserPath, launchBrowser, noBrowser } from '../support/browser.ts'
import { pageFaults } from '../support/page-faults.ts'
import { startWholeService, type WholeService } from '../support/whole-service.ts'

describe.skipIf(browserPath === null)(`refusing${noBrowser}`, () => {
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

  test('on our first page: nothing was read, and the page says exactly that', async () => {
    const session = await openSession(service)
    const { page, errors } = await openPage(browser)
    await page.goto(session.consentUrl)
    await page.locator('button[value=refuse]').click()
    await page.waitForURL(/\/journey/)
    await shoot(page, 'refused-on-our-page')
    const text = await page.locator('main').innerText()
    expect(text).toContain(fr.endUnread)
    expect(text).not.toContain(fr.endDestroyed)
    expect(await pageFaults(page)).toEqual([])
    expect(await page.locator('form').count()).toBe(0)
    expect(errors).toEqual([])
    expect((await service.backend.awaitSession(session.id, 5)).status).toBe('declined')
  }, 30_000)

  test('at the bank, then for good: never that something read was destroyed', async () => {
    const session = await openSession(service, { language: 'en', maxConnections: 2 })
    const { page } = await openPage(browser)
    await agree(page, session.consentUrl)
    await page.locator('form[action="/journey/bank"] button').first().click()
    await signIn(page, 'refuse')
    await shoot(page, 'refused-at-the-bank')
    expect(await page.locator('.notice strong').innerText()).toBe('Access was not given')
    expect(await pageFaults(page)).toEqual([])
    const { connections } = await service.backend.awaitSession(session.id, 0)
    expect(connections.map(({ status }) => status)).toEqual(['denied'])
    await page.locator('form[action="/journey/decline"] button').click()
    await page.waitForSelector(`a[href^="${RETURN_URL}"]`)
    expect(await page.locator('main').innerText()).not.toContain('destroyed')
  }, 30_000)

  test('no box ticked: the page asks again, and sharing nothing leads back to the banks', async () => {
    const session = await openSession(service, { maxConnections: 2 })
    const { page } = await openPage(browser)
    await agree(page, session.consentUrl)
    await page.locator('form[action="/journey/bank"] button').first().click()
    await signIn(page)
    for (const box of await page.locator('input[type=checkbox]').all()) await box.uncheck()
    await page.locator('form[action="/journey/accounts"] button').click()
    await page.waitForSelector('[role=alert]')
    expect(await page.locator('[role=alert]').innerText()).toBe(fr.accountsNone)
    expect(await pageFaults(page)).toEqual([])
    await page.locator('form[action="/journey/leave"] button').click()
    await page.waitForSelector('form[action="/journey/bank"]')
    await shoot(page, 'shared-nothing')
    const { status } = await service.backend.awaitSession(session.id, 0)
    expect(status).toBe('open')
  }, 30_000)

  test('at the preview, "do not send": destroyed is said, and the lender has no report', async () => {
    const session = await openSession(service, { language: 'en' })
    const { page } = await openPage(browser)
    await reachPreview(page, session.consentUrl)
    await page.locator('form[action="/journey/decline"] button').click()
    await page.waitForSelector(`a[href^="${RETURN_URL}"]`)
    await shoot(page, 'not-sent')
    expect(await page.locator('main').innerText()).toContain(en.endDestroyed)
    expect(await pageFaults(page)).toEqual([])
    const { status, reportId } = await service.backend.awaitSession(session.id, 5)
    expect({ status, reportId }).toEqual({ status: 'declined', reportId: null })
    await expect(service.backend.readReport(session.id)).rejects.toThrow()
  }, 30_000)
})
