// One TLS handshake with a bank, our certificate shown, and why it fails told so that an operator can act.
import { connect, type TLSSocket } from 'node:tls'
import type { TlsMaterial } from './transport.ts'

export type Handshake =
  | { readonly ok: true; readonly protocol: string; readonly validUntil: string }
  | { readonly ok: false; readonly cause: string }

/**
 * In TLS 1.3 a server refuses a client certificate after the handshake: only its first answer shows that
 * it did not.
 */
export function shakeHands(url: URL, tls: TlsMaterial, timeoutMs: number): Promise<Handshake> {
  const socket = connect({
    host: url.hostname,
    port: Number(url.port || 443),
    minVersion: 'TLSv1.2',
    ...(/^[\d.]+$|:/.test(url.hostname) ? {} : { servername: url.hostname }),
    ...(tls.certificate === undefined ? {} : { cert: tls.certificate }),
    ...(tls.key === undefined ? {} : { key: tls.key }),
    ...(tls.authority === undefined ? {} : { ca: tls.authority }),
  })
  return new Promise((settle) => {
    let secured = false
    const end = (result: Handshake) => {
      socket.destroy()
      settle(result)
    }
    socket.setTimeout(timeoutMs, () => end({ ok: false, cause: `no answer in ${timeoutMs} ms` }))
    socket.once('secureConnect', () => {
      secured = true
      socket.write(`HEAD / HTTP/1.1\r\nHost: ${url.host}\r\nConnection: close\r\n\r\n`)
    })
    socket.once('data', () => end(shaken(socket)))
    socket.once('error', (error) => end({ ok: false, cause: causeOf(error, secured, url) }))
    socket.once('close', () => end({ ok: false, cause: causeOf(null, secured, url) }))
  })
}

function shaken(socket: TLSSocket): Handshake {
  const until = new Date(socket.getPeerCertificate().valid_to)
  return {
    ok: true,
    protocol: socket.getProtocol() ?? 'TLS',
    validUntil: Number.isNaN(until.getTime()) ? '?' : until.toISOString().slice(0, 10),
  }
}

function causeOf(error: Error | null, secured: boolean, url: URL): string {
  const code = error !== null && 'code' in error ? String(error.code) : ''
  if (/^(ENOTFOUND|EAI_)/.test(code)) return `the name ${url.hostname} is not known (${code})`
  if (/^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT)$/.test(code)) {
    return `${url.host} cannot be reached (${code})`
  }
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return `the bank's certificate is not for ${url.hostname} (${code})`
  }
  // a refusal of ours is an alert of theirs; their certificate is judged here, before `secured`
  if (secured || code.includes('ALERT')) {
    return `the bank refused our client certificate (${code || 'it closed the connection'})`
  }
  if (/CERT|SIGNATURE|ISSUER|CRL/.test(code)) {
    return `the bank's certificate is not trusted here (${code}): check authority`
  }
  return `no TLS with ${url.host} (${code || 'it closed the connection'})`
}
