// The underwriter's page: one self-contained file, the same bytes for the same report.
import { html, raw } from 'hono/html'
import type { Charts } from './charts/picture.ts'
import { type DocumentInput, type Reader, readerOf } from './document.ts'
import { cashFlowSection, indicatorSection } from './html/cash-flow.ts'
import { changesSection } from './html/changes.ts'
import { deskSection, toldOf } from './html/desk.ts'
import { firstScreen } from './html/first-screen.ts'
import { incidentSection } from './html/incidents.ts'
import { lineSection } from './html/lines.ts'
import { type Markup, markupText } from './html/markup.ts'
import { streamSections } from './html/streams.ts'
import { reportScript, reportScriptHash, reportStyle, reportStyleHash } from './html/style.ts'
import type { Desk } from './page-desk.ts'
import { formatDay } from './typography.ts'
import { pageWords } from './wording/page.ts'

export type ReportPage = DocumentInput & {
  readonly charts: Charts
  /** What its reader sees of other versions, and may do; absent where it is only read. */
  readonly desk?: Desk
}

/** What a server sends beside the page: its own style and script alone, and forms back to itself. */
export const reportContentSecurityPolicy = `default-src 'none'; style-src '${reportStyleHash}'; script-src '${reportScriptHash}'; img-src data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`

export function renderReportHtml(page: ReportPage): string {
  const reader = readerOf(page)
  const { charts, desk } = page
  const { words, language, body, envelope } = reader
  const asOf = formatDay(body.provenance.asOf, language)
  const made = envelope ? words.pulled(formatDay(envelope.createdAt, language)) : null
  const { from, to } = body.provenance.window
  const period = words.window(formatDay(from, language), formatDay(to, language))
  const name = body.identity.declaredName ?? body.identity.holders[0]?.name ?? null
  const title = `${words.title} ${words.asOf(asOf)}`
  return markupText(html`<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><link rel="icon" href="data:,"><title>${title}</title><style>${raw(reportStyle)}</style></head>
<body><header><h1>${title}${name === null ? '' : html` <span>· ${name}</span>`}</h1><p class="small">${[words.date90, period].join(' ')}${made === null ? '' : ` · ${made}`}${envelope ? ` · ${envelope.id}` : ''}</p></header>
${contents(reader, desk)}<main>${toldOf(reader, desk)}${firstScreen(reader, charts)}
${changesSection(reader, desk)}
${cashFlowSection(reader, charts)}
${streamSections(reader, charts)}
${incidentSection(reader)}
${indicatorSection(reader)}
${lineSection(reader, desk?.act !== undefined)}
${deskSection(reader, desk)}</main>
${provenance(reader)}<script>${raw(reportScript)}</script></body></html>
`)
}

function contents(reader: Reader, desk: Desk | undefined): Markup {
  const { words, language } = reader
  const more = pageWords[language]
  const entries: readonly (readonly [string, string])[] = [
    ['score', words.score],
    ['strip', words.strip],
    ['check', words.check],
    ['balance', words.balanceTitle],
    ...(reader.body.score.reasons.length > 0 ? [['why', words.why] as const] : []),
    ...(desk?.change ? [['changes', more.changesShort] as const] : []),
    ['cash-flow', words.cashFlow],
    ['income', words.income],
    ['charges', words.chargesTitle],
    ['credit', words.creditTitle],
    ['incidents', words.incidentsTitle],
    ['indicators', words.indicators],
    ['lines', words.allLines],
    ...(desk ? [['desk', desk.act ? more.desk : more.versions] as const] : []),
  ]
  return html`<nav aria-label="${words.contents}"><ul>${entries.map(
    ([id, label]) => html`<li><a href="#${id}">${label}</a></li>`,
  )}</ul></nav>
`
}

function provenance(reader: Reader): Markup {
  const { words, body, bodyHash } = reader
  const { rulebook, engineVersion, snapshotHash } = body.provenance
  return html`<footer><h2>${words.provenance}</h2><p>${words.rulebook} ${rulebook.version} (${rulebook.hash})<br>${words.engine} ${engineVersion}<br>${words.snapshot} ${snapshotHash}<br>${words.bodyHash} ${bodyHash}</p></footer>`
}
