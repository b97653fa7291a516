// The one place where a process of the service can be stopped at a commit: its pool, wrapped. Nothing of `src` knows.
import type { Pool } from '../../src/db/database.ts'

/** Answers when the process may go on; never, when it is to die there. */
export type ReachPoint = (point: string) => Promise<void>

/** Tells of each transaction twice: before its commit is sent, and after it has been answered. */
export function withCrashPoints(db: Pool, reach: ReachPoint): Pool {
  const transaction = () => ({
    execute: async <T>(work: Parameters<ReturnType<Pool['transaction']>['execute']>[0]) => {
      const name = callersOf(new Error().stack ?? '')
      const result = await db.transaction().execute(async (tx) => {
        const done = await work(tx)
        await reach(`before commit of ${name}`)
        return done
      })
      await reach(`after commit of ${name}`)
      return result as T
    },
  })
  return new Proxy(db, {
    get(target, property) {
      if (property === 'transaction') return transaction
      const value: unknown = Reflect.get(target, property, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

/** Deep enough to see who asked for the transaction through the awaits in between. */
export const STACK_DEPTH = 40

/** Between the commit and whoever wanted it. */
const glue = new Set(['inLenderOfToken', 'asApplicant', 'keepAnswer', 'span', 'handle', 'attempt'])

/** The function of the service that asked for the transaction, and its line: `keepChoices:96`. */
function callersOf(stack: string): string {
  const frame = /at (?:async )?(?:Object\.)?(\w+) \(.*?\/src\/(?!db\/)[^):]*:(\d+)/g
  for (const [, name = '', line = ''] of stack.matchAll(frame)) {
    if (!glue.has(name)) return `${name}:${line}`
  }
  return 'somebody'
}
