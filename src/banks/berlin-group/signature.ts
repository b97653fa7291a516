// HTTP signatures as the NextGenPSD2 guidelines (chapter 12) ask for them: draft-cavage, the certificate
// sent along in a header, and a key named by that certificate's serial number and issuer.
import type { KeyObject, X509Certificate } from 'node:crypto'
import { digestOf, type SignableRequest, signatureOf, signedNames } from '../stet/signature.ts'

export type SignatureStyle = {
  /** What is signed, in this order, each when the request carries it. */
  readonly headers: readonly string[]
}

/** Digest, X-Request-ID and Date always; PSU-ID and TPP-Redirect-URI when they are sent. */
export const guidelineSignatureStyle = {
  headers: ['digest', 'x-request-id', 'date', 'psu-id', 'tpp-redirect-uri'],
} as const satisfies SignatureStyle

/** QSEALC and its key. */
export type Seal = { readonly key: KeyObject; readonly certificate: X509Certificate }

/**
 * Headers to add to a request that already has all others: `Digest` (of the empty body too),
 * `TPP-Signature-Certificate` (base64 of the DER) and `Signature`.
 */
export function signatureHeaders(
  style: SignatureStyle,
  request: SignableRequest & { readonly body: string },
  { key, certificate }: Seal,
): Record<string, string> {
  const Digest = digestOf(request.body)
  const signed = { ...request, headers: { ...request.headers, Digest } }
  const names = signedNames(
    { headers: style.headers, keyId: 'configured', nameCase: 'lower', digest: 'always' },
    signed,
  )
  return {
    Digest,
    'TPP-Signature-Certificate': certificate.raw.toString('base64'),
    Signature: signatureOf(names, signed, { keyId: keyIdOf(certificate), key }),
  }
}

/** `SN=9FA1,CA=CN=D-TRUST%20CA,O=…,C=DE`: the issuer's name with its most specific part first (RFC 4514). */
export function keyIdOf({ serialNumber, issuer }: X509Certificate): string {
  const name = issuer.split('\n').reverse().map(encodeURI).join(',')
  return `SN=${serialNumber},CA=${name}`
}
