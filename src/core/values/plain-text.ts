// Text that can be kept and hashed: PostgreSQL takes no NUL, and RFC 8785 no half of a surrogate pair.
import type { z } from 'zod'

/** Refuses what a caller must put right itself. */
export function plainText(schema: z.ZodString): z.ZodString {
  return schema.refine(
    (text) => text.isWellFormed() && !text.includes('\0'),
    'must not hold NUL or half of a character',
  )
}

/** Puts U+FFFD in the place of each half character: what a bank sent is read, not refused. */
export function wellFormed(schema: z.ZodString): z.ZodString {
  return schema.overwrite((text) => text.toWellFormed())
}
