// The first page: who asks, what for, what is read and what is not, for how long, and the right to refuse. Each purpose
// beside the loan itself is asked by a box of its own.
import { html } from 'hono/html'
import { unreachable } from '../../core/values/unreachable.ts'
import type { JourneySession } from '../../sessions/journey-session.ts'
import { type ConsentBlock, consentBlocks, shownConsent } from '../consent-text.ts'
import { frameOf, type Page, textsOf } from '../layout.ts'

export function consentPage(session: JourneySession, linkToken: string): Page {
  const texts = textsOf(session.language)
  const blocks = consentBlocks(session)
  return {
    ...frameOf(session),
    step: 1,
    title: texts.consentTitle(session.lenderName),
    content: html`<form method="post" action="/consent/${linkToken}"><input type="hidden" name="shown" value="${shownConsent(session).hash}">
<div class="terms">${blocks.map(rendered)}</div>
<div class="actions"><button name="decision" value="accept">${texts.accept}</button><button class="second" name="decision" value="refuse">${texts.refuse}</button></div></form>`,
  }
}

function rendered(block: ConsentBlock) {
  switch (block.kind) {
    case 'heading':
      return html`<h2>${block.text}</h2>`
    case 'paragraph':
      return html`<p>${block.text}</p>`
    case 'points':
      return html`<ul class="points">${block.points.map((point) => html`<li>${point}</li>`)}</ul>`
    case 'item':
      return html`<ul><li>${block.text}</li></ul>`
    case 'box':
      return html`<label class="choice" for="purpose-${block.purpose}"><input type="checkbox" id="purpose-${block.purpose}" name="purpose" value="${block.purpose}"><span>${block.text}</span></label>`
    default:
      return unreachable(block)
  }
}
