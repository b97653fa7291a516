// The applicant says no, cannot go on, or goes away: the session ends as it should, the page says so in plain
// words with a way out, and nothing is left.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { expireSessions } from '../../src/collection/expire-sessions.ts'
import { formTo } from '../../src/demo/page-visitor.ts'
import { actionsOf, expectNothingHeld, keptOf, keyExists } from '../support/left-behind.ts'
import { furtherCustomers, NO_ACCOUNT, ONE_ACCOUNT, TWO_ACCOUNTS } from '../support/two-accounts.ts'
import {
  accept,
  current,
  fill,
  goToBank,
  look,
  newWalk,
  press,
  shareAll,
  signIn,
  titleOf,
  untilAccounts,
  untilPreview,
  viewOf,
  type Walk,
} from '../support/walk.ts'
import { startWholeService, type WholeService } from '../support/whole-service.ts'

let shift = 0
let service: WholeService
beforeAll(async () => {
  service = await startWholeService({
    clock: { now: () => new Date(Date.now() + shift) },
    personas: furtherCustomers,
    returnUrls: ['https://lender.example/back'],
  })
})
beforeEach(() => {
  shift = 0
})
afterAll(() => service.stop())

const wait = (minutes: number) => {
  shift += minutes * 60_000
}

async function expectEnd(walk: Walk, status: string, code: string | null, title: string) {
  expect(await viewOf(walk)).toMatchObject({ status, failureCode: code, reportId: null })
  const page = await current(walk)
  expect(titleOf(page)).toBe(title)
  expect(page.root.querySelector('main')?.text).toContain('documents')
  await expectNothingHeld(service.db, walk.id)
  expect(await keyExists(service.db, walk.id)).toBe(false)
}

describe('the applicant says no', () => {
  const DECLINED = 'Vous avez choisi de ne rien envoyer'

  test('on the first page', async () => {
    const walk = await newWalk(service)
    await accept(walk, 'refuse')
    await expectEnd(walk, 'declined', 'declined_by_applicant', DECLINED)
  })

  test('on the list of banks', async () => {
    const walk = await newWalk(service)
    await press(walk, await accept(walk), '/journey/decline')
    await expectEnd(walk, 'declined', 'declined_by_applicant', DECLINED)
  })

  test('on the preview: what was read is destroyed, snapshot and draft with it', async () => {
    const walk = await newWalk(service, { returnUrl: 'https://lender.example/back' })
    const page = await press(walk, await untilPreview(walk, ONE_ACCOUNT), '/journey/decline')
    await expectEnd(walk, 'declined', 'declined_by_applicant', DECLINED)
    expect(await keptOf(service.db, walk.id)).toEqual({ snapshots: 0, reports: 0 })
    const back = page.root.querySelector('a.button')?.getAttribute('href')
    expect(back).toBe(`https://lender.example/back?session=${walk.id}`)
  })

  test.each(['identifier', 'code'] as const)('at the bank, when asked for the %s', async (at) => {
    const walk = await newWalk(service)
    let page = await goToBank(walk, await accept(walk))
    if (at === 'code') page = await fill(walk, page, 'identifier', ONE_ACCOUNT)
    await fill(walk, page, at, '', 'refuse')
    await expectEnd(walk, 'declined', 'denied_at_bank', 'L’accès n’a pas été donné')
  })

  test('by sharing nothing from the bank', async () => {
    const walk = await newWalk(service)
    const accounts = await untilAccounts(walk, TWO_ACCOUNTS)
    const none = await walk.visitor.visit(`${service.baseUrl}/journey?none=1`)
    expect(none.root.querySelector('[role=alert]')?.text).toContain('Cochez au moins une case')
    await press(walk, accounts, '/journey/leave')
    const title = 'Vous n’avez partagé aucun compte de cette banque'
    await expectEnd(walk, 'declined', 'no_account_chosen', title)
    expect(await actionsOf(service.db, walk.id)).toContain('consent.emptied')
  })
})

describe('the applicant cannot', () => {
  test('no eligible account: the session says so, and the bank has its access back', async () => {
    const walk = await newWalk(service)
    await untilAccounts(walk, NO_ACCOUNT)
    const title = 'Votre banque n’a pas de compte à partager'
    await expectEnd(walk, 'failed', 'no_eligible_account', title)
    expect(await actionsOf(service.db, walk.id)).toContain('consent.emptied')
  })

  test('three wrong codes: the bank sends them back refused', async () => {
    const walk = await newWalk(service)
    let page = await fill(walk, await goToBank(walk, await accept(walk)), 'identifier', ONE_ACCOUNT)
    for (const code of ['00000000', '11111111', '22222222']) {
      page = await fill(walk, page, 'code', code)
    }
    expect(page.url).toBe(`${service.baseUrl}/journey`)
    await expectEnd(walk, 'declined', 'denied_at_bank', 'L’accès n’a pas été donné')
  })

  test('an unknown identifier is the bank’s to say; nothing changes here', async () => {
    const walk = await newWalk(service)
    const bank = await goToBank(walk, await accept(walk))
    const page = await fill(walk, bank, 'identifier', 'D0000000X0')
    expect(page.root.querySelector('[role=alert]')?.text).toContain('Identifiant inconnu')
    expect((await viewOf(walk)).status).toBe('open')
    await signIn(walk, page, ONE_ACCOUNT)
    expect(formTo(await current(walk), '/journey/accounts')).not.toBeNull()
  })
})

describe('the applicant closes the page', () => {
  const EXPIRED = 'Le temps prévu est passé'
  const stops: [string, (walk: Walk) => Promise<unknown>][] = [
    ['on the list of banks', accept],
    ['at the bank', async (walk) => goToBank(walk, await accept(walk))],
    ['on the preview', (walk) => untilPreview(walk, ONE_ACCOUNT)],
  ]
  test.each(stops)('%s: the session expires, and nothing is left', async (_, stop) => {
    const walk = await newWalk(service)
    await stop(walk)
    wait(61)
    // seen as expired at once, swept within the minute
    expect((await viewOf(walk)).status).toBe('expired')
    await expireSessions(service.worker)
    await expectEnd(walk, 'expired', null, EXPIRED)
  })

  test('on the choice of accounts: it ends when the bank’s access has waited too long', async () => {
    const walk = await newWalk(service)
    const page = await untilAccounts(walk, ONE_ACCOUNT)
    wait(11)
    // the form left open in a tab is refused, swept or not
    expect((await shareAll(walk, page)).status).toBe(409)
    await expireSessions(service.worker)
    await expectEnd(
      walk,
      ...(['expired', 'selection_expired'] as const),
      'Le temps pour choisir les comptes est passé',
    )
    expect(await actionsOf(service.db, walk.id)).toContain('consent.emptied')
  })

  test('without ever opening the link: the link says that it has expired', async () => {
    const walk = await newWalk(service)
    const { expiresAt, createdAt } = await viewOf(walk)
    wait((Date.parse(expiresAt) - Date.parse(createdAt)) / 60_000 + 1)
    expect((await viewOf(walk)).status).toBe('expired')
    const page = await look(walk)
    expect([page.status, titleOf(page)]).toEqual([410, 'Ce lien n’est plus valable'])
    await expireSessions(service.worker)
    expect(await keyExists(service.db, walk.id)).toBe(false)
  })
})
