// Request signatures against the published test values of draft-cavage-http-signatures, appendix C.
import { createPrivateKey, generateKeyPairSync, verify } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import {
  digestOf,
  type SignableRequest,
  type SignatureStyle,
  signatureOf,
  signedNames,
  signingText,
  stetSignatureStyle,
} from '../../src/banks/stet/signature.ts'

// the key printed in the draft itself: public, protects nothing
const draftKey = createPrivateKey(`-----BEGIN RSA PRIVATE KEY-----
MIICXgIBAAKBgQDCFENGw33yGihy92pDjZQhl0C36rPJj+CvfSC8+q28hxA161QF
NUd13wuCTUcq0Qd2qsBe/2hFyc2DCJJg0h1L78+6Z4UMR7EOcpfdUE9Hf3m/hs+F
UR45uBJeDK1HSFHD8bHKD6kv8FPGfJTotc+2xjJwoYi+1hqp1fIekaxsyQIDAQAB
AoGBAJR8ZkCUvx5kzv+utdl7T5MnordT1TvoXXJGXK7ZZ+UuvMNUCdN2QPc4sBiA
QWvLw1cSKt5DsKZ8UETpYPy8pPYnnDEz2dDYiaew9+xEpubyeW2oH4Zx71wqBtOK
kqwrXa/pzdpiucRRjk6vE6YY7EBBs/g7uanVpGibOVAEsqH1AkEA7DkjVH28WDUg
f1nqvfn2Kj6CT7nIcE3jGJsZZ7zlZmBmHFDONMLUrXR/Zm3pR5m0tCmBqa5RK95u
412jt1dPIwJBANJT3v8pnkth48bQo/fKel6uEYyboRtA5/uHuHkZ6FQF7OUkGogc
mSJluOdc5t6hI1VsLn0QZEjQZMEOWr+wKSMCQQCC4kXJEsHAve77oP6HtG/IiEn7
kpyUXRNvFsDE0czpJJBvL/aRFUJxuRK91jhjC68sA7NsKMGg5OXb5I5Jj36xAkEA
gIT7aFOYBFwGgQAQkWNKLvySgKbAZRTeLBacpHMuQdl1DfdntvAyqpAZ0lY0RKmW
G6aFKaqQfOXKCyWoUiVknQJAXrlgySFci/2ueKlIE1QqIiLSZ8V8OlpFLRnb1pzI
7U1yQXnTAEFYM560yJlzUpOb1V4cScGd365tiSMvxLOvTA==
-----END RSA PRIVATE KEY-----`)

const body = '{"hello": "world"}'
const request: SignableRequest = {
  method: 'POST',
  path: '/foo?param=value&pet=dog',
  headers: {
    Host: 'example.com',
    Date: 'Sun, 05 Jan 2014 21:31:40 GMT',
    'Content-Type': 'application/json',
    Digest: digestOf(body),
    'Content-Length': '18',
  },
}

const vectors = [
  {
    name: 'C.1 default: the date alone',
    names: ['date'],
    signature:
      'SjWJWbWN7i0wzBvtPl8rbASWz5xQW6mcJmn+ibttBqtifLN7Sazz6m79cNfwwb8DMJ5cou1s7uEGKKCs+FLEEaDV5lp7q25WqS+lavg7T8hc0GppauB6hbgEKTwblDHYGEtbGmtdHgVCk9SuS13F0hZ8FD0k/5OxEPXe5WozsbM=',
  },
  {
    name: 'C.2 basic: target, host, date',
    names: ['(request-target)', 'host', 'date'],
    signature:
      'qdx+H7PHHDZgy4y/Ahn9Tny9V3GP6YgBPyUXMmoxWtLbHpUnXS2mg2+SbrQDMCJypxBLSPQR2aAjn7ndmw2iicw3HMbe8VfEdKFYRqzic+efkb3nndiv/x1xSHDJWeSWkx3ButlYSuBskLu6kd9Fswtemr3lgdDEmn04swr2Os0=',
  },
  {
    name: 'C.3 all headers',
    names: ['(request-target)', 'host', 'date', 'content-type', 'digest', 'content-length'],
    signature:
      'vSdrb+dS3EceC9bcwHSo4MlyKS59iFIrhgYkz8+oVLEEzmYZZvRs8rgOp+63LEM3v+MFHB32NfpB2bEKBIvB1q52LaEUHFv120V01IL+TAD48XaERZFukWgHoBTLMhYS2Gb51gWxpeIq8knRmPnYePbF5MOkR0Zkly4zKH7s1dE=',
  },
]

describe('a request signature', () => {
  it.each(vectors)('reproduces the published value $name', ({ names, signature }) => {
    expect(signatureOf(names, request, { keyId: 'Test', key: draftKey })).toBe(
      `keyId="Test",algorithm="rsa-sha256",headers="${names.join(' ')}",signature="${signature}"`,
    )
  })

  it('digests the body as published, and the empty body for a request without one', () => {
    expect(digestOf(body)).toBe('SHA-256=X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=')
    expect(digestOf('')).toBe('SHA-256=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=')
  })

  it('signs of a style what the request carries, presence headers each', () => {
    const get: SignableRequest = {
      method: 'GET',
      path: '/accounts',
      headers: { Date: 'd', 'X-Request-ID': 'r', 'PSU-IP-Address': '192.0.2.1', 'PSU-Accept': 'a' },
    }
    expect(signedNames(stetSignatureStyle, get)).toEqual([
      '(request-target)',
      'date',
      'x-request-id',
      'psu-ip-address',
      'psu-accept',
    ])
    const asSent: SignatureStyle = { ...stetSignatureStyle, nameCase: 'as_sent' }
    expect(signedNames(asSent, get)[2]).toBe('X-Request-ID')
  })

  it('fails to verify when the method, the path or a header changes', () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const names = ['(request-target)', 'date', 'digest']
    const value = signatureOf(names, request, { keyId: 'k', key: privateKey })
    const signature = Buffer.from(/signature="([^"]+)"/.exec(value)?.[1] ?? '', 'base64')
    const holds = (changed: SignableRequest) =>
      verify('RSA-SHA256', Buffer.from(signingText(names, changed)), publicKey, signature)
    expect(holds(request)).toBe(true)
    expect(holds({ ...request, method: 'PUT' })).toBe(false)
    expect(holds({ ...request, path: '/foo' })).toBe(false)
    const headers = { ...request.headers, Digest: digestOf('other') }
    expect(holds({ ...request, headers })).toBe(false)
  })

  it('refuses to sign a header the request does not have', () => {
    expect(() => signingText(['x-request-id'], request)).toThrow(RangeError)
  })
})
