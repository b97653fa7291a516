// How many requests a key may make: told on every answer (draft-ietf-httpapi-ratelimit-headers-11), refused beyond.
import type { MiddlewareHandler } from 'hono'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import type { AppEnv } from './deps.ts'
import { problemOf, problemResponse } from './problem.ts'

const WINDOW_SECONDS = 60
/** Counted down per credential: its limit is its lender's, which may change while it is used. */
const CEILING = 1_000_000_000

/**
 * Counted in this process, so that no request waits for it: with several processes of the API a key may make as
 * many requests in each.
 */
export function rateLimit(): MiddlewareHandler<AppEnv> {
  const counted = new RateLimiterMemory({ points: CEILING, duration: WINDOW_SECONDS })
  return async (c, next) => {
    const { lender, actor } = c.get('access')
    const quota = lender.settings.requestsPerMinute
    const state = await consume(counted, `${lender.id} ${actor}`)
    const seconds = Math.max(1, Math.ceil(state.msBeforeNext / 1000))
    const left = quota - state.consumedPoints
    const headers = {
      'ratelimit-policy': `"key";q=${quota};w=${WINDOW_SECONDS}`,
      ratelimit: `"key";r=${Math.max(0, left)};t=${seconds}`,
    }
    if (left < 0) {
      return problemResponse(
        problemOf('rate_limited', c.get('requestId'), {
          detail: `This key may make ${quota} requests in ${WINDOW_SECONDS} seconds.`,
        }),
        { ...headers, 'retry-after': String(seconds) },
      )
    }
    await next()
    for (const [name, value] of Object.entries(headers)) c.header(name, value)
    return undefined
  }
}

async function consume(counted: RateLimiterMemory, key: string): Promise<RateLimiterRes> {
  try {
    return await counted.consume(key)
  } catch (refused) {
    if (refused instanceof RateLimiterRes) return refused
    throw refused
  }
}
