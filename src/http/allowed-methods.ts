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

function patternOf(path: string): RegExp {
  const source = path
    .split('/')
    .map((part) => (part.startsWith(':') ? '[^/]+' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')))
    .join('/')
  return new RegExp(`^${source}$`)
}
