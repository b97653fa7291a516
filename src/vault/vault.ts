// Envelope encryption: a data key per subject (a session, or a statement's report), wrapped by a
// key-encryption key that never enters the database. Destroying the data key is the deletion.
import type { Database } from '../db/database.ts'

/** Whose key, and what is sealed: bound into the ciphertext as associated data. */
export type SealContext = {
  readonly lenderId: string
  /** A session id, or the report id of a statement the lender brought. */
  readonly subjectId: string
  readonly field: string
}

export type Vault = {
  /** In the transaction that creates the subject. */
  createDataKey(db: Database, subject: { lenderId: string; subjectId: string }): Promise<void>
  /** zstd, then AES-256-GCM with a random 96-bit nonce. @throws AppError `not_found` when the key is gone. */
  seal(db: Database, context: SealContext, plaintext: string): Promise<Buffer>
  /** @throws AppError `not_found` when the key is gone; an authentication failure is an error. */
  open(db: Database, context: SealContext, sealed: Buffer): Promise<string>
  /** After this nothing sealed for the subject can be read. */
  destroyDataKey(db: Database, subject: { lenderId: string; subjectId: string }): Promise<void>
  /**
   * A keyed hash under a key derived from the current key-encryption key, 32 base64url characters (192
   * bits): for tokens that can be made again. Another current key gives another token.
   */
  derive(purpose: string, input: string): string
}
