// A signed token of an issuer the operator configured → the lender it is for, or nothing. Its audience names the
// lender (`nonante:<short id>`), so that nothing is read before.
import { createHash } from 'node:crypto'
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  decodeJwt,
  errors,
  type JWTPayload,
  type JWTVerifyGetKey,
  jwtVerify,
} from 'jose'
import type { Pool } from '../db/database.ts'
import { inLenderOf } from '../db/lender-transaction.ts'
import { AppError } from '../errors.ts'
import type { Clock } from '../runtime/clock.ts'
import type { Access, Lender, TokenIssuer } from './lender.ts'
import { readLender } from './lender-store.ts'
import { isScope } from './scopes.ts'

/** Signatures only, by a key pair: a shared secret or no signature at all is no proof. */
const algorithms = [
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
  'PS256',
  'PS384',
  'PS512',
  'RS256',
]
const AUDIENCE = /^nonante:([a-z2-7]{8})$/
const LONGEST_TOKEN = 8_192
/** Between two clocks, in seconds. */
const TOLERANCE = 5
/** A token that lives longer is a key without revocation: refused, in seconds. */
const LONGEST_LIFE = 24 * 3600

/** The keys of issuers, fetched when first needed and again when one is not known. */
export type IssuerKeys = (issuer: TokenIssuer) => JWTVerifyGetKey

export function issuerKeys(): IssuerKeys {
  const remote = new Map<string, JWTVerifyGetKey>()
  return ({ jwks, jwksUrl = '' }) => {
    if (jwks !== undefined) return createLocalJWKSet(jwks)
    const known =
      remote.get(jwksUrl) ?? createRemoteJWKSet(new URL(jwksUrl), { timeoutDuration: 5_000 })
    remote.set(jwksUrl, known)
    return known
  }
}

/**
 * @returns null for a token that is malformed, of an unknown issuer, wrongly signed or out of its time: the caller
 *   cannot tell which.
 * @throws AppError `unavailable` when the issuer's keys cannot be fetched
 */
export async function authenticateToken(
  deps: { db: Pool; clock: Clock; keysOf: IssuerKeys },
  token: string,
): Promise<Access | null> {
  const claimed = readClaims(token)
  const shortId = claimed === null ? null : shortIdOf(claimed)
  if (claimed === null || shortId === null) return null
  const lender = await inLenderOf(deps.db, shortId, readLender)
  const issuers = lender?.settings.issuers.filter(({ issuer }) => issuer === claimed.iss) ?? []
  if (lender === null) return null
  for (const issuer of issuers) {
    const payload = await verified(deps, { token, issuer, audience: `nonante:${shortId}` })
    if (payload !== null) return accessOf(lender, issuer, payload)
  }
  return null
}

function readClaims(token: string): JWTPayload | null {
  if (token.length > LONGEST_TOKEN) return null
  try {
    return decodeJwt(token)
  } catch {
    // no token at all
    return null
  }
}

/** Of the first audience that is one of ours. */
function shortIdOf({ aud = [] }: JWTPayload): string | null {
  const audiences = Array.isArray(aud) ? aud : [aud]
  return audiences.map((one) => AUDIENCE.exec(one)?.[1]).find((id) => id !== undefined) ?? null
}

type Claim = { token: string; issuer: TokenIssuer; audience: string }

async function verified(
  deps: { clock: Clock; keysOf: IssuerKeys },
  { token, issuer, audience }: Claim,
): Promise<JWTPayload | null> {
  const now = deps.clock.now()
  try {
    const { payload } = await jwtVerify(token, deps.keysOf(issuer), {
      ...{
        algorithms,
        audience,
        issuer: issuer.issuer,
        clockTolerance: TOLERANCE,
        currentDate: now,
      },
      requiredClaims: ['sub', 'exp', 'iss', 'aud'],
    })
    const left = (payload.exp ?? 0) - now.getTime() / 1000
    return left > LONGEST_LIFE ? null : payload
  } catch (cause) {
    if (isRefusal(cause)) return null
    throw new AppError('unavailable', 'The keys of the token’s issuer cannot be read.', { cause })
  }
}

/** What is wrong with the token, rather than with the way to its issuer. */
function isRefusal(error: unknown): boolean {
  if (error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid) return false
  return error instanceof errors.JOSEError && error.code !== 'ERR_JOSE_GENERIC'
}

function accessOf(lender: Lender, issuer: TokenIssuer, { sub = '', scope }: JWTPayload): Access {
  const asked = typeof scope === 'string' ? scope.split(' ') : []
  return {
    lender,
    mode: issuer.mode,
    scopes: new Set(asked.filter(isScope)),
    actor: `jwt:${actorOf(issuer.issuer, sub)}`,
  }
}

/** An opaque subject as it is; what could be a name or an address, as a hash: the audit holds no person's text. */
function actorOf(issuer: string, sub: string): string {
  if (/^[A-Za-z0-9_-]{1,64}$/.test(sub)) return sub
  return createHash('sha256')
    .update(JSON.stringify([issuer, sub]))
    .digest('hex')
    .slice(0, 24)
}
