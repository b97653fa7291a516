// A NextGenPSD2 bank through the whole service: the consent is asked for before the customer goes there, nothing but
// the state comes back, and at every ending the consent is gone from the bank and from us.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { expireSessions } from '../../src/collection/expire-sessions.ts'
import { formTo, type Page } from '../../src/demo/page-visitor.ts'
import { playJourney } from '../../src/demo/play-journey.ts'
import { findPersona } from '../../src/sandbox/personas/personas.ts'
import { sandboxBankIds } from '../../src/wiring/banks.ts'
import { actionsOf, expectNothingHeld, readableDump } from '../support/left-behind.ts'
import {
  furtherCustomers,
  NO_ACCOUNT,
  ONE_ACCOUNT,
  OTHER_ACCOUNT,
  TWO_ACCOUNTS,
} from '../support/two-accounts.ts'
import {
  accept,
  current,
  fill,
  newWalk,
  press,
  shareAll,
  signIn,
  titleOf,
  untilStill,
  viewOf,
  type Walk,
} from '../support/walk.ts'
import { startWholeService, type WholeService } from '../support/whole-service.ts'

const bankId = sandboxBankIds.berlin_group
let shift = 0
let service: WholeService
beforeAll(async () => {
  service = await startWholeService({
    berlinGroup: true,
    personas: furtherCustomers,
    pageSizes: { transactions: 20 },
    clock: { now: () => new Date(Date.now() + shift) },
  })
})
afterEach(() => {
  service.berlinGroup?.setFaults([])
  shift = 0
})
afterAll(() => service.stop())

const consents = () => service.berlinGroup?.consents() ?? []
/** Of all that were ever asked for, those that open something or still could. */
const open = () =>
  consents().flatMap(({ status }) => (/received|valid/.test(status) ? [status] : []))
const expectNoneOpen = () => expect(open()).toEqual([])

async function goToBank(walk: Walk, page?: Page): Promise<Page> {
  return await press(walk, page ?? (await accept(walk)), '/journey/bank', { bankId })
}

async function reportAfter(walk: Walk, preview: Page) {
  await press(walk, preview, '/journey/send')
  expect((await viewOf(walk)).status).toBe('completed')
  return (await service.backend.readReport(walk.id)).report
}

describe('Léa at a bank of the Berlin Group', () => {
  test('walks the journey by forms alone; her report is that of her life', async () => {
    const persona = findPersona('Léa')
    const { id, consentUrl } = await service.backend.openSession({
      applicant: { reference: 'lea', name: 'Léa Garnier' },
    })
    const identifier = persona?.identifier ?? ''
    await playJourney({ consentUrl, bankId, identifier })
    expect((await service.backend.awaitSession(id, 30)).status).toBe('completed')
    const { report } = await service.backend.readReport(id)
    expect(report.coverage.accounts).toMatchObject([{ complete: true, missing: [] }])
    expect(report.identity.holders).toMatchObject([{ name: 'GARNIER LEA' }])
    expect(report.income.monthlyNet.observed).toMatchObject({ state: 'measured' })
    expect(report.credit.distinctLenders).toEqual({ state: 'measured', value: 4 })
    expect(report.warnings).toEqual([])
    expect(await actionsOf(service.db, id)).toContain('consent.emptied')
    await expectNothingHeld(service.db, id)
    expectNoneOpen()
  })

  test('leaves no consent, number or label in a log, or in the clear in a table', async () => {
    const dump = async () => `${await readableDump(service.db)}\n${service.logLines.join('\n')}`
    const walk = await newWalk(service)
    const accounts = await signIn(walk, await goToBank(walk), ONE_ACCOUNT)
    const during = await dump()
    await reportAfter(walk, await untilStill(walk, await shareAll(walk, accounts)))
    const secrets = [...consents().map(({ id }) => id), 'FR7613807008043009990000109', 'BAILLEUR']
    for (const text of secrets) {
      expect(during).not.toContain(text)
      expect(await dump()).not.toContain(text)
    }
  })
})

describe('an ending before the end', () => {
  test('the customer refuses at the bank: denied, and the consent is gone', async () => {
    const walk = await newWalk(service)
    await fill(walk, await goToBank(walk), 'identifier', ONE_ACCOUNT, 'refuse')
    const view = await viewOf(walk)
    expect(view).toMatchObject({ status: 'declined' })
    expect(view.connections).toMatchObject([{ status: 'denied', failureCode: 'denied_at_bank' }])
    await expectNothingHeld(service.db, walk.id)
    expectNoneOpen()
  })

  test('a refusal with the error taken out of its address opens nothing', async () => {
    const walk = await newWalk(service)
    const state = await stateOfRefusal(await goToBank(walk))
    await walk.visitor.visit(`${service.baseUrl}/callback/${bankId}?state=${state}`)
    expect(await viewOf(walk)).toMatchObject({ status: 'failed', failureCode: 'denied' })
    await expectNothingHeld(service.db, walk.id)
    expectNoneOpen()
  })

  test('nobody ever comes back: the consent is deleted when the session expires', async () => {
    const walk = await newWalk(service)
    await goToBank(walk)
    expect(open()).toEqual(['received'])
    shift += 2 * 3_600_000
    await expireSessions(service.worker)
    expect((await viewOf(walk)).status).toBe('expired')
    await expectNothingHeld(service.db, walk.id)
    expectNoneOpen()
  })

  test('the customer chooses again: the first consent is given back', async () => {
    const walk = await newWalk(service)
    await goToBank(walk)
    const second = await goToBank(walk, await current(walk))
    const accounts = await signIn(walk, second, ONE_ACCOUNT)
    expect(formTo(accounts, '/journey/accounts')).not.toBeNull()
    expect(open()).toEqual(['valid'])
    await reportAfter(walk, await untilStill(walk, await shareAll(walk, accounts)))
    expectNoneOpen()
  })

  test('a return with a state that is not ours changes nothing', async () => {
    const walk = await newWalk(service)
    await goToBank(walk)
    const page = await walk.visitor.visit(`${service.baseUrl}/callback/${bankId}?state=forged`)
    expect(titleOf(page)).toContain('n’a pas été pris en compte')
    expect((await viewOf(walk)).connections[0]?.status).toBe('authorizing')
    await press(walk, await current(walk), '/journey/decline')
    expectNoneOpen()
  })

  test('the customer has no account there: said so, and the consent is gone', async () => {
    const walk = await newWalk(service)
    await signIn(walk, await goToBank(walk), NO_ACCOUNT)
    expect((await viewOf(walk)).failureCode).toBe('no_eligible_account')
    expectNoneOpen()
  })
})

describe('a bank that misbehaves', () => {
  test('refuses the consent: nobody is sent there', async () => {
    service.berlinGroup?.setFaults([{ operation: 'consents', answer: 'SERVICE_UNAVAILABLE' }])
    const walk = await newWalk(service)
    const page = await goToBank(walk)
    expect(page.status).toBeGreaterThanOrEqual(500)
    expect((await viewOf(walk)).connections).toEqual([])
  })

  test('fails on one account of two: the report says which, and why', async () => {
    service.berlinGroup?.setFaults([
      { operation: 'transactions', resourceId: OTHER_ACCOUNT, answer: 'ACCESS_EXCEEDED', after: 1 },
    ])
    const walk = await newWalk(service)
    const accounts = await signIn(walk, await goToBank(walk), TWO_ACCOUNTS)
    const report = await reportAfter(walk, await untilStill(walk, await shareAll(walk, accounts)))
    const struck = report.coverage.accounts.find(({ accountId }) => accountId === OTHER_ACCOUNT)
    expect(struck).toMatchObject({ complete: false, missing: ['too_many_requests'] })
    const whole = report.coverage.accounts.filter(({ accountId }) => accountId !== OTHER_ACCOUNT)
    expect(whole).toMatchObject([{ complete: true, missing: [] }])
    expect(report.warnings).toContainEqual({ code: 'pull_incomplete', accountId: OTHER_ACCOUNT })
    expectNoneOpen()
  })

  test('will not end the consent: on record, and no access of ours is left', async () => {
    service.berlinGroup?.setFaults([{ operation: 'delete', answer: 'INTERNAL_SERVER_ERROR' }])
    const walk = await newWalk(service)
    const accounts = await signIn(walk, await goToBank(walk), ONE_ACCOUNT)
    await reportAfter(walk, await untilStill(walk, await shareAll(walk, accounts)))
    expect(await actionsOf(service.db, walk.id)).toContain('consent.emptying_failed')
    await expectNothingHeld(service.db, walk.id)
  })
})

/** The customer refuses at the bank; the state of the address they are sent back to. */
async function stateOfRefusal(bank: Page): Promise<string> {
  const action = bank.root.querySelector('form')?.getAttribute('action') ?? ''
  const body = new URLSearchParams({ decision: 'refuse' })
  const reply = await fetch(new URL(action, bank.url), { method: 'POST', body, redirect: 'manual' })
  return new URL(reply.headers.get('location') ?? '').searchParams.get('state') ?? ''
}
