// What goes over the wire from this process, in the clear, before TLS: whence tests learn the secrets to look for.
import { subscribe, unsubscribe } from 'node:diagnostics_channel'

export type WireTap = {
  /** By kind: bearer tokens, cookies, codes, states, refresh tokens and passwords, each once. */
  readonly secrets: ReadonlyMap<string, ReadonlySet<string>>
  readonly stop: () => void
}

const HEADERS = 'undici:client:sendHeaders'
const BODY = 'undici:request:bodyChunkSent'

export function tapWire(): WireTap {
  const secrets = new Map<string, Set<string>>()
  const add = (kind: string, secret: string) => {
    secrets.set(kind, (secrets.get(kind) ?? new Set()).add(secret))
  }
  const addAll = (fields: URLSearchParams) => {
    for (const name of ['code', 'state', 'refresh_token', 'code_verifier']) {
      const secret = fields.get(name)
      // the code of the SMS is no secret of ours
      if (secret !== null && secret.length > 8) add(name, secret)
    }
  }
  const onHeaders = (message: unknown) => {
    const { headers, request } = message as { headers: string; request: { path: string } }
    for (const [, token = ''] of headers.matchAll(/^authorization: bearer (\S+)/gim)) {
      add('bearer', token)
    }
    for (const [, cookie = ''] of headers.matchAll(/^cookie: .*?nonante=([^;\s]+)/gim)) {
      add('cookie', cookie)
    }
    addAll(new URL(request.path, 'http://x').searchParams)
  }
  const onBody = (message: unknown) => {
    const { chunk } = message as { chunk: Uint8Array | string }
    const text = Buffer.from(chunk).toString('utf8')
    addAll(new URLSearchParams(text))
    const fields = /"(password|client_secret|access_token|username)":"([^"]+)"/g
    for (const [, kind = '', secret = ''] of text.matchAll(fields)) add(kind, secret)
  }
  subscribe(HEADERS, onHeaders)
  subscribe(BODY, onBody)
  return {
    secrets,
    stop: () => {
      unsubscribe(HEADERS, onHeaders)
      unsubscribe(BODY, onBody)
    },
  }
}
