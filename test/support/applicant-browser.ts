// An applicant at a real browser: opens the link, signs in at the sandbox bank, answers our pages.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import type { WholeService } from './whole-service.ts'

export const RETURN_URL = 'https://lender.example/back'
export const MARC = 'D0999990I0'
const SMS_CODE = '12345678'
const shots = join(import.meta.dirname, '../e2e/screenshots')

export const sizes = {
  small: { width: 320, height: 640 },
  telephone: { width: 390, height: 844 },
  desktop: { width: 1280, height: 900 },
} as const

/** One customer has one access at the bank: walks at the same time need a customer each. */
export const customers = [MARC, 'D0999991I0', 'D0999992I0', '755238649'] as const

/** Errors of the browser's console, and addresses asked of any host but ours and the bank's. */
export type Watched = {
  readonly page: Page
  readonly errors: string[]
  readonly strangers: string[]
}

const known = new Set(['localhost', '127.0.0.1'])

export async function openPage(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<Watched> {
  const context = await browser.newContext({
    viewport: sizes.telephone,
    locale: 'fr-FR',
    ...options,
  })
  const page = await context.newPage()
  const errors: string[] = []
  const strangers: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(`${message.text()} ${message.location().url}`)
  })
  page.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url())
    if (protocol.startsWith('http') && !known.has(hostname)) strangers.push(request.url())
  })
  return { page, errors, strangers }
}

export async function openSession(service: WholeService, more: Record<string, unknown> = {}) {
  return await service.backend.openSession({
    applicant: { reference: 'e2e', name: 'MALLOW MARC' },
    application: { loan: { amount: 800_000, months: 48, rate: 4.9 } },
    returnUrl: RETURN_URL,
    ...more,
  })
}

export async function agree(page: Page, consentUrl: string): Promise<void> {
  await page.goto(consentUrl)
  await page.locator('button[name=decision][value=accept]').click()
  await page.waitForURL(/\/journey/)
}

export async function signIn(
  page: Page,
  decision: 'accept' | 'refuse' = 'accept',
  identifier = MARC,
): Promise<void> {
  await page.waitForURL(/127\.0\.0\.1/)
  await page.locator('[name=identifier]').fill(identifier)
  await page.locator(`button[value=${decision}]`).first().click()
  if (decision === 'accept') {
    await page.locator('[name=code]').fill(SMS_CODE)
    await page.locator('button[type=submit]').first().click()
  }
  await page.waitForURL(/\/journey/)
}

export async function reachPreview(page: Page, consentUrl: string): Promise<void> {
  await agree(page, consentUrl)
  await page.locator('form[action="/journey/bank"] button').first().click()
  await signIn(page)
  await page.locator('form[action="/journey/accounts"] button').first().click()
  await page.waitForSelector('form[action="/journey/send"]', { timeout: 20_000 })
}

export async function shoot(page: Page, name: string): Promise<void> {
  mkdirSync(shots, { recursive: true })
  await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true })
}
