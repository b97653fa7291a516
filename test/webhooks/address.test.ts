// No webhook reaches into the operator's own network: neither by the address it is given nor by what a name resolves to.
import { describe, expect, test } from 'vitest'
import { checkedUrl, isPublicAddress, urlFault } from '../../src/webhooks/address.ts'

const refusedUrls = [
  // not https, not port 443
  'http://lender.example/hook',
  'ftp://lender.example/hook',
  'file:///etc/passwd',
  'gopher://lender.example:70/x',
  'javascript:alert(1)',
  'data:text/plain,x',
  'ws://lender.example/hook',
  'https://lender.example:8443/hook',
  'https://lender.example:80/hook',
  'https://lender.example:22/',
  // addresses in every spelling
  'https://127.0.0.1/',
  'https://127.1/',
  'https://2130706433/',
  'https://0x7f000001/',
  'https://0177.0.0.1/',
  'https://0x7f.0.0.1/',
  'https://127.0.0.1./',
  'https://10.0.0.1/',
  'https://172.16.0.1/',
  'https://192.168.1.1/',
  'https://169.254.169.254/latest/meta-data/',
  'https://100.64.0.1/',
  'https://0.0.0.0/',
  'https://0/',
  'https://255.255.255.255/',
  'https://8.8.8.8/',
  'https://[::1]/',
  'https://[::]/',
  'https://[::ffff:127.0.0.1]/',
  'https://[::ffff:7f00:1]/',
  'https://[fe80::1]/',
  'https://[fc00::1]/',
  'https://[64:ff9b::7f00:1]/',
  'https://[2002:7f00:1::]/',
  'https://[2606:4700:4700::1111]/',
  // full-width digits and circled letters that the URL standard turns into ASCII
  'https://①②⑦.⓪.⓪.①/',
  'https://１２７.０.０.１/',
  // names that are not public
  'https://localhost/',
  'https://LOCALHOST./',
  'https://api.localhost/',
  'https://intranet/',
  'https://metadata/',
  'https://metadata.google.internal/',
  'https://printer.local/',
  'https://db.lan/',
  'https://nas.home.arpa/',
  'https://somewhere.onion/',
  // who is meant is not who is called
  'https://lender.example@127.0.0.1/',
  'https://user:secret@lender.example/',
  'https://user@lender.example/',
  'https://lender.example/#fragment',
  'https://lender.example\\@127.0.0.1/',
  // no URL
  '',
  'lender.example/hook',
  '//lender.example/hook',
  'https://',
  'https://exa mple.com/',
  'https://[::1',
  `https://lender.example/${'a'.repeat(2048)}`,
]

const refusedAddresses = [
  ...['127.0.0.1', '127.255.255.254', '0.0.0.0', '10.1.2.3', '172.31.255.255', '192.168.0.1'],
  ...['169.254.169.254', '100.64.0.1', '192.0.0.8', '192.0.2.1', '198.18.0.1', '198.51.100.7'],
  ...['203.0.113.9', '224.0.0.1', '239.1.1.1', '240.0.0.1', '255.255.255.255', '192.88.99.1'],
  ...['::', '::1', '::ffff:10.0.0.1', '64:ff9b::a00:1', '64:ff9b:1::1', '100::1', '2001::1'],
  ...[
    '2001:db8::1',
    '2002:a00:1::',
    'fc00::1',
    'fd12::1',
    'fe80::1',
    'fec0::1',
    'ff02::1',
    '5f00::1',
  ],
  ...['not an address', ''],
]

describe('the address of a webhook', () => {
  test.each(refusedUrls)('%s is refused', (url) => {
    expect(urlFault(url, [])).not.toBeNull()
    expect(() => checkedUrl(url, [])).toThrow('cannot be used')
  })

  test('there are sixty such addresses or more', () => {
    expect(new Set([...refusedUrls, ...refusedAddresses]).size).toBeGreaterThanOrEqual(60)
  })

  test.each([
    'https://lender.example/hook',
    'https://hooks.lender.example:443/a?b=c',
    'https://xn--prt-clair-c7a.example/',
    'https://prêt-clair.example/',
  ])('%s may be called', (url) => {
    expect(urlFault(url, [])).toBeNull()
  })

  test('a host of the operator’s list may be called by http and on its port alone', () => {
    const listed = ['hooks.internal:8080', '10.0.0.5:443']
    expect(urlFault('http://hooks.internal:8080/x', listed)).toBeNull()
    expect(urlFault('https://10.0.0.5/x', listed)).toBeNull()
    expect(urlFault('http://hooks.internal/x', listed)).not.toBeNull()
    expect(urlFault('http://hooks.internal:8081/x', listed)).not.toBeNull()
    expect(urlFault('ftp://hooks.internal:8080/x', listed)).not.toBeNull()
  })
})

describe('what a name resolves to', () => {
  test.each(refusedAddresses)('%s is not connected to', (address) => {
    expect(isPublicAddress(address)).toBe(false)
  })

  test.each(['8.8.8.8', '93.184.216.34', '2606:4700:4700::1111', '2a01:4f8::1'])(
    '%s is public',
    (address) => {
      expect(isPublicAddress(address)).toBe(true)
    },
  )
})
