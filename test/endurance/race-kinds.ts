// Pairs of acts that meet on one session. Each kind brings a session to the place and lets the rivals loose; what
// must hold afterwards is asked of all of them alike (`races.test.ts`).
import { collectConnection } from '../../src/collection/collect-connection.ts'
import { draftReport } from '../../src/collection/draft-report.ts'
import { expireSessions } from '../../src/collection/expire-sessions.ts'
import { getReport } from '../../src/reports/get-report.ts'
import { purgeAll } from '../../src/rights/purge.ts'
import { cancelSession } from '../../src/sessions/cancel-session.ts'
import { createSession } from '../../src/sessions/create-session.ts'
import { declineSession } from '../../src/sessions/decline-session.ts'
import { getSession } from '../../src/sessions/get-session.ts'
import { openSession } from '../../src/sessions/open-session.ts'
import { receiveCallback } from '../../src/sessions/receive-callback.ts'
import { renewLink } from '../../src/sessions/renew-link.ts'
import { sendReport } from '../../src/sessions/send-report.ts'
import { withdrawSession } from '../../src/sessions/withdraw-session.ts'
import { rewrapAll } from '../../src/vault/rotate.ts'
import * as steps from '../support/journey-steps.ts'
import { agreed, atBank, collecting } from '../support/journey-steps.ts'
import type { House } from '../support/use-cases.ts'

export type Race = {
  readonly name: string
  /** @returns the rivals, not yet running. */
  readonly prepare: (house: House) => Promise<(() => Promise<unknown>)[]>
}

let applications = 0
/** Each race is of an application of its own. */
function own() {
  applications += 1
  return { applicant: { reference: `race-${applications}`, name: 'DURAND ALICE' } }
}
const opened = (house: House) => steps.opened(house, own())
const confirming = (house: House, change: Parameters<typeof steps.confirming>[1] = {}) =>
  steps.confirming(house, { ...own(), ...change })
const create = (house: House) => createSession(house.deps, house.access.test, steps.asked(own()))

const twice = (act: () => Promise<unknown>) => [act, act]

async function readyToPull(house: House) {
  const { id, browserToken } = await opened(house)
  const { connectionId } = await collecting(house, browserToken)
  const payload = { lenderId: house.access.test.lender.id, sessionId: id, connectionId }
  const pull = () => collectConnection(house.worker, payload)
  return { id, browserToken, pull }
}

async function sent(house: House) {
  const { id, browserToken } = await confirming(house, {
    purposes: ['creditworthiness', 'rescoring'],
  })
  await sendReport(house.deps, browserToken)
  const { reportId } = await getSession(house.deps, house.access.test, id)
  return { id, read: () => getReport(house.deps, house.access.test, reportId ?? '') }
}

const sweep = (house: House) => () => expireSessions(house.worker)
const cancel = (house: House, id: string) => () => cancelSession(house.deps, house.access.test, id)
const withdraw = (house: House, id: string) => () =>
  withdrawSession(house.deps, house.access.test, id)

export const races: readonly Race[] = [
  {
    name: 'the same return twice',
    prepare: async (house) => {
      const { browserToken } = await opened(house)
      const callback = await atBank(house, browserToken)
      return twice(() => receiveCallback(house.deps, callback))
    },
  },
  {
    name: 'a return and the lender who cancels',
    prepare: async (house) => {
      const { id, browserToken } = await opened(house)
      const callback = await atBank(house, browserToken)
      return [() => receiveCallback(house.deps, callback), cancel(house, id)]
    },
  },
  {
    name: 'two workers at one pull',
    prepare: async (house) => twice((await readyToPull(house)).pull),
  },
  {
    name: 'a pull and the lender who cancels',
    prepare: async (house) => {
      const { id, pull } = await readyToPull(house)
      return [pull, cancel(house, id)]
    },
  },
  {
    name: 'a pull and the end of the session’s time',
    prepare: async (house) => {
      const { pull } = await readyToPull(house)
      const late = async () => {
        house.clock.pass(3_601)
        await sweep(house)()
      }
      return [pull, late]
    },
  },
  {
    name: 'a claim and the end of the hold it waits under',
    prepare: async (house) => {
      const { pull } = await readyToPull(house)
      house.clock.pass(601)
      return [pull, sweep(house)]
    },
  },
  {
    name: 'a pull that comes back late and the sweep that took it for dead',
    prepare: async (house) => {
      const { pull } = await readyToPull(house)
      house.main.during.collect = async () => house.clock.pass(61)
      return [pull, sweep(house), sweep(house), pull]
    },
  },
  {
    name: 'a report drafted twice',
    prepare: async (house) => {
      const { id, pull } = await readyToPull(house)
      await pull()
      const payload = { lenderId: house.access.test.lender.id, sessionId: id }
      return twice(() => draftReport(house.worker, payload))
    },
  },
  {
    name: 'a report sent twice',
    prepare: async (house) => {
      const { browserToken } = await confirming(house)
      return twice(() => sendReport(house.deps, browserToken))
    },
  },
  {
    name: 'a report sent and refused',
    prepare: async (house) => {
      const { browserToken } = await confirming(house)
      return [
        () => sendReport(house.deps, browserToken),
        () => declineSession(house.deps, browserToken),
      ]
    },
  },
  {
    name: 'a link opened by two browsers',
    prepare: async (house) => {
      const { linkToken } = await create(house)
      return twice(() => openSession(house.deps, linkToken, null, agreed()))
    },
  },
  {
    name: 'a link opened and renewed',
    prepare: async (house) => {
      const made = await create(house)
      return [
        () => openSession(house.deps, made.linkToken, null, agreed()),
        () => renewLink(house.deps, house.access.test, made.session.id),
      ]
    },
  },
  {
    name: 'a report sent and its consent withdrawn',
    prepare: async (house) => {
      const { id, browserToken } = await confirming(house)
      return [() => sendReport(house.deps, browserToken), withdraw(house, id)]
    },
  },
  {
    name: 'a report read and its consent withdrawn',
    prepare: async (house) => {
      const { id, read } = await sent(house)
      return [read, withdraw(house, id), read]
    },
  },
  {
    name: 'a report read and purged',
    prepare: async (house) => {
      const { read } = await sent(house)
      house.clock.pass(450 * 86_400)
      return [read, () => purgeAll(house.worker), read]
    },
  },
  {
    name: 'a report read while its key is wrapped anew',
    prepare: async (house) => {
      const { read } = await sent(house)
      return [read, () => rewrapAll({ ...house.deps, db: house.operator }), read]
    },
  },
]
