// Every way a session ends without a report, from every place it can be in: what is left, and that it stays so.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { expireSessions } from '../../src/collection/expire-sessions.ts'
import { cancelSession } from '../../src/sessions/cancel-session.ts'
import { chooseAccounts } from '../../src/sessions/choose-accounts.ts'
import { chooseBank } from '../../src/sessions/choose-bank.ts'
import { declineSession } from '../../src/sessions/decline-session.ts'
import { finishJoining } from '../../src/sessions/finish-joining.ts'
import { getSession } from '../../src/sessions/get-session.ts'
import { resumeSession } from '../../src/sessions/resume-session.ts'
import { sendReport } from '../../src/sessions/send-report.ts'
import {
  asked,
  atBank,
  collecting,
  confirming,
  opened,
  presence,
  redirectUriOf,
  selecting,
} from '../support/journey-steps.ts'
import { actionsOf, expectNothingHeld, keyExists, readableDump } from '../support/left-behind.ts'
import { failureOf } from '../support/scripted-bank.ts'
import { type House, openHouse } from '../support/use-cases.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
beforeEach(() => house.main.reset())
afterAll(() => house.drop())

const stateOf = (id: string) => getSession(house.deps, house.access.test, id)
const choose = (browserToken: string, bankId: string) =>
  chooseBank(house.deps, browserToken, { bankId, redirectUri: redirectUriOf(bankId) })

type Reach = (browserToken: string) => Promise<unknown>
const places: [string, Reach][] = [
  ['open', async () => {}],
  ['authorizing', (token) => atBank(house, token)],
  ['selecting', (token) => selecting(house, token)],
  ['collecting', (token) => collecting(house, token)],
  ['confirming', async (token) => [await collecting(house, token), await house.runJobs()]],
]
const endings: [string, (id: string, browserToken: string) => Promise<unknown>][] = [
  ['declined', (_, token) => declineSession(house.deps, token)],
  ['cancelled', (id) => cancelSession(house.deps, house.access.test, id)],
  [
    'expired',
    async () => {
      house.clock.pass(3601)
      await expireSessions(house.worker)
    },
  ],
]

describe('every ending without a report, from every place', () => {
  test.each(
    endings.flatMap(([end, act]) => places.map(([place, reach]) => ({ end, act, place, reach }))),
  )(
    '$place → $end: nothing is held, the consent is emptied, the key and any draft are gone, and it stays so',
    async ({ end, act, reach }) => {
      const { id, browserToken } = await opened(house)
      await reach(browserToken)
      await act(id, browserToken)
      const view = await stateOf(id)
      expect(view).toMatchObject({ status: end, reportId: null, metadata: null })
      await expectNothingHeld(house.db, id)
      expect(house.main.consents.size).toBe(0)
      expect(house.main.calls.release).toBe(house.main.calls.complete)
      expect(await keyExists(house.db, id)).toBe(false)
      const drafts = await house.db
        .selectFrom('reports')
        .select('id')
        .where('session_id', '=', id)
        .execute()
      expect(drafts).toEqual([])
      expect((await actionsOf(house.db, id)).at(-1)).toMatch(/^(session|consent)\./)
      // terminal: no verb moves it, no sweep and no job
      for (const verb of [
        () => declineSession(house.deps, browserToken),
        () => sendReport(house.deps, browserToken),
        () => finishJoining(house.deps, browserToken),
        () => choose(browserToken, 'bank-a'),
        () => cancelSession(house.deps, house.access.test, id),
      ]) {
        await expect(verb()).rejects.toMatchObject({ code: 'session_ended' })
      }
      house.clock.pass(7200)
      await house.runJobs()
      await expireSessions(house.worker)
      expect(await stateOf(id)).toEqual(view)
      expect((await resumeSession(house.deps, browserToken)).status).toBe(end)
    },
  )

  test('a bank that will not take the consent back does not keep the session from ending', async () => {
    const { id, browserToken } = await opened(house)
    await selecting(house, browserToken)
    house.main.fail.release = failureOf('unreachable')
    await declineSession(house.deps, browserToken)
    expect((await stateOf(id)).status).toBe('declined')
    expect(await actionsOf(house.db, id)).toContain('consent.emptying_failed')
  })

  test('closing the page while choosing accounts: ten minutes later the session is expired', async () => {
    const { id, browserToken } = await opened(house)
    const { connectionId } = await selecting(house, browserToken)
    house.clock.pass(601)
    const input = { connectionId, grants: [], identity: false, presence }
    await expect(chooseAccounts(house.deps, browserToken, input)).rejects.toMatchObject({
      code: 'conflict',
    })
    await expireSessions(house.worker)
    expect(await stateOf(id)).toMatchObject({
      status: 'expired',
      failureCode: 'selection_expired',
    })
    expect(house.main.calls.release).toBe(1)
    await expectNothingHeld(house.db, id)
  })

  test('past its time a session is expired for everyone before it is swept', async () => {
    const { id, browserToken } = await opened(house)
    house.clock.pass(3600)
    expect((await stateOf(id)).status).toBe('expired')
    expect((await resumeSession(house.deps, browserToken)).status).toBe('expired')
    await expect(choose(browserToken, 'bank-a')).rejects.toMatchObject({ code: 'session_ended' })
  })
})

describe('what is readable in the database', () => {
  test('never holds a token, a verifier, a code, a name, a label, an IBAN or the applicant\u2019s machine', async () => {
    const { browserToken } = await opened(house, asked())
    const { callback } = await selecting(house, browserToken)
    await confirming(house)
    const dump = await readableDump(house.db)
    for (const secret of [
      ...['TOKEN-', 'VERIFIER-', callback.code ?? '?', callback.state ?? '?', browserToken],
      ...['DURAND', 'CANARY', 'FR7630006000011234567890189', 'metadata-canary', '203.0.113.7'],
    ]) {
      expect(dump).not.toContain(secret)
    }
  })
})
