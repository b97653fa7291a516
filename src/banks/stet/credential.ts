// What the adapter remembers between calls: sealed by the caller, read back through a schema.
import { z } from 'zod'
import { type BankCredential, BankError } from '../bank.ts'
import { customerOf } from '../unattended-calls.ts'
import type { Tokens } from './oauth.ts'
import { type WireAccount, wireAccountSchema } from './wire.ts'

const tokensSchema = z.object({
  access: z.string(),
  refresh: z.string().nullable(),
  expiresAt: z.number().nullable(),
})

const offeredSchema = z.object({ ref: z.string(), account: wireAccountSchema })

const authorizingSchema = z.object({
  stage: z.literal('authorizing'),
  verifier: z.string().nullable(),
})

const connectedSchema = z.object({
  stage: z.literal('connected'),
  tokens: tokensSchema,
  offered: z.array(offeredSchema),
})

/** An account the customer could choose, as listed before the consent. */
export type Offered = { readonly ref: string; readonly account: WireAccount }

export type Connected = { readonly tokens: Tokens; readonly offered: readonly Offered[] }

export function authorizing(verifier: string | null): BankCredential {
  return { stage: 'authorizing', verifier }
}

export function connected(tokens: Tokens, offered: readonly Offered[]): BankCredential {
  return { stage: 'connected', tokens, offered }
}

export function readVerifier(credential: BankCredential): string | null {
  const read = authorizingSchema.safeParse(credential)
  if (!read.success) throw new BankError('authorization_invalid', 'no authorization was begun')
  return read.data.verifier
}

/** Null before the code was exchanged. */
export function readConnected(credential: BankCredential): Connected | null {
  const read = connectedSchema.safeParse(credential)
  return read.success ? read.data : null
}

/** By accounts, as long as none was listed by token. */
export function customerId({ offered, tokens }: Connected): string {
  const ids = offered.map(({ account }) => account.accountId?.iban || account.resourceId || '')
  return customerOf(ids, tokens.access)
}
