// AES-256-GCM as NIST SP 800-38D has it: 96-bit nonce, 128-bit tag. Nothing here chooses a nonce.
import { createCipheriv, createDecipheriv, createSecretKey } from 'node:crypto'

export const nonceBytes = 12
export const tagBytes = 16
export const keyBytes = 32

// Keys go in as key objects: as bytes, each call costs Node three times what the cipher does.

/** @returns the ciphertext followed by its tag. */
export function encrypt(key: Buffer, nonce: Buffer, bound: Buffer, plaintext: Buffer): Buffer {
  const cipher = createCipheriv('aes-256-gcm', createSecretKey(key), nonce, {
    authTagLength: tagBytes,
  })
  cipher.setAAD(bound)
  return Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()])
}

/** @throws when the key, the nonce, what is bound, or any bit of the ciphertext differs. */
export function decrypt(key: Buffer, nonce: Buffer, bound: Buffer, sealed: Buffer): Buffer {
  const end = sealed.length - tagBytes
  if (end < 0) throw new Error('The ciphertext is too short to hold its tag.')
  const decipher = createDecipheriv('aes-256-gcm', createSecretKey(key), nonce, {
    authTagLength: tagBytes,
  })
  decipher.setAAD(bound)
  decipher.setAuthTag(sealed.subarray(end))
  return Buffer.concat([decipher.update(sealed.subarray(0, end)), decipher.final()])
}
