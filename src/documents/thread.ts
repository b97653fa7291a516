// Threads for what is heavy to load and slow to make, so that the service answers others meanwhile.
import { Worker } from 'node:worker_threads'

export type Thread<Asked, Made> = {
  /** @throws Error when it takes too long, or the thread failed at it. */
  ask(asked: Asked): Promise<Made>
  /** Starts one if none waits, for a question that comes soon. */
  warm(): void
}

export type ThreadOptions = {
  readonly file: URL
  /** Threads at once; who comes later waits. */
  readonly most: number
  readonly longestMs: number
  /** How long a thread that has answered waits for the next question; 0: it ends. */
  readonly idleMs: number
  readonly heapMegabytes: number
  /** What could not be done, for the error. */
  readonly failure: string
}

type Running = { readonly worker: Worker; idle: NodeJS.Timeout | undefined }

/** Started when first asked; none keeps the process from ending while nobody waits for it. */
export function createThread<Asked, Made>(options: ThreadOptions): Thread<Asked, Made> {
  const waiting: (() => void)[] = []
  const free: Running[] = []
  let busy = 0

  async function ask(asked: Asked): Promise<Made> {
    while (busy >= options.most) await new Promise<void>((resolve) => waiting.push(resolve))
    busy += 1
    const running = free.pop() ?? start(options)
    clearTimeout(running.idle)
    try {
      const made = await answer<Asked, Made>(running.worker, asked, options)
      keep(running)
      return made
    } catch (error) {
      void running.worker.terminate()
      throw error
    } finally {
      busy -= 1
      waiting.shift()?.()
    }
  }

  function keep(running: Running): void {
    if (options.idleMs === 0) return void running.worker.terminate()
    running.worker.unref()
    running.worker.once('exit', () => forget(running))
    running.idle = setTimeout(() => {
      forget(running)
      void running.worker.terminate()
    }, options.idleMs).unref()
    free.push(running)
  }

  function forget(running: Running): void {
    clearTimeout(running.idle)
    const index = free.indexOf(running)
    if (index >= 0) free.splice(index, 1)
  }
  function warm(): void {
    if (free.length === 0 && busy < options.most) keep(start(options))
  }
  return { ask, warm }
}

function start({ file, heapMegabytes }: ThreadOptions): Running {
  const worker = new Worker(file, { resourceLimits: { maxOldGenerationSizeMb: heapMegabytes } })
  // one that fails before it is asked is forgotten at its exit
  worker.on('error', () => {})
  return { worker, idle: undefined }
}

async function answer<Asked, Made>(
  worker: Worker,
  asked: Asked,
  { longestMs, failure }: ThreadOptions,
): Promise<Made> {
  worker.ref()
  worker.removeAllListeners()
  const overdue = setTimeout(() => void worker.terminate(), longestMs)
  try {
    return await new Promise<Made>((resolve, reject) => {
      worker.once('message', resolve)
      worker.once('error', reject)
      worker.once('exit', () => reject(new Error(failure)))
      worker.postMessage(asked)
    })
  } finally {
    clearTimeout(overdue)
    worker.removeAllListeners()
    // a thread may still fail while it ends: nobody waits for it any more
    worker.on('error', () => {})
  }
}
