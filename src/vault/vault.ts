// Envelope encryption: a data key per subject (a session, or a statement's report), wrapped by a
// key-encryption key that never enters the database. Destroying the data key is the deletion.
import type { Database } from '../db/database.ts'
import type { Subject } from './key-store.ts'

/** Whose key, and what is sealed: bound into the ciphertext as associated data. */
export type SealContext = {
  readonly lenderId: string
  /** A session id, or the report id of a statement the lender brought. */
  readonly subjectId: string
  readonly field: string
}

/** As `seal` and `open` of the vault. Both @throws AppError `not_found` for a subject without a key. */
export type HeldKeys = {
  seal(context: SealContext, plaintext: string): Buffer
  open(context: SealContext, sealed: Buffer): string
}

export type Vault = {
  /** In the transaction that creates the subject. */
  createDataKey(db: Database, subject: Subject): Promise<void>
  /** The same for what may have been made before. @returns false when it has a key already. */
  tryCreateDataKey(db: Database, subject: Subject): Promise<boolean>
  /** The same for a subject that lasts: whoever needs it first makes it. */
  ensureDataKey(db: Database, subject: Subject): Promise<void>
  /** zstd, then AES-256-GCM with a random 96-bit nonce. @throws AppError `not_found` when the key is gone. */
  seal(db: Database, context: SealContext, plaintext: string): Promise<Buffer>
  /** @throws AppError `not_found` when the key is gone; an authentication failure is an error. */
  open(db: Database, context: SealContext, sealed: Buffer): Promise<string>
  /**
   * The data keys of several subjects of a lender at once, for work in batches: a question for all of them, and none
   * for each thing opened or sealed. Those that are destroyed are not among them.
   */
  holdKeys(db: Database, lenderId: string, subjectIds: readonly string[]): Promise<HeldKeys>
  /** After this nothing sealed for the subject can be read. */
  destroyDataKey(db: Database, subject: Subject): Promise<void>
  /**
   * A keyed hash under a key derived from the subject's data key, 32 base64url characters (192 bits): for tokens
   * that can be made again. Rotating the key-encryption keys changes nothing of it.
   * @throws AppError `not_found` when the key is gone.
   */
  derive(db: Database, subject: Subject, purpose: string, input: string): Promise<string>
  /**
   * Wraps at most `limit` data keys of a lender anew that are not under the current key; beside readers and
   * writers, again and again until `found` is 0.
   */
  rewrap(
    db: Database,
    lenderId: string,
    limit: number,
  ): Promise<{ readonly found: number; readonly rewrapped: number }>
  /** The subjects of a lender whose keys were made before `before`. */
  listSubjects(db: Database, lenderId: string, before: string): Promise<string[]>
  /** Ends destructions in a key store of another database. @returns how many. */
  settleDestructions(db: Database, lenderId: string): Promise<number>
}
