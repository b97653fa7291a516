// Before a bank behind an aggregator: who reads it, on whose terms, and the applicant's own acceptance of them.
import { html } from 'hono/html'
import type { BankListing, Intermediary } from '../../banks/bank.ts'
import type { JourneySession } from '../../sessions/journey-session.ts'
import { frameOf, type Page, textsOf } from '../layout.ts'
import { stopForm } from './bank.ts'

export function termsPage(
  session: JourneySession,
  { name, termsUrl, termsVersion }: Intermediary,
  { bank, formOrigins }: { bank: BankListing; formOrigins: readonly string[] },
): Page {
  const texts = textsOf(session.language)
  const embedded = session.embeddedChannel
    ? html`<h2>${texts.embeddedTitle}</h2><p>${texts.embeddedText(name)}</p>`
    : html`<p>${texts.redirectOnlyText}</p>`
  return {
    ...frameOf(session),
    step: 2,
    title: texts.termsTitle(name),
    formOrigins,
    content: html`<p>${texts.termsIntro(name)}</p>
${embedded}
<p>${texts.termsDeleted(name)}</p>
<p><a href="${termsUrl}" target="_blank" rel="noopener noreferrer">${texts.termsLink(name)}</a></p>
<form method="post" action="/journey/bank" class="actions"><input type="hidden" name="bankId" value="${bank.id}"><button name="terms" value="${termsVersion}">${texts.termsAccept(name)}</button></form>
<p><a href="/journey">${texts.otherBank}</a></p>
${stopForm(session)}`,
  }
}
