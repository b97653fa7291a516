// Handles and credentials. Their prefixes never coincide, so that one cannot be logged as the other.
import { createHash, randomBytes } from 'node:crypto'

/** Handles: safe to log. */
export type IdPrefix =
  | 'len'
  | 'key'
  | 'ses'
  | 'con'
  | 'snp'
  | 'rep'
  | 'req'
  | 'sig'
  | 'evt'
  | 'whk'
  | 'rev'
  | 'rdg'
  | 'rsc'
  | 'act'
  | 'vec'

/** `ses_` and 22 characters of `newEffect`. */
export function newId(prefix: IdPrefix): string {
  return idOf(prefix, newEffect())
}

/** The digits of base64url in the order of their codes, which is that of PostgreSQL's collation `C`. */
const ORDERED = '-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz'
const TIME_DIGITS = 7
const RANDOM_DIGITS = 15

/**
 * What names a thing, for what is named before it is made: the millisecond in 7 digits, then 90 random bits in 15.
 * Things of one time are neighbours in every index and table so, as with UUIDv7 (RFC 9562): neither a new row nor a
 * batch that goes through many costs more in a large table. Two of one millisecond are in no order.
 */
export function newEffect(now: number = Date.now()): string {
  let time = ''
  for (let left = now; time.length < TIME_DIGITS; left = Math.floor(left / 64)) {
    time = `${ORDERED[left % 64]}${time}`
  }
  return time + randomBytes(12).toString('base64url').slice(0, RANDOM_DIGITS)
}

export function idOf(prefix: IdPrefix, effect: string): string {
  return `${prefix}_${effect}`
}

/** 192 random bits in 32 characters: what a credential is made of. */
export function newSecret(): string {
  return randomBytes(24).toString('base64url')
}

/** What is stored of a credential. */
export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret, 'utf8').digest()
}
