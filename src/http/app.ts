// The HTTP side as a whole: the API, the applicant's pages, health and the reference.
import { Hono } from 'hono'
import { AppError } from '../errors.ts'
import { createJourney } from '../journey/journey.ts'
import type { AppEnv, HttpDeps } from './deps.ts'
import { idempotency } from './idempotency/idempotency.ts'
import {
  authentication,
  jsonOnly,
  knownRoutes,
  limitedBody,
  refuseUnknown,
  requestEvent,
  securityHeaders,
} from './middleware.ts'
import { createPages } from './pages.ts'
import { problemOfError, problemResponse } from './problem.ts'
import { endpoints } from './routes/index.ts'

export type App = Hono<AppEnv>

const apiRoutes = endpoints.map(({ definition, handle }) => ({
  method: definition.method.toUpperCase(),
  path: definition.path.replaceAll(/\{(\w+)\}/g, ':$1'),
  handle,
}))

export function createApp(deps: HttpDeps): App {
  const app = new Hono<AppEnv>()
  app.use(requestEvent(deps))
  app.use(securityHeaders(deps))
  app.onError((error, c) => {
    c.set('fault', error)
    const unauthenticated = error instanceof AppError && error.code === 'unauthenticated'
    const inProgress = error instanceof AppError && error.code === 'request_in_progress'
    return problemResponse(problemOfError(error, c.get('requestId')), {
      ...(unauthenticated ? { 'www-authenticate': 'Bearer realm="nonante"' } : {}),
      ...(inProgress ? { 'retry-after': '2' } : {}),
    })
  })
  app.use('/v1/*', knownRoutes(apiRoutes), authentication(deps))
  app.use(limitedBody())
  app.use('/v1/*', jsonOnly, idempotency(deps))
  for (const { method, path, handle } of apiRoutes) app.on(method, path, (c) => handle(c, deps))
  app.route('/', createPages(deps))
  app.route('/', createJourney(deps))
  app.notFound((c) => refuseUnknown(c, app.routes))
  return app
}
