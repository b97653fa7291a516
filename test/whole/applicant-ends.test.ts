// Whatever the applicant does instead of going straight on: the session ends as it should or goes on where it
// stood, the page says so in plain words, and nothing is left.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { expireSessions } from '../../src/collection/expire-sessions.ts'
import { createVisitor, formTo, type Page } from '../../src/demo/page-visitor.ts'
import { sandboxBankId } from '../../src/wiring/banks.ts'
import { actionsOf, expectNothingHeld, keyExists } from '../support/left-behind.ts'
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
  untilStill,
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
  await expectNothingHeld(service.parts.db, walk.id)
  expect(await keyExists(service.parts.db, walk.id)).toBe(false)
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
    for (const table of ['snapshots', 'reports'] as const) {
      const rows = await service.parts.db
        .selectFrom(table)
        .select('id')
        .where('subject_id', '=', walk.id)
        .execute()
      expect(rows).toEqual([])
    }
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
    expect(await actionsOf(service.parts.db, walk.id)).toContain('consent.emptied')
  })
})

describe('the applicant cannot', () => {
  test('no eligible account: the session says so, and the bank has its access back', async () => {
    const walk = await newWalk(service)
    await untilAccounts(walk, NO_ACCOUNT)
    const title = 'Votre banque n’a pas de compte à partager'
    await expectEnd(walk, 'failed', 'no_eligible_account', title)
    expect(await actionsOf(service.parts.db, walk.id)).toContain('consent.emptied')
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
    await expireSessions(service.parts)
    await expectEnd(walk, 'expired', null, EXPIRED)
  })

  test('on the choice of accounts: it ends when the bank’s access has waited too long', async () => {
    const walk = await newWalk(service)
    const page = await untilAccounts(walk, ONE_ACCOUNT)
    wait(11)
    // the form left open in a tab is refused, swept or not
    expect((await shareAll(walk, page)).status).toBe(409)
    await expireSessions(service.parts)
    await expectEnd(
      walk,
      ...(['expired', 'selection_expired'] as const),
      'Le temps pour choisir les comptes est passé',
    )
    expect(await actionsOf(service.parts.db, walk.id)).toContain('consent.emptied')
  })

  test('without ever opening the link: the link says that it has expired', async () => {
    const walk = await newWalk(service)
    const { expiresAt, createdAt } = await viewOf(walk)
    wait((Date.parse(expiresAt) - Date.parse(createdAt)) / 60_000 + 1)
    expect((await viewOf(walk)).status).toBe('expired')
    const page = await look(walk)
    expect([page.status, titleOf(page)]).toEqual([410, 'Ce lien n’est plus valable'])
    await expireSessions(service.parts)
    expect(await keyExists(service.parts.db, walk.id)).toBe(false)
  })
})

describe('the same again', () => {
  /** What the lender and the database see of it. */
  const state = async (walk: Walk) => ({
    view: await viewOf(walk),
    actions: await actionsOf(service.parts.db, walk.id),
  })

  test('send pressed twice, one after the other or at once: sent once', async () => {
    const walk = await newWalk(service)
    const preview = await untilPreview(walk, ONE_ACCOUNT)
    const pages = await Promise.all([1, 2, 3].map(() => press(walk, preview, '/journey/send')))
    const late = await press(walk, preview, '/journey/send')
    for (const page of [...pages, late]) {
      expect(['C’est envoyé', 'Cette demande est terminée']).toContain(titleOf(page))
    }
    expect(pages.filter((page) => page.status === 200)).toHaveLength(1)
    const { view, actions } = await state(walk)
    expect(view.status).toBe('completed')
    expect(actions.filter((action) => action === 'session.completed')).toHaveLength(1)
    // not declined either, with the other old form of that page
    expect((await press(walk, preview, '/journey/decline')).status).toBe(410)
    expect((await state(walk)).view).toEqual(view)
  })

  test('every page reloaded, every old form posted again: nothing moves back, and it is said', async () => {
    const walk = await newWalk(service)
    const kept: [string, Page][] = []
    const path = new URL(walk.consentUrl).pathname
    kept.push([path, await look(walk)])
    const banks = await accept(walk)
    kept.push(['/journey/bank', banks])
    const atBank = await goToBank(walk, banks)
    const accounts = await signIn(walk, atBank, ONE_ACCOUNT)
    kept.push(['/journey/accounts', accounts], ['/journey/leave', accounts])
    await shareAll(walk, accounts)
    const preview = await untilStill(walk, await current(walk))
    const before = await state(walk)
    for (const [form, page] of kept) {
      const answer =
        form === '/journey/accounts' ? await shareAll(walk, page) : await press(walk, page, form)
      // the link leads on; the rest is not for now, in words, with a way back
      if (form === path) expect([answer.status, titleOf(answer)]).toEqual([200, titleOf(preview)])
      else {
        expect([form, answer.status]).toEqual([form, 409])
        expect(titleOf(answer)).toBe('Cette étape n’est pas disponible maintenant')
        expect(answer.root.querySelector('a.button')?.getAttribute('href')).toBe('/journey')
      }
      expect(titleOf(await current(walk))).toBe(titleOf(preview))
    }
    expect(await state(walk)).toEqual(before)
    // the bank knows its old form no more
    expect((await fill(walk, atBank, 'identifier', ONE_ACCOUNT)).status).toBe(400)
    await press(walk, preview, '/journey/send')
    expect((await viewOf(walk)).status).toBe('completed')
    for (const [form, page] of kept) {
      const answer =
        form === '/journey/accounts' ? await shareAll(walk, page) : await press(walk, page, form)
      expect([form, answer.status]).toEqual([form, 410])
    }
    expect(titleOf(await current(walk))).toBe('C’est envoyé')
  })

  test('back from the bank by the back button: the bank is chosen anew, the first attempt dropped', async () => {
    const walk = await newWalk(service)
    const banks = await accept(walk)
    const first = await goToBank(walk, banks)
    const second = await goToBank(walk, banks)
    // the first attempt, finished in its tab: its return is refused
    const refused = await signIn(walk, first, ONE_ACCOUNT)
    expect([refused.status, titleOf(refused)]).toEqual([
      ...[400, 'Ce retour de la banque n’a pas été pris en compte'],
    ])
    const accounts = await signIn(walk, second, ONE_ACCOUNT)
    expect(formTo(accounts, '/journey/accounts')).not.toBeNull()
    const { connections } = await viewOf(walk)
    expect(connections.map(({ status }) => status)).toEqual(['failed', 'selecting'])
  })

  test('two tabs share the same accounts: one pull', async () => {
    const walk = await newWalk(service)
    const tab = await untilAccounts(walk, ONE_ACCOUNT)
    const other = await current(walk)
    const answers = await Promise.all([shareAll(walk, tab), shareAll(walk, other)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    await untilStill(walk, await current(walk))
    const { actions } = await state(walk)
    expect(actions.filter((action) => action === 'accounts.chosen')).toHaveLength(1)
    expect(actions.filter((action) => action === 'connection.collected')).toHaveLength(1)
  })

  test('one tab shares, the other leaves: the first decides', async () => {
    const walk = await newWalk(service)
    const tab = await untilAccounts(walk, ONE_ACCOUNT)
    await shareAll(walk, tab)
    expect((await press(walk, tab, '/journey/leave')).status).toBe(409)
    await untilStill(walk, await current(walk))
    expect((await viewOf(walk)).status).toBe('confirming')
  })

  test('the link in a second browser: told where to go on, and nothing of the session', async () => {
    const walk = await newWalk(service)
    const fresh = await look(walk)
    await accept(walk)
    const stranger = { ...walk, visitor: createVisitor() }
    const page = await look(stranger)
    expect([page.status, titleOf(page)]).toEqual([410, 'Ce lien a déjà été ouvert'])
    const form = formTo(fresh, new URL(walk.consentUrl).pathname)
    expect((await stranger.visitor.submit(fresh, form!)).status).toBe(410)
    const lost = await current(stranger)
    expect([lost.status, titleOf(lost)]).toEqual([
      ...[404, 'Aucune demande en cours dans ce navigateur'],
    ])
  })
})

describe('a return that is not the one awaited', () => {
  /** Signs in by hand, up to the address the bank sends the browser to. */
  async function returning(): Promise<{ walk: Walk; back: URL; refuse: () => Promise<string> }> {
    const walk = await newWalk(service)
    const bank = await goToBank(walk, await accept(walk))
    const sms = await fill(walk, bank, 'identifier', ONE_ACCOUNT)
    const form = sms.root.querySelector('form')
    const fields = new URLSearchParams({ decision: 'accept', code: '12345678' })
    fields.set('flow', form?.querySelector('[name=flow]')?.getAttribute('value') ?? '')
    const action = new URL(form?.getAttribute('action') ?? '', sms.url)
    const reply = await fetch(action, { method: 'POST', body: fields, redirect: 'manual' })
    const back = new URL(reply.headers.get('location') ?? '')
    const refuse = async () => {
      const actions = await actionsOf(service.parts.db, walk.id)
      return actions.at(-1) ?? ''
    }
    return { walk, back, refuse }
  }
  const REFUSED = 'Ce retour de la banque n’a pas été pris en compte'
  const bankCalls = () =>
    service.logLines.filter((line) => line.includes('"operation":"complete"')).length
  const lastReturn = () =>
    JSON.parse(service.logLines.findLast((line) => line.includes('/callback/')) ?? '{}')

  const altered: [string, (back: URL) => URL][] = [
    ['with a forged state', (back) => with_(back, 'state', 'x'.repeat(32))],
    ['without a state', (back) => with_(back, 'state', null)],
    ['without a code', (back) => with_(back, 'code', null)],
    [
      'on the path of another bank',
      (back) => new URL(back.href.replace(sandboxBankId, 'bpce-10807')),
    ],
  ]
  function with_(back: URL, name: string, value: string | null): URL {
    const url = new URL(back)
    if (value === null) url.searchParams.delete(name)
    else url.searchParams.set(name, value)
    return url
  }

  test.each(altered)('%s: refused, on record, and the right one still works', async (_, change) => {
    const { walk, back, refuse } = await returning()
    const calls = bankCalls()
    const page = await walk.visitor.visit(change(back).href)
    expect([page.status, titleOf(page)]).toEqual([400, REFUSED])
    expect(await refuse()).toBe('callback.refused')
    expect(lastReturn()).toMatchObject({ callback: 'refused', status: 303 })
    expect(bankCalls()).toBe(calls)
    const accounts = await walk.visitor.visit(back.href)
    expect(formTo(accounts, '/journey/accounts')).not.toBeNull()
    expect(lastReturn()).toMatchObject({ callback: 'selecting' })
  })

  test('from another browser: refused; no lender is known, so the log alone tells', async () => {
    const { walk, back } = await returning()
    const before = await service.parts.db.selectFrom('audit_events').select('sequence').execute()
    for (const visitor of [createVisitor(), createVisitor()]) {
      const page = await visitor.visit(back.href)
      expect([page.status, titleOf(page)]).toEqual([400, REFUSED])
      // no session of this browser to go back to: what to do is said in words
      expect(page.root.querySelector('a.button')).toBeNull()
      expect(lastReturn()).toMatchObject({ event: 'request', callback: 'refused' })
      expect(lastReturn().route).toBe('/callback/:bankId')
    }
    const after = await service.parts.db.selectFrom('audit_events').select('sequence').execute()
    expect(after).toHaveLength(before.length)
    expect((await viewOf(walk)).connections[0]?.status).toBe('authorizing')
    expect(formTo(await walk.visitor.visit(back.href), '/journey/accounts')).not.toBeNull()
  })

  test('from the browser of another session: refused, both stay as they were', async () => {
    const { walk, back } = await returning()
    const other = await newWalk(service)
    await accept(other)
    expect(titleOf(await other.visitor.visit(back.href))).toBe(REFUSED)
    expect((await viewOf(other)).connections).toEqual([])
    expect((await viewOf(walk)).connections[0]?.status).toBe('authorizing')
  })

  test('replayed: refused, and the code goes to the bank once', async () => {
    const { walk, back, refuse } = await returning()
    const calls = bankCalls()
    await walk.visitor.visit(back.href)
    const view = await viewOf(walk)
    expect(titleOf(await walk.visitor.visit(back.href))).toBe(REFUSED)
    expect(await refuse()).toBe('callback.refused')
    expect(await viewOf(walk)).toEqual(view)
    expect(bankCalls()).toBe(calls + 1)
  })

  test('late: refused, and the applicant may choose the bank again', async () => {
    const { walk, back, refuse } = await returning()
    const calls = bankCalls()
    wait(11)
    expect(titleOf(await walk.visitor.visit(back.href))).toBe(REFUSED)
    expect(await refuse()).toBe('callback.refused')
    expect(bankCalls()).toBe(calls)
    await expireSessions(service.parts)
    expect(formTo(await current(walk), '/journey/bank')).not.toBeNull()
    await expectNothingHeld(service.parts.db, walk.id)
  })

  test('after the applicant has refused: refused, nothing comes to life again', async () => {
    const { walk, back } = await returning()
    await press(walk, await current(walk), '/journey/decline')
    expect(titleOf(await walk.visitor.visit(back.href))).toBe(REFUSED)
    expect((await viewOf(walk)).status).toBe('declined')
  })
})

describe('what a scanner of links does', () => {
  test('HEAD and GET of the consent link, again and again, leave it fresh', async () => {
    const walk = await newWalk(service)
    const before = await viewOf(walk)
    for (const method of ['HEAD', 'GET', 'HEAD', 'GET']) {
      const reply = await fetch(walk.consentUrl, { method })
      expect(reply.status).toBe(200)
      expect(reply.headers.getSetCookie()).toEqual([])
    }
    expect(await viewOf(walk)).toEqual(before)
    expect(await actionsOf(service.parts.db, walk.id)).toEqual(['session.created'])
    expect(formTo(await accept(walk), '/journey/bank')).not.toBeNull()
  })

  test('HEAD of the return, with or without the cookie, consumes nothing', async () => {
    const walk = await newWalk(service)
    const bank = await goToBank(walk, await accept(walk))
    const url = `${service.baseUrl}/callback/${sandboxBankId}?code=c&state=s`
    expect((await fetch(url, { method: 'HEAD' })).status).toBe(200)
    expect((await viewOf(walk)).connections[0]?.status).toBe('authorizing')
    expect(formTo(await signIn(walk, bank, ONE_ACCOUNT), '/journey/accounts')).not.toBeNull()
  })
})
