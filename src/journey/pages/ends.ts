// The last pages: sent, or what happened instead; each with a way out.
import { html } from 'hono/html'
import type { JourneySession } from '../../sessions/journey-session.ts'
import { frameOf, type Language, type Page, textsOf } from '../layout.ts'
import { failureText } from '../texts/failures.ts'
import type { JourneyTexts } from '../texts/fr.ts'

/** The lender chose the address when it made the session; only the session's id is added. */
export function returnHref(session: JourneySession): string | null {
  if (session.returnUrl === null) return null
  const url = new URL(session.returnUrl)
  url.searchParams.set('session', session.id)
  return url.href
}

function wayBack(session: JourneySession) {
  const texts = textsOf(session.language)
  const href = returnHref(session)
  return href === null
    ? html`<p>${texts.closePage}</p>`
    : html`<div class="actions"><a class="button" href="${href}">${texts.backToLender(session.lenderName)}</a></div>`
}

/** `baseUrl`: the link to take the agreement back is shown whole, to be kept elsewhere. */
export function donePage(session: JourneySession, baseUrl: string): Page {
  const texts = textsOf(session.language)
  return {
    ...frameOf(session),
    title: texts.doneTitle,
    content: html`<div class="notice calm done" role="status"><p>${texts.doneText(session.lenderName)}</p></div>
${wayBack(session)}
<section class="keep" aria-labelledby="yours"><h2 id="yours">${texts.yours}</h2><ul>${kept(session, texts)}</ul></section>
${withdrawal(session, baseUrl, texts)}<p>${texts.oneShot}</p><p class="small">${texts.reference} ${session.id}</p>`,
  }
}

function kept({ explained = false }: JourneySession, texts: JourneyTexts) {
  const link = (path: string, text: string) => html`<li><a href="/journey/${path}">${text}</a></li>`
  const explanation = explained
    ? [link('explanation', texts.explanation), link('explanation.pdf', texts.explanationPdf)]
    : []
  return [
    ...explanation,
    link('receipt', texts.receipt),
    link('report.pdf', texts.readReport),
    link('copy', texts.copy),
  ]
}

function withdrawal({ withdrawalToken }: JourneySession, baseUrl: string, texts: JourneyTexts) {
  if (withdrawalToken === undefined) return ''
  const href = `${baseUrl}/withdraw/${withdrawalToken}`
  return html`<section class="keep" aria-labelledby="mind"><h2 id="mind">${texts.withdrawTitle}</h2><p>${texts.withdrawHelp}</p><p class="lasting"><a href="${href}">${href}</a></p></section>`
}

/** A session that ended without a report: what ended it, what became of the data, what can be done. */
export function endedPage(
  session: JourneySession,
  status: 'declined' | 'cancelled' | 'expired' | 'failed' | 'withdrawn',
): Page {
  const texts = textsOf(session.language)
  const [, text] = failureText(`session_${status}`, session.language)
  const [title] = failureText(session.failureCode ?? `session_${status}`, session.language)
  return {
    ...frameOf(session),
    title,
    content: html`<p>${session.keptReport ? texts.endReportKept(session.lenderName) : html`${text} ${whatBecame(session)}`}</p><p>${texts.endDocuments(session.lenderName)} ${texts.endNewLink(session.lenderName)}</p>${wayBack(session)}<p class="small">${texts.reference} ${session.id}</p>`,
  }
}

/** Said only of what is certain: a bank read whole, or none reached. */
function whatBecame({ connections, language }: JourneySession): string {
  const texts = textsOf(language)
  if (connections.some(({ status }) => status === 'collected')) return texts.endDestroyed
  return connections.length === 0 ? texts.endUnread : ''
}

/** Whose own words say where to go on. */
const TOLD_WHOLE: ReadonlySet<string> = new Set(['other_browser', 'withdrawal_unknown'])

/** A page asked for in vain. `canResume`: this browser has a session to go back to. */
export function failurePage(
  code: string,
  view: { readonly language: Language; readonly canResume: boolean; readonly status: number },
): Page {
  const texts = textsOf(view.language)
  const [title, text] = failureText(code, view.language)
  const out = TOLD_WHOLE.has(code) ? '' : html`<p>${texts.askLender}</p>`
  const onward = html`<div class="actions"><a class="button" href="/journey">${texts.resume}</a></div>`
  return {
    language: view.language,
    title,
    status: view.status,
    content: html`<p>${text}</p>${view.canResume ? onward : out}`,
  }
}
