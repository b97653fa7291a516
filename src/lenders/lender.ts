// A lender: who opens sessions, under which name, where applicants may be sent back, and with which key.
import { z } from 'zod'
import { plainText } from '../core/values/plain-text.ts'

export type KeyMode = 'test' | 'live'

/** What a lender may set; every part has a default. */
export const lenderSettingsSchema = z.object({
  /** How long a report is kept, in months. */
  reportMonths: z.int().min(1).max(60).default(13),
  /** How long a consent link may wait to be opened, in hours. */
  linkHours: z.int().min(1).max(168).default(24),
  /** May an aggregator ask the applicant for the bank's own sign-in data, to read what PSD2 does not show? */
  embeddedChannel: z.boolean().default(false),
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
}

/** A key that was accepted, and for whom. */
export type Access = {
  readonly lender: Lender
  readonly keyId: string
  readonly mode: KeyMode
  /** `key:<key id>`: who the audit says did it. */
  readonly actor: string
}
