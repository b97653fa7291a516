// `nonante keys add|rotate|revoke|list`: who may call the API, for what, and until when.

import { inLender } from '../db/lender-transaction.ts'
import { AppError } from '../errors.ts'
import { addKey } from '../lenders/add-key.ts'
import { revokeKey, rotateKey } from '../lenders/end-key.ts'
import { type Key, listKeys } from '../lenders/key-store.ts'
import type { KeyMode } from '../lenders/lender.ts'
import { isScope, type Scope, scopes, usualScopes } from '../lenders/scopes.ts'
import { withOperator } from './operator.ts'

type NewKeyOptions = {
  readonly mode: KeyMode
  readonly scope?: string[]
  readonly expires?: string
  readonly label?: string
}

/** The key is printed once; only its hash is kept. */
export async function add(lenderId: string, options: NewKeyOptions): Promise<void> {
  const { mode, label = null } = options
  const { key } = await withOperator((deps) =>
    addKey(deps, {
      ...{ lenderId, mode, label },
      scopes: readScopes(options.scope),
      expiresAt: readExpiry(options.expires),
    }),
  )
  process.stdout.write(`${key}\n`)
}

export async function rotate(
  lenderId: string,
  keyId: string,
  { overlapHours }: { readonly overlapHours: number },
): Promise<void> {
  const { key } = await withOperator((deps) => rotateKey(deps, { lenderId, keyId, overlapHours }))
  process.stdout.write(`${key}\n`)
}

export async function revoke(lenderId: string, keyId: string): Promise<void> {
  await withOperator((deps) => revokeKey(deps, { lenderId, keyId }))
  process.stdout.write(`${keyId} is revoked\n`)
}

export async function list(lenderId: string, options: { readonly json?: boolean }): Promise<void> {
  const keys = await withOperator(({ db }) =>
    inLender(db, lenderId, (tx) => listKeys(tx, lenderId)),
  )
  const text = options.json ? JSON.stringify(keys, null, 2) : keys.map(lineOf).join('\n')
  process.stdout.write(`${text}\n`)
}

function lineOf(key: Key): string {
  const { id, mode, revokedAt, expiresAt, label } = key
  const until = revokedAt === null ? (expiresAt ?? 'no end') : `revoked ${revokedAt}`
  const usual = key.scopes.join() === usualScopes.join()
  return [id, mode, until, usual ? 'all scopes but names:read' : key.scopes.join(' '), label ?? '']
    .join('  ')
    .trimEnd()
}

function readScopes(texts: readonly string[] | undefined): Scope[] | null {
  if (texts === undefined) return null
  return texts.map((text) => {
    if (isScope(text)) return text
    throw new AppError('invalid_request', `"${text}" is no scope. Scopes: ${scopes.join(', ')}.`)
  })
}

const DAYS = /^([1-9]\d{0,3})d$/

/** A day or a time (RFC 3339), or so many days from now, as `90d`. */
function readExpiry(text: string | undefined): string | null {
  if (text === undefined) return null
  const days = DAYS.exec(text)?.[1]
  const at = days === undefined ? Date.parse(text) : Date.now() + Number(days) * 86_400_000
  if (Number.isNaN(at))
    throw new AppError('invalid_request', `"${text}" is no time: 90d or 2027-01-31.`)
  return new Date(at).toISOString()
}
