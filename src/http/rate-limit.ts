// How many requests a key may make: told on every answer (draft-ietf-httpapi-ratelimit-headers-11), refused beyond.
import type { MiddlewareHandler } from 'hono'
import type { AppEnv, HttpDeps } from './deps.ts'
import { problemOf, problemResponse } from './problem.ts'
import { requestCounter, WINDOW_SECONDS } from './request-count.ts'

/** In each minute of the clock, over all processes of the API. */
export function rateLimit(deps: HttpDeps): MiddlewareHandler<AppEnv> {
  const countRequest = requestCounter(deps)
  return async (c, next) => {
    const { lender, actor } = c.get('access')
    const quota = lender.settings.requestsPerMinute
    const { requests, secondsLeft } = countRequest(`${lender.id} ${actor}`)
    const left = quota - requests
    const headers = {
      'ratelimit-policy': `"key";q=${quota};w=${WINDOW_SECONDS}`,
      ratelimit: `"key";r=${Math.max(0, left)};t=${secondsLeft}`,
    }
    if (left < 0) {
      return problemResponse(
        problemOf('rate_limited', c.get('requestId'), {
          detail: `This key may make ${quota} requests in ${WINDOW_SECONDS} seconds.`,
        }),
        { ...headers, 'retry-after': String(secondsLeft) },
      )
    }
    await next()
    for (const [name, value] of Object.entries(headers)) c.res.headers.set(name, value)
    return undefined
  }
}
