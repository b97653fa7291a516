// What the applicant may do, in order and out of it.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { chooseAccounts } from '../../src/sessions/choose-accounts.ts'
import { chooseBank } from '../../src/sessions/choose-bank.ts'
import { finishJoining } from '../../src/sessions/finish-joining.ts'
import { getSession } from '../../src/sessions/get-session.ts'
import { leaveConnection } from '../../src/sessions/leave-connection.ts'
import { receiveCallback } from '../../src/sessions/receive-callback.ts'
import { resumeSession } from '../../src/sessions/resume-session.ts'
import { sendReport } from '../../src/sessions/send-report.ts'
import {
  atBank,
  collecting,
  confirming,
  opened,
  presence,
  redirectUriOf,
  selecting,
} from '../support/journey-steps.ts'
import { actionsOf, expectNothingHeld, keyExists } from '../support/left-behind.ts'
import { failureOf } from '../support/scripted-bank.ts'
import { type House, openHouse } from '../support/use-cases.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
beforeEach(() => {
  house.main.reset()
  house.other.reset()
})
afterAll(() => house.drop())

const stateOf = (id: string) => getSession(house.deps, house.access.test, id)
const choose = (browserToken: string, bankId: string) =>
  chooseBank(house.deps, browserToken, { bankId, redirectUri: redirectUriOf(bankId) })

describe('choosing a bank', () => {
  test.each(['bank-live', 'bank-x'])('%s is not offered to a test session', async (bankId) => {
    const { browserToken } = await opened(house)
    await expect(choose(browserToken, bankId)).rejects.toMatchObject({ code: 'unknown_bank' })
  })

  test('only those the lender allows', async () => {
    const { browserToken } = await opened(house, { banks: ['bank-b'] })
    await expect(choose(browserToken, 'bank-a')).rejects.toMatchObject({ code: 'unknown_bank' })
    await choose(browserToken, 'bank-b')
  })

  test('again, before signing in, drops the first: its callback is refused', async () => {
    const { browserToken } = await opened(house)
    const first = await atBank(house, browserToken)
    const second = await atBank(house, browserToken, house.other)
    expect(await receiveCallback(house.deps, first)).toEqual({ outcome: 'refused' })
    expect(await receiveCallback(house.deps, second)).toEqual({ outcome: 'selecting' })
    const { connections } = await resumeSession(house.deps, browserToken)
    expect(connections.map(({ bank }) => bank.id)).toEqual(['bank-b'])
  })

  test('beyond the most banks is a conflict', async () => {
    const { browserToken } = await opened(house)
    await selecting(house, browserToken)
    await expect(choose(browserToken, 'bank-b')).rejects.toMatchObject({ code: 'conflict' })
  })

  test('over and over ends in a conflict, not in a full table', async () => {
    const { browserToken } = await opened(house)
    for (let n = 0; n < 20; n += 1) await choose(browserToken, 'bank-a')
    await expect(choose(browserToken, 'bank-a')).rejects.toMatchObject({ code: 'conflict' })
  })

  test('that cannot be reached says so and leaves the session as it was', async () => {
    const { id, browserToken } = await opened(house)
    house.main.fail.begin = failureOf('unreachable')
    await expect(choose(browserToken, 'bank-a')).rejects.toMatchObject({ code: 'bank_failed' })
    expect(await stateOf(id)).toMatchObject({ status: 'open', connections: [] })
  })
})

describe('choosing accounts', () => {
  const grant = { ref: 'acc-1', balances: true, transactions: true }
  test.each([
    ['no account', []],
    ['an account that was not offered', [{ ...grant, ref: 'acc-9' }]],
    ['an account twice', [grant, grant]],
    ['an account without any right', [{ ...grant, balances: false, transactions: false }]],
  ])('%s is refused, naming the field, and the choice stays open', async (_, grants) => {
    const { browserToken } = await opened(house)
    const { connectionId } = await selecting(house, browserToken)
    const input = { connectionId, grants, identity: true, presence }
    await expect(chooseAccounts(house.deps, browserToken, input)).rejects.toMatchObject({
      code: 'invalid_request',
      issues: [{ pointer: '/grants' }],
    })
    await chooseAccounts(house.deps, browserToken, { ...input, grants: [grant] })
  })

  test('twice is a conflict, and one job', async () => {
    const { browserToken } = await opened(house)
    const { connectionId } = await selecting(house, browserToken)
    const input = { connectionId, grants: [grant], identity: true, presence }
    // what earlier tests left waiting
    await house.runJobs()
    house.main.calls.collect = 0
    const tries = await Promise.allSettled(
      [1, 2, 3].map(() => chooseAccounts(house.deps, browserToken, input)),
    )
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await house.runJobs()).toEqual(expect.arrayContaining(['collect-connection']))
    expect(house.main.calls.collect).toBe(1)
  })

  test('of another session\u2019s connection is not found', async () => {
    const mine = await opened(house)
    const theirs = await opened(house)
    const { connectionId } = await selecting(house, theirs.browserToken)
    const input = { connectionId, grants: [grant], identity: true, presence }
    await expect(chooseAccounts(house.deps, mine.browserToken, input)).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  test('none: the access is given back and the session is declined', async () => {
    const { id, browserToken } = await opened(house)
    const { connectionId } = await selecting(house, browserToken)
    await leaveConnection(house.deps, browserToken, connectionId)
    expect(await stateOf(id)).toMatchObject({
      status: 'declined',
      failureCode: 'no_account_chosen',
    })
    expect(house.main.calls.release).toBe(1)
    await expectNothingHeld(house.db, id)
    expect(await keyExists(house.db, id)).toBe(false)
  })
})

describe('finishing', () => {
  test('with nothing collected, or a choice waiting, is not ready', async () => {
    const { browserToken } = await opened(house, { maxConnections: 2 })
    const finish = () => finishJoining(house.deps, browserToken)
    await expect(finish()).rejects.toMatchObject({ code: 'session_not_ready' })
    await selecting(house, browserToken)
    await expect(finish()).rejects.toMatchObject({ code: 'session_not_ready' })
  })

  test('while a bank is being collected drafts once it is, and no other can be joined', async () => {
    const { id, browserToken } = await opened(house, { maxConnections: 3 })
    await collecting(house, browserToken)
    await atBank(house, browserToken, house.other)
    await finishJoining(house.deps, browserToken)
    await finishJoining(house.deps, browserToken)
    await expect(choose(browserToken, 'bank-b')).rejects.toMatchObject({ code: 'conflict' })
    expect(await house.runJobs()).toEqual(['collect-connection', 'draft-report'])
    expect((await stateOf(id)).status).toBe('confirming')
    expect(
      (await actionsOf(house.db, id)).filter((action) => action === 'session.joined'),
    ).toHaveLength(1)
  })
})

describe('sending', () => {
  test('is not ready before the preview, ends the session, and cannot be done twice', async () => {
    const early = await opened(house)
    await expect(sendReport(house.deps, early.browserToken)).rejects.toMatchObject({
      code: 'session_not_ready',
    })
    const { id, browserToken } = await confirming(house)
    expect((await stateOf(id)).reportId).toBeNull()
    const sent = await Promise.allSettled([1, 2].map(() => sendReport(house.deps, browserToken)))
    expect(sent.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const view = await stateOf(id)
    expect(view).toMatchObject({ status: 'completed', metadata: { note: 'metadata-canary' } })
    expect(view.reportId).toMatch(/^rep_/)
    await expectNothingHeld(house.db, id)
    expect((await resumeSession(house.deps, browserToken)).preview).not.toBeNull()
  })
})
