// What a lender may ask for, and what is kept of it.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cancelSession } from '../../src/sessions/cancel-session.ts'
import { createSession } from '../../src/sessions/create-session.ts'
import { getSession } from '../../src/sessions/get-session.ts'
import { listSessions } from '../../src/sessions/list-sessions.ts'
import { renewLink } from '../../src/sessions/renew-link.ts'
import { waitForSession } from '../../src/sessions/wait-for-session.ts'
import { asked } from '../support/journey-steps.ts'
import { actionsOf, readableDump } from '../support/left-behind.ts'
import { type House, newAccess, openHouse, returnUrl } from '../support/use-cases.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.drop())

describe('creating a session', () => {
  test('gives back what was asked, and a link that is stored nowhere', async () => {
    const request = asked({ returnUrl, metadata: { basket: '42' } })
    const { session, linkToken } = await createSession(house.deps, house.access.test, request)
    expect(session).toMatchObject({
      status: 'created',
      mode: 'test',
      applicantReference: 'application-1',
      metadata: { basket: '42' },
      reportId: null,
      connections: [],
    })
    expect(linkToken).toMatch(
      new RegExp(`^${house.access.test.lender.shortId}\\.[A-Za-z0-9_-]{32}$`),
    )
    const dump = await readableDump(house.db)
    for (const secret of [linkToken, linkToken.slice(-32), 'DURAND', 'basket']) {
      expect(dump).not.toContain(secret)
    }
    expect(await actionsOf(house.db, session.id)).toEqual(['session.created'])
    expect(await getSession(house.deps, house.access.test, session.id)).toEqual(session)
  })

  test.each([
    [
      'a return URL that is not listed',
      { returnUrl: `${returnUrl}/` },
      'return_url_not_allowed',
      '/returnUrl',
    ],
    ['an unknown bank', { banks: ['bank-a', 'bank-x'] }, 'unknown_bank', '/banks/1'],
    ['a live bank with a test key', { banks: ['bank-live'] }, 'unknown_bank', '/banks/0'],
    [
      'a preselected bank outside the list',
      { banks: ['bank-a'], preselectedBank: 'bank-b' },
      'unknown_bank',
      '/preselectedBank',
    ],
    [
      'a long keeping without its purpose',
      { retentionDays: 31 },
      'invalid_request',
      '/retentionDays',
    ],
  ])('refuses %s, naming the field', async (_, change, code, pointer) => {
    const creating = createSession(house.deps, house.access.test, asked(change))
    await expect(creating).rejects.toMatchObject({ code, issues: [{ pointer }] })
  })

  test('takes a long keeping when the applicant is asked for re-scoring', async () => {
    const request = asked({ retentionDays: 396, purposes: ['creditworthiness', 'rescoring'] })
    const { session } = await createSession(house.deps, house.access.test, request)
    expect(session.purposes).toEqual(['creditworthiness', 'rescoring'])
  })
})

describe('another lender, and the other mode', () => {
  test('are told exactly what a missing session is told, by every verb', async () => {
    const { session } = await createSession(house.deps, house.access.test, asked())
    const stranger = await newAccess({ ...house.deps, operator: house.operator }, 'Autre')
    const signal = new AbortController().signal
    const verbs = [
      (access: typeof stranger.test, id: string) => getSession(house.deps, access, id),
      (access: typeof stranger.test, id: string) => renewLink(house.deps, access, id),
      (access: typeof stranger.test, id: string) => cancelSession(house.deps, access, id),
      (access: typeof stranger.test, id: string) =>
        waitForSession(house.deps, access, id, { seconds: 1, signal }),
    ]
    for (const verb of verbs) {
      const missing = await verb(house.access.test, 'ses_none').catch((error) => error)
      const foreign = await verb(stranger.test, session.id).catch((error) => error)
      const otherMode = await verb(house.access.live, session.id).catch((error) => error)
      expect(missing).toMatchObject({ code: 'not_found' })
      expect([foreign.code, foreign.detail]).toEqual([missing.code, missing.detail])
      expect([otherMode.code, otherMode.detail]).toEqual([missing.code, missing.detail])
    }
    expect((await listSessions(house.deps, stranger.test, { limit: 10 })).items).toEqual([])
  })
})

describe('the list', () => {
  test('pages newest first, without a session twice or missing, and by status', async () => {
    const { test: access } = await newAccess({ ...house.deps, operator: house.operator }, 'Pages')
    const made: string[] = []
    for (let n = 0; n < 7; n += 1) {
      // three share a moment, so that the order has to be total
      if (n > 2) house.clock.pass(1)
      made.push((await createSession(house.deps, access, asked())).session.id)
    }
    await cancelSession(house.deps, access, made[0] ?? '')
    const seen: string[] = []
    let cursor: string | undefined
    for (;;) {
      const page = await listSessions(house.deps, access, { limit: 2, cursor })
      seen.push(...page.items.map(({ id }) => id))
      if (page.nextCursor === null) break
      cursor = page.nextCursor
    }
    expect([...seen].sort()).toEqual([...made].sort())
    expect(seen.slice(0, 4)).toEqual(made.slice(3).reverse())
    const cancelled = await listSessions(house.deps, access, { limit: 5, status: 'cancelled' })
    expect(cancelled.items.map(({ id }) => id)).toEqual([made[0]])
  })

  test.each(['x', 'eyJ9', Buffer.from('["a","b"]').toString('base64url')])(
    'refuses the cursor %s',
    async (cursor) => {
      const listing = listSessions(house.deps, house.access.test, { limit: 2, cursor })
      await expect(listing).rejects.toMatchObject({ code: 'invalid_request' })
    },
  )
})

describe('waiting for a session', () => {
  test('answers as soon as it ends, and as things stand when the time is over or the caller leaves', async () => {
    const { session } = await createSession(house.deps, house.access.test, asked())
    const left = new AbortController()
    const wait = (seconds: number) =>
      waitForSession(house.deps, house.access.test, session.id, { seconds, signal: left.signal })
    expect((await wait(0)).status).toBe('created')
    const waiting = wait(20)
    const leaving = wait(20)
    left.abort()
    expect((await leaving).status).toBe('created')
    await waiting
    const again = waitForSession(house.deps, house.access.test, session.id, {
      seconds: 20,
      signal: new AbortController().signal,
    })
    await cancelSession(house.deps, house.access.test, session.id)
    expect((await again).status).toBe('cancelled')
  })
})
