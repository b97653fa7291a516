// Following the pages of a list: never off the bank's own addresses, never twice, never without end.
import { BankError } from '../bank.ts'
import type { Page } from './wire.ts'

export type PageWalk<T> = {
  readonly first: URL
  /** Every page lies under this address: same scheme, host, port and base path. */
  readonly base: URL
  readonly cap: number
  /** `position` counts from 1. */
  readonly fetchPage: (url: URL, position: number) => Promise<Page<T>>
}

/**
 * Pages in order, as they come: what was read before a failure is the caller's to keep.
 * @throws BankError `page_loop`, or what `fetchPage` throws
 */
export async function* walkPages<T>(walk: PageWalk<T>): AsyncGenerator<readonly T[]> {
  const visited = new Set<string>()
  let before: readonly T[] = []
  let url: URL | null = walk.first
  while (url !== null) {
    if (visited.size >= walk.cap) {
      throw new BankError('page_loop', `more than ${walk.cap} pages in one list`)
    }
    visited.add(url.href)
    const page: Page<T> = await walk.fetchPage(url, visited.size)
    if (isSamePage(page.items, before)) {
      throw new BankError('page_loop', 'the page before was sent again under another address')
    }
    before = page.items
    yield page.items
    url = page.next === null ? null : nextPage(page.next, url, walk.base)
    if (url !== null && visited.has(url.href)) {
      throw new BankError('page_loop', 'the next page is one already read')
    }
  }
}

/** Of a bank that does not read the page asked for: its lines must not count twice. */
function isSamePage<T>(page: readonly T[], before: readonly T[]): boolean {
  if (page.length === 0 || page.length !== before.length) return false
  // one line is enough to tell pages apart, nearly always
  return sameText(page[0], before[0]) && page.every((item, at) => sameText(item, before[at]))
}

function sameText(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

/**
 * A link as sent, absolute or relative to the page or to the base path.
 * @throws BankError `page_loop` when it leads elsewhere
 */
export function nextPage(href: string, current: URL, base: URL): URL {
  const candidates = [resolve(href, current)]
  // older STET texts write links relative to the root of the interface
  if (!/^[a-z][a-z0-9+.-]*:|^[\\/]{2}/i.test(href)) {
    candidates.push(resolve(`${folderOf(base.href)}${href.replace(/^\/+/, '')}`, base))
  }
  const found = candidates.find((url) => url !== null && isUnder(url, base))
  if (!found) throw new BankError('page_loop', 'the next page is not among the bank addresses')
  found.hash = ''
  return found
}

function resolve(href: string, from: URL): URL | null {
  return URL.canParse(href, from.href) ? new URL(href, from) : null
}

function isUnder(url: URL, base: URL): boolean {
  return (
    url.protocol === base.protocol &&
    url.host === base.host &&
    url.username === '' &&
    url.password === '' &&
    url.pathname.startsWith(folderOf(base.pathname))
  )
}

/** With one slash at the end: the base path may be the root of the host. */
function folderOf(address: string): string {
  return address.endsWith('/') ? address : `${address}/`
}
