// STET 1.4 as banks really send it: strict only about what is used, tolerant of the rest.
// An empty body or a missing list reads as an empty answer; other shapes do not parse.
import { z } from 'zod'
import { amountSchema, bodySchema, linkIn, linkSchema, text } from '../lenient-json.ts'

/** Every other relation may be spelt or filled as the bank likes. */
const pageLinksSchema = z
  .union([
    z.object({ next: linkSchema, self: linkSchema.catch(null), last: linkSchema.catch(null) }),
    z.tuple([]),
  ])
  .nullish()
type PageLinks = z.output<typeof pageLinksSchema>

/** A page that says it is itself the last is believed, though its next link leads back to it. */
function nextOf(links: PageLinks): string | null {
  if (!links || !('next' in links)) return null
  const { next, self, last } = links
  return next === self && next === last ? null : next
}

export const wireBalanceSchema = z.object({
  name: text,
  balanceType: text,
  balanceAmount: amountSchema,
  referenceDate: text,
})
export type WireBalance = z.output<typeof wireBalanceSchema>

const partySchema = z.object({ name: text }).nullish()
const partyAccountSchema = z.object({ iban: text }).nullish()

export const wireTransactionSchema = z.object({
  resourceId: text,
  entryReference: text,
  transactionAmount: amountSchema,
  creditDebitIndicator: z.enum(['CRDT', 'DBIT']),
  status: text,
  expectedBookingDate: text,
  bookingDate: text,
  valueDate: text,
  transactionDate: text,
  bankTransactionCode: z
    .object({ domain: text, family: text, subFamily: text, code: text, issuer: text })
    .nullish(),
  relatedParties: z
    .object({
      debtor: partySchema,
      creditor: partySchema,
      ultimateDebtor: partySchema,
      ultimateCreditor: partySchema,
      debtorAccount: partyAccountSchema,
      creditorAccount: partyAccountSchema,
    })
    .nullish(),
  remittanceInformation: z
    .union([
      z.string(),
      z.array(z.string().nullable()),
      z.object({ unstructured: z.union([z.string(), z.array(z.string().nullable())]).nullish() }),
    ])
    .nullish(),
})
export type WireTransaction = z.output<typeof wireTransactionSchema>

export const wireAccountSchema = z.object({
  resourceId: text,
  bicFi: text,
  name: text,
  details: text,
  usage: text,
  cashAccountType: text,
  product: text,
  psuStatus: text,
  linkedAccount: text,
  accountId: z.object({ iban: text, currency: text }).nullish(),
  // before 1.4.2 the currency stood beside accountId
  currency: text,
  balances: z.array(z.unknown()).nullish(),
  _links: z.unknown().optional(),
})
export type WireAccount = z.output<typeof wireAccountSchema>

export const wireIdentitySchema = z.object({
  connectedPsu: text,
  connectedPsuFirstName: text,
  connectedPsuLastName: text,
  /** STET 1.5 and later. */
  identity: z.object({ fullName: text }).nullish(),
})

/** What may stand in an Authorization header (RFC 6750, b64token, and a little more). */
const tokenText = z.string().regex(/^[\x21-\x7e]{1,4096}$/)

export const wireTokenSchema = z.object({
  access_token: tokenText,
  refresh_token: tokenText.nullish(),
  /** Seconds; some banks write it as text. */
  expires_in: z.coerce.number().int().nonnegative().nullish().catch(null),
})

const consentedSchema = z.array(z.object({ iban: z.string() }))

/** What is written, not read: the body of a consent. */
export const wireConsentSchema = z.object({
  balances: consentedSchema,
  transactions: consentedSchema,
  trustedBeneficiaries: z.boolean(),
  psuIdentity: z.boolean(),
})
export type WireConsent = z.infer<typeof wireConsentSchema>

/** One page of a HAL list. */
export type Page<T> = {
  readonly items: readonly T[]
  /** Where the bank says the next page is; null on the last. */
  readonly next: string | null
  /** Whether the list was sent at all, even empty. */
  readonly present: boolean
}

/** Reads the list `key` of an answer; null when it has another shape than STET's. */
export function readPage<S extends z.ZodType>(
  answer: unknown,
  key: 'accounts' | 'balances' | 'transactions',
  item: S,
): Page<z.output<S>> | null {
  const body = bodySchema.safeParse(answer ?? {})
  if (!body.success) return null
  const list = z.array(item).nullish().safeParse(body.data[key])
  const links = pageLinksSchema.safeParse(body.data._links)
  if (!list.success || !links.success) return null
  return {
    items: list.data ?? [],
    next: nextOf(links.data),
    present: list.data !== null && list.data !== undefined,
  }
}

/** Whether the bank offers this on the account: the right was consented and is kept. */
export function offers(account: WireAccount, relation: 'balances' | 'transactions'): boolean {
  return linkIn(account._links, relation) !== null
}
