// Choose a bank: a list, searched by half a name or initials. Without script the form asks the server.
import { html } from 'hono/html'
import type { BankListing } from '../../banks/bank.ts'
import { searchBanks, searchText } from '../../banks/search.ts'
import type { JourneySession } from '../../sessions/journey-session.ts'
import { frameOf, type Page, textsOf } from '../layout.ts'
import { failureText } from '../texts/failures.ts'
import type { JourneyTexts } from '../texts/fr.ts'

/** Below this, the whole list is quicker to read than to search. */
const SEARCH_FROM = 6

export type BankQuestion = {
  readonly query: string
  /** The applicant is adding a bank to others. */
  readonly adding: boolean
  /** What went wrong with the attempt before, if it did. */
  readonly failureCode: string | null
  /** The bank the applicant was sent to and has not come back from. */
  readonly awaited?: BankListing | null
  readonly formOrigins: readonly string[]
}

export function bankPage(session: JourneySession, question: BankQuestion): Page {
  const texts = textsOf(session.language)
  const { query, awaited } = question
  const found = searchBanks(session.banks, query)
  const preselected = session.banks.find((bank) => bank.id === session.preselectedBank)
  const first = query === '' ? (awaited ?? preselected) : undefined
  // below a long list nobody would find the way out
  const isLong = found.length > SEARCH_FROM
  const others = found.filter((bank) => bank !== preselected || first !== preselected)
  return {
    ...frameOf(session),
    step: 2,
    kind: 'bank',
    title: texts.bankTitle,
    formOrigins: question.formOrigins,
    content: html`${notice(session, question)}<p>${texts.bankIntro}</p>
${first ? firstBank(first, texts, first === preselected) : ''}
${search(session, question, found.length)}${question.adding ? html`<p><a href="/journey">${texts.backToProgress}</a></p>` : ''}${isLong ? stopForm(session) : ''}${others.length === 0 ? '' : html`<h2>${texts.allBanks}</h2>`}
<form method="post" action="/journey/bank"><ul class="banks" id="banks">${others.map(listed)}</ul></form>
${isLong ? '' : stopForm(session)}`,
  }
}

function firstBank({ id, name }: BankListing, texts: JourneyTexts, suggested: boolean) {
  return html`${suggested ? html`<h2>${texts.preselected}</h2>` : ''}<form method="post" action="/journey/bank" class="actions"><button name="bankId" value="${id}">${texts.goToBank(name)}</button></form>`
}

/** The group is told where the name does not. */
function listed(bank: BankListing) {
  const told = bank.name.toLowerCase().includes(bank.group.toLowerCase())
  const group = told || bank.group === '' ? '' : html` <span class="group">${bank.group}</span>`
  return html`<li data-find="${searchText(bank)}"><button name="bankId" value="${bank.id}"><span>${bank.name}${group}</span></button></li>`
}

/** Once begun, saying no stays possible until the report is sent. */
export function stopForm(session: JourneySession) {
  const texts = textsOf(session.language)
  return html`<form method="post" action="/journey/decline"><button class="quiet">${texts.stop}</button></form>`
}

function notice(session: JourneySession, { failureCode, awaited, query }: BankQuestion) {
  if (failureCode !== null) {
    const [title, text] = failureText(failureCode, session.language)
    return html`<div class="notice" role="status"><strong>${title}</strong><p>${text}</p></div>`
  }
  if (!awaited || query !== '') return ''
  const texts = textsOf(session.language)
  return html`<div class="notice calm" role="status"><strong>${texts.notBack(awaited.name)}</strong><p>${texts.notBackText}</p></div>`
}

function search(session: JourneySession, { query, adding }: BankQuestion, count: number) {
  if (session.banks.length < SEARCH_FROM && query === '') return ''
  const texts = textsOf(session.language)
  const hidden = adding ? html`<input type="hidden" name="add" value="1">` : ''
  const told = count === 0 ? texts.noBankFound : texts.banksFound(count)
  const all =
    query === '' ? '' : html` <a href="/journey${adding ? '?add=1' : ''}">${texts.showAll}</a>`
  // what our script says as one types
  const words = html`data-none="${texts.noBankFound}" data-one="${texts.banksFound(1)}" data-many="${texts.banksFound(2).replace('2', '{}')}"`
  return html`<form method="get" action="/journey" role="search" class="search">${hidden}<label class="field" for="q">${texts.bankSearch}</label><input type="search" id="q" name="q" value="${query}" maxlength="80" autocomplete="off" autocapitalize="none" spellcheck="false" aria-describedby="q-hint"><button class="second">${texts.search}</button></form>
<p class="small" id="q-hint">${texts.bankSearchHint}</p><p class="found"><span id="found" role="status" ${words}>${told}</span>${all}</p>`
}
