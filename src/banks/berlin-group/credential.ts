// What the adapter remembers between calls: sealed by the caller, read back through a schema.
import { z } from 'zod'
import { type BankCredential, BankError } from '../bank.ts'
import type { Tokens } from '../stet/oauth.ts'
import { customerOf } from '../unattended-calls.ts'
import { type WireAccount, wireAccountSchema } from './wire.ts'

const tokensSchema = z.object({
  access: z.string(),
  refresh: z.string().nullable(),
  expiresAt: z.number().nullable(),
})

/** The authorisation server of one consent, and the verifier that goes with the code it will give. */
const serverSchema = z.object({ tokenUrl: z.string(), verifier: z.string() })

const authorizingSchema = z.object({
  stage: z.literal('authorizing'),
  consentId: z.string(),
  server: serverSchema.nullable(),
})

const connectedSchema = z.object({
  stage: z.literal('connected'),
  consentId: z.string(),
  /** Null where the consent alone opens the accounts. */
  oauth: z.object({ tokenUrl: z.string(), tokens: tokensSchema }).nullable(),
  offered: z.array(z.object({ ref: z.string(), account: wireAccountSchema })),
})

/** An account or card the bank listed under the consent. */
export type Offered = { readonly ref: string; readonly account: WireAccount }

export type Authorizing = {
  readonly consentId: string
  readonly server: { readonly tokenUrl: string; readonly verifier: string } | null
}

export type Connected = {
  readonly consentId: string
  readonly oauth: { readonly tokenUrl: string; readonly tokens: Tokens } | null
  readonly offered: readonly Offered[]
}

export function authorizing(state: Authorizing): BankCredential {
  return { stage: 'authorizing', ...state }
}

export function connected(state: Connected): BankCredential {
  return { stage: 'connected', ...state }
}

/** @throws BankError `authorization_invalid` when no consent was asked for. */
export function readAuthorizing(credential: BankCredential): Authorizing {
  const read = authorizingSchema.safeParse(credential)
  if (!read.success) throw new BankError('authorization_invalid', 'no authorization was begun')
  return read.data
}

/** Null before the customer was back. */
export function readConnected(credential: BankCredential): Connected | null {
  const read = connectedSchema.safeParse(credential)
  return read.success ? read.data : null
}

/** Null when no consent stands at the bank. */
export function readConsentId(credential: BankCredential): string | null {
  const read = z.union([connectedSchema, authorizingSchema]).safeParse(credential)
  return read.success ? read.data.consentId : null
}

/** By accounts, as long as none was listed by consent. */
export function customerId({ offered, consentId }: Connected): string {
  return customerOf(
    offered.map(({ account }) => account.iban || account.resourceId || ''),
    consentId,
  )
}
