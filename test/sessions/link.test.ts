// The consent link: looked at without effect, opened once, bound to one browser.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cancelSession } from '../../src/sessions/cancel-session.ts'
import { createSession } from '../../src/sessions/create-session.ts'
import { openSession } from '../../src/sessions/open-session.ts'
import { previewLink } from '../../src/sessions/preview-link.ts'
import { receiveCallback } from '../../src/sessions/receive-callback.ts'
import { renewLink } from '../../src/sessions/renew-link.ts'
import { resumeSession } from '../../src/sessions/resume-session.ts'
import { asked, atBank, opened } from '../support/journey-steps.ts'
import { actionsOf } from '../support/left-behind.ts'
import { type House, openHouse } from '../support/use-cases.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.drop())

const stranger = `abcd2345.${'a'.repeat(32)}`

describe('a consent link', () => {
  test('may be looked at any number of times without anything happening', async () => {
    const { session, linkToken } = await createSession(house.deps, house.access.test, asked())
    for (let n = 0; n < 3; n += 1) {
      const seen = await previewLink(house.deps, linkToken)
      expect(seen).toMatchObject({ state: 'fresh', session: { status: 'created' } })
    }
    expect(await actionsOf(house.db, session.id)).toEqual(['session.created'])
  })

  test('opens once; a second browser is shut out, the first resumes', async () => {
    const { linkToken, browserToken, id } = await opened(house)
    await expect(openSession(house.deps, linkToken)).rejects.toMatchObject({ code: 'link_used' })
    const other = await opened(house)
    await expect(openSession(house.deps, linkToken, other.browserToken)).rejects.toMatchObject({
      code: 'link_used',
    })
    const again = await openSession(house.deps, linkToken, browserToken)
    expect(again.browserToken).toBe(browserToken)
    expect(again.session.status).toBe('open')
    expect(await previewLink(house.deps, linkToken)).toEqual({ state: 'used' })
    expect(await actionsOf(house.db, id)).toEqual([
      'session.created',
      'link.opened',
      'consent.given',
    ])
  })

  test('opened twice at the same moment binds one browser', async () => {
    const { linkToken } = await createSession(house.deps, house.access.test, asked())
    const tries = await Promise.allSettled(
      Array.from({ length: 5 }, () => openSession(house.deps, linkToken)),
    )
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  test('shows who asks and what for, and only the banks of its mode', async () => {
    const { linkToken } = await createSession(house.deps, house.access.test, asked())
    const seen = await previewLink(house.deps, linkToken)
    if (seen.state !== 'fresh') throw new Error(seen.state)
    expect(seen.session).toMatchObject({
      lenderName: 'Prêt Clair',
      provider: { name: 'Prêt Clair', capacity: 'own' },
      purposes: ['creditworthiness'],
      windowDays: 90,
      retentionDays: 30,
      canJoinMore: false,
      preview: null,
    })
    expect(seen.session.banks.map(({ id }) => id)).toEqual(['bank-a', 'bank-b'])
  })

  test('of a live key shows live banks only', async () => {
    const { linkToken } = await createSession(house.deps, house.access.live, asked())
    const seen = await previewLink(house.deps, linkToken)
    const banks = seen.state === 'fresh' ? seen.session.banks.map(({ id }) => id) : []
    expect(banks).toEqual(['bank-live'])
  })

  test('renewed shuts out the old link and the old browser, whose callback is refused', async () => {
    const { id, linkToken, browserToken } = await opened(house)
    const callback = await atBank(house, browserToken)
    const renewed = await renewLink(house.deps, house.access.test, id)
    expect(await previewLink(house.deps, linkToken)).toEqual({ state: 'unknown' })
    await expect(resumeSession(house.deps, browserToken)).rejects.toMatchObject({
      code: 'link_unknown',
    })
    expect(await receiveCallback(house.deps, callback)).toEqual({ outcome: 'refused' })
    const moved = await openSession(house.deps, renewed.linkToken)
    expect(moved.session.status).toBe('open')
  })

  test('past its time, of an ended session, or made up, says so and opens nothing', async () => {
    const late = await createSession(house.deps, house.access.test, asked())
    const ended = await createSession(house.deps, house.access.test, asked())
    await cancelSession(house.deps, house.access.test, ended.session.id)
    house.clock.pass(24 * 3600)
    expect(await previewLink(house.deps, late.linkToken)).toEqual({ state: 'expired' })
    expect(await previewLink(house.deps, ended.linkToken)).toEqual({ state: 'ended' })
    for (const token of [stranger, 'no token', '']) {
      expect(await previewLink(house.deps, token)).toEqual({ state: 'unknown' })
      await expect(openSession(house.deps, token)).rejects.toMatchObject({ code: 'link_unknown' })
    }
    for (const { linkToken } of [late, ended]) {
      await expect(openSession(house.deps, linkToken)).rejects.toMatchObject({
        code: 'session_ended',
      })
    }
  })
})
