// What every page of the journey is held against in a real browser: axe, our own faults, layout shift, weight.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page, Response } from 'playwright-core'
import { pageFaults } from './page-faults.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

export const HEAVIEST = 60_000

/** Before the first page: from then on every shift of the layout is counted. */
export async function countShifts(page: Page): Promise<void> {
  await page.addInitScript(`window.shifted = 0
    new PerformanceObserver((list) => {
      for (const one of list.getEntries()) if (!one.hadRecentInput) window.shifted += one.value
    }).observe({ type: 'layout-shift', buffered: true })`)
}

/** Bytes of bodies as they come over the wire, by page; what the browser has kept costs nothing. */
export function weigh(page: Page): { take(): Promise<number> } {
  let answers: Response[] = []
  page.on('response', (response) => answers.push(response))
  return {
    take: async () => {
      const ours = answers.filter((one) => new URL(one.url()).hostname === 'localhost')
      answers = []
      const sizes = await Promise.all(
        ours.map((one) =>
          one
            .request()
            .sizes()
            .catch(() => ({ responseBodySize: 0, responseHeadersSize: 0 })),
        ),
      )
      return sizes.reduce((sum, size) => sum + size.responseBodySize + size.responseHeadersSize, 0)
    },
  }
}

type AxeResults = { violations: { id: string; nodes: { html: string }[] }[] }

/** All rules of axe, best practices too. The page's policy is not in the way: it is evaluated, not loaded. */
async function axeFaults(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  const { violations } = await page.evaluate<AxeResults>('axe.run(document)')
  return violations.map(({ id, nodes }) => `axe ${id}: ${nodes[0]?.html.slice(0, 120)}`)
}

/** Everything that is wrong with the page as it stands. Where script is off, axe waits for ever: `pageFaults` is for that. */
export async function journeyFaults(page: Page): Promise<string[]> {
  const shifted = await page.evaluate<number | undefined>('window.shifted')
  return [
    ...(await pageFaults(page)),
    ...(await axeFaults(page)),
    ...((shifted ?? 0) > 0 ? [`layout shift ${shifted}`] : []),
  ]
}
