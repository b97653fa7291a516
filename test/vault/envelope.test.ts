// The vault on a real key store: who can read what, under which key, and for how long.
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemClock } from '../../src/runtime/clock.ts'
import { createVault } from '../../src/vault/envelope.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'

const old = { version: 'v1', key: Buffer.alloc(32, 1) }
const recent = { version: 'v2', key: Buffer.alloc(32, 2) }
const clock = systemClock
const before = createVault({ keys: [old], clock })
const during = createVault({ keys: [recent, old], clock })
const after = createVault({ keys: [recent], clock })

let database: TestDatabase
let count = 0
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

async function subject(vault = before): Promise<{ lenderId: string; subjectId: string }> {
  count += 1
  const made = { lenderId: 'len_a', subjectId: `ses_${count}` }
  await vault.createDataKey(database.db, made)
  return made
}

describe('sealing', () => {
  test('any text comes back as it was, and never the same bytes twice', async () => {
    const context = { ...(await subject()), field: 'body' }
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 300 }), async (text) => {
        const [one, two] = [
          await before.seal(database.db, context, text),
          await before.seal(database.db, context, text),
        ]
        expect(one.equals(two)).toBe(false)
        expect(await before.open(database.db, context, one)).toBe(text)
      }),
      { numRuns: 40 },
    )
  })

  test('a long statement is smaller sealed than plain, and shows nothing of itself', async () => {
    const context = { ...(await subject()), field: 'body' }
    const text = JSON.stringify(
      Array.from({ length: 1000 }, (_, n) => ({ n, label: 'CANARY LABEL' })),
    )
    const sealed = await before.seal(database.db, context, text)
    expect(sealed.length).toBeLessThan(text.length / 3)
    expect(sealed.includes('CANARY')).toBe(false)
  })

  test.each([
    ['another field', { field: 'other' }],
    ['another subject', { subjectId: 'ses_other' }],
    ['another lender', { lenderId: 'len_b' }],
  ])(
    'what was sealed for one place does not open as %s, even under the same data key',
    async (_, change) => {
      const context = { ...(await subject()), field: 'body' }
      const sealed = await before.seal(database.db, context, 'secret')
      const elsewhere = { ...context, ...change }
      // The same wrapped key under the other name: only the binding is left to refuse.
      if (!('field' in change)) {
        await database.db
          .insertInto('keystore.data_keys')
          .columns(['lender_id', 'subject_id', 'wrapped', 'key_version', 'created_at'])
          .expression((q) =>
            q
              .selectFrom('keystore.data_keys')
              .select((s) => [
                s.val(elsewhere.lenderId).as('lender_id'),
                s.val(elsewhere.subjectId).as('subject_id'),
                'wrapped',
                'key_version',
                'created_at',
              ])
              .where('lender_id', '=', context.lenderId)
              .where('subject_id', '=', context.subjectId),
          )
          .execute()
      }
      await expect(before.open(database.db, elsewhere, sealed)).rejects.toThrow()
    },
  )

  test('an altered byte anywhere is refused', async () => {
    const context = { ...(await subject()), field: 'body' }
    const sealed = await before.seal(database.db, context, 'secret')
    for (let at = 0; at < sealed.length; at += 1) {
      const altered = Buffer.from(sealed)
      altered[at]! ^= 0x40
      await expect(before.open(database.db, context, altered)).rejects.toThrow()
    }
  })
})

describe('keys', () => {
  test('after a destroyed data key nothing opens and nothing can be sealed', async () => {
    const made = await subject()
    const context = { ...made, field: 'body' }
    const sealed = await before.seal(database.db, context, 'secret')
    await before.destroyDataKey(database.db, made)
    await expect(before.open(database.db, context, sealed)).rejects.toMatchObject({
      code: 'not_found',
    })
    await expect(before.seal(database.db, context, 'x')).rejects.toMatchObject({
      code: 'not_found',
    })
    await before.createDataKey(database.db, made)
    await expect(before.open(database.db, context, sealed)).rejects.toThrow()
  })

  test('the old key-encryption key opens what it wrapped; the new one wraps what comes', async () => {
    const earlier = { ...(await subject(before)), field: 'body' }
    const sealed = await before.seal(database.db, earlier, 'from before')
    expect(await during.open(database.db, earlier, sealed)).toBe('from before')

    const later = { ...(await subject(during)), field: 'body' }
    const recentSealed = await during.seal(database.db, later, 'from now')
    expect(await after.open(database.db, later, recentSealed)).toBe('from now')
    await expect(before.open(database.db, later, recentSealed)).rejects.toMatchObject({
      code: 'configuration_invalid',
      detail: expect.stringContaining('v2'),
    })
  })

  test('a wrapped key moved to another subject, or told to be of another version, does not open', async () => {
    const [one, two] = [await subject(during), await subject(during)]
    const context = { ...two, field: 'body' }
    const sealed = await during.seal(database.db, context, 'secret')
    const stolen = await database.db
      .selectFrom('keystore.data_keys')
      .select('wrapped')
      .where('subject_id', '=', one.subjectId)
      .executeTakeFirstOrThrow()
    const set = (values: { wrapped?: Buffer; key_version?: string }) =>
      database.db
        .updateTable('keystore.data_keys')
        .set(values)
        .where('subject_id', '=', two.subjectId)
        .execute()
    await set({ key_version: 'v1' })
    await expect(during.open(database.db, context, sealed)).rejects.toThrow()
    await set({ wrapped: stolen.wrapped, key_version: 'v2' })
    await expect(during.open(database.db, context, sealed)).rejects.toThrow()
  })

  test('a key of the wrong length, no key, or one version twice is refused', () => {
    const short = { version: 'v1', key: Buffer.alloc(16) }
    for (const keys of [[], [short], [old, { ...recent, version: 'v1' }]]) {
      expect(() => createVault({ keys, clock })).toThrow(
        expect.objectContaining({ code: 'configuration_invalid' }),
      )
    }
  })
})

describe('deriving', () => {
  test('the same subject, purpose and input give the same token; any other gives another', async () => {
    const [one, other] = [await subject(), await subject()]
    const derive = (of = one, purpose = 'link', input = 'ses_a:1', vault = before) =>
      vault.derive(database.db, of, purpose, input)
    const token = await derive()
    expect(token).toMatch(/^[A-Za-z0-9_-]{32}$/)
    expect(await derive()).toBe(token)
    const others = [
      await derive(one, 'link', 'ses_a:2'),
      await derive(one, 'browser'),
      await derive(other),
    ]
    expect(new Set([token, ...others]).size).toBe(4)
  })

  test('a token derived before a rotation is the same after it, the old key gone', async () => {
    const lenderId = 'len_links'
    const of = { lenderId, subjectId: 'links' }
    await Promise.all([1, 2, 3].map(() => before.ensureDataKey(database.db, of)))
    const token = await before.derive(database.db, of, 'link', 'ses_a:1')
    expect(await during.rewrap(database.db, lenderId, 10)).toEqual({ found: 1, rewrapped: 1 })
    expect(await during.rewrap(database.db, lenderId, 10)).toEqual({ found: 0, rewrapped: 0 })
    expect(await after.derive(database.db, of, 'link', 'ses_a:1')).toBe(token)
  })
})
