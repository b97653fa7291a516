// The first page: who asks, what for, what is read and what is not, for how long, and the right to refuse.
import { html } from 'hono/html'
import { unreachable } from '../../core/values/unreachable.ts'
import type { JourneySession } from '../../sessions/journey-session.ts'
import type { Provider } from '../../sessions/session.ts'
import { type Page, textsOf } from '../layout.ts'
import type { JourneyTexts } from '../texts/fr.ts'

export function consentPage(session: JourneySession, linkToken: string): Page {
  const texts = textsOf(session.language)
  const { lenderName: lender, provider, windowDays, retentionDays } = session
  const purposes = session.purposes.map((purpose) => html`<li>${purposeText(purpose, texts)}</li>`)
  return {
    language: session.language,
    lenderName: lender,
    test: session.mode === 'test',
    title: texts.consentTitle(lender),
    content: html`<p>${texts.consentIntro(lender, windowDays)}</p>
<h2>${texts.whoReads}</h2><p>${texts.provider(provider.name, provider.registration)}, ${capacityText(provider, texts)}.</p>
<h2>${texts.whatFor}</h2><ul>${purposes}</ul>
<h2>${texts.whatRead}</h2><p>${texts.whatReadText(windowDays)}</p>
<h2>${texts.whatNot}</h2><p>${whatNotText(session, texts)}</p>
<h2>${texts.whatMasked}</h2><p>${texts.whatMaskedText}</p>
<h2>${texts.howLong}</h2><p>${texts.howLongText(retentionDays, session.reportMonths)}</p><p>${texts.oneShot}</p>
<h2>${texts.rights}</h2><p>${texts.rightsText(lender)}</p>
<form method="post" action="/consent/${linkToken}" class="actions"><button name="decision" value="accept">${texts.accept}</button><button class="second" name="decision" value="refuse">${texts.refuse}</button></form>`,
  }
}

/** Where an aggregator may ask for the bank's own sign-in data, the promise that only the bank does is not made. */
function whatNotText({ banks, embeddedChannel }: JourneySession, texts: JourneyTexts): string {
  const name = banks.find(({ intermediary }) => intermediary)?.intermediary?.name
  return embeddedChannel && name ? texts.whatNotEmbeddedText(name) : texts.whatNotText
}

function purposeText(purpose: JourneySession['purposes'][number], texts: JourneyTexts): string {
  switch (purpose) {
    case 'creditworthiness':
      return texts.purposeCreditworthiness
    case 'rescoring':
      return texts.purposeRescoring
    case 'model_validation':
      return texts.purposeModelValidation
    default:
      return unreachable(purpose)
  }
}

function capacityText({ capacity }: Provider, texts: JourneyTexts): string {
  switch (capacity) {
    case 'own':
      return texts.capacityOwn
    case 'agent':
      return texts.capacityAgent
    case 'third_party':
      return texts.capacityThirdParty
    default:
      return unreachable(capacity)
  }
}
