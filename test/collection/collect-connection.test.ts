// The pull: once, whole or not called whole, with the access given back and nothing left behind.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { BankError, bankErrorKinds } from '../../src/banks/bank.ts'
import { collectConnection } from '../../src/collection/collect-connection.ts'
import { expireSessions } from '../../src/collection/expire-sessions.ts'
import { cancelSession } from '../../src/sessions/cancel-session.ts'
import { getSession } from '../../src/sessions/get-session.ts'
import { resumeSession } from '../../src/sessions/resume-session.ts'
import { collecting, confirming, opened, presence, selecting } from '../support/journey-steps.ts'
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

async function readyToPull() {
  const { id, browserToken } = await opened(house)
  const { connectionId } = await collecting(house, browserToken)
  const lenderId = house.access.test.lender.id
  return { id, browserToken, payload: { lenderId, sessionId: id, connectionId } }
}

describe('a pull', () => {
  test('leaves the session to the applicant\u2019s preview, the access given back, nothing held', async () => {
    const { id, browserToken } = await confirming(house)
    const { status, connections, reportId } = await stateOf(id)
    expect({ status, reportId }).toEqual({ status: 'confirming', reportId: null })
    expect(connections.map((connection) => connection.status)).toEqual(['collected'])
    expect(house.main.consents.size).toBe(0)
    expect(house.main.calls).toMatchObject({ complete: 1, collect: 1, release: 1 })
    await expectNothingHeld(house.db, id)
    const { preview } = await resumeSession(house.deps, browserToken)
    expect(preview?.accounts).toHaveLength(1)
    expect(await actionsOf(house.db, id)).toEqual([
      ...['session.created', 'link.opened', 'consent.given', 'bank.chosen', 'callback.received'],
      ...['accounts.chosen', 'consent.emptied', 'connection.collected', 'report.drafted'],
    ])
  })

  test('happens once when the job is delivered again, at the same time or after', async () => {
    const { id, payload } = await readyToPull()
    await Promise.all([1, 2, 3].map(() => collectConnection(house.worker, payload)))
    await collectConnection(house.worker, payload)
    expect(house.main.calls.collect).toBe(1)
    await house.runJobs()
    expect(house.main.calls.collect).toBe(1)
    expect((await stateOf(id)).status).toBe('confirming')
  })

  test('of a worker that died is not begun again: it ends as interrupted, and the access is given back', async () => {
    const { id, payload } = await readyToPull()
    house.main.during.collect = () => new Promise(() => {})
    void collectConnection(house.worker, payload)
    await expect.poll(() => house.main.calls.collect).toBe(1)
    await collectConnection(house.worker, payload)
    expect((await stateOf(id)).status).toBe('open')
    house.clock.pass(61)
    await collectConnection(house.worker, payload)
    expect(await stateOf(id)).toMatchObject({
      status: 'failed',
      failureCode: 'collection_interrupted',
    })
    expect(house.main.calls).toMatchObject({ collect: 1, release: 1 })
    await expectNothingHeld(house.db, id)
    expect(await keyExists(house.db, id)).toBe(false)
  })

  test('found dead by the sweep ends the same way, without any job', async () => {
    const { id, payload } = await readyToPull()
    house.main.during.collect = () => new Promise(() => {})
    void collectConnection(house.worker, payload)
    await expect.poll(() => house.main.calls.collect).toBe(1)
    house.clock.pass(61)
    await expireSessions(house.worker)
    expect((await stateOf(id)).failureCode).toBe('collection_interrupted')
  })

  test('that comes back after its hold was lost writes nothing', async () => {
    const { id, payload } = await readyToPull()
    house.main.during.collect = async () => {
      house.clock.pass(61)
      await expireSessions(house.worker)
    }
    await collectConnection(house.worker, payload)
    expect(await stateOf(id)).toMatchObject({
      status: 'failed',
      failureCode: 'collection_interrupted',
    })
    await expectNothingHeld(house.db, id)
  })

  test('under way when the lender cancels keeps nothing', async () => {
    const { id, payload } = await readyToPull()
    house.main.during.collect = async () => {
      await cancelSession(house.deps, house.access.test, id)
    }
    await collectConnection(house.worker, payload)
    expect(await stateOf(id)).toMatchObject({ status: 'cancelled' })
    expect(house.main.consents.size).toBe(0)
    await expectNothingHeld(house.db, id)
    expect(await keyExists(house.db, id)).toBe(false)
  })

  test('never begun in ten minutes ends without an access', async () => {
    const { id } = await readyToPull()
    house.clock.pass(601)
    await expireSessions(house.worker)
    expect((await stateOf(id)).failureCode).toBe('collection_not_started')
    expect(house.main.calls).toMatchObject({ collect: 0, release: 1 })
    await house.runJobs()
    expect(house.main.calls.collect).toBe(0)
    await expectNothingHeld(house.db, id)
  })
})

describe('a bank that fails the pull', () => {
  test.each(bankErrorKinds)(
    '%s: the session is failed with that code, nothing is left',
    async (kind) => {
      const { id, payload } = await readyToPull()
      house.main.fail.collect = failureOf(kind)
      await collectConnection(house.worker, payload)
      expect(await stateOf(id)).toMatchObject({
        status: 'failed',
        failureCode: kind,
        reportId: null,
      })
      expect(house.main.calls.release).toBe(1)
      await expectNothingHeld(house.db, id)
      expect(await keyExists(house.db, id)).toBe(false)
    },
  )

  test('with an error of our own ends as internal_error, written in the log by its class alone', async () => {
    const events: unknown[] = []
    const { id, payload } = await readyToPull()
    house.main.fail.collect = new TypeError('CANARYSHOP in a message')
    const log = { write: (event: unknown) => void events.push(event) }
    await collectConnection({ ...house.worker, log }, payload)
    expect((await stateOf(id)).failureCode).toBe('internal_error')
    expect(JSON.stringify(events)).toContain('TypeError')
    expect(JSON.stringify(events)).not.toContain('CANARYSHOP')
  })

  test('with no account at all is a bad answer, not an empty report', async () => {
    const { id, payload } = await readyToPull()
    house.main.accounts = []
    await collectConnection(house.worker, payload)
    expect(await stateOf(id)).toMatchObject({ status: 'failed', failureCode: 'bad_answer' })
  })

  test('only to take the consent back: the end stands, and the failure is on record', async () => {
    const { id, payload } = await readyToPull()
    house.main.fail.release = new BankError('timeout', 'scripted')
    await collectConnection(house.worker, payload)
    await house.runJobs()
    expect((await stateOf(id)).status).toBe('confirming')
    expect(await actionsOf(house.db, id)).toContain('consent.emptying_failed')
    await expectNothingHeld(house.db, id)
  })

  test('half-way is not complete: an adapter that does not say so either', async () => {
    const [account] = house.main.accounts
    if (!account?.pull) throw new Error('no account')
    const { pull, ...unsaid } = account
    const cut = { ...unsaid, pull: { ...pull, complete: false, missing: 'bank_error' } }
    for (const [accounts, missing] of [
      [[cut], 'bank_error'],
      [[unsaid], 'not_stated'],
    ] as const) {
      house.main.accounts = [...accounts]
      const { browserToken } = await confirming(house)
      const { preview } = await resumeSession(house.deps, browserToken)
      expect(JSON.stringify(preview?.coverage)).toContain(missing)
    }
  })
})

describe('the customer\u2019s presence', () => {
  test('is told to the bank for five minutes after their last act, and not after', async () => {
    const first = await readyToPull()
    house.clock.pass(299)
    await collectConnection(house.worker, first.payload)
    const second = await readyToPull()
    house.clock.pass(300)
    await collectConnection(house.worker, second.payload)
    expect(house.main.presences).toEqual([presence, null])
  })
})

describe('several banks', () => {
  test('while one is collected another may be joined, and finishing waits for both', async () => {
    const { id, browserToken } = await opened(house, { maxConnections: 3 })
    await collecting(house, browserToken, house.main)
    // banks are listed in the order they were joined
    house.clock.pass(1)
    const { connectionId } = await selecting(house, browserToken, house.other)
    expect((await resumeSession(house.deps, browserToken)).canFinish).toBe(false)
    await house.runJobs()
    expect((await stateOf(id)).connections.map(({ status }) => status)).toEqual([
      'collected',
      'selecting',
    ])
    expect(connectionId).toBeTruthy()
  })

  test('one that fails does not spoil the one that was collected', async () => {
    const { id, browserToken } = await opened(house, { maxConnections: 2 })
    await collecting(house, browserToken, house.main)
    await house.runJobs()
    expect((await stateOf(id)).status).toBe('open')
    house.other.fail.collect = failureOf('bank_error')
    house.clock.pass(1)
    await collecting(house, browserToken, house.other)
    await house.runJobs()
    const { status, connections } = await stateOf(id)
    expect(status).toBe('confirming')
    expect(connections.map(({ failureCode }) => failureCode)).toEqual([null, 'bank_error'])
  })

  test('both collected are in one report, each account under its bank', async () => {
    const { browserToken } = await opened(house, { maxConnections: 2 })
    await collecting(house, browserToken, house.main)
    await collecting(house, browserToken, house.other)
    await house.runJobs()
    const { preview, status } = await resumeSession(house.deps, browserToken)
    expect(status).toBe('confirming')
    expect(preview?.accounts).toHaveLength(2)
  })

  test('that end at the same moment still make one report', async () => {
    const { id, browserToken } = await opened(house, { maxConnections: 2 })
    const lenderId = house.access.test.lender.id
    const pulls = []
    for (const bank of [house.main, house.other]) {
      const { connectionId } = await collecting(house, browserToken, bank)
      pulls.push({ lenderId, sessionId: id, connectionId })
    }
    // both leave the bank together, so that both write their ends together
    let waiting = 0
    const together = Promise.withResolvers<void>()
    const meet = () => {
      waiting += 1
      if (waiting === 2) together.resolve()
      return together.promise
    }
    house.main.during.release = meet
    house.other.during.release = meet
    await Promise.all(pulls.map((payload) => collectConnection(house.worker, payload)))
    await house.runJobs()
    expect((await stateOf(id)).status).toBe('confirming')
  })
})
