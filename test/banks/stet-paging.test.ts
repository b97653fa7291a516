// Which addresses a `next` link may lead to, and which never.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nextPage } from '../../src/banks/stet/paging.ts'

const base = new URL('https://www.13807.live.api.89c3.com/stet/psd2/v1.4.2')
const current = new URL(`${base.href}/accounts/038-CPT1/transactions?dateFrom=2026-08-23`)

describe('the next page', () => {
  it.each([
    ['absolute', `${base.href}/accounts?page=2`, `${base.href}/accounts?page=2`],
    ['a query alone', '?page=2', `${base.href}/accounts/038-CPT1/transactions?page=2`],
    [
      'relative to the page',
      'transactions?page=2',
      `${base.href}/accounts/038-CPT1/transactions?page=2`,
    ],
    ['from the host', '/stet/psd2/v1.4.2/accounts?page=2', `${base.href}/accounts?page=2`],
    ['from the interface', '/accounts?page=2', `${base.href}/accounts?page=2`],
    [
      'with the default port',
      'https://www.13807.live.api.89c3.com:443/stet/psd2/v1.4.2/accounts?page=2',
      `${base.href}/accounts?page=2`,
    ],
    [
      'in capitals',
      'HTTPS://WWW.13807.LIVE.API.89C3.COM/stet/psd2/v1.4.2/accounts',
      `${base.href}/accounts`,
    ],
    ['with a fragment', '?page=2#x', `${base.href}/accounts/038-CPT1/transactions?page=2`],
  ])('is found when written %s', (_how, href, expected) => {
    expect(nextPage(href, current, base).href).toBe(expected)
  })

  it.each([
    ['another host', 'https://evil.example/stet/psd2/v1.4.2/accounts'],
    ['another host without a scheme', '//evil.example/stet/psd2/v1.4.2/accounts'],
    ['backslashes', '\\\\evil.example\\stet\\psd2\\v1.4.2\\accounts'],
    [
      'a host that begins alike',
      'https://www.13807.live.api.89c3.com.evil.example/stet/psd2/v1.4.2/accounts',
    ],
    [
      'a name before the host',
      'https://www.13807.live.api.89c3.com@evil.example/stet/psd2/v1.4.2/accounts',
    ],
    ['credentials', 'https://a:b@www.13807.live.api.89c3.com/stet/psd2/v1.4.2/accounts'],
    ['plain http', 'http://www.13807.live.api.89c3.com/stet/psd2/v1.4.2/accounts'],
    ['another port', 'https://www.13807.live.api.89c3.com:8443/stet/psd2/v1.4.2/accounts'],
    ['another path', 'https://www.13807.live.api.89c3.com/stet/psd2/oauth/token'],
    ['a path that begins alike', `${base.href}0/accounts`],
    ['steps out of the path', `${base.href}/../../oauth/token`],
    ['encoded steps out of the path', `${base.href}/%2e%2e/%2E%2e/oauth/token`],
    ['another scheme', 'file:///etc/passwd'],
    ['a link-local address', 'http://169.254.169.254/latest/meta-data'],
    ['nothing like an address', 'https://['],
  ])('is refused when it leads to %s', (_what, href) => {
    expect(() => nextPage(href, current, base)).toThrow(
      expect.objectContaining({ kind: 'page_loop' }),
    )
  })

  it('never leaves the host and the base path, whatever is sent', () => {
    const piece = fc.constantFrom(
      '/',
      '\\',
      '..',
      '.',
      '%2e',
      '@',
      ':',
      '?',
      '#',
      'a',
      'https:',
      '//',
      'evil.example',
      '\t',
    )
    const sent = fc.oneof(
      fc.string(),
      fc.array(piece, { maxLength: 8 }).map((parts) => parts.join('')),
      fc.webUrl(),
    )
    fc.assert(
      fc.property(sent, (href) => {
        let url: URL
        try {
          url = nextPage(href, current, base)
        } catch (error) {
          expect(error).toMatchObject({ kind: 'page_loop' })
          return
        }
        expect(url.origin).toBe(base.origin)
        expect(url.username + url.password).toBe('')
        expect(url.pathname.startsWith(`${base.pathname}/`)).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })
})
