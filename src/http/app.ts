// The HTTP side as a whole: the API, the applicant's pages, health and the reference.
import { Hono } from 'hono'
import { compress } from 'hono/compress'
import { isInterruption } from '../db/interruption.ts'
import { AppError } from '../errors.ts'
import { createJourney } from '../journey/journey.ts'
import type { AppEnv, HttpDeps } from './deps.ts'
import { idempotency } from './idempotency/idempotency.ts'
import {
  authentication,
  jsonOnly,
  knownRoutes,
  limitedBody,
  limitedHead,
  refuseUnknown,
  requestEvent,
  securityHeaders,
} from './middleware.ts'
import { createPages } from './pages.ts'
import { problemOfError, problemResponse } from './problem.ts'
import { rateLimit } from './rate-limit.ts'
import { endpoints } from './routes/index.ts'
import { requiredScope } from './scope.ts'

export type App = Hono<AppEnv>

const apiRoutes = endpoints.map(({ definition, scope, handle }) => ({
  method: definition.method.toUpperCase(),
  path: definition.path.replaceAll(/\{(\w+)\}/g, ':$1'),
  scope,
  handle,
}))

export function createApp(deps: HttpDeps): App {
  const app = new Hono<AppEnv>()
  app.use(requestEvent(deps))
  app.use(securityHeaders(deps))
  app.use(limitedHead)
  app.onError((raised, c) => {
    c.set('fault', raised)
    const error = isInterruption(raised) ? unavailable(raised) : raised
    const code = error instanceof AppError ? error.code : null
    return problemResponse(problemOfError(error, c.get('requestId')), {
      ...(code === 'unauthenticated' ? { 'www-authenticate': 'Bearer realm="nonante"' } : {}),
      ...(code === 'request_in_progress' || code === 'unavailable' ? { 'retry-after': '2' } : {}),
    })
  })
  app.use('/v1/*', knownRoutes(apiRoutes), authentication(deps), rateLimit(deps), requiredScope)
  app.use(limitedBody())
  app.use('/v1/*', jsonOnly, idempotency(deps))
  // a document reflects nothing of its request but a language: see report-link.ts
  app.use('/v1/reports/:id/document.html', compress())
  for (const { method, path, handle } of apiRoutes) app.on(method, path, (c) => handle(c, deps))
  app.route('/', createPages(deps))
  app.route('/', createJourney(deps))
  app.notFound((c) => refuseUnknown(c, app.routes))
  return app
}

/** The database went away under the request: whoever asks again in a moment is served. */
function unavailable(cause: Error): AppError {
  if (cause instanceof AppError) return cause
  return new AppError('unavailable', 'The service is busy. Try again in a few seconds.', { cause })
}
