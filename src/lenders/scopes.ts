// What a credential may be used for: a closed set, one scope a route.

export const scopes = [
  'banks:read',
  'sessions:read',
  'sessions:write',
  'reports:read',
  'reports:write',
  'names:read',
  'reviews:read',
  'reviews:write',
  'applicants:read',
  'applicants:write',
  'outcomes:write',
  'rulebooks:read',
  'rescorings:read',
  'rescorings:write',
  'webhooks:read',
  'webhooks:write',
  'lender:read',
  'lender:write',
] as const
export type Scope = (typeof scopes)[number]

/** What a key has that was given none by name: all but telling the names that were withheld. */
export const usualScopes: readonly Scope[] = scopes.filter((scope) => scope !== 'names:read')

const known: ReadonlySet<string> = new Set(scopes)

export function isScope(text: string): text is Scope {
  return known.has(text)
}
