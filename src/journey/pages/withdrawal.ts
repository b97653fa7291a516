// The page of the lasting link: what taking the agreement back does, and the button that does it.
import { html } from 'hono/html'
import type { Withdrawal } from '../../sessions/withdraw-by-link.ts'
import { frameOf, type Page, textsOf } from '../layout.ts'
import { dayOf } from '../texts/day.ts'
import { failureText } from '../texts/failures.ts'

export function withdrawalPage(withdrawal: Withdrawal, token: string): Page {
  const { language, lenderName, sentAt, providerName, withdrawnAt, id } = withdrawal
  const texts = textsOf(language)
  const effects = html`<ul>${texts.withdrawEffects(lenderName).map((text) => html`<li>${text}</li>`)}</ul>`
  const reference = html`<p class="small">${texts.reference} ${id}</p>`
  if (withdrawnAt !== null) {
    const [title] = failureText('session_withdrawn', language)
    const content = html`<p role="status">${texts.withdrawnOn(dayOf(withdrawnAt, language))}</p>${effects}${reference}`
    return { ...frameOf(withdrawal), title, content }
  }
  return {
    ...frameOf(withdrawal),
    title: texts.withdrawAsk(lenderName),
    content: html`<p>${texts.withdrawSent(providerName, dayOf(sentAt, language))}</p>
<h2>${texts.withdrawIf}</h2>${effects}
<form method="post" action="/withdraw/${token}" class="actions"><button>${texts.withdraw}</button></form>${reference}`,
  }
}
