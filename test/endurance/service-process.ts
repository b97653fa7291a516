// A process of the service as `nonante serve --worker` is one, told by its parent when to start, what time it is,
// and where to stand still. Made to be killed.
import { once } from 'node:events'
import type { Config } from '../../src/config.ts'
import { createLifecycle, stopOnSignals } from '../../src/runtime/lifecycle.ts'
import { createEventLogger } from '../../src/telemetry/log.ts'
import { openParts, type Parts } from '../../src/wiring/parts.ts'
import { startServing, startWorking } from '../../src/wiring/serving.ts'
import { type ReachPoint, STACK_DEPTH, withCrashPoints } from './crash-points.ts'

export type ProcessSettings = {
  readonly config: Omit<Config, 'keys'>
  /** In base64: of the key-encryption key. */
  readonly key: string
  readonly holdSeconds: number
  /** How far its clock is ahead of the machine's. */
  readonly aheadSeconds: number
  /** Asks at every commit whether it may go on. */
  readonly asks: boolean
}

export type ToProcess =
  | { readonly type: 'start'; readonly settings: ProcessSettings }
  | { readonly type: 'pass'; readonly seconds: number }
  | { readonly type: 'go'; readonly question: number }
export type FromProcess =
  | { readonly type: 'loaded' }
  | { readonly type: 'started' }
  | { readonly type: 'at'; readonly question: number; readonly point: string }

let aheadMs = 0
const clock = { now: () => new Date(Date.now() + aheadMs) }
const waiting = new Map<number, () => void>()
let questions = 0

const reach: ReachPoint = async (point) => {
  questions += 1
  const question = questions
  const answered = Promise.withResolvers<void>()
  waiting.set(question, answered.resolve)
  tell({ type: 'at', question, point })
  await answered.promise
}

function tell(message: FromProcess): void {
  process.send?.(message)
}

async function start({ config, key, asks, ...settings }: ProcessSettings): Promise<void> {
  aheadMs = settings.aheadSeconds * 1000
  const lifecycle = createLifecycle({ tell: () => {} })
  stopOnSignals(lifecycle)
  const log = createEventLogger({ clock, output: (line) => process.stderr.write(line) })
  const keys = [{ version: 'test1', key: Buffer.from(key, 'base64') }]
  const opened = (role: 'nonante_api' | 'nonante_worker') => {
    const input = { config: { ...config, keys }, clock, log, applicationName: 'endurance' }
    return openParts(lifecycle, { ...input, role })
  }
  const wrapped = (db: Parts['db']) => (asks ? withCrashPoints(db, reach) : db)
  const worker = await opened('nonante_worker')
  // a hold may be short here, so that a pause may be longer
  const working = { ...worker, db: wrapped(worker.db), holdSeconds: settings.holdSeconds }
  await startWorking(lifecycle, working)
  const api = await opened('nonante_api')
  await startServing(lifecycle, { ...api, db: wrapped(api.db) })
  tell({ type: 'started' })
  await lifecycle.stopped
  process.disconnect?.()
}

Error.stackTraceLimit = STACK_DEPTH
process.on('message', (message: ToProcess) => {
  if (message.type === 'start') void start(message.settings)
  if (message.type === 'pass') aheadMs += message.seconds * 1000
  if (message.type === 'go') waiting.get(message.question)?.()
})
tell({ type: 'loaded' })
// whoever started this process and is gone needs it no more
await once(process, 'disconnect')
process.exit()
