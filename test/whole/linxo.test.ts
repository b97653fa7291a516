// The applicant's way through Linxo Connect, over the whole service: the terms first, the widget, the accounts, the
// report. And at whatever end it comes to, no user is left at the aggregator.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { expireSessions } from '../../src/collection/expire-sessions.ts'
import { formTo, type Page } from '../../src/demo/page-visitor.ts'
import { playJourney } from '../../src/demo/play-journey.ts'
import { authenticate } from '../../src/lenders/authenticate.ts'
import { systemClock } from '../../src/runtime/clock.ts'
import type { LinxoSandbox } from '../../src/sandbox/linxo/sandbox.ts'
import { cancelSession } from '../../src/sessions/cancel-session.ts'
import { actionsOf, expectNothingHeld } from '../support/left-behind.ts'
import {
  accept,
  current,
  look,
  newWalk,
  press,
  shareAll,
  textOf,
  titleOf,
  untilStill,
  viewOf,
  type Walk,
} from '../support/walk.ts'
import { startWholeService, type WholeService } from '../support/whole-service.ts'

const MARC = 'D0999990I0'
const bankId = 'linxo'
const SMS_CODE = '12345678'

const clock = { ahead: 0, now: () => new Date(systemClock.now().getTime() + clock.ahead) }
let service: WholeService
let linxo: LinxoSandbox
beforeAll(async () => {
  service = await startWholeService({ linxo: true, clock })
  if (!service.linxo) throw new Error('the Linxo Connect sandbox did not start')
  linxo = service.linxo
})
afterAll(() => service.stop())
afterEach(() => linxo.setFaults([]))

/** From the link to our page of the aggregator's terms. */
async function untilTerms(walk: Walk): Promise<Page> {
  return await press(walk, await accept(walk), '/journey/bank', { bankId })
}

async function untilWidget(walk: Walk): Promise<Page> {
  return await press(walk, await untilTerms(walk), '/journey/bank')
}

/** Through the widget's pages, back to ours. */
async function through(
  walk: Walk,
  start: Page,
  answers: Record<string, string> = {},
): Promise<Page> {
  let page = start
  for (let pages = 0; pages < 8 && !page.url.startsWith(service.baseUrl); pages++) {
    const form = page.root.querySelector('form')
    if (!form) throw new Error(`no form on "${titleOf(page)}"`)
    const all = { identifier: MARC, code: SMS_CODE, ...answers }
    const asked = Object.entries(all).filter(([name]) => form.querySelector(`[name=${name}]`))
    page = await walk.visitor.submit(page, form, Object.fromEntries(asked))
  }
  return page
}

const auditOf = (walk: Walk) => actionsOf(service.db, walk.id)

/** Nothing held by us, nobody left at the aggregator. */
async function expectGone(walk: Walk): Promise<void> {
  await expectNothingHeld(service.db, walk.id)
  expect(linxo.countUsers()).toBe(0)
  expect(await auditOf(walk)).toContain('consent.emptied')
}

describe('a session through Linxo Connect', () => {
  test('goes from the link to a released report, and leaves no user behind', async () => {
    const { id, consentUrl } = await service.backend.openSession({
      applicant: { reference: 'linxo-1', name: 'MALLOW MARC' },
    })
    await playJourney({ consentUrl, bankId, identifier: MARC })
    expect((await service.backend.awaitSession(id, 20)).status).toBe('completed')
    const { report } = await service.backend.readReport(id)
    expect(report.accounts.map(({ kind }) => kind)).toEqual(['current', 'current', 'current'])
    expect(report.income.monthlyNet.observed).toMatchObject({ value: { amount: 298_743 } })
    expect(report.coverage.accounts.every(({ complete }) => complete)).toBe(true)
    expect(linxo.countUsers()).toBe(0)
    const actions = await actionsOf(service.db, id)
    expect(actions.indexOf('terms.accepted')).toBe(actions.indexOf('bank.chosen') - 1)
    expect(actions).toContain('consent.emptied')
    await expectNothingHeld(service.db, id)
  })

  test('asks for the aggregator’s terms before anything is made there', async () => {
    const walk = await newWalk(service)
    const page = await untilTerms(walk)
    expect(titleOf(page)).toBe('Cette banque est lue par Linxo Connect')
    expect(textOf(page)).toContain('vos mots de passe ne sont demandés nulle part ailleurs')
    expect(linxo.countUsers()).toBe(0)
    expect(await auditOf(walk)).not.toContain('terms.accepted')
    // an older version of them is none
    await press(walk, page, '/journey/bank', { terms: '0' })
    expect(linxo.countUsers()).toBe(0)
    await press(walk, page, '/journey/bank')
    expect(linxo.countUsers()).toBe(1)
    expect(await auditOf(walk)).toContain('terms.accepted')
    await press(walk, await current(walk), '/journey/decline')
    await expectGone(walk)
  })

  test('offers the bank’s own site alone, unless the lender allows more', async () => {
    const walk = await newWalk(service)
    expect(textOf(await look(walk))).toContain('vous les donnez à votre banque seulement')
    let page = await untilWidget(walk)
    page = await walk.visitor.submit(page, page.root.querySelector('form')!)
    expect(
      page.root.querySelectorAll('[name=channel]').map((one) => one.getAttribute('value')),
    ).toEqual(['REDIRECT'])
    await press(walk, await current(walk), '/journey/decline')
    await expectGone(walk)
  })
})

describe('a webhook of the aggregator', () => {
  const send = (path: string, body: string) =>
    fetch(`${service.baseUrl}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    })

  test('is taken from anyone, and changes nothing', async () => {
    for (const body of ['{"event_type":"UPDATED"}', 'no json', '[]', 'null']) {
      expect((await send('/notices/linxo', body)).status).toBe(204)
    }
    expect((await send('/notices/linxo', 'x'.repeat(10_000_000))).status).toBe(413)
  })

  test('is not for banks that send none', async () => {
    for (const bank of ['bpce-13807', 'nobody']) {
      expect((await send(`/notices/${bank}`, '{}')).status).toBe(404)
    }
  })
})

describe('no user is left at the aggregator', () => {
  test('when the applicant refuses at the widget', async () => {
    const walk = await newWalk(service)
    const page = await untilWidget(walk)
    const back = await walk.visitor.submit(page, page.root.querySelector('form')!, {
      decision: 'refuse',
    })
    expect(back.url).toBe(`${service.baseUrl}/journey`)
    expect(await viewOf(walk)).toMatchObject({ status: 'declined', failureCode: 'denied_at_bank' })
    await expectGone(walk)
  })

  test('when the applicant leaves the widget for another bank, or for the same once more', async () => {
    const walk = await newWalk(service)
    await untilWidget(walk)
    await press(walk, await untilTermsAgain(walk), '/journey/bank')
    expect(linxo.countUsers()).toBe(1)
    await press(walk, await current(walk), '/journey/bank', { bankId: 'bpce-13807' })
    expect(linxo.countUsers()).toBe(0)
    await press(walk, await current(walk), '/journey/decline')
    await expectGone(walk)
  })

  test('when nobody comes back from the widget in time', async () => {
    const walk = await newWalk(service)
    await untilWidget(walk)
    clock.ahead = 700_000
    await expireSessions(service.worker)
    clock.ahead = 0
    await expectGone(walk)
  })

  test('when the lender cancels while the applicant is at the widget', async () => {
    const walk = await newWalk(service)
    await untilWidget(walk)
    const access = await authenticate(service.parts, service.key)
    if (!access) throw new Error('the key was not accepted')
    await cancelSession(service.parts, access, walk.id)
    expect((await viewOf(walk)).status).toBe('cancelled')
    await expectGone(walk)
  })

  test('when the synchronisation fails', async () => {
    const walk = await newWalk(service)
    const page = await untilWidget(walk)
    linxo.setFaults([{ operation: 'connections', answer: 'FAILED' }])
    await through(walk, page)
    expect(await viewOf(walk)).toMatchObject({ status: 'failed', failureCode: 'bank_error' })
    await expectGone(walk)
  })

  test('when no account is shared, and when the reading fails', async () => {
    const shy = await newWalk(service)
    await press(shy, await through(shy, await untilWidget(shy)), '/journey/leave')
    await expectGone(shy)
    const unlucky = await newWalk(service)
    const accounts = await through(unlucky, await untilWidget(unlucky))
    linxo.setFaults([{ operation: 'transactions', answer: '500' }])
    await untilStill(unlucky, await shareAll(unlucky, accounts))
    expect(await viewOf(unlucky)).toMatchObject({ status: 'failed', failureCode: 'bank_error' })
    await expectGone(unlucky)
  })

  test('when a connection of another user comes back, which opens nothing', async () => {
    const first = await newWalk(service)
    const own = await through(first, await untilWidget(first))
    expect(formTo(own, '/journey/accounts')).not.toBeNull()
    const walk = await newWalk(service)
    const widget = await untilWidget(walk)
    const state = new URL(new URL(widget.url).searchParams.get('redirect_url')!).searchParams.get(
      'state',
    )
    const stolen = new URLSearchParams({ state: state!, connection_id: 'c0ffee00-0000' })
    await walk.visitor.visit(`${service.baseUrl}/callback/linxo?${stolen}`)
    expect(await viewOf(walk)).toMatchObject({ failureCode: 'authorization_invalid' })
    expect(linxo.countUsers()).toBe(1)
    await press(first, await current(first), '/journey/leave')
    await expectGone(walk)
  })

  test('and a user that cannot be deleted is told of in the record', async () => {
    const walk = await newWalk(service)
    await untilWidget(walk)
    linxo.setFaults([{ operation: 'users', method: 'DELETE', answer: '403' }])
    await press(walk, await current(walk), '/journey/decline')
    expect(await auditOf(walk)).toContain('consent.emptying_failed')
  })
})

async function untilTermsAgain(walk: Walk): Promise<Page> {
  return await press(walk, await current(walk), '/journey/bank', { bankId })
}

describe('where the lender allows the other channel', () => {
  let allowing: WholeService
  beforeAll(async () => {
    allowing = await startWholeService({ linxo: true, settings: { embeddedChannel: true } })
  })
  afterAll(() => allowing.stop())

  test('the pages say who asks for the passwords, and savings and a loan reach the report', async () => {
    const walk = await newWalk(allowing, { applicant: { reference: 'e', name: 'MALLOW MARC' } })
    const consent = textOf(await look(walk))
    expect(consent).not.toContain('vous les donnez à votre banque seulement')
    expect(consent).toContain('c’est Linxo Connect qui vous les demande')
    const terms = await untilTerms(walk)
    expect(textOf(terms)).toContain('Ou en donnant vos identifiants à Linxo Connect')
    let page = await press(walk, terms, '/journey/bank')
    const answers: Record<string, string> = {
      ...{ channel: 'EMBEDDED', identifier: MARC, password: SMS_CODE },
    }
    while (!page.url.startsWith(allowing.baseUrl)) {
      const form = page.root.querySelector('form')!
      const asked = Object.entries(answers).filter(([name]) => form.querySelector(`[name=${name}]`))
      page = await walk.visitor.submit(page, form, Object.fromEntries(asked))
    }
    expect(textOf(page)).toMatch(/Épargne.*LIVRET A/)
    page = await untilStill(walk, await shareAll(walk, page))
    await press(walk, page, '/journey/send')
    const { report } = await allowing.backend.readReport(walk.id)
    expect(report.accounts.map(({ kind }) => kind)).toEqual([
      ...['current', 'current', 'current', 'savings', 'loan'],
    ])
    expect(report.assets.savings).toMatchObject({ state: 'measured', value: { amount: 684_215 } })
    expect(allowing.linxo?.countUsers()).toBe(0)
  })
})
