// Wrapped data keys in a database of their own: a data dump has none, a rotation reaches them, and a deletion takes
// effect with the rows it belongs to.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inLender } from '../../src/db/lender-transaction.ts'
import { systemClock as clock } from '../../src/runtime/clock.ts'
import { createVault } from '../../src/vault/envelope.ts'
import { keyStoreApart } from '../../src/vault/key-store.ts'
import { prepareKeyStore } from '../../src/wiring/keys.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { newWalk, press, untilPreview, viewOf } from '../support/walk.ts'
import { startWholeService } from '../support/whole-service.ts'

const MARC = 'D0999990I0'
const lenderId = 'len_a'
let rows: TestDatabase
let keys: TestDatabase
beforeAll(async () => {
  rows = await testDatabase()
  keys = await testDatabase('empty')
  await prepareKeyStore(keys.connectionString)
  await prepareKeyStore(keys.connectionString)
})
afterAll(async () => {
  await rows.drop()
  await keys.drop()
})

const k1 = { version: 'v1', key: Buffer.alloc(32, 1) }
const k2 = { version: 'v2', key: Buffer.alloc(32, 2) }
const vaultWith = (...list: (typeof k1)[]) =>
  createVault({ keys: list, clock, store: keyStoreApart(keys.db) })
const inRows = <T>(work: Parameters<typeof inLender<T>>[2]) =>
  inLender(rows.as('nonante_worker'), lenderId, work)
const keysApart = async (subject: string) =>
  (
    await keys.db
      .selectFrom('keystore.data_keys')
      .select('key_version')
      .where('subject_id', '=', subject)
      .execute()
  ).map((row) => row.key_version)

describe('a key store of its own', () => {
  test('seals, opens and is rotated; the database of the rows never sees a key', async () => {
    const subject = { lenderId, subjectId: 'ses_1' }
    const context = { ...subject, field: 'body' }
    const sealed = await inRows(async (tx) => {
      await vaultWith(k1).createDataKey(tx, subject)
      return await vaultWith(k1).seal(tx, context, 'secret')
    })
    expect(await inRows((tx) => vaultWith(k2, k1).rewrap(tx, lenderId, 10))).toEqual({
      found: 1,
      rewrapped: 1,
    })
    expect(await keysApart('ses_1')).toEqual(['v2'])
    expect(await inRows((tx) => vaultWith(k2).open(tx, context, sealed))).toBe('secret')
    expect(await rows.db.selectFrom('keystore.data_keys').selectAll().execute()).toEqual([])
  })

  test('a destruction that is undone with its transaction destroys nothing', async () => {
    const subject = { lenderId, subjectId: 'ses_2' }
    const vault = vaultWith(k1)
    await inRows((tx) => vault.createDataKey(tx, subject))
    await expect(
      inRows(async (tx) => {
        await vault.destroyDataKey(tx, subject)
        throw new Error('undone')
      }),
    ).rejects.toThrow('undone')
    await inRows((tx) => vault.settleDestructions(tx, lenderId))
    expect(await keysApart('ses_2')).toEqual(['v1'])
  })

  test('a destruction takes effect with its transaction and is ended right after', async () => {
    const subject = { lenderId, subjectId: 'ses_3' }
    const context = { ...subject, field: 'body' }
    const vault = vaultWith(k1)
    const sealed = await inRows(async (tx) => {
      await vault.createDataKey(tx, subject)
      return await vault.seal(tx, context, 'secret')
    })
    await inRows((tx) => vault.destroyDataKey(tx, subject))
    const open = () => inRows((tx) => vault.open(tx, context, sealed))
    await expect(open()).rejects.toMatchObject({ code: 'not_found' })
    expect(await inRows((tx) => vault.settleDestructions(tx, lenderId))).toBe(1)
    expect(await keysApart('ses_3')).toEqual([])
    await expect(open()).rejects.toMatchObject({ code: 'not_found' })
  })
})

test('a whole session is played with the keys apart; at the end of another its key is destroyed there', async () => {
  const service = await startWholeService({ keystoreUrl: keys.connectionString })
  try {
    const walk = await newWalk(service)
    await press(walk, await untilPreview(walk, MARC), '/journey/send')
    expect((await viewOf(walk)).status).toBe('completed')
    expect((await service.backend.readReport(walk.id)).report.envelope.sessionId).toBe(walk.id)
    expect(await keysApart(walk.id)).toEqual(['test1'])
    expect(await service.db.selectFrom('keystore.data_keys').selectAll().execute()).toEqual([])
    const other = await newWalk(service)
    await press(other, await untilPreview(other, MARC), '/journey/decline')
    await expect.poll(() => keysApart(other.id), { timeout: 10_000 }).toEqual([])
  } finally {
    await service.stop()
  }
}, 60_000)
