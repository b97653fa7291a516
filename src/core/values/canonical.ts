// RFC 8785 canonical JSON and its hash: what makes "the same bytes" a checkable promise.
import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'

/** @throws TypeError when the value has no JSON form (undefined, a function). */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value)
  if (text === undefined) throw new TypeError('value has no JSON form')
  return text
}

/** Lower-case hex SHA-256. */
export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex')
}

export function canonicalHash(value: unknown): string {
  return sha256(canonicalJson(value))
}
