// What a credential may be used for, looked at before anything of the request is read.
import type { MiddlewareHandler } from 'hono'
import type { Scope } from '../lenders/scopes.ts'
import { type MethodAndPath, routeFor } from './allowed-methods.ts'
import type { AppEnv } from './deps.ts'
import { problemOf, problemResponse } from './problem.ts'

export type ScopedRoute = MethodAndPath & { readonly scope: Scope }

export function requiredScope(routes: readonly ScopedRoute[]): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const route = routeFor(routes, c.req.method, new URL(c.req.url).pathname)
    if (route === null || c.get('access').scopes.has(route.scope)) return next()
    return problemResponse(
      problemOf('insufficient_scope', c.get('requestId'), {
        detail: `This needs the scope "${route.scope}", which the credential does not have.`,
      }),
      {
        'www-authenticate': `Bearer realm="nonante", error="insufficient_scope", scope="${route.scope}"`,
      },
    )
  }
}
