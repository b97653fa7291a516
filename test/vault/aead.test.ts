// AES-256-GCM against the test cases published with the algorithm (McGrew and Viega, 2004, cases 13 to 16).
import { describe, expect, test } from 'vitest'
import { decrypt, encrypt } from '../../src/vault/aead.ts'

const hex = (text: string): Buffer => Buffer.from(text, 'hex')
const key = 'feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308'
const plain =
  'd9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b391aafd255'
const cipher =
  '522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662898015ad'

const cases = [
  {
    name: '13: nothing at all',
    key: '00'.repeat(32),
    nonce: '00'.repeat(12),
    bound: '',
    plain: '',
    sealed: '530f8afbc74536b9a963b4f1c4cb738b',
  },
  {
    name: '14: one block of zeros',
    key: '00'.repeat(32),
    nonce: '00'.repeat(12),
    bound: '',
    plain: '00'.repeat(16),
    sealed: 'cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919',
  },
  {
    name: '15: four blocks',
    key,
    nonce: 'cafebabefacedbaddecaf888',
    bound: '',
    plain,
    sealed: `${cipher}b094dac5d93471bdec1a502270e3cc6c`,
  },
  {
    name: '16: an unfinished block, with bound text',
    key,
    nonce: 'cafebabefacedbaddecaf888',
    bound: 'feedfacedeadbeeffeedfacedeadbeefabaddad2',
    plain: plain.slice(0, 120),
    sealed: `${cipher.slice(0, 120)}76fc6ece0f4e1768cddf8853bb2d551b`,
  },
]

describe('AES-256-GCM', () => {
  test.each(cases)('test case $name', (vector) => {
    const [k, nonce, bound] = [hex(vector.key), hex(vector.nonce), hex(vector.bound)]
    expect(encrypt(k, nonce, bound, hex(vector.plain)).toString('hex')).toBe(vector.sealed)
    expect(decrypt(k, nonce, bound, hex(vector.sealed)).toString('hex')).toBe(vector.plain)
  })

  test('no single bit of key, nonce, bound text, ciphertext or tag may differ', () => {
    const vector = cases[3]!
    const parts = [vector.key, vector.nonce, vector.bound, vector.sealed].map(hex)
    parts.forEach((part, index) => {
      for (let bit = 0; bit < part.length * 8; bit += 13) {
        const altered = parts.map((other) => Buffer.from(other))
        altered[index]![bit >> 3]! ^= 1 << (bit & 7)
        const [k, nonce, bound, sealed] = altered as [Buffer, Buffer, Buffer, Buffer]
        expect(() => decrypt(k, nonce, bound, sealed)).toThrow()
      }
    })
    expect(() => decrypt(hex(key), hex(vector.nonce), hex(''), Buffer.alloc(15))).toThrow(
      'too short',
    )
  })
})
