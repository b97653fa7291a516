// HTTP signatures (draft-cavage, rsa-sha256) as the bank checks them. Written for the sandbox alone: sharing it
// with the client would let both have the same mistake.
import { createHash, createVerify, timingSafeEqual } from 'node:crypto'
import type { SandboxClient } from '../options.ts'
import { StetRefusal } from './stet-error.ts'

export type SignedRequest = {
  readonly method: string
  /** Path and query exactly as received. */
  readonly target: string
  readonly header: (name: string) => string | undefined
  readonly body: Buffer
}

const MANDATORY = ['(request-target)', 'date', 'digest', 'x-request-id'] as const

function invalid(reason: string): never {
  throw new StetRefusal('BE05', 401, { 'x-sandbox-reason': reason })
}

type Parameters = { keyId: string; algorithm: string; headers: string[]; signature: string }

function parse(text: string): Parameters {
  const fields = new Map<string, string>()
  for (const [, name = '', value = ''] of text.matchAll(/(\w+)\s*=\s*"([^"]*)"/g)) {
    if (fields.has(name)) invalid('signature: repeated parameter')
    fields.set(name, value)
  }
  const keyId = fields.get('keyId')
  const signature = fields.get('signature')
  const headers = fields.get('headers')
  if (!keyId || !signature || !headers) invalid('signature: keyId, headers or signature missing')
  return {
    keyId,
    signature,
    algorithm: (fields.get('algorithm') ?? '').toLowerCase(),
    headers: headers.toLowerCase().split(/\s+/).filter(Boolean),
  }
}

function checkDigest(request: SignedRequest): void {
  const sent = request.header('digest')?.match(/(?:^|,\s*)SHA-256=([A-Za-z0-9+/=]+)/i)?.[1]
  if (sent === undefined) invalid('digest: SHA-256 missing')
  const expected = createHash('sha256').update(request.body).digest()
  const given = Buffer.from(sent, 'base64')
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    invalid('digest: differs from the body')
  }
}

function checkDate(request: SignedRequest, now: Date, skewSeconds: number): void {
  const date = Date.parse(request.header('date') ?? '')
  if (Number.isNaN(date)) invalid('date: missing or unreadable')
  if (Math.abs(now.getTime() - date) > skewSeconds * 1000) invalid('date: too far from now')
}

/** Checks whatever list the client declares, the mandatory names among it, with the client's own keys. */
export function verifySignature(
  request: SignedRequest,
  client: SandboxClient,
  now: Date,
  skewSeconds: number,
): void {
  const text = request.header('signature')
  if (text === undefined) invalid('signature: missing')
  const { keyId, algorithm, headers, signature } = parse(text)
  if (algorithm !== 'rsa-sha256') invalid('signature: algorithm must be rsa-sha256')
  const key = client.signatureKeys.find((known) => known.keyId === keyId)
  if (key === undefined) throw new StetRefusal('BE05', 403)
  const missing = MANDATORY.find((name) => !headers.includes(name))
  if (missing !== undefined) invalid(`signature: ${missing} must be signed`)
  checkDate(request, now, skewSeconds)
  checkDigest(request)
  const lines = headers.map((name) => {
    if (name === '(request-target)') {
      return `${name}: ${request.method.toLowerCase()} ${request.target}`
    }
    const value = request.header(name)
    if (value === undefined) invalid('signature: a signed header is absent')
    return `${name}: ${value.trim()}`
  })
  const verifier = createVerify('RSA-SHA256').update(lines.join('\n'))
  if (!verifier.verify(key.publicKeyPem, Buffer.from(signature, 'base64'))) {
    invalid('signature: does not verify')
  }
}
