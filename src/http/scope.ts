// What a credential may be used for, looked at before anything of the request is read.
import type { MiddlewareHandler } from 'hono'
import type { Scope } from '../lenders/scopes.ts'
import type { MethodAndPath } from './allowed-methods.ts'
import type { AppEnv } from './deps.ts'
import { problemOf, problemResponse } from './problem.ts'

export type ScopedRoute = MethodAndPath & { readonly scope: Scope }

export const requiredScope: MiddlewareHandler<AppEnv> = async (c, next) => {
  const scope = c.get('scope')
  if (c.get('access').scopes.has(scope)) return next()
  return problemResponse(
    problemOf('insufficient_scope', c.get('requestId'), {
      detail: `This needs the scope "${scope}", which the credential does not have.`,
    }),
    {
      'www-authenticate': `Bearer realm="nonante", error="insufficient_scope", scope="${scope}"`,
    },
  )
}
