// Following the numbered pages of a list: from 1, until a page is shorter than asked for; never without end.
import { BankError } from '../bank.ts'

export type PageWalk<T> = {
  /** Items asked for a page: a shorter one is the last. */
  readonly size: number
  readonly cap: number
  /** `number` counts from 1. */
  readonly fetchPage: (number: number) => Promise<readonly T[]>
  /** What tells one item from another; null when it has nothing. */
  readonly idOf: (item: T) => string | null
}

/**
 * Pages in order, as they come: what was read before a failure is the caller's to keep.
 * @throws BankError `page_loop` (too many pages, or one that brings nothing new), or what `fetchPage` throws
 */
export async function* walkPages<T>(walk: PageWalk<T>): AsyncGenerator<readonly T[]> {
  const seen = new Set<string>()
  for (let number = 1; ; number++) {
    if (number > walk.cap) {
      throw new BankError('page_loop', `more than ${walk.cap} pages in one list`)
    }
    const items: readonly T[] = await walk.fetchPage(number)
    const ids = items.map(walk.idOf)
    if (items.length > 0 && ids.every((id) => id !== null && seen.has(id))) {
      throw new BankError('page_loop', 'a page holds nothing but what was already read')
    }
    for (const id of ids) if (id !== null) seen.add(id)
    yield items
    if (items.length < walk.size) return
  }
}
