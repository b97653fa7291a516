// HTTP request signatures as STET banks ask for them: draft-cavage-http-signatures, rsa-sha256.
// https://datatracker.ietf.org/doc/html/draft-cavage-http-signatures-12
import { createHash, type KeyObject, sign } from 'node:crypto'

/** How one bank wants requests signed. */
export type SignatureStyle = {
  /** Where `keyId` comes from. `configured`: text the bank and the provider agreed on, often a URL. */
  readonly keyId: 'client_id' | 'configured' | 'certificate_base64' | 'certificate_serial'
  /**
   * What is signed, in this order, each when the request carries it. `(request-target)` is always
   * carried; `psu-*` stands for every presence header.
   */
  readonly headers: readonly string[]
  /** How the names are written in the `headers` parameter. The signed text is always lower case. */
  readonly nameCase: 'lower' | 'as_sent'
  /** `always`: a request without body carries the digest of the empty body. */
  readonly digest: 'always' | 'with_body'
}

/** The list of STET 1.4.1.3, 3.5: what a profile takes when its bank says nothing else. */
export const stetSignatureStyle = {
  keyId: 'configured',
  headers: [
    '(request-target)',
    'date',
    'content-type',
    'x-request-id',
    'digest',
    'content-length',
    'psu-*',
  ],
  nameCase: 'lower',
  digest: 'always',
} as const satisfies SignatureStyle

/** A request as it will be sent. `path` has its query; header names may have any case. */
export type SignableRequest = {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
}

export type SigningKey = { readonly keyId: string; readonly key: KeyObject }

/** RFC 3230 `Digest` of a body, `SHA-256=` and base64. */
export function digestOf(body: string): string {
  return `SHA-256=${createHash('sha256').update(body, 'utf8').digest('base64')}`
}

/** The names a style signs on this request: absent headers leave the list. */
export function signedNames(style: SignatureStyle, request: SignableRequest): string[] {
  const sent = Object.keys(request.headers)
  return style.headers.flatMap((wanted) => {
    if (wanted === '(request-target)') return [wanted]
    const names =
      wanted === 'psu-*'
        ? sent.filter((name) => name.toLowerCase().startsWith('psu-'))
        : sent.filter((name) => name.toLowerCase() === wanted)
    return style.nameCase === 'lower' ? names.map((name) => name.toLowerCase()) : names
  })
}

/** Draft-cavage 2.3. @throws RangeError when a name to sign is not a header of the request. */
export function signingText(names: readonly string[], request: SignableRequest): string {
  const values = new Map(
    Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value.trim()]),
  )
  return names
    .map((name) => {
      if (name === '(request-target)') {
        return `${name}: ${request.method.toLowerCase()} ${request.path}`
      }
      const lower = name.toLowerCase()
      const value = values.get(lower)
      if (value === undefined) throw new RangeError(`header to sign is absent: ${lower}`)
      return `${lower}: ${value}`
    })
    .join('\n')
}

/** The value of the `Signature` header. */
export function signatureOf(
  names: readonly string[],
  request: SignableRequest,
  key: SigningKey,
): string {
  const signature = sign('RSA-SHA256', Buffer.from(signingText(names, request)), key.key)
  return [
    `keyId="${key.keyId}"`,
    'algorithm="rsa-sha256"',
    `headers="${names.join(' ')}"`,
    `signature="${signature.toString('base64')}"`,
  ].join(',')
}
