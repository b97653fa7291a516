// Which addresses a webhook may have: public hosts by name over https. What a name resolves to is
// judged when it is called (checked-lookup.ts).
import ipaddr from 'ipaddr.js'
import { AppError } from '../errors.ts'

/** `host:port` texts that the operator lets webhooks call though they are not public. */
export type PrivateHosts = readonly string[]

const LONGEST_URL = 2048

/** @returns the address as it will be called. @throws AppError `invalid_request` naming `/url` and the fault. */
export function checkedUrl(text: string, privateHosts: PrivateHosts): string {
  const fault = urlFault(text, privateHosts)
  if (fault === null) return new URL(text).href
  throw new AppError('invalid_request', 'The address of the webhook cannot be used.', {
    issues: [{ pointer: '/url', detail: fault }],
  })
}

export function urlFault(text: string, privateHosts: PrivateHosts): string | null {
  if (text.length > LONGEST_URL) return `must have at most ${LONGEST_URL} characters`
  // what parsers of URLs disagree on
  if (/[\s\\]/.test(text)) return 'must not hold a space or a backslash'
  if (!URL.canParse(text)) return 'must be a URL'
  const url = new URL(text)
  if (url.username !== '' || url.password !== '') return 'must not hold a user name or password'
  if (url.hash !== '') return 'must not hold a fragment'
  if (isPrivateHost(url, privateHosts)) return null
  if (url.protocol !== 'https:') return 'must begin with https://'
  if (url.port !== '') return 'must use port 443'
  if (!isPublicName(url.hostname)) return 'must name a public host, not an IP address'
  return null
}

export function isPrivateHost(url: URL, privateHosts: PrivateHosts): boolean {
  const usual = url.protocol === 'https:' ? '443' : '80'
  const known = url.protocol === 'https:' || url.protocol === 'http:'
  return known && privateHosts.includes(`${url.hostname}:${url.port || usual}`)
}

const localEnds = ['.local', '.internal', '.localhost', '.lan', '.home.arpa', '.onion']

/** The URL standard has already turned decimal, octal and hexadecimal forms into dotted addresses. */
function isPublicName(hostname: string): boolean {
  if (hostname.startsWith('[') || ipaddr.isValid(hostname)) return false
  const name = hostname.replace(/\.$/, '')
  return name.includes('.') && !localEnds.some((end) => name.endsWith(end))
}

/** RFC 6890 and its registries: only what is routed to the world, and IPv6 only as 2000::/3 gives it. */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false
  const address = ipaddr.parse(text)
  if (address.range() !== 'unicast') return false
  if (!(address instanceof ipaddr.IPv6)) return true
  const [first = 0] = address.parts
  return first >= 0x2000 && first <= 0x3fff
}
