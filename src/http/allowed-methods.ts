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

/** Of the paths of our own routes: a closed set, each made once. */
const patterns = new Map<string, RegExp>()

function patternOf(path: string): RegExp {
  const known = patterns.get(path)
  if (known !== undefined) return known
  const source = path
    .split('/')
    .map((part) => (part.startsWith(':') ? '[^/]+' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')))
    .join('/')
  const pattern = new RegExp(`^${source}$`)
  patterns.set(path, pattern)
  return pattern
}
