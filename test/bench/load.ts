// Load on one address by autocannon, and what it cost the program that answered.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { z } from 'zod'

const resultSchema = z.object({
  requests: z.object({ total: z.number() }),
  duration: z.number(),
  latency: z.object({ p50: z.number(), p99: z.number() }),
  non2xx: z.number(),
  errors: z.number(),
})
const autocannon: (options: object) => Promise<unknown> = createRequire(import.meta.url)(
  'autocannon',
)

export type Load = {
  readonly url: string
  readonly method: 'GET' | 'POST'
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  /** Requests; counted, not timed: a machine that is slow for a moment must not measure code that is cold. */
  readonly amount: number
  readonly connections: number
  /** Of the program that answers. */
  readonly pid: number
}

export type Answered = {
  readonly perSecond: number
  readonly p50: number
  readonly p99: number
  /** Milliseconds of CPU of the program, user and system, for one request. */
  readonly cpuMs: number
}

/** @throws Error when any answer was no success. */
export async function load({ pid, body, ...asked }: Load): Promise<Answered> {
  const before = cpuMsOf(pid)
  const result = resultSchema.parse(
    await autocannon({
      ...asked,
      ...(body === undefined ? {} : { body }),
      // it looks for its end so often, in ms: of 1,000, as usual, its rates are those of whole seconds
      sampleInt: 10,
      // each its own Idempotency-Key
      idReplacement: asked.method === 'POST',
    }),
  )
  if (result.non2xx + result.errors > 0) {
    throw new Error(`${result.non2xx} refused, ${result.errors} lost of ${result.requests.total}`)
  }
  const { total } = result.requests
  const { p50, p99 } = result.latency
  return { perSecond: total / result.duration, p50, p99, cpuMs: (cpuMsOf(pid) - before) / total }
}

/** As Linux tells it: in hundredths of a second. */
export function cpuMsOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10
}
