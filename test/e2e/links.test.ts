// Links and the browser's own buttons: used, expired, unknown, and going back after sending.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  agree,
  openPage,
  openSession,
  RETURN_URL,
  reachPreview,
  shoot,
  sizes,
} from '../support/applicant-browser.ts'
import { browserPath, launchBrowser, noBrowser } from '../support/browser.ts'
import { pageFaults } from '../support/page-faults.ts'
import { startWholeService, type WholeService } from '../support/whole-service.ts'

describe.skipIf(browserPath === null)(`links${noBrowser}`, () => {
  let browser: Browser
  let service: WholeService
  let later = 0
  beforeAll(async () => {
    service = await startWholeService({
      clock: { now: () => new Date(Date.now() + later) },
      returnUrls: [RETURN_URL],
    })
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser.close()
    await service.stop()
  })

  test('opened a second time, in another browser, a link shows nothing of the session', async () => {
    const session = await openSession(service)
    const first = await openPage(browser)
    await agree(first.page, session.consentUrl)
    const { page } = await openPage(browser, { locale: 'en-GB' })
    const answer = await page.goto(session.consentUrl)
    expect(answer?.status()).toBe(410)
    await shoot(page, 'link-used')
    expect(await page.locator('form').count()).toBe(0)
    expect(await page.locator('body').innerText()).not.toContain('Crédit Essai')
    expect(await pageFaults(page)).toEqual([])
  }, 30_000)

  test('an unknown link and a browser without a session are answered with a page, not a problem', async () => {
    const { page } = await openPage(browser, { viewport: sizes.small })
    const unknown = await page.goto(`${service.baseUrl}/consent/aaaaaaaa.nothing`)
    expect(unknown?.status()).toBe(404)
    expect(await pageFaults(page)).toEqual([])
    await shoot(page, 'link-unknown')
    await page.goto(`${service.baseUrl}/journey`)
    expect(await pageFaults(page)).toEqual([])
    await page.goto(`${service.baseUrl}/callback/bpce-13807?code=x&state=y`)
    expect(page.url()).toBe(`${service.baseUrl}/journey/refused`)
    expect(await pageFaults(page)).toEqual([])
    await shoot(page, 'return-refused')
  }, 30_000)

  test('after sending, the back button never leads to sending again', async () => {
    const session = await openSession(service)
    const { page } = await openPage(browser)
    await reachPreview(page, session.consentUrl)
    await page.locator('form[action="/journey/send"] button').click()
    const done = `a[href^="${RETURN_URL}"]`
    await page.waitForSelector(done)
    await page.goBack()
    if (page.url().startsWith(`${service.baseUrl}/journey`)) {
      expect(await page.locator(done).count()).toBe(1)
    }
    expect(await page.locator('form[action="/journey/send"]').count()).toBe(0)
    await page.goto(session.consentUrl)
    await shoot(page, 'link-after-sending')
    expect(await page.locator('form').count()).toBe(0)
    expect((await service.backend.awaitSession(session.id, 0)).status).toBe('completed')
  }, 30_000)

  test('past its time a link says so, begun or not, and offers nothing to press', async () => {
    const fresh = await openSession(service)
    const begun = await openSession(service)
    const { page } = await openPage(browser)
    await agree(page, begun.consentUrl)
    later = 40 * 86_400_000
    await page.reload()
    await shoot(page, 'session-expired')
    expect(await page.locator('form').count()).toBe(0)
    expect(await pageFaults(page)).toEqual([])
    const other = await openPage(browser)
    const answer = await other.page.goto(fresh.consentUrl)
    expect(answer?.status()).toBe(410)
    await shoot(other.page, 'link-expired')
    expect(await other.page.locator('h1').innerText()).toBe('Ce lien n’est plus valable')
    expect(await pageFaults(other.page)).toEqual([])
  }, 30_000)
})
