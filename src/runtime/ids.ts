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

/** `ses_` and 22 random characters (128 bits). */
export function newId(prefix: IdPrefix): string {
  return idOf(prefix, newEffect())
}

/** The random part of an id, for what is named before it is made. */
export function newEffect(): string {
  return randomBytes(16).toString('base64url')
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
