// Handles and credentials. Their prefixes never coincide, so that one cannot be logged as the other.
import { createHash, randomBytes } from 'node:crypto'

/** Handles: safe to log. */
export type IdPrefix = 'len' | 'key' | 'ses' | 'con' | 'snp' | 'rep' | 'req'

/** `ses_` and 22 random characters (128 bits). */
export function newId(prefix: IdPrefix): string {
  return `${prefix}_${randomBytes(16).toString('base64url')}`
}

/** 192 random bits in 32 characters: what a credential is made of. */
export function newSecret(): string {
  return randomBytes(24).toString('base64url')
}

/** What is stored of a credential. */
export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret, 'utf8').digest()
}
