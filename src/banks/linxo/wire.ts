// Linxo Connect 2.1 as it is sent: strict only about what is used, tolerant of the rest.
import { z } from 'zod'
import { decimalText } from '../lenient-json.ts'

const text = z.string().nullish().catch(null)
/** Ids stand in paths and queries: anything that could lead elsewhere is none. */
const id = z
  .union([z.string(), z.number()])
  .transform(String)
  .pipe(z.string().regex(/^[\w.:-]{1,80}$/))

/** JSON numbers by their shortest text; text as it is. Whether it is an amount is decided line by line. */
const decimalSchema = z.union([z.string(), z.number()]).transform(decimalText)

/** Seconds since 1970; 0 and less mean that there is none. */
const epochSchema = z.number().positive().max(1e11).nullish().catch(null)

/** What may stand in an Authorization header (RFC 6750, b64token, and a little more). */
const tokenText = z.string().regex(/^[\x21-\x7e]{1,4096}$/)

export const wireTokenSchema = z.object({
  access_token: tokenText,
  /** Seconds; some write it as text. */
  expires_in: z.coerce.number().int().nonnegative().nullish().catch(null),
})

const linkSchema = z
  .union([z.string(), z.object({ href: z.string() })])
  .transform((link) => (typeof link === 'string' ? link : link.href))

export const wireWidgetSessionSchema = z.object({
  _links: z.object({ add_connection: linkSchema }),
})

export const connectionStatuses = [
  'RUNNING',
  'SUCCESS',
  'PARTIAL_SUCCESS',
  'FAILED',
  'CLOSED',
  'NONE',
] as const

export const wireConnectionSchema = z.object({
  id,
  /** A status nobody documented is no end of a synchronisation. */
  status: z.enum(connectionStatuses).catch('RUNNING'),
  /** [D] Documented as a field, not as a shape: a name, or an object that holds one. */
  owner: z.unknown().optional(),
})
export type WireConnection = z.output<typeof wireConnectionSchema>

const ownerSchema = z.union([
  z.string(),
  z.object({ name: z.string() }).transform(({ name }) => name),
  z
    .object({ first_name: text, last_name: text })
    .transform(({ first_name, last_name }) => [last_name, first_name].filter(Boolean).join(' ')),
])

/** The name in an `owner`; null when it holds none. */
export function ownerName(owner: unknown): string | null {
  const read = ownerSchema.safeParse(owner)
  return read.success ? read.data.trim() || null : null
}

/**
 * [D] The facts name `loan`, `savings` and `credit_card` and not their fields. These are read, and
 * another shape reads as not given.
 */
const loanSchema = z
  .object({ monthly_payment: decimalSchema.nullish().catch(null), end_date: epochSchema })
  .nullish()
  .catch(null)
const creditCardSchema = z
  .object({ linked_account_id: id.nullish().catch(null) })
  .nullish()
  .catch(null)

export const wireAccountSchema = z.object({
  id,
  connection_id: id.nullish().catch(null),
  name: text,
  iban: text,
  balance: decimalSchema.nullish().catch(null),
  balance_date: epochSchema,
  currency: text,
  /** CHECKINGS, SAVINGS, LOAN, CREDIT_CARD; another is kept as it is. */
  type: z.string(),
  /** MANUAL, ACTIVE, ERROR, NOT_FOUND, CLOSED, SUSPENDED, PENDING_CONSENT. */
  status: text,
  /** PERSONAL or PROFESSIONAL, in one field or the other. */
  usage: text,
  classification: text,
  group: text,
  loan: loanSchema,
  credit_card: creditCardSchema,
  owner: z.unknown().optional(),
})
export type WireAccount = z.output<typeof wireAccountSchema>

export const wireTransactionSchema = z.object({
  id: id.nullish().catch(null),
  account_id: id.nullish().catch(null),
  amount: decimalSchema,
  currency: text,
  type: text,
  /** ORIGINAL, UPCOMING, TRANSACTION, RECURRING, SCHEDULED. */
  origin: text,
  /** BOOKED, PENDING, OTHER, EXPIRED, REJECTED, CANCELLED, REFUNDED. */
  status: text,
  category_id: text,
  date: epochSchema,
  booking_date: epochSchema,
  transaction_date: epochSchema,
  value_date: epochSchema,
  label: text,
  remittance_information: z.array(z.unknown()).nullish().catch(null),
})
export type WireTransaction = z.output<typeof wireTransactionSchema>

/** A list of `item`; null when it is none: an empty list is written as one. */
export function readList<S extends z.ZodType>(answer: unknown, item: S): z.output<S>[] | null {
  const list = z.array(item).safeParse(answer)
  return list.success ? list.data : null
}

/** `Location: …/users/1234`; null when it names no user. */
export function userIdIn(location: string | null): string | null {
  return /\/users\/([\w.:-]{1,80})\/?$/.exec(location ?? '')?.[1] ?? null
}
