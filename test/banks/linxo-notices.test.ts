// A webhook hastens the next question about a connection; it never answers it.
import { describe, expect, it } from 'vitest'
import { createNotices } from '../../src/banks/linxo/notices.ts'

const notice = (resource: unknown) => ({
  ...{ id: 'n1', event_type: 'UPDATED', resource_type: 'CONNECTIONS', resource },
})

async function lasted(wait: Promise<void>): Promise<number> {
  const started = performance.now()
  await wait
  return performance.now() - started
}

describe('a pause', () => {
  it.each([['c1'], [{ id: 'c1', status: 'RUNNING' }]])(
    'ends at the notice of %j',
    async (resource) => {
      const notices = createNotices()
      const pause = lasted(notices.pause('c1', 5_000))
      notices.take(notice(resource))
      expect(await pause).toBeLessThan(2_000)
    },
  )

  it.each([
    [notice('c2')],
    [{ ...notice('c1'), resource_type: 'USERS' }],
    [{ ...notice('c1'), event_type: 'DELETED' }],
    [null],
    ['c1'],
    [{}],
  ])('lasts to its end through %j', async (body) => {
    const notices = createNotices()
    const pause = lasted(notices.pause('c1', 400))
    notices.take(body)
    expect(await pause).toBeGreaterThan(390)
  })

  it('is never shorter than a moment, however many notices come', async () => {
    const notices = createNotices()
    const pause = lasted(notices.pause('c1', 5_000))
    for (let n = 0; n < 100; n++) notices.take(notice('c1'))
    expect(await pause).toBeGreaterThan(190)
  })

  it('ends with the caller', async () => {
    const caller = new AbortController()
    const pause = createNotices().pause('c1', 5_000, caller.signal)
    caller.abort()
    await expect(pause).rejects.toMatchObject({ kind: 'timeout' })
  })
})
