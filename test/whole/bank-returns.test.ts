// A return from the bank that is not the one awaited, and what scanners of links do: nothing changes, the page
// says so, and it is on record; where no lender is known, in the log alone.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { expireSessions } from '../../src/collection/expire-sessions.ts'
import { createVisitor, formTo } from '../../src/demo/page-visitor.ts'
import { sandboxBankId } from '../../src/wiring/banks.ts'
import { actionsOf, expectNothingHeld } from '../support/left-behind.ts'
import { furtherCustomers, ONE_ACCOUNT } from '../support/two-accounts.ts'
import {
  accept,
  current,
  fill,
  goToBank,
  newWalk,
  press,
  signIn,
  titleOf,
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
  })
})
beforeEach(() => {
  shift = 0
})
afterAll(() => service.stop())

const wait = (minutes: number) => {
  shift += minutes * 60_000
}

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
      const actions = await actionsOf(service.db, walk.id)
      return actions.at(-1) ?? ''
    }
    return { walk, back, refuse }
  }
  const REFUSED = 'Ce retour de la banque n’a pas été pris en compte'
  const OTHER_BROWSER = 'Revenez dans le navigateur où vous avez commencé'
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
    const before = await service.db.selectFrom('audit_events').select('sequence').execute()
    for (const visitor of [createVisitor(), createVisitor()]) {
      const page = await visitor.visit(back.href)
      expect([page.status, titleOf(page)]).toEqual([400, OTHER_BROWSER])
      // no session of this browser to go back to: what to do is said in words
      expect(page.root.querySelector('a.button')).toBeNull()
      expect(lastReturn()).toMatchObject({ event: 'request', callback: 'refused' })
      expect(lastReturn().route).toBe('/callback/:bankId')
    }
    const after = await service.db.selectFrom('audit_events').select('sequence').execute()
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
    await expireSessions(service.worker)
    expect(formTo(await current(walk), '/journey/bank')).not.toBeNull()
    await expectNothingHeld(service.db, walk.id)
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
    expect(await actionsOf(service.db, walk.id)).toEqual(['session.created'])
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
