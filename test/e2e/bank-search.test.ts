// Looking for a bank among all that are known, in a real browser: by half a name, without accents, by initials, with the
// keyboard, and without script by the form.
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listKnownBanks } from '../../src/banks/directory.ts'
import { mountAssets } from '../../src/journey/assets.ts'
import { currentPage } from '../../src/journey/current-page.ts'
import type { JourneyDeps, JourneyEnv } from '../../src/journey/deps.ts'
import { pageResponse } from '../../src/journey/layout.ts'
import { bankNamed, sampleSession } from '../journey/journey-sample.ts'
import { openPage, shoot, sizes } from '../support/applicant-browser.ts'
import { browserPath, launchBrowser, noBrowser } from '../support/browser.ts'
import { countShifts, HEAVIEST, journeyFaults, weigh } from '../support/journey-page.ts'
import { pageFaults, tabTo } from '../support/page-faults.ts'

const banks = listKnownBanks([]).map(({ id, name, group, brands = [] }) => ({
  ...bankNamed(name, id),
  group,
  brands,
}))

/** The page as the service makes it; a session of the sandbox would have three banks. */
async function serveBanks() {
  const app = new Hono<JourneyEnv>()
  mountAssets(app, {} as JourneyDeps)
  app.get('/journey', (c) => {
    const asked = {
      ...{ adding: false, nothingTicked: false, baseUrl: '', formOrigins: [] },
      query: c.req.query('q') ?? '',
    }
    return pageResponse(currentPage(sampleSession({ banks }), asked))
  })
  app.post('/journey/bank', async (c) => c.text(String((await c.req.parseBody()).bankId)))
  const server = serve({ fetch: app.fetch, port: 0, hostname: 'localhost' })
  await new Promise<void>((resolve) => server.once('listening', () => resolve()))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return { url: `http://localhost:${address.port}/journey`, stop: () => server.close() }
}

const wanted = [
  ['mediter', 'Banque Populaire Méditerranée'],
  ['EPARGNE loire drome', 'Caisse d’Epargne Loire Drôme Ardèche'],
  ['lbp', 'La Banque Postale'],
  ['bpgo', 'Banque Populaire Grand Ouest'],
  ['lyonnais', 'LCL'],
] as const

describe.skipIf(browserPath === null)(`looking for a bank${noBrowser}`, () => {
  let browser: Browser
  let served: Awaited<ReturnType<typeof serveBanks>>
  beforeAll(async () => {
    served = await serveBanks()
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser.close()
    served.stop()
  })
  const shown = (page: Page) => page.locator('#banks button:visible').allInnerTexts()

  test('the list is sound at every width, and light', async () => {
    const { page, errors } = await openPage(browser)
    await countShifts(page)
    const scale = weigh(page)
    await page.goto(served.url)
    expect(await journeyFaults(page)).toEqual([])
    expect(await scale.take()).toBeLessThan(HEAVIEST)
    expect(await shown(page)).toHaveLength(banks.length)
    for (const size of ['small', 'telephone', 'desktop'] as const) {
      await page.setViewportSize(sizes[size])
      expect(await pageFaults(page)).toEqual([])
      await shoot(page, `banks-${size}`)
    }
    expect(errors).toEqual([])
  }, 60_000)

  test('as one types, and by the form without script, the same banks in the same order', async () => {
    const { page } = await openPage(browser)
    await page.goto(served.url)
    const plain = await openPage(browser, { javaScriptEnabled: false })
    await plain.page.goto(served.url)
    for (const [query, name] of wanted) {
      await page.locator('#q').fill(query)
      const typed = await shown(page)
      expect(typed[0]?.split('\n')[0]).toBe(name)
      expect(await page.locator('#found').innerText()).toMatch(
        new RegExp(`^${typed.length} banque`),
      )
      await plain.page.locator('#q').fill(query)
      await plain.page.locator('form[role=search] button').click()
      expect(await shown(plain.page)).toEqual(typed)
    }
  }, 60_000)

  test('nothing found: it says so, aloud, and how to go on', async () => {
    const { page } = await openPage(browser)
    await page.goto(served.url)
    await page.locator('#q').pressSequentially('zzz')
    expect(await shown(page)).toEqual([])
    expect(await page.locator('#found[role=status]').innerText()).toContain('Aucune banque')
    expect(await journeyFaults(page)).toEqual([])
  })

  test('with the keyboard alone: type, arrow down, Enter', async () => {
    const { page } = await openPage(browser)
    await page.goto(served.url)
    await tabTo(page, '#q')
    await page.keyboard.type('grand ouest')
    await page.keyboard.press('Enter')
    const focused = () => page.evaluate('document.activeElement.value')
    expect(await focused()).toBe('bpce-13807')
    await page.keyboard.press('ArrowUp')
    expect(await focused()).toBe('grand ouest')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.waitForURL(/journey\/bank$/)
    expect(await page.locator('body').innerText()).toBe('bpce-13807')
  })
})
