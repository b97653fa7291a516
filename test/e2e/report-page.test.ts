// The underwriter's page in a real browser: every width, on paper and in black and white, with the keyboard and without
// script; lines are found and corrected, and a person's decision is noted.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPage, shoot, sizes } from '../support/applicant-browser.ts'
import { browserPath, launchBrowser, noBrowser } from '../support/browser.ts'
import { pageFaults, tabTo } from '../support/page-faults.ts'
import { startWholeService, type WholeService } from '../support/whole-service.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const golden = join(import.meta.dirname, '../golden')
const statement = JSON.parse(readFileSync(join(golden, 'lea/statement.json'), 'utf8'))

/** Runs as if typed into the console: the page's policy stays in force for the page. */
async function axeFaults(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  return await page.evaluate<string[]>(
    `axe.run().then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html.slice(0, 120))))`,
  )
}

describe.skipIf(browserPath === null)(`the underwriter’s page${noBrowser}`, () => {
  let browser: Browser
  let service: WholeService
  let reportId = ''
  beforeAll(async () => {
    service = await startWholeService()
    browser = await launchBrowser()
    reportId = await keepReport()
  }, 60_000)
  afterAll(async () => {
    await browser.close()
    await service.stop()
  })

  const post = async (path: string, body: unknown) => {
    const answer = await fetch(service.baseUrl + path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: {
        authorization: `Bearer ${service.key}`,
        'content-type': 'application/json',
        'idempotency-key': crypto.randomUUID(),
      },
    })
    expect(answer.status).toBe(201)
    return JSON.parse(await answer.text())
  }
  const keepReport = async (): Promise<string> =>
    (await post('/v1/reports', { statement, keep: true })).envelope.id
  const linkTo = async (id: string, permission: 'read' | 'act' = 'read'): Promise<string> =>
    (await post(`/v1/reports/${id}/links`, { namedFor: 'A. Souscripteur', permission })).url

  test.each(['fr', 'en'])(
    'in %s nothing is wrong for anyone at any width',
    async (lang) => {
      const { page, errors, strangers } = await openPage(browser, { viewport: sizes.desktop })
      await page.goto(`${await linkTo(reportId)}?lang=${lang}`)
      expect(await page.locator('.chart svg[role=img]').count()).toBe(4)
      for (const size of [sizes.desktop, sizes.telephone, sizes.small]) {
        await page.setViewportSize(size)
        expect(await pageFaults(page)).toEqual([])
        expect(await axeFaults(page)).toEqual([])
      }
      await page.setViewportSize(sizes.desktop)
      await page.evaluate(
        "document.querySelectorAll('details').forEach((one) => { one.open = true })",
      )
      expect(await axeFaults(page)).toEqual([])
      expect({ errors, strangers }).toEqual({ errors: [], strangers: [] })
    },
    120_000,
  )

  test('lines are searched, filtered by category and sorted, and evidence is shown whatever is filtered', async () => {
    const { page } = await openPage(browser, { viewport: sizes.desktop })
    await page.goto(`${await linkTo(reportId)}?lang=fr`)
    await page.locator('#lines summary').first().click()
    const shown = page.locator('table.lines tbody tr:not([hidden])')
    const all = await shown.count()
    await page.locator('#tool-text').fill('prêt personnel')
    const found = await shown.count()
    expect(found).toBeGreaterThan(0)
    expect(found).toBeLessThan(all)
    expect(await page.locator('#tool-count').innerText()).toContain(`${found} / ${all}`)
    await page.locator('#tool-kind').selectOption('in')
    expect(await shown.count()).toBe(0)
    await page.locator('#strip .evidence summary').first().click()
    await page.locator('#strip .evidence a').first().click()
    expect(await page.locator('tr:target').isVisible()).toBe(true)
    await page.locator('#tools button[type=reset]').click()
    await page.locator('table.lines thead button').nth(3).click()
    const amounts = await page.evaluate<number[]>(
      "[...document.querySelectorAll('table.lines tbody .n')].map((one) => Number(one.dataset.sort))",
    )
    expect(amounts).toEqual([...amounts].sort((a, b) => a - b))
    await page.locator('#tool-category').selectOption('housing.rent')
    expect(await shown.count()).toBe(3)
  }, 60_000)

  test('with the keyboard alone: to the lines, into the search, and a figure’s evidence', async () => {
    const { page } = await openPage(browser, { viewport: sizes.desktop })
    await page.goto(`${await linkTo(reportId)}?lang=fr`)
    await tabTo(page, '#key .evidence summary')
    await page.keyboard.press('Enter')
    await tabTo(page, '#key .evidence a')
    await page.keyboard.press('Enter')
    expect(await page.locator('tr:target').isVisible()).toBe(true)
    await page.locator('#tool-text').focus()
    await page.keyboard.type('loyer')
    expect(await page.locator('table.lines tbody tr:not([hidden])').count()).toBeGreaterThan(0)
  }, 60_000)

  test('without script every line is there and evidence opens it; nothing offers what cannot work', async () => {
    const { page } = await openPage(browser, { viewport: sizes.desktop, javaScriptEnabled: false })
    await page.goto(`${await linkTo(reportId)}?lang=fr`)
    expect(await page.locator('#tools').isVisible()).toBe(false)
    await page.locator('#key .evidence summary').first().click()
    await page.locator('#key .evidence a').first().click()
    expect(await page.locator('tr:target').isVisible()).toBe(true)
  }, 60_000)

  test('on paper, every line and chart, and nothing to press', async () => {
    const { page } = await openPage(browser, { viewport: sizes.desktop })
    await page.goto(await linkTo(reportId, 'act'))
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('#lines tbody tr').last().isVisible()).toBe(true)
    for (const hidden of ['nav', '#tools', '#desk form >> nth=0']) {
      expect(await page.locator(hidden).isVisible()).toBe(false)
    }
    await page.setViewportSize({ width: 700, height: 990 })
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(700)
    await shoot(page, 'report-paper')
  }, 60_000)

  test('whoever holds a link to act with corrects a line, reads what moved, asks for a review and decides', async () => {
    const { page, errors } = await openPage(browser, { viewport: sizes.desktop })
    await page.goto(`${await linkTo(await keepReport(), 'act')}?lang=fr`)
    await page.locator('#lines summary').first().click()
    await page.locator('#tool-text').fill('cofidis')
    await page.locator('table.lines tbody tr:not([hidden]) .take').first().click()
    expect(await page.locator('#correct-lines').inputValue()).toMatch(/^\d+$/)
    await page.locator('[name=mine]').check()
    await page.locator('#correct-reason').fill('Prêt de son frère, justificatif vu.')
    await page.locator('form:has(#correct-lines) button.main').click()
    await page.waitForSelector('#changes')
    expect(await page.locator('.told').innerText()).toContain('version corrigée')
    expect(await page.locator('#changes').innerText()).toContain('Prêt de son frère')
    expect(await axeFaults(page)).toEqual([])
    await shoot(page, 'report-corrected')
    await page.locator('#desk summary', { hasText: 'revue' }).click()
    await page.locator('#review-reason').fill('Le demandeur conteste la classe.')
    await page.locator('form:has(#review-reason) button.main').click()
    await page.locator('#desk summary', { hasText: 'décision' }).click()
    await page.locator('[name=outcome]').selectOption('data_corrected')
    await page.locator('[id^=decision-reason]').fill('Version corrigée retenue.')
    await page.locator('form:has([name=outcome]) button.main').click()
    await page.waitForURL(/told=review_closed/)
    expect(await page.locator('#desk').innerText()).toContain('Version corrigée retenue.')
    expect(errors).toEqual([])
  }, 180_000)
})
