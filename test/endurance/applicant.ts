// An applicant at a plain browser: looks where the session stands and does the next thing, again after any failure.
import { setTimeout as sleep } from 'node:timers/promises'
import type { Member } from './fleet.ts'

export type Reach = (path: string, init: RequestInit, chosen?: Member) => Promise<Response>

export type Intent = {
  /** What this applicant does when they reach that page, instead of going on. */
  readonly atAccounts?: 'share' | 'leave' | 'decline' | 'go_away'
  readonly atBank?: 'sign_in' | 'refuse' | 'go_away'
  readonly atPreview?: 'send' | 'decline' | 'go_away'
  /** Joins so many banks before saying that there is no other. */
  readonly banks?: number
}

export type Browser = {
  readonly reach: Reach
  readonly consentPath: string
  readonly bankId: string
  /** @returns the address the bank sends the browser back to. */
  readonly signIn: (authorizeUrl: string) => URL
  cookie: string | null
  /** The way back from the bank, while it has not been answered. */
  back: URL | null
  joined: number
}

const own = { 'sec-fetch-site': 'same-origin' }

/** `ended`: a page without a next step; `away`: the applicant has gone; `waiting`: the service works. */
export type Step = 'moved' | 'waiting' | 'ended' | 'away' | 'failed'

/** One step from wherever the session stands. A lost connection is a failed step: the applicant reloads. */
export async function takeStep(browser: Browser, intent: Intent): Promise<Step> {
  try {
    if (browser.cookie === null) return await open(browser)
    if (browser.back !== null) return await comeBack(browser)
    const page = await get(browser, '/journey')
    if (page.status >= 500) return 'failed'
    return await act(browser, intent, await page.text())
  } catch (error) {
    if (isLost(error)) return 'failed'
    throw error
  }
}

/** What `fetch` throws when the other side died. */
export function isLost(error: unknown): boolean {
  return error instanceof TypeError || (error instanceof Error && error.name === 'SocketError')
}

/** Until nothing is left to do, or `give` says so. @returns how it ended */
export async function walk(
  browser: Browser,
  intent: Intent,
  { pauseMs, idle }: { pauseMs: number; idle: (quietMs: number) => Promise<boolean> },
): Promise<'ended' | 'away' | 'stuck'> {
  let moved = performance.now()
  for (;;) {
    const step = await takeStep(browser, intent)
    if (step === 'ended' || step === 'away') return step
    if (step === 'moved') moved = performance.now()
    else {
      if (!(await idle(performance.now() - moved))) return 'stuck'
      await sleep(pauseMs)
    }
  }
}

async function act(browser: Browser, intent: Intent, html: string): Promise<Step> {
  const { atAccounts = 'share', atPreview = 'send', banks = 1 } = intent
  const connectionId = /name="connectionId" value="([^"]+)"/.exec(html)?.[1] ?? ''
  if (html.includes('action="/journey/accounts"')) {
    if (atAccounts === 'go_away') return 'away'
    if (atAccounts === 'decline') return await post(browser, '/journey/decline', {})
    if (atAccounts === 'leave') return await post(browser, '/journey/leave', { connectionId })
    return await post(browser, '/journey/accounts', granted(html, connectionId))
  }
  if (html.includes('action="/journey/send"')) {
    if (atPreview === 'go_away') return 'away'
    return await post(browser, `/journey/${atPreview}`, {})
  }
  if (html.includes('action="/journey/finish"')) {
    if (browser.joined >= banks) return await post(browser, '/journey/finish', {})
    return await goToBank(browser, intent)
  }
  if (html.includes('action="/journey/bank"')) return await goToBank(browser, intent)
  return html.includes('http-equiv="refresh"') ? 'waiting' : 'ended'
}

async function open(browser: Browser): Promise<Step> {
  const shown = await browser.reach(browser.consentPath, { headers: own })
  if (shown.status === 410 || shown.status === 404) return 'ended'
  // the words that were shown, told by their hash: it is them that the applicant accepts
  const shownHash = /name="shown" value="([^"]+)"/.exec(await shown.text())?.[1] ?? ''
  const fields = new URLSearchParams({ decision: 'accept', shown: shownHash })
  const init = { method: 'POST', headers: own, body: fields }
  const reply = await browser.reach(browser.consentPath, init)
  // the link was used and its cookie lost on the way: only the lender can make another
  if (reply.status === 410) return 'ended'
  if (reply.status !== 303) return 'failed'
  const [cookie] = reply.headers.getSetCookie()
  browser.cookie = cookie?.split(';')[0] ?? null
  return cookie === undefined ? 'failed' : 'moved'
}

async function goToBank(browser: Browser, { atBank = 'sign_in' }: Intent): Promise<Step> {
  const init = form(browser, { bankId: browser.bankId })
  const reply = await browser.reach('/journey/bank', init)
  const location = reply.headers.get('location')
  if (reply.status !== 303 || location === null) return 'failed'
  if (atBank === 'go_away') return 'away'
  browser.back = browser.signIn(location)
  browser.joined += 1
  if (atBank === 'refuse') {
    browser.back.searchParams.delete('code')
    browser.back.searchParams.set('error', 'access_denied')
  }
  return 'moved'
}

async function comeBack(browser: Browser): Promise<Step> {
  const { back } = browser
  const reply = await get(browser, `${back?.pathname}${back?.search}`)
  if (reply.status >= 500) return 'failed'
  browser.back = null
  return 'moved'
}

async function post(browser: Browser, path: string, fields: Fields): Promise<Step> {
  const reply = await browser.reach(path, form(browser, fields))
  return reply.status === 303 ? 'moved' : 'failed'
}

type Fields = Record<string, string> | [string, string][]

function granted(html: string, connectionId: string): [string, string][] {
  const boxes = html.matchAll(/name="(balances|transactions)" value="([^"]+)"/g)
  return [
    ['connectionId', connectionId],
    ['identity', 'yes'],
    ...[...boxes].map(([, name = '', value = '']): [string, string] => [name, value]),
  ]
}

function form(browser: Browser, fields: Fields): RequestInit {
  const body = new URLSearchParams(fields)
  return { method: 'POST', headers: { ...own, cookie: browser.cookie ?? '' }, body }
}

async function get({ reach, cookie }: Browser, path: string): Promise<Response> {
  return await reach(path, { headers: { cookie: cookie ?? '' } })
}
