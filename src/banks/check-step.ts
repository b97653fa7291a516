// One step of `banks check`: what was tried, and what came of it. Nothing of a customer is ever in it.
import { shakeHands } from './handshake.ts'
import type { TlsMaterial } from './transport.ts'

export type CheckStep = { readonly name: string; readonly ok: boolean; readonly detail: string }

export function done(name: string, detail: string): CheckStep {
  return { name, ok: true, detail }
}

export function failed(name: string, detail: string): CheckStep {
  return { name, ok: false, detail }
}

export async function checkOrigin(
  origin: string,
  tls: TlsMaterial,
  limits: { readonly connectMs: number },
): Promise<CheckStep> {
  const url = new URL(origin)
  const name = `TLS ${url.host}`
  const shaken = await shakeHands(url, tls, limits.connectMs)
  return shaken.ok
    ? done(name, `${shaken.protocol}, the bank's certificate until ${shaken.validUntil}`)
    : failed(name, shaken.cause)
}
