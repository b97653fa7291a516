// What the applicant keeps: the explanation, the receipt, the report, and the link that takes the agreement back, which
// works in any browser, once, and only when its button is pressed. And the bank that comes back in another browser.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fr } from '../../src/journey/texts/fr.ts'
import {
  agree,
  MARC,
  openPage,
  openSession,
  RETURN_URL,
  reachPreview,
  shoot,
  signIn,
  sizes,
} from '../support/applicant-browser.ts'
import { browserPath, launchBrowser, noBrowser } from '../support/browser.ts'
import { journeyFaults } from '../support/journey-page.ts'
import { startWholeService, type WholeService } from '../support/whole-service.ts'

describe.skipIf(browserPath === null)(`what is kept${noBrowser}`, () => {
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

  async function sent(): Promise<{ page: Page; id: string; lasting: string }> {
    const session = await openSession(service)
    const { page } = await openPage(browser)
    await reachPreview(page, session.consentUrl)
    expect((await page.request.get(`${service.baseUrl}/journey/explanation`)).status()).toBe(409)
    await page.locator('form[action="/journey/send"] button').click()
    await page.waitForSelector(`a[href^="${RETURN_URL}"]`)
    const lasting = (await page.locator('.lasting a').getAttribute('href')) ?? ''
    return { page, id: session.id, lasting }
  }
  const patch = (body: object) =>
    fetch(`${service.baseUrl}/v1/lender`, {
      method: 'PATCH',
      headers: { authorization: `Bearer ${service.key}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })

  test('explanation, receipt and report, and the link in another browser', async () => {
    const { page, id, lasting } = await sent()
    await page.locator('a[href="/journey/receipt"]').click()
    await page.waitForURL(/receipt$/)
    expect(await page.locator('h1').innerText()).toBe(fr.receiptTitle)
    expect(await journeyFaults(page)).toEqual([])
    for (const size of ['small', 'desktop'] as const) {
      await page.setViewportSize(sizes[size])
      await shoot(page, `receipt-${size}`)
    }
    const paper = async (path: string) =>
      await page.request.get(`${service.baseUrl}/journey/${path}`)
    const signed = (await (await paper('receipt.json')).json()) as { jws: string; receipt: object }
    expect(signed.jws.split('.')).toHaveLength(3)
    expect(signed.receipt).toMatchObject({ sessionId: id, status: 'completed' })
    const printed = await page.request.get(`${service.baseUrl}/journey/report.pdf`, {
      timeout: 90_000,
    })
    expect((await printed.body()).subarray(0, 5).toString()).toBe('%PDF-')
    await page.goto(`${service.baseUrl}/journey/explanation`)
    expect(await page.locator('h1').count()).toBe(1)

    const other = await openPage(browser, { viewport: sizes.small })
    for (const method of ['head', 'get'] as const) await other.page.request[method](lasting)
    expect((await service.backend.awaitSession(id, 0)).status).toBe('completed')
    await other.page.goto(lasting)
    expect(await other.page.locator('h1').innerText()).toBe(fr.withdrawAsk('Crédit Essai'))
    expect(await journeyFaults(other.page)).toEqual([])
    await shoot(other.page, 'withdraw')
    await other.page.locator(`form button`).click()
    await other.page.waitForSelector('p[role=status]')
    expect(await journeyFaults(other.page)).toEqual([])
    await shoot(other.page, 'withdrawn')
    expect(await other.page.locator('form').count()).toBe(0)
    expect((await service.backend.awaitSession(id, 0)).status).toBe('withdrawn')
    expect(await service.db.selectFrom('snapshots').select('id').execute()).toEqual([])
    const gone = await other.page.goto(`${service.baseUrl}/withdraw/aaaaaaaa.${'x'.repeat(32)}`)
    expect(gone?.status()).toBe(404)
    expect(await journeyFaults(other.page)).toEqual([])
  }, 180_000)

  test('a lender that explains by itself: the last page does not', async () => {
    expect((await patch({ explainAtEnd: false })).status).toBe(200)
    const { page } = await sent()
    expect(await page.locator('a[href^="/journey/explanation"]').count()).toBe(0)
    const asked = await page.request.get(`${service.baseUrl}/journey/explanation`)
    expect(asked.status()).toBe(409)
    expect((await patch({ explainAtEnd: true })).status).toBe(200)
  }, 60_000)

  test('the bank’s application comes back in another browser: nothing is used up, and the first goes on', async () => {
    const session = await openSession(service)
    const { page } = await openPage(browser)
    await agree(page, session.consentUrl)
    await page.locator('form[action="/journey/bank"] button').first().click()
    await page.waitForURL(/127\.0\.0\.1/)
    const application = await openPage(browser)
    await application.page.goto(page.url())
    await application.page.locator('[name=identifier]').fill(MARC)
    await application.page.locator('button[value=accept]').click()
    await application.page.locator('[name=code]').fill('12345678')
    await application.page.locator('button[type=submit]').first().click()
    await application.page.waitForURL(/journey\/refused/)
    expect(await application.page.locator('h1').innerText()).toContain('navigateur')
    expect(await journeyFaults(application.page)).toEqual([])
    await shoot(application.page, 'other-browser')
    await page.goto(`${service.baseUrl}/journey`)
    await page.locator('.actions button[name=bankId]').click()
    await signIn(page)
    await page.waitForSelector('form[action="/journey/accounts"]')
    const { connections } = await service.backend.awaitSession(session.id, 0)
    expect(connections.at(-1)?.status).toBe('selecting')
  }, 60_000)
})
