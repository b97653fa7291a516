// The authorisation server of a bank of the OAuth variant: found through the consent's `scaOAuth` link
// (RFC 8414), its code bound to us by PKCE and to the consent by its scope.
import type { Clock } from '../../runtime/clock.ts'
import { BankError } from '../bank.ts'
import {
  authorizeUrl,
  createTokenEndpoint,
  newVerifier,
  type TokenEndpoint,
} from '../stet/oauth.ts'
import type { BerlinGroupClient } from './client.ts'
import type { Authorizing } from './credential.ts'
import { wireMetadataSchema } from './wire.ts'

/** The bank's two origins, as configured: no link leads the customer, a code or a token elsewhere. */
export type Origins = { readonly pages: string; readonly api: string }

/** Where a link leads, when it leads to one of `allowed`. @throws BankError `bad_answer` */
export function ownAddress(href: string, base: URL, allowed: readonly string[]): URL {
  const url = URL.canParse(href, base.href) ? new URL(href, base.href) : null
  if (url === null || !allowed.includes(url.origin) || url.username || url.password) {
    throw new BankError('bad_answer', 'a link of the consent leads away from the bank')
  }
  return url
}

/** Reads the server's metadata and makes the address the customer is sent to. @throws BankError */
export async function beginAuthorization(
  client: BerlinGroupClient,
  origins: Origins,
  input: {
    href: string
    clientId: string
    consentId: string
    state: string
    redirectUri: string
  },
): Promise<{ url: string; server: NonNullable<Authorizing['server']> }> {
  const base = new URL(origins.api)
  const url = ownAddress(input.href, base, [origins.api, origins.pages])
  const call = { operation: 'metadata', method: 'GET', url, presence: null } as const
  const read = wireMetadataSchema.safeParse(await client.call(call))
  if (!read.success) throw new BankError('bad_answer', 'metadata: not those of RFC 8414')
  const { authorization_endpoint, token_endpoint } = read.data
  const tokenUrl = ownAddress(token_endpoint, base, [origins.api]).href
  const settings = {
    authorizeUrl: ownAddress(authorization_endpoint, base, [origins.pages]).href,
    tokenUrl,
    clientId: input.clientId,
    scope: `AIS:${input.consentId}`,
  }
  const verifier = newVerifier()
  const { state, redirectUri } = input
  return {
    url: authorizeUrl(settings, { state, redirectUri, verifier }),
    server: { tokenUrl, verifier },
  }
}

/** Mutual TLS names us; the request carries the client id and, with a code, the verifier. */
export function tokenEndpoint(
  client: BerlinGroupClient,
  clock: Clock,
  settings: { tokenUrl: string; clientId: string },
): TokenEndpoint {
  const unsigned = {
    call: (call: Parameters<Parameters<typeof createTokenEndpoint>[1]['call']>[0]) => {
      const { url, body } = call
      const form = body === undefined ? {} : { body }
      return client.call({ operation: 'token', method: 'POST', url, presence: null, ...form })
    },
  }
  return createTokenEndpoint({ ...settings, authorizeUrl: '', scope: '' }, unsigned, clock)
}
