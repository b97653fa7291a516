// Fields of `banks.yaml` that every kind of bank has.
import { z } from 'zod'

export const origin = z
  .url({ protocol: /^https?$/ })
  .refine((text) => new URL(text).pathname === '/', 'must be an origin, without a path')
  .transform((text) => new URL(text).origin)

export const limit = z.int().positive().optional()

/** Limits that take the place of ours: of a bank slower than others, or for a test in a hurry. */
export const limitsShape = {
  connectMs: limit,
  headersMs: limit,
  bodyMs: limit,
  callMs: limit,
  answerBytes: limit,
  connections: limit,
  pages: limit,
  accountsAtOnce: limit,
}
