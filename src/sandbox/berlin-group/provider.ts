// Who is calling: by the client certificate of the connection, and by the seal on the request. Written for the
// sandbox alone: sharing it with the client would let both have the same mistake.
import { createHash, createVerify, timingSafeEqual, X509Certificate } from 'node:crypto'
import { TLSSocket } from 'node:tls'
import type { BerlinGroupProvider } from './options.ts'
import type { BerlinGroupState } from './state.ts'
import { refuse } from './tpp-message.ts'

export type SentRequest = {
  readonly header: (name: string) => string | undefined
  readonly body: Buffer
  readonly socket: unknown
  /** What the bank takes the time to be. */
  readonly now: Date
}

const SKEW_MS = 300_000
/** What must be signed (guidelines, 12.2), each when the request carries it. */
const MANDATORY = ['digest', 'x-request-id', 'psu-id', 'tpp-redirect-uri', 'date'] as const

/** The number of a provider in a certificate (ETSI TS 119 495). */
function numberIn(certificate: X509Certificate): string | null {
  return /^organizationIdentifier=(.+)$/m.exec(certificate.subject)?.[1] ?? null
}

/** @throws TppRefusal CERTIFICATE_MISSING, CERTIFICATE_INVALID, SIGNATURE_MISSING, SIGNATURE_INVALID … */
export function identifyProvider(
  bank: BerlinGroupState,
  request: SentRequest,
  signed: boolean,
): BerlinGroupProvider {
  const connected =
    request.socket instanceof TLSSocket ? request.socket.getPeerX509Certificate() : undefined
  const seal = signed && bank.options.signatures !== false ? verifySeal(bank, request) : undefined
  const numbers = [connected, seal].flatMap((certificate) =>
    certificate === undefined ? [] : [numberIn(certificate)],
  )
  // a sandbox without TLS and without signatures has one customer of its own
  if (numbers.length === 0 && !bank.options.tls) return registered(bank, null)
  if (numbers.length === 0) refuse('CERTIFICATE_MISSING', 'no certificate')
  if (numbers.some((number) => number !== numbers[0])) {
    refuse('CERTIFICATE_INVALID', 'connection and seal name different providers')
  }
  return registered(bank, numbers[0] ?? '')
}

function registered(bank: BerlinGroupState, number: string | null): BerlinGroupProvider {
  const { clients } = bank.options
  const found = number === null ? clients[0] : clients.find(({ clientId }) => clientId === number)
  return found ?? refuse('ROLE_INVALID', 'this provider is not registered')
}

function verifySeal(bank: BerlinGroupState, { header, body, now }: SentRequest): X509Certificate {
  const signature = header('signature')
  if (signature === undefined) refuse('SIGNATURE_MISSING', 'every call must be signed')
  const certificate = readCertificate(header('tpp-signature-certificate'))
  const authority = new X509Certificate(bank.options.authority)
  if (!certificate.verify(authority.publicKey)) {
    refuse('CERTIFICATE_INVALID', 'the seal was issued by another authority')
  }
  if (now < certificate.validFromDate || now > certificate.validToDate) {
    refuse('CERTIFICATE_EXPIRED', 'the seal is out of its time')
  }
  const { keyId, algorithm, headers, value } = parse(signature)
  if (!keyId.startsWith(`SN=${certificate.serialNumber},CA=`)) {
    refuse('SIGNATURE_INVALID', 'keyId: another serial number than the certificate')
  }
  if (algorithm !== 'rsa-sha256') refuse('SIGNATURE_INVALID', 'algorithm: rsa-sha256')
  const missing = MANDATORY.find((name) => header(name) !== undefined && !headers.includes(name))
  if (missing !== undefined) refuse('SIGNATURE_INVALID', `${missing} must be signed`)
  checkDate(header('date'), now)
  checkDigest(header('digest'), body)
  const lines = headers.map((name) => {
    const text = header(name)
    if (text === undefined) refuse('SIGNATURE_INVALID', 'a signed header is absent')
    return `${name}: ${text.trim()}`
  })
  const verifier = createVerify('RSA-SHA256').update(lines.join('\n'))
  if (!verifier.verify(certificate.publicKey, Buffer.from(value, 'base64'))) {
    refuse('SIGNATURE_INVALID', 'the signature does not verify')
  }
  return certificate
}

function readCertificate(sent: string | undefined): X509Certificate {
  if (sent === undefined) refuse('CERTIFICATE_MISSING', 'TPP-Signature-Certificate is absent')
  try {
    return new X509Certificate(Buffer.from(sent, 'base64'))
  } catch {
    return refuse('CERTIFICATE_INVALID', 'TPP-Signature-Certificate is no certificate')
  }
}

function parse(text: string) {
  const fields = new Map<string, string>()
  for (const [, name = '', value = ''] of text.matchAll(/(\w+)\s*=\s*"([^"]*)"/g)) {
    if (fields.has(name)) refuse('SIGNATURE_INVALID', 'a parameter is repeated')
    fields.set(name, value)
  }
  return {
    keyId: fields.get('keyId') ?? '',
    algorithm: (fields.get('algorithm') ?? '').toLowerCase(),
    headers: (fields.get('headers') ?? '').toLowerCase().split(/\s+/).filter(Boolean),
    value: fields.get('signature') ?? '',
  }
}

function checkDate(sent: string | undefined, now: Date): void {
  const date = Date.parse(sent ?? '')
  if (Number.isNaN(date)) refuse('SIGNATURE_INVALID', 'Date is absent or unreadable')
  if (Math.abs(now.getTime() - date) > SKEW_MS) {
    refuse('TIMESTAMP_INVALID', 'Date is too far from now')
  }
}

function checkDigest(sent: string | undefined, body: Buffer): void {
  const base64 = /^SHA-256=([A-Za-z0-9+/=]+)$/i.exec(sent ?? '')?.[1]
  if (base64 === undefined) refuse('SIGNATURE_INVALID', 'Digest: SHA-256 is absent')
  const expected = createHash('sha256').update(body).digest()
  const given = Buffer.from(base64, 'base64')
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    refuse('SIGNATURE_INVALID', 'Digest: differs from the body')
  }
}
