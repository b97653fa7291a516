// A lender: who opens sessions, under which name, where applicants may be sent back, and with which key.
import { z } from 'zod'
import { plainText } from '../core/values/plain-text.ts'
import type { Scope } from './scopes.ts'

export type KeyMode = 'test' | 'live'

/** Who signs tokens for this lender (RFC 7519): the operator sets it, never the API. */
const issuerSchema = z
  .strictObject({
    /** Exactly the token's `iss`. */
    issuer: z.url({ protocol: /^https?$/ }).max(500),
    mode: z.enum(['test', 'live']),
    /** Where its keys are; https, or http on this machine. */
    jwksUrl: z
      .url({ protocol: /^https?$/ })
      .max(500)
      .refine((url) => /^https:|^http:\/\/(localhost|127\.0\.0\.1)[:/]/.test(url), 'must be https')
      .optional(),
    /** Its keys themselves, in the place of an address. */
    jwks: z.object({ keys: z.array(z.record(z.string(), z.unknown())).min(1).max(20) }).optional(),
  })
  .refine(
    (one) => (one.jwksUrl === undefined) !== (one.jwks === undefined),
    'needs jwksUrl or jwks',
  )
export type TokenIssuer = z.output<typeof issuerSchema>

/** Where a consumer asks that a person look, as it is shown. */
export const reviewContactSchema = plainText(z.string().min(1).max(200))

/** What a lender may set; every part has a default. */
export const lenderSettingsSchema = z.object({
  /** How long a report is kept, in months. */
  reportMonths: z.int().min(1).max(60).default(13),
  /** How long what was read is kept at most, in days, whatever a session asks for. */
  snapshotDays: z.int().min(0).max(396).default(396),
  /** How long an ended session and its consent are kept, in months. */
  sessionMonths: z.int().min(1).max(60).default(13),
  /** How long what was read is kept after a refusal, in days; for longer where the applicant agreed to `rescoring`. */
  refusedSnapshotDays: z.int().min(0).max(396).default(30),
  /** How long a report is kept after a refusal, in months: to answer who contests it. */
  refusedReportMonths: z.int().min(1).max(60).default(6),
  /** How long both are kept of an application nobody goes on with, in days. */
  abandonedDays: z.int().min(0).max(396).default(0),
  /** The same of one that the applicant took back. */
  withdrawnDays: z.int().min(0).max(396).default(0),
  /** How long figures and outcomes for the validation of scorecards are kept, from the report, in months. */
  validationMonths: z.int().min(1).max(60).default(36),
  /** How long audit events are kept, in months: six at least (AI Act, article 26(6)). */
  auditMonths: z.int().min(6).max(60).default(60),
  /** How long a consent link may wait to be opened, in hours. */
  linkHours: z.int().min(1).max(168).default(24),
  /** May an aggregator ask the applicant for the bank's own sign-in data, to read what PSD2 does not show? */
  embeddedChannel: z.boolean().default(false),
  /** Of each key or token's subject, over all processes of the API. */
  requestsPerMinute: z.int().min(1).max(6_000_000).default(6_000),
  /** `#rrggbb`; the pages see to it that text on and in it can be read. */
  colour: z.string().nullable().default(null),
  reviewContact: reviewContactSchema.nullable().default(null),
  issuers: z.array(issuerSchema).max(4).default([]),
  /** Is the score an aid to who decides, or does the decision draw strongly on it (CJEU C-634/21)? null: not said. */
  decisionUse: z.enum(['aid', 'decisive']).nullable().default(null),
  /** Does the applicant's last page give the explanation of the result at once? */
  explainAtEnd: z.boolean().default(true),
})
export type LenderSettings = z.output<typeof lenderSettingsSchema>

/** Who reads the accounts, with which registration, and in what capacity (PSD2 article 33). */
export const providerSchema = z
  .strictObject({
    name: plainText(z.string().min(1).max(140)),
    registration: plainText(z.string().min(1).max(70)),
    capacity: z.enum(['own', 'agent', 'third_party']),
  })
  .meta({ id: 'Provider' })
export type Provider = z.infer<typeof providerSchema>

export type Lender = {
  readonly id: string
  /** Lower-case letters and digits: what keys and link tokens begin with. */
  readonly shortId: string
  readonly name: string
  /** Exact: an applicant is sent back to one of these or nowhere. */
  readonly returnUrls: readonly string[]
  readonly provider: Provider
  readonly settings: LenderSettings
  /** What its address is named by; null without a logo. */
  readonly logoHash: string | null
}

/** A key that was accepted, and for whom. */
export type Access = {
  readonly lender: Lender
  readonly mode: KeyMode
  readonly scopes: ReadonlySet<Scope>
  /** `key:<key id>` or `jwt:<subject>`: who the audit says did it. */
  readonly actor: string
}
