// A real browser for the tests: Debian's chromium, when this machine has it.
import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const candidates = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

export const browserPath = candidates.find((path) => existsSync(path)) ?? null

/** Said in the name of what is then skipped. */
export const noBrowser = browserPath === null ? ' (skipped: no chromium on this machine)' : ''

export function launchBrowser(): Promise<Browser> {
  if (browserPath === null) throw new Error('no browser: the test should have been skipped')
  return chromium.launch({
    executablePath: browserPath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}
