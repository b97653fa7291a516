// The consent as it is recorded, and its receipt as anyone can verify it.
import { compactVerify, createLocalJWKSet } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { canonicalJson } from '../../src/core/values/canonical.ts'
import { chooseBank } from '../../src/sessions/choose-bank.ts'
import { createSession } from '../../src/sessions/create-session.ts'
import { getReceipt } from '../../src/sessions/get-receipt.ts'
import { openSession } from '../../src/sessions/open-session.ts'
import { renewLink } from '../../src/sessions/renew-link.ts'
import type { Purpose } from '../../src/sessions/session.ts'
import { delivered } from '../support/delivered.ts'
import {
  agreed,
  asked,
  collecting,
  confirming,
  opened,
  redirectUriOf,
} from '../support/journey-steps.ts'
import { actionsOf } from '../support/left-behind.ts'
import { type House, openHouse } from '../support/use-cases.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.drop())

const all: Purpose[] = ['creditworthiness', 'rescoring', 'model_validation']
const receiptOf = (id: string) => getReceipt(house.deps, house.access.test, id)

async function agreedTo(ticked: readonly string[], purposes: Purpose[] = all) {
  const request = asked({ purposes, retentionDays: purposes.includes('rescoring') ? 300 : 30 })
  const { session, linkToken } = await createSession(house.deps, house.access.test, request)
  await openSession(house.deps, linkToken, null, agreed(ticked))
  return (await receiptOf(session.id)).receipt
}

describe('what is agreed to', () => {
  test.each([
    [[], ['creditworthiness']],
    [['rescoring'], ['creditworthiness', 'rescoring']],
    [['model_validation'], ['creditworthiness', 'model_validation']],
    [['model_validation', 'rescoring'], all],
    [['marketing', '__proto__'], ['creditworthiness']],
  ])('ticking %j grants %j', async (ticked, granted) => {
    const receipt = await agreedTo(ticked)
    expect(receipt.purposes.filter((one) => one.granted).map(({ purpose }) => purpose)).toEqual(
      granted,
    )
    expect(receipt.keptDays).toBe(granted.includes('rescoring') ? 300 : 30)
  })

  test('a purpose that was not asked is not granted by ticking it', async () => {
    const receipt = await agreedTo(['rescoring'], ['creditworthiness'])
    expect(receipt.purposes).toEqual([
      { purpose: 'creditworthiness', legalBasis: 'legal_obligation', granted: true },
    ])
  })

  test('without an answer no bank can be chosen and there is no receipt', async () => {
    const { session, linkToken } = await createSession(house.deps, house.access.test, asked())
    const { browserToken } = await openSession(house.deps, linkToken)
    const bankId = house.main.bank.listing.id
    const choice = { bankId, redirectUri: redirectUriOf(bankId) }
    await expect(chooseBank(house.deps, browserToken, choice)).rejects.toMatchObject({
      code: 'session_not_ready',
    })
    await expect(receiptOf(session.id)).rejects.toMatchObject({ code: 'session_not_ready' })
  })

  test('a new link asks again, and its answer is the one that counts', async () => {
    const first = await opened(house, { purposes: all })
    const { linkToken } = await renewLink(house.deps, house.access.test, first.id)
    await openSession(house.deps, linkToken, null, agreed([]))
    const { receipt } = await receiptOf(first.id)
    expect(receipt.link).toBe(2)
    expect(receipt.purposes.map(({ granted }) => granted)).toEqual([true, false, false])
    expect(await actionsOf(house.db, first.id)).toEqual(
      expect.arrayContaining(['consent.given', 'link.renewed']),
    )
  })

  test('without re-scoring what was read is kept for a month at most, whatever the lender asked', async () => {
    const session = await confirming(house, { purposes: all, retentionDays: 300 })
    const draft = async (id: string) => {
      const row = await house.db
        .selectFrom('snapshots')
        .select(['created_at', 'expires_at'])
        .where('subject_id', '=', id)
        .executeTakeFirstOrThrow()
      return (Date.parse(row.expires_at) - Date.parse(row.created_at)) / 86_400_000
    }
    expect(await draft(session.id)).toBe(300)
    const request = asked({ purposes: all, retentionDays: 300 })
    const { session: made, linkToken } = await createSession(house.deps, house.access.test, request)
    const { browserToken } = await openSession(house.deps, linkToken, null, agreed([]))
    await collecting(house, browserToken)
    await house.runJobs()
    expect(await draft(made.id)).toBe(30)
  })
})

describe('the receipt', () => {
  test('says what was shown, to whom, what for, which accounts, when, and what the bank answered', async () => {
    const session = await delivered(house, { purposes: all })
    const { receipt } = await receiptOf(session.id)
    const { body, hash } = agreed().shown
    expect(receipt).toMatchObject({
      sessionId: session.id,
      applicant: { reference: 'application-1' },
      lender: { id: house.access.test.lender.id },
      provider: { registration: 'REGAFI 12345' },
      shown: { version: 'test', language: 'fr', sha256: hash, text: body },
      windowDays: 90,
      status: 'completed',
      withdrawnAt: null,
    })
    expect(receipt.banks).toMatchObject([
      {
        bank: 'bank-a',
        status: 'collected',
        identity: true,
        givenBack: 'emptied',
        accounts: [{ account: expect.stringMatching(/^[\w-]{16}$/), balances: true }],
      },
    ])
    for (const time of [receipt.givenAt, receipt.banks[0]?.grantedAt, receipt.banks[0]?.chosenAt]) {
      expect(Date.parse(time ?? '')).toBeLessThanOrEqual(Date.parse(receipt.issuedAt))
    }
    const choices = JSON.stringify(receipt)
    expect(choices).not.toMatch(/FR\d{2}|DURAND|acc-/)
  })

  test('is verified with the published keys alone; any other byte is refused', async () => {
    const session = await opened(house, { purposes: all })
    const { receipt, jws } = await receiptOf(session.id)
    const keys = await house.deps.signing.publicKeys(house.deps.db)
    const published = createLocalJWKSet({ keys: keys.map((key) => ({ ...key })) })
    const { payload, protectedHeader } = await compactVerify(jws, published)
    expect(new TextDecoder().decode(payload)).toBe(canonicalJson(receipt))
    expect(protectedHeader).toMatchObject({ alg: 'EdDSA', typ: 'nonante-consent-receipt' })
    const [header = '', , signature = ''] = jws.split('.')
    const forged = canonicalJson({ ...receipt, windowDays: 30 })
    const other = [header, Buffer.from(forged).toString('base64url'), signature].join('.')
    await expect(compactVerify(other, published)).rejects.toThrow()
  })

  test('of another lender’s session is not found', async () => {
    await expect(receiptOf('ses_none')).rejects.toMatchObject({ code: 'not_found' })
    const session = await opened(house)
    const live = getReceipt(house.deps, house.access.live, session.id)
    await expect(live).rejects.toMatchObject({ code: 'not_found' })
  })
})
