// The pictures of the journey that the README shows; `UPDATE_PICTURES=1 vitest run test/e2e/pictures.test.ts` takes them.
// A demo person at the sandbox bank, a lender that does not exist, a telephone; two pages a picture.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { logoTypeOf } from '../../src/lenders/brand.ts'
import { sandboxBankId } from '../../src/wiring/banks.ts'
import { agree, openPage, RETURN_URL, signIn } from '../support/applicant-browser.ts'
import { launchBrowser } from '../support/browser.ts'
import { logoPng } from '../support/logo.ts'
import { startWholeService, type WholeService } from '../support/whole-service.ts'

const folder = join(import.meta.dirname, '../../src/journey/pictures')
const COLOUR = '#0f5e4f'
const SIZE = { width: 390, height: 780 }
const LARGEST = 150_000

async function dress({ baseUrl, key }: WholeService): Promise<void> {
  const reply = await fetch(`${baseUrl}/v1/lender`, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      name: 'Crédit Rivage',
      colour: COLOUR,
      logo: logoPng(COLOUR).toString('base64'),
    }),
  })
  if (!reply.ok) throw new Error(`the lender could not be dressed: ${reply.status}`)
}

/** What is seen first on a telephone, each page its own screen. */
async function walk(browser: Browser, service: WholeService): Promise<Map<string, Buffer>> {
  const taken = new Map<string, Buffer>()
  const { page } = await openPage(browser, { viewport: SIZE })
  const take = async (name: string) => taken.set(name, await page.screenshot({ scale: 'css' }))
  const session = await service.backend.openSession({
    applicant: { reference: 'picture', name: 'MALLOW MARC' },
    application: { loan: { amount: 800_000, months: 48, rate: 4.9 } },
    returnUrl: RETURN_URL,
  })
  await page.goto(session.consentUrl)
  await take('consent')
  await agree(page, session.consentUrl)
  await take('bank')
  await page.locator(`button[name=bankId][value=${sandboxBankId}]`).click()
  await signIn(page)
  await take('accounts')
  await page.locator('form[action="/journey/accounts"] button').click()
  await page.waitForSelector('form[action="/journey/send"]', { timeout: 30_000 })
  await take('preview')
  await page.locator('form[action="/journey/send"] button').click()
  await page.waitForSelector('.lasting')
  await take('done')
  await page.goto((await page.locator('.lasting a').getAttribute('href')) ?? '')
  await take('withdraw')
  return taken
}

/** Side by side on one page, drawn by the same browser. */
async function together(page: Page, pictures: readonly Buffer[]): Promise<Buffer> {
  const gap = 24
  const images = pictures.map((bytes) => {
    const url = `data:image/png;base64,${bytes.toString('base64')}`
    return `<img src="${url}" style="display:block;width:${SIZE.width}px;border-radius:18px;box-shadow:0 0 0 1px #b9c3cd">`
  })
  const width = pictures.length * (SIZE.width + gap) + gap
  await page.setViewportSize({ width, height: SIZE.height + 2 * gap })
  await page.setContent(
    `<body style="margin:0;padding:${gap}px;display:flex;gap:${gap}px;background:#fff">${images.join('')}</body>`,
  )
  return await page.screenshot({ scale: 'css' })
}

const pictures = {
  asked: ['consent', 'bank'],
  shared: ['accounts', 'preview'],
  kept: ['done', 'withdraw'],
} as const

async function takeAll(): Promise<void> {
  const service = await startWholeService({
    ...{ returnUrls: [RETURN_URL], linxo: true, berlinGroup: true },
  })
  const browser = await launchBrowser()
  try {
    await dress(service)
    const taken = await walk(browser, service)
    const page = await browser.newPage()
    mkdirSync(folder, { recursive: true })
    for (const [name, pages] of Object.entries(pictures)) {
      const bytes = await together(
        page,
        pages.flatMap((one) => taken.get(one) ?? []),
      )
      writeFileSync(join(folder, `${name}.png`), bytes)
    }
  } finally {
    await browser.close()
    await service.stop()
  }
}

test('the pictures are there, and light', async () => {
  if (process.env.UPDATE_PICTURES !== undefined) await takeAll()
  for (const name of Object.keys(pictures)) {
    const bytes = readFileSync(join(folder, `${name}.png`))
    expect(logoTypeOf(bytes)).toBe('image/png')
    expect(bytes.length).toBeLessThan(LARGEST)
  }
}, 120_000)
