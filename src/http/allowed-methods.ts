// Which methods an address knows: a wrong verb is told the right ones.

export type MethodAndPath = { readonly method: string; readonly path: string }

/** `path` patterns as hono writes them (`/v1/sessions/:id`). Sorted; GET brings HEAD. */
export function allowedMethods(routes: readonly MethodAndPath[], path: string): string[] {
  const methods = routes
    .filter((route) => route.method !== 'ALL' && patternOf(route.path).test(path))
    .map((route) => route.method)
  return [
    ...new Set(methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]))),
  ].sort()
}

/** The route that answers: of those that fit, the one with the fewest open parts. HEAD is answered as GET. */
export function routeFor<R extends MethodAndPath>(
  routes: readonly R[],
  method: string,
  path: string,
): R | null {
  const asked = method === 'HEAD' ? 'GET' : method
  const fitting = routes.filter((one) => one.method === asked && patternOf(one.path).test(path))
  return fitting.reduce<R | null>(
    (best, one) => (best === null || openParts(one.path) < openParts(best.path) ? one : best),
    null,
  )
}

function openParts(path: string): number {
  return path.split('/').filter((part) => part.startsWith(':')).length
}

function patternOf(path: string): RegExp {
  const source = path
    .split('/')
    .map((part) => (part.startsWith(':') ? '[^/]+' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')))
    .join('/')
  return new RegExp(`^${source}$`)
}
