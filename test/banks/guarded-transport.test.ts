// What protects a bank and us from each other, over real HTTP: retries, circuit, bulkhead, unattended reads.
import { afterEach, describe, expect, it } from 'vitest'
import type { GuardSettings } from '../../src/banks/guarded-transport.ts'
import { type GuardedBank, openGuarded } from './guarded-bank.ts'

let bank: GuardedBank
const opened = async (...options: Parameters<typeof openGuarded>) => {
  bank = await openGuarded(...options)
  return bank
}
afterEach(() => bank.close())

/** Answers in turn, then the usual one. */
const inTurn = (...answers: readonly { status?: number; headers?: Record<string, string> }[]) => {
  const left = [...answers]
  bank.server.script = () => left.shift() ?? null
}
const failing = { status: 503 }
const twice: GuardSettings = { circuit: { failures: 3, openMs: 30_000 } }

describe('a read that failed', () => {
  it.each([500, 502, 503, 504])(
    'is asked again after %i, as a request of its own',
    async (status) => {
      await opened()
      inTurn({ status }, { status })
      expect(await bank.read()).toBe(200)
      const ids = bank.server.requests.map(({ headers }) => headers['x-request-id'])
      expect(new Set(ids).size).toBe(3)
      expect(bank.state().retries).toBe(2)
    },
  )

  it('waits longer each time, half of it by chance', async () => {
    await opened()
    inTurn(failing, failing)
    await bank.read()
    expect(bank.pauses).toEqual([187.5, 375])
  })

  it('is asked three times at most, and the last answer stands', async () => {
    await opened()
    inTurn(failing, failing, failing)
    expect(await bank.read()).toBe(503)
    expect(bank.server.requests).toHaveLength(3)
  })

  it('is asked again when the connection broke', async () => {
    await opened()
    let calls = 0
    bank.server.script = () => (++calls === 1 ? { cut: true, body: '{' } : null)
    expect(await bank.read()).toBe(200)
    expect(calls).toBe(2)
  })

  it.each([400, 401, 403, 404, 405, 429])('is not asked again after %i', async (status) => {
    await opened()
    inTurn({ status })
    expect(await bank.read()).toBe(status)
    expect(bank.server.requests).toHaveLength(1)
  })

  it('is not asked again after a deadline has passed', async () => {
    await opened()
    bank.server.script = () => ({ silent: true })
    await expect(bank.read()).rejects.toMatchObject({ kind: 'timeout' })
    expect(bank.server.requests).toHaveLength(1)
  })

  it('is not asked again once its caller is gone', async () => {
    await opened()
    const stop = new AbortController()
    bank.server.script = () => {
      stop.abort()
      return failing
    }
    await expect(bank.read('/', { signal: stop.signal })).rejects.toMatchObject({ kind: 'timeout' })
    expect(bank.server.requests).toHaveLength(1)
  })
})

describe('a write that failed', () => {
  it.each([429, 500, 503])('is never sent again: %i', async (status) => {
    await opened()
    inTurn({ status, headers: { 'retry-after': '1' } })
    expect(await bank.write()).toBe(status)
    expect(bank.server.requests).toHaveLength(1)
  })
})

describe('Retry-After', () => {
  it.each([
    [429, '2', 2000],
    [503, '9', 9000],
    [429, 'Fri, 20 Nov 2026 10:00:05 GMT', 5000],
  ])('is waited for: %i, %s', async (status, header, ms) => {
    await opened()
    inTurn({ status, headers: { 'retry-after': header } })
    expect(await bank.read()).toBe(200)
    expect(bank.pauses[0]).toBeGreaterThanOrEqual(ms)
    expect(bank.pauses[0]).toBeLessThan(ms + 250)
  })

  it.each(['11', '86400', '999999999', 'Sat, 21 Nov 2026 10:00:00 GMT'])(
    'beyond ten seconds ends the read instead: %s',
    async (header) => {
      await opened()
      inTurn({ status: 429, headers: { 'retry-after': header } })
      expect(await bank.read()).toBe(429)
      expect(bank.pauses).toEqual([])
    },
  )

  it.each(['-1', 'soon', '', '1e3'])('of nonsense is none: %s', async (header) => {
    await opened()
    inTurn({ status: 429, headers: { 'retry-after': header } })
    expect(await bank.read()).toBe(429)
    expect(bank.pauses).toEqual([])
  })
})

describe('the circuit', () => {
  it('opens after failures in a row: then nothing is sent, and the error says what had failed', async () => {
    await opened(twice)
    bank.server.script = () => failing
    await bank.read()
    expect(bank.state().circuit).toEqual({ state: 'open', failuresInRow: 3, opened: 1 })
    const refused = { kind: 'bank_error', status: null, retryAfterSeconds: 30 }
    await expect(bank.read()).rejects.toMatchObject(refused)
    expect(bank.server.requests).toHaveLength(3)
    expect(bank.state().refused.circuit).toBe(1)
  })

  it('counts failures in a row only: any answer below 500 is a sign of life', async () => {
    await opened(twice)
    inTurn(failing, failing, { status: 404 }, failing, failing, { status: 200 })
    await bank.read()
    await bank.read()
    expect(bank.state().circuit).toEqual({ state: 'closed', failuresInRow: 0, opened: 0 })
  })

  it('lets one read through after its time, and closes when that is answered', async () => {
    await opened(twice)
    bank.server.script = () => failing
    await bank.read()
    bank.clock.at = new Date(bank.clock.at.getTime() + 30_000)
    expect(bank.state().circuit.state).toBe('half_open')
    bank.server.script = () => null
    const both = await Promise.allSettled([bank.read(), bank.read()])
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
    expect(bank.state().circuit.state).toBe('closed')
    expect(await bank.read()).toBe(200)
  })

  it('stays open when that one fails too', async () => {
    await opened(twice)
    bank.server.script = () => failing
    await bank.read()
    bank.clock.at = new Date(bank.clock.at.getTime() + 30_000)
    expect(await bank.read()).toBe(503)
    // the probe is not tried again
    expect(bank.server.requests).toHaveLength(4)
    expect(bank.state().circuit).toMatchObject({ state: 'open', opened: 2 })
  })

  it('does not take an abandoned probe for an answer', async () => {
    await opened(twice)
    bank.server.script = () => failing
    await bank.read()
    bank.clock.at = new Date(bank.clock.at.getTime() + 30_000)
    const stop = new AbortController()
    bank.server.script = () => {
      stop.abort()
      return { silent: true }
    }
    await expect(bank.read('/', { signal: stop.signal })).rejects.toMatchObject({ kind: 'timeout' })
    expect(bank.state().circuit.state).toBe('half_open')
    bank.server.script = () => null
    expect(await bank.read()).toBe(200)
  })

  it('never holds back what gives an access back, and closes when that goes through', async () => {
    await opened(twice)
    bank.server.script = ({ method }) => (method === 'GET' ? failing : null)
    await bank.read()
    expect(bank.state().circuit.state).toBe('open')
    expect(await bank.write()).toBe(200)
    expect(bank.state().circuit.state).toBe('closed')
  })
})

describe('the bulkhead', () => {
  const narrow = { bulkhead: { places: 2, waiting: 1, waitMs: 150 } }

  it('lets as many calls work as there are places, and the next one wait', async () => {
    await opened({ bulkhead: { places: 2, waiting: 9, waitMs: 5_000 } })
    let most = 0
    bank.server.script = () => {
      most = Math.max(most, bank.state().atWork)
      return null
    }
    expect(await Promise.all(Array.from({ length: 8 }, () => bank.read()))).toEqual(
      Array(8).fill(200),
    )
    expect(most).toBeLessThanOrEqual(2)
    expect(bank.state()).toMatchObject({ atWork: 0, waiting: 0 })
  })

  it('refuses at once when nobody more may wait, and later who waited too long', async () => {
    await opened(narrow)
    bank.server.script = () => ({ silent: true })
    const calls = await Promise.allSettled(Array.from({ length: 4 }, () => bank.read()))
    for (const call of calls) expect(call).toMatchObject({ reason: { kind: 'timeout' } })
    expect(bank.server.requests).toHaveLength(2)
    expect(bank.state()).toMatchObject({ atWork: 0, waiting: 0, refused: { bulkhead: 2 } })
  })

  it('forgets who leaves the queue', async () => {
    await opened(narrow)
    bank.server.script = () => ({ silent: true })
    const working = [bank.read(), bank.read()]
    const stop = new AbortController()
    const waiting = bank.read('/', { signal: stop.signal })
    stop.abort()
    await expect(waiting).rejects.toMatchObject({ kind: 'timeout' })
    expect(bank.state().waiting).toBe(0)
    await Promise.allSettled(working)
  })
})

describe('reads while the customer is not there', () => {
  const read = (what = 'A1 balances') => bank.read('/accounts', { unattended: what })

  it('are four a day of each thing, the fifth never leaves', async () => {
    await opened()
    for (let call = 1; call <= 4; call++) expect(await read()).toBe(200)
    await expect(read()).rejects.toMatchObject({ kind: 'too_many_requests', status: null })
    expect(await read('A2 balances')).toBe(200)
    expect(bank.server.requests).toHaveLength(5)
    expect(bank.state().refused.unattended).toBe(1)
  })

  it('count tries too: a retry that would be the fifth is not made', async () => {
    await opened()
    await read()
    await read()
    await read()
    bank.server.script = () => failing
    expect(await read()).toBe(503)
    expect(bank.server.requests).toHaveLength(4)
  })

  it('are counted anew when the day is over, even one of 25 hours', async () => {
    await opened()
    for (let call = 1; call <= 4; call++) await read()
    bank.clock.at = new Date(bank.clock.at.getTime() + 25 * 3_600_000 - 1)
    await expect(read()).rejects.toMatchObject({ kind: 'too_many_requests' })
    bank.clock.at = new Date(bank.clock.at.getTime() + 1)
    expect(await read()).toBe(200)
  })

  it('are not what a customer in front of the screen does', async () => {
    await opened()
    for (let call = 1; call <= 6; call++) expect(await bank.read()).toBe(200)
  })
})

describe('every refusal of ours', () => {
  it('quotes no token, address or thing counted', async () => {
    await opened({ ...twice, bulkhead: { places: 1, waiting: 0, waitMs: 10 } })
    bank.server.script = () => ({ silent: true })
    const full = await Promise.allSettled([bank.read('/CANARY-1'), bank.read('/CANARY-2')])
    bank.server.script = () => failing
    await bank.read('/CANARY-3')
    const open = await Promise.allSettled([bank.read('/CANARY-4', { unattended: 'CANARY-5' })])
    const errors = [...full, ...open].flatMap((each) => ('reason' in each ? [each.reason] : []))
    expect(errors).toHaveLength(3)
    for (const error of errors) expect(`${error.message} ${error.stack}`).not.toMatch(/CANARY/)
  })
})
