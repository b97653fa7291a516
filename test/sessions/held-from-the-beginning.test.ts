// A bank that holds something from the beginning on (an aggregator's user, a consent resource): it is given back at
// whatever end, also where no code ever came, where it is refused, and where a process dies with it.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { expireSessions } from '../../src/collection/expire-sessions.ts'
import { chooseBank } from '../../src/sessions/choose-bank.ts'
import { declineSession } from '../../src/sessions/decline-session.ts'
import { finishJoining } from '../../src/sessions/finish-joining.ts'
import { receiveCallback } from '../../src/sessions/receive-callback.ts'
import { atBank, collecting, opened, redirectUriOf } from '../support/journey-steps.ts'
import { actionsOf, expectNothingHeld } from '../support/left-behind.ts'
import { failureOf } from '../support/scripted-bank.ts'
import { type House, openHouse } from '../support/use-cases.ts'

let house: House
/** Released before any token was given: by the verifier that `begin` made. */
let released: unknown[]
beforeAll(async () => {
  house = await openHouse()
  const { adapter } = house.main.bank
  const { begin, release } = adapter
  adapter.begin = async (input) => ({ ...(await begin(input)), held: true })
  adapter.release = async (input) => {
    if ('verifier' in input.credential) released.push(input.credential.verifier)
    await release(input)
  }
})
afterAll(() => house.drop())
beforeEach(() => {
  released = []
  house.main.reset()
})

const bankId = 'bank-a'
const input = { bankId, redirectUri: redirectUriOf(bankId) }

async function expectGivenBack(id: string): Promise<void> {
  expect(released).toHaveLength(1)
  await expectNothingHeld(house.db, id)
  expect(await actionsOf(house.db, id)).toContain('consent.emptied')
}

describe('what a bank holds from the beginning is given back', () => {
  test('when the applicant declines, still at the bank', async () => {
    const { id, browserToken } = await opened(house)
    await atBank(house, browserToken)
    await declineSession(house.deps, browserToken)
    await expectGivenBack(id)
  })

  test('when the applicant refuses at the bank', async () => {
    const { id, browserToken } = await opened(house)
    const callback = await atBank(house, browserToken)
    await receiveCallback(house.deps, { ...callback, code: null, error: 'access_denied' })
    await expectGivenBack(id)
  })

  test('when the bank refuses what came back', async () => {
    const { id, browserToken } = await opened(house)
    const callback = await atBank(house, browserToken)
    house.main.fail.complete = failureOf('authorization_invalid')
    expect(await receiveCallback(house.deps, callback)).toEqual({ outcome: 'failed' })
    await expectGivenBack(id)
  })

  test('when the applicant goes to another bank, and when joining is over', async () => {
    const other = await opened(house)
    await atBank(house, other.browserToken)
    await atBank(house, other.browserToken, house.other)
    expect(released).toHaveLength(1)
    const session = await opened(house, { maxConnections: 2 })
    await collecting(house, session.browserToken, house.other)
    await atBank(house, session.browserToken)
    await finishJoining(house.deps, session.browserToken)
    expect(released).toHaveLength(2)
  })

  test('when nobody comes back in time', async () => {
    const { id, browserToken } = await opened(house)
    await atBank(house, browserToken)
    house.clock.pass(601)
    await expireSessions(house.worker)
    await expectGivenBack(id)
  })

  test('when the process dies while the bank is asked', async () => {
    const { id, browserToken } = await opened(house)
    const callback = await atBank(house, browserToken)
    let dies = () => {}
    house.main.during.complete = () =>
      new Promise((_, reject) => {
        dies = () => reject(failureOf('unreachable'))
      })
    const dead = receiveCallback(house.deps, callback)
    await expect.poll(() => house.main.calls.complete).toBe(1)
    house.clock.pass(121)
    await expireSessions(house.worker)
    await expectGivenBack(id)
    dies()
    await dead
  })

  test('when the session has ended while the bank was asked where to go', async () => {
    const { browserToken } = await opened(house)
    house.main.during.begin = () => declineSession(house.deps, browserToken)
    await expect(chooseBank(house.deps, browserToken, input)).rejects.toMatchObject({
      code: 'session_ended',
    })
    expect(released).toHaveLength(1)
  })
})
