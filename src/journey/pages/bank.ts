// Choose a bank: a plain list, searched by half a name, that works without script.
import { html } from 'hono/html'
import type { BankListing } from '../../banks/bank.ts'
import { searchBanks } from '../../banks/search.ts'
import type { JourneySession } from '../../sessions/journey-session.ts'
import { type Page, textsOf } from '../layout.ts'
import { failureText } from '../texts/failures.ts'

/** Below this, the whole list is quicker to read than to search. */
const SEARCH_FROM = 6

export type BankQuestion = {
  readonly query: string
  /** The applicant is adding a bank to others. */
  readonly adding: boolean
  /** What went wrong with the attempt before, if it did. */
  readonly failureCode: string | null
  readonly formOrigins: readonly string[]
}

export function bankPage(session: JourneySession, question: BankQuestion): Page {
  const texts = textsOf(session.language)
  const found = searchBanks(session.banks, question.query)
  const preselected = session.banks.find((bank) => bank.id === session.preselectedBank)
  const others = found.filter((bank) => bank !== preselected || question.query !== '')
  const button = (bank: BankListing, second: boolean) =>
    html`<button${second ? html` class="second"` : ''} name="bankId" value="${bank.id}">${texts.goToBank(bank.name)}</button>`
  const first =
    preselected && question.query === ''
      ? html`<h2>${texts.preselected}</h2>${button(preselected, false)}`
      : ''
  return {
    language: session.language,
    lenderName: session.lenderName,
    test: session.mode === 'test',
    title: texts.bankTitle,
    formOrigins: question.formOrigins,
    content: html`${notice(session, question)}<p>${texts.bankIntro}</p>
${search(session, question, found.length)}
<form method="post" action="/journey/bank" class="actions">${first}${others.map((bank) => button(bank, true))}</form>
${question.adding ? html`<p><a href="/journey">${texts.backToProgress}</a></p>` : ''}
${stopForm(session)}`,
  }
}

/** Once begun, saying no stays possible until the report is sent. */
export function stopForm(session: JourneySession) {
  const texts = textsOf(session.language)
  return html`<form method="post" action="/journey/decline"><button class="second">${texts.stop}</button></form>`
}

function notice(session: JourneySession, { failureCode }: BankQuestion) {
  if (failureCode === null) return ''
  const [title, text] = failureText(failureCode, session.language)
  return html`<div class="notice" role="status"><strong>${title}</strong><p>${text}</p></div>`
}

function search(session: JourneySession, { query, adding }: BankQuestion, count: number) {
  if (session.banks.length < SEARCH_FROM && query === '') return ''
  const texts = textsOf(session.language)
  const hidden = adding ? html`<input type="hidden" name="add" value="1">` : ''
  const again =
    query === ''
      ? ''
      : html`<p role="status">${count === 0 ? texts.noBankFound : texts.banksFound(count)} <a href="/journey${adding ? '?add=1' : ''}">${texts.showAll}</a></p>`
  return html`<form method="get" action="/journey" role="search">${hidden}<label for="q">${texts.bankSearch}</label><input type="search" id="q" name="q" value="${query}" maxlength="80" autocomplete="off"><div class="actions"><button class="second">${texts.search}</button></div></form>${again}`
}
