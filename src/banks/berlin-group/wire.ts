// NextGenPSD2 1.3 as banks really send it: strict only about what is used, tolerant of the rest.
// An empty body or a missing list reads as an empty answer; other shapes do not parse.
import { z } from 'zod'
import { amountSchema, bodySchema, linkIn, linkSchema, text } from '../lenient-json.ts'
import type { Page } from '../stet/wire.ts'

export const wireBalanceSchema = z.object({
  balanceType: text,
  balanceAmount: amountSchema,
  /** The bank's overdraft limit is in the figure: it is not the customer's money. */
  creditLimitIncluded: z.boolean().nullish().catch(null),
  referenceDate: text,
})

/** An account by one of its numbers. */
const accountReferenceSchema = z.object({ iban: text }).nullish()
/** A name; a few banks wrap it. */
const partySchema = z
  .union([z.string(), z.object({ name: text }).transform(({ name }) => name)])
  .nullish()
const linesSchema = z.union([z.string(), z.array(z.string().nullable())]).nullish()
const structuredSchema = z.union([z.string(), z.object({ reference: text })]).nullish()

export const wireTransactionSchema = z.object({
  transactionId: text,
  entryReference: text,
  mandateId: text,
  creditorId: text,
  bookingDate: text,
  valueDate: text,
  /** Of card transactions. */
  transactionDate: text,
  /** Signed: a debit is negative. */
  transactionAmount: amountSchema,
  creditorName: partySchema,
  creditorAccount: accountReferenceSchema,
  ultimateCreditor: partySchema,
  debtorName: partySchema,
  debtorAccount: accountReferenceSchema,
  ultimateDebtor: partySchema,
  remittanceInformationUnstructured: linesSchema,
  remittanceInformationUnstructuredArray: linesSchema,
  remittanceInformationStructured: structuredSchema,
  additionalInformation: text,
  /** ISO 20022 in one text, `PMNT-RCDT-ESCT`. */
  bankTransactionCode: text,
  proprietaryBankTransactionCode: text,
  /** What the account held after it; few banks give it. */
  balanceAfterTransaction: z.object({ balanceAmount: amountSchema }).nullish().catch(null),
})
export type WireTransaction = z.output<typeof wireTransactionSchema>

/** The owner's name is left out: it is read apart, when the customer allows it. */
export const wireAccountSchema = z.object({
  resourceId: text,
  iban: text,
  currency: text,
  name: text,
  displayName: text,
  product: text,
  details: text,
  cashAccountType: text,
  /** `enabled`, `deleted` or `blocked`. */
  status: text,
  bic: text,
  usage: text,
  /** Of a card: its account, by whatever the bank calls it. */
  linkedAccounts: text,
  _links: z.unknown().optional(),
})
export type WireAccount = z.output<typeof wireAccountSchema>

export const wireOwnerSchema = z.object({ account: z.object({ ownerName: text }) })

/** Whose an answer says it is; some banks do not say. */
export const wireReferenceSchema = z.object({
  account: z.object({ iban: text.catch(null), resourceId: text.catch(null) }),
})

/** It travels in a path and in a header. */
const consentIdSchema = z.string().regex(/^[\x21-\x7e]{1,512}$/)

export const consentStatuses = [
  'received',
  'rejected',
  'valid',
  'revokedByPsu',
  'expired',
  'terminatedByTpp',
  'partiallyAuthorised',
] as const
export type ConsentStatus = (typeof consentStatuses)[number]
export const wireConsentStatusSchema = z.object({ consentStatus: z.enum(consentStatuses) })

/** What a new consent, or an authorisation begun for it, offers as the next step. */
const nextStepSchema = z.unknown().transform((links) => ({
  scaRedirect: linkIn(links, 'scaRedirect'),
  scaOAuth: linkIn(links, 'scaOAuth'),
  startAuthorisation: linkIn(links, 'startAuthorisation'),
}))
export const wireNewConsentSchema = z.object({ consentId: consentIdSchema, _links: nextStepSchema })
export const wireAuthorisationSchema = z.object({ _links: nextStepSchema })
export type NextStep = z.output<typeof nextStepSchema>

/** RFC 8414, the two addresses used. */
export const wireMetadataSchema = z.object({
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
})

/** What is written, not read: the body of a consent. Empty lists: those the customer picks at the bank. */
export type WireConsent = {
  readonly access:
    | {
        readonly accounts: readonly []
        readonly balances: readonly []
        readonly transactions: readonly []
        readonly additionalInformation?: { readonly ownerName: readonly [] }
      }
    | { readonly allPsd2: 'allAccounts' | 'allAccountsWithOwnerName' }
  readonly recurringIndicator: boolean
  readonly validUntil: string
  readonly frequencyPerDay: number
  readonly combinedServiceIndicator: boolean
}

/** Of a list that has pages: a `next` that is no link may hide pages, and does not parse. */
const pageLinksSchema = z.union([z.object({ next: linkSchema }), z.tuple([])]).nullish()

/** The list `key` of an answer; null when it has another shape. */
export function readList<S extends z.ZodType>(
  answer: unknown,
  key: 'accounts' | 'balances',
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

export type SentLine = { readonly booked: boolean; readonly sent: unknown }

const reportSchema = z.object({
  booked: z.array(z.unknown()).nullish(),
  pending: z.array(z.unknown()).nullish(),
  _links: pageLinksSchema,
})

/** One page of an account report; null when it has another shape. */
export function readReport(answer: unknown): (Page<SentLine> & { download: boolean }) | null {
  const body = bodySchema.safeParse(answer ?? {})
  if (!body.success) return null
  const report = reportSchema.nullish().safeParse(body.data.transactions)
  const links = pageLinksSchema.safeParse(body.data._links)
  if (!report.success || !links.success) return null
  const { booked, pending, _links } = report.data ?? {}
  const lines = (sent: readonly unknown[] | null | undefined, isBooked: boolean) =>
    (sent ?? []).map((each) => ({ booked: isBooked, sent: each }))
  return {
    items: [...lines(booked, true), ...lines(pending, false)],
    // the guidelines put it inside the report; some banks beside it
    next: nextOf(_links) ?? nextOf(links.data),
    present: report.data !== null && report.data !== undefined,
    download: linkIn(body.data._links, 'download') !== null,
  }
}

function nextOf(links: z.output<typeof pageLinksSchema>): string | null {
  return links && 'next' in links ? links.next : null
}

/**
 * Whether the right stands on the account. A bank that writes no links says nothing about it; one that
 * writes some leaves out what was not consented.
 */
export function offers(account: WireAccount, relation: 'balances' | 'transactions'): boolean {
  const some = ['balances', 'transactions'].some((name) => linkIn(account._links, name) !== null)
  return !some || linkIn(account._links, relation) !== null
}
