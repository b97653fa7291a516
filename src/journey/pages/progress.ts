// While banks are read, and the question whether there is another one. The page asks again, with script or without.
import { html } from 'hono/html'
import { unreachable } from '../../core/values/unreachable.ts'
import type { JourneyConnection, JourneySession } from '../../sessions/journey-session.ts'
import { frameOf, type Page, textsOf } from '../layout.ts'
import type { JourneyTexts } from '../texts/fr.ts'
import { stopForm } from './bank.ts'

/** Something is being read, or the report is being drafted. */
export function progressPage(session: JourneySession): Page {
  const texts = textsOf(session.language)
  const reading = session.connections.some((one) => isMoving(one))
  const add =
    reading && session.canJoinMore
      ? html`<a class="button second" href="/journey?add=1">${texts.addBank}</a>`
      : ''
  return {
    ...frameOf(session),
    step: 3,
    title: texts.progressTitle,
    kind: 'progress',
    waits: true,
    content: html`<p role="status" data-live>${reading ? texts.progressText : texts.progressDraft}</p><progress aria-label="${texts.progressTitle}"></progress>
${list(session, texts)}<div class="actions">${add}<a class="button second" href="/journey">${texts.reload}</a></div>
${stopForm(session)}`,
  }
}

/** Read, and more could be joined: the applicant says whether that is all. */
export function joinPage(session: JourneySession): Page {
  const texts = textsOf(session.language)
  const add = session.canJoinMore
    ? html`<p><a class="button second" href="/journey?add=1">${texts.addBank}</a></p>`
    : ''
  return {
    ...frameOf(session),
    step: 3,
    title: texts.joinTitle,
    content: html`<p>${texts.joinIntro}</p>${list(session, texts)}
<form method="post" action="/journey/finish" class="actions"><button>${texts.finish}</button></form>${add}
${stopForm(session)}`,
  }
}

export function isMoving({ status }: JourneyConnection): boolean {
  return status === 'collecting' || status === 'exchanging'
}

function list(session: JourneySession, texts: JourneyTexts) {
  if (session.connections.length === 0) return ''
  return html`<h2>${texts.connections}</h2><dl>${session.connections.map(
    (one) => html`<div><dt>${one.bank.name}</dt><dd data-live>${statusText(one, texts)}</dd></div>`,
  )}</dl>`
}

function statusText({ status }: JourneyConnection, texts: JourneyTexts): string {
  switch (status) {
    case 'authorizing':
      return texts.statusAuthorizing
    case 'selecting':
      return texts.statusSelecting
    case 'exchanging':
    case 'collecting':
      return texts.statusCollecting
    case 'collected':
      return texts.statusCollected
    case 'denied':
      return texts.statusDenied
    case 'failed':
    case 'reauthorization_required':
      return texts.statusFailed
    default:
      return unreachable(status)
  }
}
