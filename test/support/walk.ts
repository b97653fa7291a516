// The applicant over HTTP, step by step, with the pages in hand: what the tests of endings and failures walk.
import { setTimeout as sleep } from 'node:timers/promises'
import { createVisitor, formTo, type Page, type Visitor } from '../../src/demo/page-visitor.ts'
import { sandboxBankId } from '../../src/wiring/banks.ts'
import type { WholeService } from './whole-service.ts'

export const SMS_CODE = '12345678'

export type Walk = {
  readonly service: WholeService
  readonly id: string
  readonly consentUrl: string
  readonly visitor: Visitor
}

/** A session just made by the lender, and a browser that has opened nothing yet. */
export async function newWalk(
  service: WholeService,
  change: Record<string, unknown> = {},
): Promise<Walk> {
  const { id, consentUrl } = await service.backend.openSession({
    applicant: { reference: 'walk-1', name: 'DURAND CHLOE' },
    ...change,
  })
  return { service, id, consentUrl, visitor: createVisitor() }
}

export async function press(
  { visitor }: Walk,
  page: Page,
  path: string,
  values?: Record<string, string>,
): Promise<Page> {
  const form = formTo(page, path)
  if (!form) throw new Error(`no form to ${path} on "${titleOf(page)}" (${page.status})`)
  return await visitor.submit(page, form, values)
}

/** The first page of the link. */
export const look = (walk: Walk): Promise<Page> => walk.visitor.visit(walk.consentUrl)

export async function accept(walk: Walk, decision: 'accept' | 'refuse' = 'accept'): Promise<Page> {
  const page = await look(walk)
  return await press(walk, page, new URL(walk.consentUrl).pathname, { decision })
}

/** From the list of banks to the bank's first page. */
export const goToBank = (walk: Walk, page: Page): Promise<Page> =>
  press(walk, page, '/journey/bank', { bankId: sandboxBankId })

/** Fills one form of the bank's pages. */
export async function fill(
  { visitor }: Walk,
  page: Page,
  name: 'identifier' | 'code',
  value: string,
  decision: 'accept' | 'refuse' = 'accept',
): Promise<Page> {
  const form = page.root.querySelectorAll('form').find((one) => one.querySelector(`[name=${name}]`))
  if (!form) throw new Error(`no form with ${name} on "${titleOf(page)}" (${page.status})`)
  return await visitor.submit(page, form, { [name]: value, decision })
}

/** From the bank's first page back to ours. */
export async function signIn(walk: Walk, page: Page, identifier: string): Promise<Page> {
  return await fill(walk, await fill(walk, page, 'identifier', identifier), 'code', SMS_CODE)
}

/** From the link to the page of accounts, or to what is shown instead. */
export async function untilAccounts(walk: Walk, identifier: string): Promise<Page> {
  return await signIn(walk, await goToBank(walk, await accept(walk)), identifier)
}

export async function shareAll(walk: Walk, page: Page): Promise<Page> {
  const form = formTo(page, '/journey/accounts')
  if (!form) throw new Error(`no accounts to share on "${titleOf(page)}" (${page.status})`)
  return await walk.visitor.submitAll(page, form)
}

/** Reloads as the page asks, until it asks no more. */
export async function untilStill(walk: Walk, start: Page): Promise<Page> {
  const deadline = performance.now() + 15_000
  let page = start
  while (page.root.querySelector('main[data-waits]') !== null) {
    if (performance.now() > deadline) throw new Error(`still "${titleOf(page)}" after 15 s`)
    await sleep(40)
    page = await current(walk)
  }
  return page
}

/** From the link to the preview. */
export async function untilPreview(walk: Walk, identifier: string): Promise<Page> {
  return await untilStill(walk, await shareAll(walk, await untilAccounts(walk, identifier)))
}

export const current = ({ visitor, service }: Walk): Promise<Page> =>
  visitor.visit(`${service.baseUrl}/journey`)

export const viewOf = ({ service, id }: Walk) => service.backend.awaitSession(id, 0)

export function titleOf(page: Page): string {
  return page.root.querySelector('h1')?.text.trim() ?? ''
}

/** What is read on a page, without its reference line. */
export function textOf(page: Page): string {
  const main = page.root.querySelector('main')
  const reference = main?.querySelectorAll('p.small').find(({ text }) => text.includes('ses_'))
  reference?.remove()
  return main?.text ?? ''
}
