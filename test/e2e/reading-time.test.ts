// The page of a report tells how long it was in sight, in a real browser; without script it says nothing.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { browserPath, launchBrowser, noBrowser } from '../support/browser.ts'
import { newWalk, press, untilPreview } from '../support/walk.ts'
import { startWholeService, type WholeService } from '../support/whole-service.ts'

type Reading = { readonly namedFor: string | null; readonly seconds: number | null }

describe.skipIf(browserPath === null)(`the time a report is read${noBrowser}`, () => {
  let browser: Browser
  let service: WholeService
  let reportId: string
  beforeAll(async () => {
    service = await startWholeService()
    const walk = await newWalk(service)
    await press(walk, await untilPreview(walk, 'D0999990I0'), '/journey/send')
    reportId = (await service.backend.readReport(walk.id)).report.envelope.id
    browser = await launchBrowser()
  }, 60_000)
  afterAll(async () => {
    await browser.close()
    await service.stop()
  })

  const newest = async (): Promise<Reading | undefined> => {
    const answer = await fetch(`${service.baseUrl}/v1/reports/${reportId}/readings?limit=1`, {
      headers: { authorization: `Bearer ${service.key}` },
    })
    return ((await answer.json()) as { items: Reading[] }).items[0]
  }

  test('is told when the page goes, and counts what was in sight', async () => {
    const link = await service.backend.linkTo(reportId, 'Mme Martin')
    const page = await browser.newPage()
    const faults: string[] = []
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()))
    await page.goto(link)
    expect(await newest()).toMatchObject({ namedFor: 'Mme Martin', seconds: null })
    await page.waitForTimeout(2_200)
    await page.goto('about:blank')
    await expect.poll(async () => (await newest())?.seconds, { timeout: 5_000 }).not.toBeNull()
    const { seconds } = (await newest()) ?? {}
    expect(seconds).toBeGreaterThanOrEqual(2)
    expect(seconds).toBeLessThan(20)
    // the page's own policy lets the script run and tell
    expect(faults).toEqual([])
    await page.close()
  }, 40_000)

  test('is not known where no script runs', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false })
    const page = await context.newPage()
    await page.goto(await service.backend.linkTo(reportId, 'M. Durand'))
    await page.goto('about:blank')
    await context.close()
    expect(await newest()).toMatchObject({ namedFor: 'M. Durand', seconds: null })
  }, 40_000)
})
