// What is wrapped under a key-encryption key, and what is sealed under a data key: one layout for both.
import { randomBytes } from 'node:crypto'
import { decrypt, encrypt, nonceBytes } from './aead.ts'

/** First byte of all that is sealed, so that the format may change one day. */
const format = 1

/** `bound`: a list, not joined text, so that no two contexts may be written alike. */
export function pack(key: Buffer, bound: readonly string[], plaintext: Buffer): Buffer {
  const nonce = randomBytes(nonceBytes)
  const sealed = encrypt(key, nonce, Buffer.from(JSON.stringify(bound)), plaintext)
  return Buffer.concat([Buffer.of(format), nonce, sealed])
}

/** @throws when the key, what is bound, or any bit differs. */
export function unpack(key: Buffer, bound: readonly string[], sealed: Buffer): Buffer {
  if (sealed[0] !== format)
    throw new Error('What was sealed is not in a format this version knows.')
  const nonce = sealed.subarray(1, 1 + nonceBytes)
  return decrypt(key, nonce, Buffer.from(JSON.stringify(bound)), sealed.subarray(1 + nonceBytes))
}
