// Ids as the examples of openapi.yaml name them, and the parameters they stand in: put your own in their place.

/** By the part of an address before the id. */
export const exampleIds = {
  sessions: 'ses_4fK9vQm2XbT7cLw1ZpR8sA',
  reports: 'rep_7hN3yGd5WqJ2kVx9MtB4uE',
  reviews: 'rev_2sP6zRf8CnH1jDy5KaL3oT',
  rescorings: 'rsc_9mB1tXw4GvE6qUk7FhZ2iN',
  webhooks: 'whk_5cJ8pLs3YdA9rOe2VnQ6gM',
  deliveries: 'evt_1wT7kHb6RzU4fXm8SyC3lP',
  applicants: 'loan-2026-0042',
  rulebooks: 'current',
} as const satisfies Readonly<Record<string, string>>

/** A second session, of who applies together with the first one's applicant; a line of a report. */
export const otherExampleIds = {
  secondSession: 'ses_8rE5nCz1HsG3vMf6BdY9wK',
  transaction: 'a1-2026-11-03-0007',
} as const

/** The reference page sends a new key in its place. */
export const EXAMPLE_IDEMPOTENCY_KEY = 'one-for-each-request'

const byName: Readonly<Record<string, string | number>> = {
  'idempotency-key': EXAMPLE_IDEMPOTENCY_KEY,
  country: 'FR',
  cutoff: 600,
  format: 'json',
  lang: 'en',
  limit: 20,
  q: 'popu',
  status: 'completed',
  wait: 30,
}

/** What a parameter may be; undefined for a cursor, which only an earlier page gives. */
export function parameterExample(path: string, name: string): string | number | undefined {
  const parts = path.split('/')
  const before = parts[parts.indexOf(`{${name}}`) - 1]
  const id = Object.entries(exampleIds).find(([of]) => of === before)?.[1]
  return id ?? byName[name]
}
