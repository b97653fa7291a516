// The tokens of one pull: renewed before they expire or when the bank refuses one that had worked,
// by one caller at a time, since a renewal ends the access token before it.
import type { Clock } from '../../runtime/clock.ts'
import { BankError } from '../bank.ts'
import type { Tokens } from './oauth.ts'

export type TokenKeeper = {
  /** Runs a call with an access token; again, with the new one, when the bank refuses an old one. */
  readonly use: <T>(call: (access: string) => Promise<T>) => Promise<T>
  readonly current: () => Tokens
  readonly renewed: () => boolean
}

/** Renewed this long before the bank's own limit: a call in flight must not outlive it. */
const MARGIN_MS = 30_000

/** Of one call: a renewal by another caller may end the token of a second try too. */
const MOST_TRIES = 3

export function createTokenKeeper(
  start: Tokens,
  renew: (refresh: string) => Promise<Tokens>,
  clock: Clock,
): TokenKeeper {
  let tokens = start
  // a bank whose tokens live less than the margin is not asked for a new one before each call
  let worked = true
  // a second refusal has another reason than the age of the token
  let renewedOnRefusal = false
  let renewal: Promise<void> | null = null

  async function renewOnce(refused: string): Promise<void> {
    // another caller has renewed it meanwhile
    if (refused !== tokens.access) return
    const { refresh } = tokens
    if (refresh === null) throw new BankError('authorization_invalid', 'no refresh token was given')
    renewal ??= renew(refresh).then((next) => {
      tokens = next
      worked = false
      renewal = null
    })
    // a failed renewal stays: every later caller learns it without asking the bank again
    await renewal
  }

  function expiring(): boolean {
    const { expiresAt, refresh } = tokens
    return refresh !== null && expiresAt !== null && clock.now().getTime() > expiresAt - MARGIN_MS
  }

  async function attempt<T>(call: (access: string) => Promise<T>, access: string): Promise<T> {
    const result = await call(access)
    if (access === tokens.access) worked = true
    return result
  }

  return {
    use: async (call) => {
      if (worked && expiring()) await renewOnce(tokens.access)
      for (let tries = 1; ; tries++) {
        const { access } = tokens
        try {
          return await attempt(call, access)
        } catch (error) {
          if (!(error instanceof BankError) || error.kind !== 'authorization_invalid') throw error
          if (tries === MOST_TRIES) throw error
          if (access === tokens.access && renewal === null) {
            if (renewedOnRefusal || tokens.refresh === null) throw error
            renewedOnRefusal = true
          }
          await renewOnce(access)
        }
      }
    },
    current: () => tokens,
    renewed: () => tokens !== start,
  }
}
