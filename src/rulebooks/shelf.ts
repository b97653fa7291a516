// Rulebooks compiled in this process, by hash: compiling takes half a second, and several are in use at once.
import type { ActiveRulebook } from './active.ts'

export type Shelf = {
  /** The one of this hash, loaded by the first who asks; a load that failed is tried again by the next. */
  take(hash: string, load: () => Promise<ActiveRulebook>): Promise<ActiveRulebook>
}

/** The active ones of some lenders, a challenger, and one or two a correction asks for. */
const MOST = 8

export function createShelf(most = MOST): Shelf {
  const kept = new Map<string, Promise<ActiveRulebook>>()
  return {
    take(hash, load) {
      const found = kept.get(hash)
      kept.delete(hash)
      const taken = found ?? load()
      // last in the map: asked for last
      kept.set(hash, taken)
      if (found === undefined) {
        taken.catch(() => {
          if (kept.get(hash) === taken) kept.delete(hash)
        })
      }
      const [oldest] = kept.keys()
      if (kept.size > most && oldest !== undefined) kept.delete(oldest)
      return taken
    },
  }
}
