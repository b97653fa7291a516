// Signatures: verified by another implementation with the published keys, through every rotation.
import { compactVerify, createLocalJWKSet } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemClock as clock } from '../../src/runtime/clock.ts'
import { keyRing } from '../../src/vault/key-ring.ts'
import { createSigning } from '../../src/vault/signing.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'

const v1 = { version: 'v1', key: Buffer.alloc(32, 1) }
const v2 = { version: 'v2', key: Buffer.alloc(32, 2) }
const before = createSigning({ keys: keyRing([v1]), clock })
const during = createSigning({ keys: keyRing([v2, v1]), clock })
const after = () => createSigning({ keys: keyRing([v2]), clock })

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

test('what an earlier key signed is verified after both kinds of key were rotated', async () => {
  const { db } = database
  const api = database.as('nonante_api')
  const first = await before.sign(api, 'receipt', '{"a":1}')
  const id = await during.rotate(database.as('nonante_operator'))
  expect(await during.rewrap(database.as('nonante_operator'))).toBe(1)
  expect(await during.rewrap(database.as('nonante_operator'))).toBe(0)
  const second = await after().sign(api, 'receipt', '{"a":2}')
  const keys = await after().publicKeys(api)
  expect(keys).toHaveLength(2)
  expect(keys[0]).toMatchObject({ kid: id, kty: 'OKP', crv: 'Ed25519', use: 'sig' })
  expect(JSON.stringify(keys)).not.toContain('"d"')
  const published = createLocalJWKSet({ keys: keys.map((key) => ({ ...key })) })
  for (const [statement, payload] of [
    [first, '{"a":1}'],
    [second, '{"a":2}'],
  ] as const) {
    const read = await compactVerify(statement, published, { algorithms: ['EdDSA'] })
    expect(new TextDecoder().decode(read.payload)).toBe(payload)
    expect(await after().verify(api, 'receipt', statement)).toBe(payload)
  }
  expect((await compactVerify(second, published)).protectedHeader).toMatchObject({
    kid: id,
    typ: 'receipt',
  })
  expect(await db.selectFrom('signing_keys').select('id').execute()).toHaveLength(2)
})

test('another type, another payload, another key or no statement at all is not verified', async () => {
  const api = database.as('nonante_api')
  const statement = await during.sign(api, 'receipt', '{"a":1}')
  const [header = '', , signature = ''] = statement.split('.')
  const altered = [header, Buffer.from('{"a":2}').toString('base64url'), signature].join('.')
  for (const wrong of [altered, `${header}..${signature}`, 'x', statement.slice(0, -4)]) {
    expect(await during.verify(api, 'receipt', wrong)).toBeNull()
  }
  expect(await during.verify(api, 'other', statement)).toBeNull()
  expect(await during.verify(api, 'receipt', statement)).toBe('{"a":1}')
})

test('a key that someone put into the database signs nothing of ours and is not published', async () => {
  const { db } = database
  const rows = await db.selectFrom('signing_keys').selectAll().execute()
  const [row] = rows
  if (!row) throw new Error('no key')
  await db
    .insertInto('signing_keys')
    .values({ ...row, id: 'sig_forged', public_key: 'A'.repeat(43), retired_at: null })
    .execute()
  await expect(after().publicKeys(db)).rejects.toThrow()
  await db.deleteFrom('signing_keys').where('id', '=', 'sig_forged').execute()
})
