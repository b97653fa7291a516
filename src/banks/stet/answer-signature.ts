// The bank's own signature on its answers, checked where the operator gives the bank's certificate: what was changed
// on the way, or comes from somebody else, is no answer.
import { createHash, type KeyObject, verify } from 'node:crypto'
import { type Answer, type CallLabel, callFailure } from '../transport.ts'
import { signingText } from './signature.ts'

/** What the answer is the answer to. */
export type Asked = { readonly method: string; readonly path: string }

/**
 * `Digest` is of the body as it came; `Signature` covers it and our own request id, so that no answer can stand for
 * another. The key is the configured one, whatever `keyId` says.
 * @throws BankError `bad_answer`
 */
export function requireSigned(
  label: CallLabel,
  answer: Answer,
  asked: Asked,
  key: KeyObject,
): void {
  const fault = faultOf(label, answer, asked, key)
  if (fault !== null) {
    throw callFailure(label, 'bad_answer', `not signed by the bank: ${fault}`, {
      status: answer.status,
    })
  }
}

function faultOf(label: CallLabel, answer: Answer, asked: Asked, key: KeyObject): string | null {
  const signature = readSignature(answer.header('signature'))
  if (signature === null) return 'no signature'
  const digest = answer.header('digest')
  const own = `SHA-256=${createHash('sha256').update(answer.bytes).digest('base64')}`
  if (digest !== own) return 'the digest is of another body'
  const { names, value } = signature
  if (!['digest', 'x-request-id'].every((name) => names.includes(name))) {
    return 'it covers too little'
  }
  if (answer.header('x-request-id') !== label.requestId) return 'it answers another request'
  const headers = Object.fromEntries(
    names.flatMap((name): [string, string][] => {
      const sent = name.startsWith('(') ? null : answer.header(name)
      return sent === null ? [] : [[name, sent]]
    }),
  )
  if (names.some((name) => name !== '(request-target)' && headers[name] === undefined)) {
    return 'it covers a header that was not sent'
  }
  const text = signingText(names, { ...asked, headers })
  return verify('RSA-SHA256', Buffer.from(text), key, value) ? null : 'another key signed it'
}

/** Draft-cavage 2.1; only rsa-sha256 is known. */
function readSignature(header: string | null): { names: string[]; value: Buffer } | null {
  const parameters = new Map(
    [...(header ?? '').matchAll(/([a-zA-Z]+)="([^"]*)"/g)].map(([, name, value]) => [name, value]),
  )
  const value = parameters.get('signature')
  const algorithm = parameters.get('algorithm') ?? 'rsa-sha256'
  if (!value || !['rsa-sha256', 'hs2019'].includes(algorithm)) return null
  const names = (parameters.get('headers') ?? 'date').toLowerCase().split(/\s+/).filter(Boolean)
  return { names, value: Buffer.from(value, 'base64') }
}
