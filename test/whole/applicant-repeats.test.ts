// Send pressed twice, old forms posted again, the back button, two tabs, two browsers: each step happens once,
// and the page says where things stand.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createVisitor, formTo, type Page } from '../../src/demo/page-visitor.ts'
import { actionsOf } from '../support/left-behind.ts'
import { furtherCustomers, ONE_ACCOUNT } from '../support/two-accounts.ts'
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

let service: WholeService
beforeAll(async () => {
  service = await startWholeService({ personas: furtherCustomers })
})
afterAll(() => service.stop())

describe('the same again', () => {
  /** What the lender and the database see of it. */
  const state = async (walk: Walk) => ({
    view: await viewOf(walk),
    actions: await actionsOf(service.db, walk.id),
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
