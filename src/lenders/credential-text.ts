// How credentials that begin with a lender's short id are written and read back. The short id is
// no secret: it lets the lender be known before any of its rows is read.
import { randomBytes } from 'node:crypto'
import type { KeyMode } from './lender.ts'

const KEY = /^nnt_(test|live)_([a-z0-9]{8})_([A-Za-z0-9_-]{32})$/
const TOKEN = /^([a-z0-9]{8})\.([A-Za-z0-9_-]{32})$/
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567'

/** Eight characters of a 32-letter alphabet. */
export function newShortId(): string {
  return Array.from(randomBytes(8), (byte) => ALPHABET[byte % 32]).join('')
}

export function keyText(mode: KeyMode, shortId: string, secret: string): string {
  return `nnt_${mode}_${shortId}_${secret}`
}

export function readKeyText(text: string): { mode: KeyMode; shortId: string } | null {
  const [, mode, shortId] = KEY.exec(text) ?? []
  if (shortId === undefined || (mode !== 'test' && mode !== 'live')) return null
  return { mode, shortId }
}

/** Link, browser and report-link tokens: `<short id>.<32 characters>`. */
export function tokenText(shortId: string, secret: string): string {
  return `${shortId}.${secret}`
}

/** @returns the short id, or null for text that is no token of ours. */
export function readTokenText(text: string): string | null {
  return TOKEN.exec(text)?.[1] ?? null
}
