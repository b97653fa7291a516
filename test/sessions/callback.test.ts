// The bank's redirect back: the code goes out at most once, and nothing but the right callback moves anything.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type BankErrorKind, bankErrorKinds } from '../../src/banks/bank.ts'
import { expireSessions } from '../../src/collection/expire-sessions.ts'
import { cancelSession } from '../../src/sessions/cancel-session.ts'
import { getSession } from '../../src/sessions/get-session.ts'
import { type Callback, receiveCallback } from '../../src/sessions/receive-callback.ts'
import { resumeSession } from '../../src/sessions/resume-session.ts'
import { atBank, opened, redirectUriOf } from '../support/journey-steps.ts'
import { actionsOf, expectNothingHeld, keyExists, readableDump } from '../support/left-behind.ts'
import { failureOf } from '../support/scripted-bank.ts'
import { type House, openHouse } from '../support/use-cases.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
beforeEach(() => house.main.reset())
afterAll(() => house.drop())

const stateOf = async (id: string) => await getSession(house.deps, house.access.test, id)
const everyRow = async () => ({
  sessions: await house.db.selectFrom('sessions').selectAll().orderBy('id').execute(),
  connections: await house.db.selectFrom('connections').selectAll().orderBy('id').execute(),
})

describe('a callback that is not the one waited for', () => {
  const altered: [string, (right: Callback, stranger: string) => Partial<Callback>][] = [
    ['without a cookie', () => ({ browserToken: null })],
    ['from another session\u2019s browser', (_, stranger) => ({ browserToken: stranger })],
    ['with a made-up cookie', () => ({ browserToken: `abcd2345.${'a'.repeat(32)}` })],
    ['without a state', () => ({ state: null })],
    ['with a forged state', () => ({ state: 'x'.repeat(32) })],
    ['on the path of another bank', () => ({ bankId: 'bank-b' })],
    ['with the redirect URI of another bank', () => ({ redirectUri: redirectUriOf('bank-b') })],
    ['without a code or an error', () => ({ code: null })],
    ['with a code too long to be one', () => ({ code: 'c'.repeat(8192) })],
  ]
  test.each(altered)('%s is refused and changes nothing', async (_, change) => {
    const { browserToken } = await opened(house)
    const other = await opened(house)
    const right = await atBank(house, browserToken)
    const before = await everyRow()
    const wrong = { ...right, ...change(right, other.browserToken) }
    expect(await receiveCallback(house.deps, wrong)).toEqual({ outcome: 'refused' })
    expect(await everyRow()).toEqual(before)
    expect(house.main.calls.complete).toBe(0)
    // and the right one still works
    expect(await receiveCallback(house.deps, right)).toEqual({ outcome: 'selecting' })
  })

  test('is refused when it comes late, and the code is never sent', async () => {
    const { id, browserToken } = await opened(house)
    const callback = await atBank(house, browserToken)
    house.clock.pass(600)
    const before = await everyRow()
    expect(await receiveCallback(house.deps, callback)).toEqual({ outcome: 'refused' })
    expect(await everyRow()).toEqual(before)
    await expireSessions(house.worker)
    expect(await receiveCallback(house.deps, callback)).toEqual({ outcome: 'refused' })
    expect(house.main.calls.complete).toBe(0)
    await expectNothingHeld(house.db, id)
    // the session still waits for the applicant, who may choose a bank again
    expect((await resumeSession(house.deps, browserToken)).canJoinMore).toBe(true)
  })

  test('finds no state any more: the first return has used it up', async () => {
    const { id, browserToken } = await opened(house)
    const callback = await atBank(house, browserToken)
    expect(await receiveCallback(house.deps, callback)).toEqual({ outcome: 'selecting' })
    const left = (await everyRow()).connections.filter(({ session_id }) => session_id === id)
    expect(left.map(({ state_hash }) => state_hash)).toEqual([null])
  })

  test('is refused when replayed, and the refusal is on record', async () => {
    const { id, browserToken } = await opened(house)
    const callback = await atBank(house, browserToken)
    expect(await receiveCallback(house.deps, callback)).toEqual({ outcome: 'selecting' })
    const before = await everyRow()
    expect(await receiveCallback(house.deps, callback)).toEqual({ outcome: 'refused' })
    expect(await everyRow()).toEqual(before)
    expect(house.main).toMatchObject({ replays: 0, calls: { complete: 1 } })
    const actions = await actionsOf(house.db, id)
    expect(actions.slice(-2)).toEqual(['callback.received', 'callback.refused'])
  })

  test('is refused after the session was cancelled', async () => {
    const { id, browserToken } = await opened(house)
    const callback = await atBank(house, browserToken)
    await cancelSession(house.deps, house.access.test, id)
    expect(await receiveCallback(house.deps, callback)).toEqual({ outcome: 'refused' })
    expect(house.main.calls.complete).toBe(0)
  })
})

describe('two callbacks at once', () => {
  test('send the code once', async () => {
    const { browserToken } = await opened(house)
    const callback = await atBank(house, browserToken)
    const outcomes = await Promise.all(
      Array.from({ length: 6 }, () => receiveCallback(house.deps, callback)),
    )
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual([
      ...Array.from({ length: 5 }, () => 'refused'),
      'selecting',
    ])
    expect(house.main).toMatchObject({ replays: 0, calls: { complete: 1, listAccounts: 1 } })
  })
})

describe('a crash between the code and the token', () => {
  test('ends in reauthorization_required; the code is never sent again', async () => {
    const { id, browserToken } = await opened(house)
    const callback = await atBank(house, browserToken)
    // the worker that asked never comes back
    house.main.during.complete = () => new Promise(() => {})
    void receiveCallback(house.deps, callback)
    await expect.poll(() => house.main.calls.complete).toBe(1)
    expect((await stateOf(id)).connections[0]?.status).toBe('exchanging')
    house.clock.pass(121)
    await expireSessions(house.worker)
    expect(await receiveCallback(house.deps, callback)).toEqual({ outcome: 'refused' })
    const { status, failureCode, connections } = await stateOf(id)
    expect(connections[0]?.status).toBe('reauthorization_required')
    expect({ status, failureCode }).toEqual({
      status: 'failed',
      failureCode: 'exchange_interrupted',
    })
    expect(house.main).toMatchObject({ replays: 0, calls: { complete: 1 } })
    await expectNothingHeld(house.db, id)
    expect(await keyExists(house.db, id)).toBe(false)
  })

  test('an exchange that comes back after it was taken for dead keeps nothing, and gives the access back', async () => {
    const { id, browserToken } = await opened(house)
    const callback = await atBank(house, browserToken)
    house.main.during.listAccounts = async () => {
      house.clock.pass(121)
      await expireSessions(house.worker)
    }
    expect(await receiveCallback(house.deps, callback)).toEqual({ outcome: 'failed' })
    expect((await stateOf(id)).connections[0]?.status).toBe('reauthorization_required')
    expect(house.main.calls.release).toBe(1)
    await expectNothingHeld(house.db, id)
  })
})

describe('the applicant refuses at the bank, or the bank fails', () => {
  test.each([
    ['access_denied', 'denied', 'declined', 'denied_at_bank'],
    ['server_error', 'failed', 'failed', 'bank_error'],
    ['temporarily_unavailable', 'failed', 'failed', 'bank_error'],
    ['invalid_scope', 'failed', 'failed', 'bad_request'],
    ['<script>alert(1)</script>', 'failed', 'failed', 'bad_request'],
  ])('error=%s ends the connection %s and the session %s', async (error, outcome, status, code) => {
    const { id, browserToken } = await opened(house)
    const callback = { ...(await atBank(house, browserToken)), code: null, error }
    expect(await receiveCallback(house.deps, callback)).toEqual({ outcome })
    expect(await stateOf(id)).toMatchObject({ status, failureCode: code, metadata: null })
    await expectNothingHeld(house.db, id)
    expect(await keyExists(house.db, id)).toBe(false)
    expect(await readableDump(house.db)).not.toContain('script')
  })

  const failing: [string, 'complete' | 'listAccounts', BankErrorKind][] = bankErrorKinds.flatMap(
    (kind) => [
      [`complete: ${kind}`, 'complete', kind],
      [`listAccounts: ${kind}`, 'listAccounts', kind],
    ],
  )
  test.each(failing)(
    '%s ends as failed with that code, and nothing is left',
    async (_, step, kind) => {
      const { id, browserToken } = await opened(house)
      const callback = await atBank(house, browserToken)
      house.main.fail[step] = failureOf(kind)
      expect(await receiveCallback(house.deps, callback)).toEqual({ outcome: 'failed' })
      expect(await stateOf(id)).toMatchObject({ status: 'failed', failureCode: kind })
      await expectNothingHeld(house.db, id)
      expect(await keyExists(house.db, id)).toBe(false)
      // an access that was given is given back
      expect(house.main.calls.release).toBe(step === 'listAccounts' ? 1 : 0)
    },
  )

  test('no account to choose is no_eligible_account', async () => {
    const { id, browserToken } = await opened(house)
    house.main.choices = []
    const callback = await atBank(house, browserToken)
    expect(await receiveCallback(house.deps, callback)).toEqual({ outcome: 'failed' })
    expect(await stateOf(id)).toMatchObject({
      status: 'failed',
      failureCode: 'no_eligible_account',
    })
  })

  test('an error that is not the bank\u2019s ends the connection and is not swallowed', async () => {
    const { id, browserToken } = await opened(house)
    const callback = await atBank(house, browserToken)
    house.main.fail.complete = new TypeError('planted')
    await expect(receiveCallback(house.deps, callback)).rejects.toThrow('planted')
    expect(await stateOf(id)).toMatchObject({ status: 'failed', failureCode: 'internal_error' })
    await expectNothingHeld(house.db, id)
  })

  test('with room for another bank the session goes on', async () => {
    const { id, browserToken } = await opened(house, { maxConnections: 2 })
    const callback = { ...(await atBank(house, browserToken)), code: null, error: 'access_denied' }
    expect(await receiveCallback(house.deps, callback)).toEqual({ outcome: 'denied' })
    expect((await stateOf(id)).status).toBe('open')
    expect((await resumeSession(house.deps, browserToken)).canJoinMore).toBe(true)
  })
})
