// The API reference in a real browser: it renders under its policy, and an example goes through with a key.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { browserPath, launchBrowser, noBrowser } from '../support/browser.ts'
import { startWholeService, type WholeService } from '../support/whole-service.ts'

describe.skipIf(browserPath === null)(`the API reference${noBrowser}`, () => {
  let browser: Browser
  let service: WholeService
  beforeAll(async () => {
    service = await startWholeService()
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser.close()
    await service.stop()
  })

  test('shows every operation, says nothing in the console, and opens two sessions by its example', async () => {
    const page = await browser.newPage()
    const said: string[] = []
    const elsewhere: string[] = []
    page.on('console', (message) => said.push(message.text()))
    page.on('pageerror', (error) => said.push(String(error)))
    page.on('request', (request) => {
      if (!request.url().startsWith(service.baseUrl)) elsewhere.push(request.url())
    })
    await page.goto(`${service.baseUrl}/docs`)
    const operation = page.locator('.opblock', {
      has: page.locator('[data-path="/v1/sessions"]', { hasText: '' }),
      hasText: 'Open a one-shot consent session',
    })
    await operation.waitFor({ timeout: 60_000 })
    expect(await page.locator('.opblock').count()).toBeGreaterThan(40)

    await page.locator('.btn.authorize').first().click()
    await page.locator('.auth-container input').first().fill(service.key)
    await page.locator('.auth-container .btn.authorize').first().click()
    await page.locator('.btn-done').first().click()

    await operation.locator('.opblock-summary-control').click()
    await operation.locator('.try-out__btn').click()
    const statuses: (string | null)[] = []
    for (const expected of [1, 2]) {
      const answered = page.waitForResponse(
        (response) =>
          response.request().method() === 'POST' && /\/v1\/sessions$/.test(response.url()),
      )
      await operation.locator('.btn.execute').click()
      const response = await answered
      statuses.push(`${expected} ${response.status()}`)
      await operation.locator('.live-responses-table').waitFor()
    }
    expect(statuses).toEqual(['1 201', '2 201'])
    const { items } = (await (
      await fetch(`${service.baseUrl}/v1/sessions`, {
        headers: { authorization: `Bearer ${service.key}` },
      })
    ).json()) as { items: unknown[] }
    // two requests with the example's key untouched are two sessions
    expect(items).toHaveLength(2)
    expect(said).toEqual([])
    expect(elsewhere.filter((url) => !url.startsWith('data:'))).toEqual([])
    await page.close()
  }, 120_000)
})
