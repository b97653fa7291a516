// Keys: what is accepted, what is not, and what is stored of them.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addKey } from '../../src/lenders/add-key.ts'
import { authenticate } from '../../src/lenders/authenticate.ts'
import { readKeyText, readTokenText } from '../../src/lenders/credential-text.ts'
import { usualScopes } from '../../src/lenders/scopes.ts'
import { readableDump } from '../support/left-behind.ts'
import { type House, openHouse } from '../support/use-cases.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.drop())

describe('an API key', () => {
  test('opens its lender, in its mode, and names itself as the actor', async () => {
    const { lender } = house.access.test
    const { id, key } = await addKey(
      { ...house.deps, db: house.operator },
      { lenderId: lender.id, mode: 'live' },
    )
    expect(key).toMatch(new RegExp(`^nnt_live_${lender.shortId}_[A-Za-z0-9_-]{32}$`))
    const access = await authenticate(house.deps, key)
    expect(access).toEqual({
      ...{ lender, mode: 'live', actor: `key:${id}` },
      scopes: new Set(usualScopes),
    })
  })

  test('is not stored, in any table', async () => {
    const { key } = await addKey(
      { ...house.deps, db: house.operator },
      {
        lenderId: house.access.test.lender.id,
        mode: 'test',
      },
    )
    const dump = await readableDump(house.db)
    expect(dump).not.toContain(key)
    expect(dump).not.toContain(key.slice(-32))
  })

  test('is refused when altered, revoked, expired, or of the other mode, and nothing says which', async () => {
    const lenderId = house.access.test.lender.id
    const { id, key } = await addKey(
      { ...house.deps, db: house.operator },
      { lenderId, mode: 'test' },
    )
    const altered = `${key.slice(0, -1)}${key.endsWith('A') ? 'B' : 'A'}`
    expect(await authenticate(house.deps, altered)).toBeNull()
    expect(await authenticate(house.deps, key.replace('_test_', '_live_'))).toBeNull()
    expect(await authenticate(house.deps, '')).toBeNull()
    const until = async (column: 'revoked_at' | 'expires_at', at: string | null): Promise<void> => {
      await house.db
        .updateTable('api_keys')
        .set({ [column]: at })
        .where('id', '=', id)
        .execute()
    }
    const past = new Date(house.clock.now().getTime() - 1).toISOString()
    await until('expires_at', past)
    expect(await authenticate(house.deps, key)).toBeNull()
    await until('expires_at', null)
    expect(await authenticate(house.deps, key)).not.toBeNull()
    await until('revoked_at', past)
    expect(await authenticate(house.deps, key)).toBeNull()
  })

  test('cannot be made for a lender that does not exist', async () => {
    const adding = addKey(
      { ...house.deps, db: house.operator },
      { lenderId: 'len_none', mode: 'test' },
    )
    await expect(adding).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('credential texts', () => {
  const secret = 'a'.repeat(32)
  test.each([
    [`nnt_test_abcd2345_${secret}`, { mode: 'test', shortId: 'abcd2345' }],
    [`nnt_live_abcd2345_${secret}`, { mode: 'live', shortId: 'abcd2345' }],
    [`nnt_prod_abcd2345_${secret}`, null],
    [`nnt_test_abcd2345_${secret}a`, null],
    [`nnt_test_ABCD2345_${secret}`, null],
    [`x nnt_test_abcd2345_${secret}`, null],
  ])('the key %s reads as %j', (text, read) => {
    expect(readKeyText(text)).toEqual(read)
  })

  test('a key is never a token, nor a token a key', () => {
    expect(readTokenText(`nnt_test_abcd2345_${secret}`)).toBeNull()
    expect(readKeyText(`abcd2345.${secret}`)).toBeNull()
    expect(readTokenText(`abcd2345.${secret}`)).toBe('abcd2345')
  })
})
