// A new API key; its text is shown once and only its hash is kept.
import { appendAudit } from '../audit/append.ts'
import type { Database, Pool } from '../db/database.ts'
import { inLender } from '../db/lender-transaction.ts'
import { AppError } from '../errors.ts'
import { type Clock, timestamp } from '../runtime/clock.ts'
import { hashSecret, newId, newSecret } from '../runtime/ids.ts'
import { keyText } from './credential-text.ts'
import { insertKey } from './key-store.ts'
import type { KeyMode, Lender } from './lender.ts'
import { findLender } from './lender-store.ts'
import type { Scope } from './scopes.ts'

export type AddedKey = { readonly id: string; readonly key: string }

/** @throws AppError `not_found` when there is no such lender; `invalid_request` for a time that is past. */
export async function addKey(
  deps: { db: Pool; clock: Clock },
  input: {
    readonly lenderId: string
    readonly mode: KeyMode
    /** All by default. */
    readonly scopes?: readonly Scope[] | null
    readonly label?: string | null
    /** RFC 3339; never by default. */
    readonly expiresAt?: string | null
  },
): Promise<AddedKey> {
  const { lenderId, mode, scopes = null, label = null, expiresAt = null } = input
  const at = timestamp(deps.clock)
  if (expiresAt !== null && Date.parse(expiresAt) <= Date.parse(at)) {
    throw new AppError('invalid_request', 'A key must expire in the future.')
  }
  return await inLender(deps.db, lenderId, async (tx) => {
    const lender = await findLender(tx, lenderId)
    if (!lender) throw new AppError('not_found', 'There is no such lender.')
    return await writeKey(tx, lender, { mode, scopes, label, expiresAt, replaces: null, at })
  })
}

type KeyTerms = {
  readonly mode: KeyMode
  readonly scopes: readonly Scope[] | null
  readonly label: string | null
  readonly expiresAt: string | null
  readonly replaces: string | null
  readonly at: string
}

export async function writeKey(tx: Database, lender: Lender, terms: KeyTerms): Promise<AddedKey> {
  const { mode, scopes, replaces, at } = terms
  const id = newId('key')
  const key = keyText(mode, lender.shortId, newSecret())
  await insertKey(tx, { ...terms, lenderId: lender.id, id, hash: hashSecret(key) })
  await appendAudit(tx, {
    lenderId: lender.id,
    actor: 'operator',
    action: 'key.added',
    subjectId: id,
    detail: {
      mode,
      ...(scopes === null ? {} : { scopes }),
      ...(replaces === null ? {} : { replaces }),
    },
    at,
  })
  return { id, key }
}
