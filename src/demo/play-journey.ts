// Plays the applicant: opens the consent link, signs in at the sandbox bank, shares the accounts, sends.
import { setTimeout as sleep } from 'node:timers/promises'
import { createVisitor, formTo, type Page, type Visitor } from './page-visitor.ts'

/** The sandbox sends this code to every customer, as the bank's documentation says. */
const SMS_CODE = '12345678'
const COLLECTION_DEADLINE_MS = 60_000
const MOST_BANK_PAGES = 8

export type JourneyStep = 'opened' | 'bank_chosen' | 'signed_in' | 'accounts_shared' | 'sent'

/** @throws Error naming the page it stopped at; never what is on it. */
export async function playJourney(input: {
  consentUrl: string
  bankId: string
  /** Joined after it, one after the other. */
  furtherBankIds?: readonly string[]
  identifier: string
  onStep?: (step: JourneyStep) => void
}): Promise<void> {
  const visitor = createVisitor()
  const step = input.onStep ?? (() => {})
  let page = await visitor.visit(input.consentUrl)
  page = await submitTo(visitor, page, new URL(input.consentUrl).pathname)
  step('opened')
  page = await joinBank(visitor, page, { ...input, step })
  for (const bankId of input.furtherBankIds ?? []) {
    page = await visitor.visit(requiredAddress(page, ANOTHER_BANK))
    page = await joinBank(visitor, page, { ...input, bankId, step })
  }
  page = await untilFormTo(visitor, page, ['/journey/send', '/journey/finish'])
  if (formTo(page, '/journey/finish')) {
    page = await submitTo(visitor, page, '/journey/finish')
    page = await untilFormTo(visitor, page, ['/journey/send'])
  }
  await submitTo(visitor, page, '/journey/send')
  step('sent')
}

const ANOTHER_BANK = '/journey?add=1'

type Joined = { bankId: string; identifier: string; step: (step: JourneyStep) => void }

/** From the list of banks, or past it when there is only one, until the accounts are shared. */
async function joinBank(
  visitor: Visitor,
  start: Page,
  { bankId, identifier, step }: Joined,
): Promise<Page> {
  let page = start
  if (formTo(page, '/journey/bank')) {
    page = await submitTo(visitor, page, '/journey/bank', { bankId })
  }
  // behind an aggregator, its terms are accepted first
  if (formTo(page, '/journey/bank')?.querySelector('[name=terms]')) {
    page = await submitTo(visitor, page, '/journey/bank')
  }
  step('bank_chosen')
  page = await signIn(visitor, page, { identifier, code: SMS_CODE })
  step('signed_in')
  // business accounts are not ticked beforehand: this customer shares them all
  page = await visitor.submitAll(page, requiredForm(page, '/journey/accounts'))
  step('accounts_shared')
  return page
}

function requiredAddress(page: Page, address: string): string {
  if (!page.root.querySelector(`a[href="${address}"]`)) {
    throw new Error(`no link to ${address} at ${placeOf(page)}`)
  }
  return new URL(address, page.url).href
}

/** Presses on through the bank's own pages, filling what they ask for, until they lead back to ours. */
async function signIn(
  visitor: Visitor,
  start: Page,
  answers: Readonly<Record<string, string>>,
): Promise<Page> {
  const { origin } = new URL(start.url)
  let page = start
  for (let pages = 0; pages < MOST_BANK_PAGES; pages++) {
    const form = page.root.querySelector('form')
    if (!form) throw new Error(`no form at ${placeOf(page)}`)
    const asked = Object.entries(answers).filter(([name]) => form.querySelector(`[name=${name}]`))
    page = await visitor.submit(page, form, Object.fromEntries(asked))
    if (new URL(page.url).origin !== origin) return page
  }
  throw new Error(`the bank asks for one page after another, at ${placeOf(page)}`)
}

async function submitTo(
  visitor: Visitor,
  page: Page,
  path: string,
  values?: Record<string, string>,
): Promise<Page> {
  return visitor.submit(page, requiredForm(page, path), values)
}

function requiredForm(page: Page, path: string) {
  const form = formTo(page, path)
  if (!form) throw new Error(`no form to ${path} at ${placeOf(page)}`)
  return form
}

/** Reloads the page, as it does by itself, until one of the forms is on it. */
async function untilFormTo(visitor: Visitor, start: Page, paths: string[]): Promise<Page> {
  const deadline = Date.now() + COLLECTION_DEADLINE_MS
  let page = start
  while (!paths.some((path) => formTo(page, path))) {
    if (page.root.querySelector('main[data-waits]') === null) {
      throw new Error(`the journey stopped at ${placeOf(page)}`)
    }
    if (Date.now() > deadline) throw new Error('the bank was not read within a minute')
    await sleep(150)
    page = await visitor.visit(page.url)
  }
  return page
}

/** Path and heading: enough to know the page, nothing of the customer. */
function placeOf(page: Page): string {
  const heading = page.root.querySelector('h1')?.text.trim() ?? 'no heading'
  return `${new URL(page.url).pathname.replace(/^\/consent\/.*/, '/consent/…')} (${page.status}, ${heading})`
}
