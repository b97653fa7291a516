// The underwriter's page: one self-contained file, no script, the same bytes for the same report.
import { html, raw } from 'hono/html'
import { canonicalHash } from '../core/values/canonical.ts'
import { type DocumentInput, type Reader, readerOf } from './document.ts'
import { cashFlowSection, indicatorSection } from './html/cash-flow.ts'
import { firstScreen } from './html/first-screen.ts'
import { incidentSection } from './html/incidents.ts'
import { lineSection } from './html/lines.ts'
import { type Markup, markupText } from './html/markup.ts'
import { streamSections } from './html/streams.ts'
import { reportStyle, reportStyleHash } from './html/style.ts'
import { checkSection, whySection } from './html/why.ts'
import { formatDay } from './typography.ts'

/** What a server sends beside the page: nothing but its own style may load. */
export const reportContentSecurityPolicy = `default-src 'none'; style-src '${reportStyleHash}'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`

export function renderReportHtml(input: DocumentInput): string {
  const reader = readerOf(input)
  const { words, language, body, envelope } = reader
  const asOf = formatDay(body.provenance.asOf, language)
  const made = envelope ? words.pulled(formatDay(envelope.createdAt, language)) : null
  const { from, to } = body.provenance.window
  const period = words.window(formatDay(from, language), formatDay(to, language))
  return markupText(html`<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><link rel="icon" href="data:,"><title>${words.title} ${words.asOf(asOf)}</title><style>${raw(reportStyle)}</style></head>
<body><header><h1>${words.title} ${words.asOf(asOf)}</h1><p class="small">${[words.date90, period].join(' ')}${made === null ? '' : ` · ${made}`}${envelope ? ` · ${envelope.id}` : ''}</p></header>
${contents(reader)}<main>${firstScreen(reader)}
${checkSection(reader)}
${whySection(reader)}
${streamSections(reader)}
${incidentSection(reader)}
${cashFlowSection(reader)}
${indicatorSection(reader)}
${lineSection(reader)}</main>
${provenance(reader)}</body></html>
`)
}

function contents(reader: Reader): Markup {
  const { words, body } = reader
  const entries: readonly (readonly [string, string])[] = [
    ['score', words.score],
    ['strip', words.strip],
    ['check', words.check],
    ['why', words.why],
    ['income', words.income],
    ['charges', words.chargesTitle],
    ['credit', words.creditTitle],
    ...(body.business.state === 'none_found' ? [] : [['business', words.business] as const]),
    ['incidents', words.incidentsTitle],
    ['cash-flow', words.cashFlow],
    ['indicators', words.indicators],
    ['lines', words.allLines],
  ]
  return html`<nav aria-label="${words.contents}"><ul>${entries.map(
    ([id, label]) => html`<li><a href="#${id}">${label}</a></li>`,
  )}</ul></nav>
`
}

function provenance(reader: Reader): Markup {
  const { words, body, envelope } = reader
  const { rulebook, engineVersion, snapshotHash } = body.provenance
  return html`<footer><h2>${words.provenance}</h2><p>${words.rulebook} ${rulebook.version} (${rulebook.hash})<br>${words.engine} ${engineVersion}<br>${words.snapshot} ${snapshotHash}<br>${words.bodyHash} ${envelope?.bodyHash ?? canonicalHash(body)}</p></footer>`
}
