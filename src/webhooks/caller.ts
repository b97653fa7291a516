// The door to the outside: a POST that never reaches an address that is not public, whatever its name resolves to.
import { lookup as systemLookup } from 'node:dns/promises'
import type { LookupFunction } from 'node:net'
import { Agent, request } from 'undici'
import { isPrivateHost, isPublicAddress, type PrivateHosts, urlFault } from './address.ts'

/** `lookup` in node:dns: all addresses of a name. */
export type ResolveName = (hostname: string) => Promise<{ address: string; family: number }[]>

export type Failure = 'refused_address' | 'timeout' | 'connection_failed'

export type Answer =
  | { readonly answered: true; readonly status: number; readonly retryAfterSeconds: number }
  | { readonly answered: false; readonly failure: Failure }

export type WebhookCall = {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly signal: AbortSignal
}

export type WebhookCaller = {
  /** Follows no redirect, reads at most 64 kB of the answer, gives up after 20 seconds. Never throws. */
  post(call: WebhookCall): Promise<Answer>
  close(): Promise<void>
}

export type CallerOptions = {
  readonly privateHosts: PrivateHosts
  readonly resolveName?: ResolveName
  readonly deadlineMs?: number
}

const LARGEST_ANSWER = 64 * 1024

class RefusedAddress extends Error {}

export function createWebhookCaller(options: CallerOptions): WebhookCaller {
  const { privateHosts, deadlineMs = 20_000 } = options
  const resolveName = options.resolveName ?? ((name) => systemLookup(name, { all: true }))
  // The address that was checked is the address connected to: a second answer of the name server,
  // made for that purpose (DNS rebinding), is never asked for.
  const checked = new Agent({
    connect: { lookup: checkedLookup(resolveName), timeout: 10_000 },
    maxResponseSize: LARGEST_ANSWER,
  })
  const unchecked = new Agent({ connect: { timeout: 10_000 }, maxResponseSize: LARGEST_ANSWER })
  return {
    async post({ url, headers, body, signal }) {
      // The operator's list may have become shorter since the address was accepted.
      if (urlFault(url, privateHosts) !== null)
        return { answered: false, failure: 'refused_address' }
      const dispatcher = isPrivateHost(new URL(url), privateHosts) ? unchecked : checked
      const deadline = AbortSignal.any([signal, AbortSignal.timeout(deadlineMs)])
      try {
        const reply = await request(url, {
          method: 'POST',
          headers,
          body,
          dispatcher,
          signal: deadline,
        })
        const status = reply.statusCode
        const retryAfterSeconds = secondsOf(reply.headers['retry-after'])
        // The answer is the status; what else it says is not waited for.
        reply.body.on('error', () => {}).destroy()
        return { answered: true, status, retryAfterSeconds }
      } catch (error) {
        return { answered: false, failure: failureOf(error) }
      }
    },
    async close() {
      await Promise.all([checked.destroy(), unchecked.destroy()])
    },
  }
}

function checkedLookup(resolveName: ResolveName): LookupFunction {
  return (hostname, _options, callback) => {
    resolveName(hostname).then(
      (found) => {
        // One address that is not public condemns the name: which one is taken is up to chance.
        const open = found.length > 0 && found.every(({ address }) => isPublicAddress(address))
        if (open) callback(null, found)
        else callback(new RefusedAddress('The name resolves to an address that is not public.'), [])
      },
      (error: unknown) =>
        callback(error instanceof Error ? error : new Error('The name was not resolved.'), []),
    )
  }
}

function failureOf(error: unknown): Failure {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof RefusedAddress) return 'refused_address'
    if (cause.name === 'TimeoutError' || /Timeout/.test(cause.name)) return 'timeout'
  }
  return 'connection_failed'
}

/** Delay in seconds only (RFC 9110 10.2.3); a date is read as none. */
function secondsOf(header: string | string[] | undefined): number {
  return typeof header === 'string' && /^\d{1,6}$/.test(header) ? Number(header) : 0
}
