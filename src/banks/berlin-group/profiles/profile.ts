// What differs from one NextGenPSD2 bank to the next, as data.
import { defaultLimits, type StetLimits } from '../../stet/profiles/profile.ts'
import type { SignatureStyle } from '../signature.ts'

export type BerlinGroupLimits = StetLimits & {
  /** How often a consent is asked for while the bank still says `received`, and how long between. */
  readonly statusTries: number
  readonly statusEveryMs: number
}

export type BerlinGroupProfile = {
  readonly group: string
  readonly country: string
  /** Whose calendar a date-time in UTC is read in. */
  readonly timeZone: string
  /** What stands before `/v1`, and what every call and every `next` link must begin with. */
  readonly apiPath: string
  /**
   * How the customer authorises a consent. `redirect`: the bank sends them to `scaRedirect` and back
   * with nothing of its own. `oauth`: `scaOAuth` names the bank's authorisation server, and a code comes back.
   */
  readonly sca: 'redirect' | 'oauth'
  /** `bank_offered`: the customer picks accounts at the bank. `all_psd2`: the consent names all of them. */
  readonly access: 'bank_offered' | 'all_psd2'
  /** Whether the account owner's name may be asked for in the consent. */
  readonly ownerName: boolean
  /** `both` is optional for a bank: one that has only `booked` refuses it. */
  readonly bookingStatus: 'both' | 'booked'
  /** Null: the bank asks for no signature. */
  readonly signature: SignatureStyle | null
  readonly limits: BerlinGroupLimits
}

/** Ours, where a bank documents none. */
export const berlinGroupLimits = {
  ...defaultLimits,
  // some banks settle the consent a moment after they have sent the customer back
  statusTries: 4,
  statusEveryMs: 500,
} as const satisfies BerlinGroupLimits
