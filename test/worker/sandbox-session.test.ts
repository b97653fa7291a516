// The whole way over HTTP: the sandbox bank with mutual TLS, a real worker woken by the database.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Worker } from '../../src/jobs/queue.ts'
import { startWorker } from '../../src/jobs/worker.ts'
import { getReport } from '../../src/reports/get-report.ts'
import { systemClock, today } from '../../src/runtime/clock.ts'
import { chooseAccounts } from '../../src/sessions/choose-accounts.ts'
import { chooseBank } from '../../src/sessions/choose-bank.ts'
import { getSession } from '../../src/sessions/get-session.ts'
import { receiveCallback } from '../../src/sessions/receive-callback.ts'
import { resumeSession } from '../../src/sessions/resume-session.ts'
import { sendReport } from '../../src/sessions/send-report.ts'
import { silentLogger } from '../../src/telemetry/log.ts'
import { registerHandlers } from '../../src/worker/worker.ts'
import { signInAtBank } from '../support/bank-sign-in.ts'
import { opened, presence } from '../support/journey-steps.ts'
import { actionsOf, expectNothingHeld, keyExists } from '../support/left-behind.ts'
import { SANDBOX_BANK, type SandboxBank, startSandboxBank } from '../support/sandbox-bank.ts'
import { type House, openHouse } from '../support/use-cases.ts'

const redirectUri = `https://service.example/callback/${SANDBOX_BANK}`
const MARC = 'D0999990I0'

let bank: SandboxBank
let house: House
let worker: Worker
beforeAll(async () => {
  bank = await startSandboxBank(today(systemClock), redirectUri)
  house = await openHouse({ clock: systemClock, banks: bank.banks })
  worker = await startWorker({
    connectionString: house.connectionString,
    log: silentLogger,
    schedule: false,
  })
  await registerHandlers(worker, house.worker)
})
afterAll(async () => {
  await worker.stop()
  await house.drop()
  await bank.stop()
})

async function callbackOf(browserToken: string, decision: 'accept' | 'refuse' = 'accept') {
  const input = { bankId: SANDBOX_BANK, redirectUri }
  const { url } = await chooseBank(house.deps, browserToken, input)
  const back = new URL(await signInAtBank(url, MARC, { decision }))
  const { searchParams } = back
  return {
    ...input,
    browserToken,
    code: searchParams.get('code'),
    state: searchParams.get('state'),
    error: searchParams.get('error'),
    presence,
  }
}

async function until(browserToken: string, done: readonly string[]) {
  await expect
    .poll(async () => (await resumeSession(house.deps, browserToken)).status, {
      timeout: 15_000,
      interval: 50,
    })
    .toSatisfy((status: string) => done.includes(status))
  return await resumeSession(house.deps, browserToken)
}

describe('a session at the sandbox bank', () => {
  test('goes from the link to a released report, with the access given back', async () => {
    const { id, browserToken } = await opened(house)
    const callback = await callbackOf(browserToken)
    expect(await receiveCallback(house.deps, callback)).toEqual({ outcome: 'selecting' })
    expect(await receiveCallback(house.deps, callback)).toEqual({ outcome: 'refused' })
    const [connection] = (await resumeSession(house.deps, browserToken)).connections
    const choices = connection?.choices ?? []
    expect(choices.length).toBeGreaterThan(0)
    await chooseAccounts(house.deps, browserToken, {
      connectionId: connection?.id ?? '',
      grants: choices.map(({ ref }) => ({ ref, balances: true, transactions: true })),
      identity: true,
      presence,
    })
    const { status, preview } = await until(browserToken, ['confirming', 'failed'])
    expect(status).toBe('confirming')
    expect(preview?.accounts.length).toBeGreaterThan(0)
    await sendReport(house.deps, browserToken)
    const { reportId } = await getSession(house.deps, house.access.test, id)
    const report = await getReport(house.deps, house.access.test, reportId ?? '')
    expect(report.body.income.streams.length).toBeGreaterThan(0)
    expect(report.transactions.length).toBeGreaterThan(100)
    await expectNothingHeld(house.db, id)
    expect(await actionsOf(house.db, id)).toContain('consent.emptied')
  })

  test('refused at the bank is declined, with nothing left', async () => {
    const { id, browserToken } = await opened(house)
    const callback = await callbackOf(browserToken, 'refuse')
    expect(await receiveCallback(house.deps, callback)).toEqual({ outcome: 'denied' })
    expect(await getSession(house.deps, house.access.test, id)).toMatchObject({
      status: 'declined',
      failureCode: 'denied_at_bank',
    })
    await expectNothingHeld(house.db, id)
    expect(await keyExists(house.db, id)).toBe(false)
  })
})
