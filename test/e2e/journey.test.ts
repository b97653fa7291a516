// A browser walks the whole way as an applicant would, at the size of a telephone; then the lender reads the page.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { browserPath, launchBrowser } from '../support/browser.ts'
import { startWholeService, type WholeService } from '../support/whole-service.ts'

const MARC = 'D0999990I0'
const SMS_CODE = '12345678'
const RETURN_URL = 'https://lender.example/back'
const shots = join(import.meta.dirname, 'screenshots')
const telephone = { width: 390, height: 844 }
const desktop = { width: 1280, height: 900 }

describe.skipIf(browserPath === null)('in a browser (skipped: no chromium on this machine)', () => {
  let browser: Browser
  let service: WholeService
  beforeAll(async () => {
    mkdirSync(shots, { recursive: true })
    service = await startWholeService({ returnUrls: [RETURN_URL] })
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser.close()
    await service.stop()
  })

  async function openPage(viewport = telephone): Promise<Page> {
    const context = await browser.newContext({ viewport, locale: 'fr-FR' })
    const page = await context.newPage()
    page.on('console', (message) => {
      if (message.type() === 'error')
        consoleErrors.push(`${message.text()} ${message.location().url}`)
    })
    return page
  }
  const consoleErrors: string[] = []

  async function openSession(more: Record<string, unknown> = {}) {
    return await service.backend.openSession({
      applicant: { reference: 'e2e', name: 'MALLOW MARC' },
      application: { loan: { amount: 800_000, months: 48, rate: 4.9 } },
      returnUrl: RETURN_URL,
      ...more,
    })
  }

  async function signIn(page: Page, decision: 'accept' | 'refuse' = 'accept') {
    await page.waitForURL(/127\.0\.0\.1/)
    await page.locator('[name=identifier]').fill(MARC)
    await page.locator(`button[value=${decision}]`).first().click()
    if (decision === 'refuse') return
    await page.locator('[name=code]').fill(SMS_CODE)
    await page.locator('button[type=submit]').first().click()
  }

  const shoot = (page: Page, name: string) =>
    page.screenshot({ path: join(shots, `${name}.png`), fullPage: true })

  test('consent, bank, accounts, preview, sent; the lender reads the report page', async () => {
    const session = await openSession()
    const page = await openPage()
    await page.goto(session.consentUrl)
    expect(await page.locator('h1').count()).toBe(1)
    await shoot(page, '1-consent')
    await page.locator('form[action^="/consent/"] button').first().click()
    await page.waitForURL(/\/journey/)
    await shoot(page, '2-bank')
    await page.locator('form[action="/journey/bank"] button').first().click()
    await signIn(page)
    await page.waitForURL(/\/journey/)
    expect(page.url()).not.toContain('code=')
    await shoot(page, '3-accounts')
    await page.locator('form[action="/journey/accounts"] button').first().click()
    await page.waitForSelector('form[action="/journey/send"]', { timeout: 20_000 })
    await shoot(page, '4-preview')
    await page.locator('form[action="/journey/send"] button').click()
    await page.waitForSelector(`a[href^="${RETURN_URL}"]`)
    await shoot(page, '5-done')
    expect(consoleErrors).toEqual([])

    const { status, reportId } = await service.backend.awaitSession(session.id, 20)
    expect(status).toBe('completed')
    const { report } = await service.backend.readReport(session.id)
    const reader = await openPage(desktop)
    await reader.goto(await service.backend.linkTo(reportId ?? '', 'underwriter@lender.example'))
    await shoot(reader, '6-report')
    expect(await reader.locator('body').innerText()).toContain(String(report.score.value))
    await reader.setViewportSize({ width: 320, height: 800 })
    const overflow = await reader.evaluate('document.documentElement.scrollWidth')
    expect(overflow).toBeLessThanOrEqual(320)
    expect(consoleErrors).toEqual([])
  }, 60_000)

  test('a refusal at the bank is told in plain words, and the lender learns it', async () => {
    const session = await openSession({ language: 'en' })
    const page = await openPage()
    await page.goto(session.consentUrl)
    await page.locator('form[action^="/consent/"] button').first().click()
    await page.locator('form[action="/journey/bank"] button').first().click()
    await signIn(page, 'refuse')
    await page.waitForURL(/\/journey/)
    await shoot(page, '7-refused')
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
    const { connections } = await service.backend.awaitSession(session.id, 0)
    expect(connections.map(({ status }) => status)).toEqual(['denied'])
  }, 30_000)

  test('a link opened a second time, in another browser, shows nothing of the session', async () => {
    const session = await openSession()
    const first = await openPage()
    await first.goto(session.consentUrl)
    await first.locator('form[action^="/consent/"] button').first().click()
    await first.waitForURL(/\/journey/)
    const second = await openPage()
    await second.goto(session.consentUrl)
    await shoot(second, '8-used')
    expect(await second.locator('form').count()).toBe(0)
  }, 30_000)
})
