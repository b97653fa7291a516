// What the adapter remembers between calls: sealed by the caller, read back through a schema. The password is of
// a user made for one session and deleted at its end.
import { z } from 'zod'
import { type BankCredential, BankError } from '../bank.ts'
import { type WireAccount, wireAccountSchema } from './wire.ts'

const userSchema = z.object({ id: z.string(), email: z.string(), password: z.string() })
export type ThrowAwayUser = z.output<typeof userSchema>

const offeredSchema = z.object({ ref: z.string(), account: wireAccountSchema })

const joiningSchema = z.object({ stage: z.literal('joining'), user: userSchema })
const joinedSchema = z.object({
  stage: z.literal('joined'),
  user: userSchema,
  connectionId: z.string(),
  holder: z.string().nullable(),
  offered: z.array(offeredSchema),
})

/** An account the customer could choose, as listed before the choice. */
export type Offered = { readonly ref: string; readonly account: WireAccount }

export type Joined = {
  readonly user: ThrowAwayUser
  readonly connectionId: string
  /** Of the connection; null when not given. */
  readonly holder: string | null
  readonly offered: readonly Offered[]
}

export function joining(user: ThrowAwayUser): BankCredential {
  return { stage: 'joining', user }
}

export function joined(state: Joined): BankCredential {
  return { stage: 'joined', ...state }
}

/** @throws BankError `authorization_invalid` unless the customer was sent to the widget and is awaited. */
export function readJoining(credential: BankCredential): ThrowAwayUser {
  const read = joiningSchema.safeParse(credential)
  if (!read.success) throw new BankError('authorization_invalid', 'no connection was begun')
  return read.data.user
}

/** @throws BankError `authorization_invalid` before the customer came back from the widget. */
export function readJoined(credential: BankCredential): Joined {
  const read = joinedSchema.safeParse(credential)
  if (!read.success) throw new BankError('authorization_invalid', 'no bank was joined yet')
  return read.data
}

/** At any stage; null when no user was ever made. */
export function readUser(credential: BankCredential): ThrowAwayUser | null {
  const read = z.object({ user: userSchema }).safeParse(credential)
  return read.success ? read.data.user : null
}
