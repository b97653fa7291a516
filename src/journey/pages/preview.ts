// What would be sent, before it is: the figures, the accounts, a copy, and the choice.
import { html } from 'hono/html'
import type { ReportBody } from '../../core/report/report.ts'
import type { Observed } from '../../core/values/observed.ts'
import { formatDay, formatMoney, formatNumber } from '../../documents/typography.ts'
import { codeName, codeTitle } from '../../documents/wording/codes.ts'
import type { JourneySession } from '../../sessions/journey-session.ts'
import { type Page, textsOf } from '../layout.ts'
import type { JourneyTexts } from '../texts/fr.ts'

export function previewPage(session: JourneySession, preview: ReportBody): Page {
  const { language, lenderName } = session
  const texts = textsOf(language)
  const { window } = preview.provenance
  const { score } = preview
  const figures: readonly (readonly [string, string])[] = [
    [
      texts.previewScore,
      score.value === null || score.grade === null
        ? codeName(score.state, language)
        : texts.previewScoreText(formatNumber(score.value, language, 0), score.grade),
    ],
    [texts.previewIncome, amount(preview.income.monthlyNet.observed, language)],
    [texts.previewCharges, amount(preview.charges.monthly, language)],
    [texts.previewLines, formatNumber(preview.coverage.overall.booked, language, 0)],
    [
      texts.previewPeriod,
      `${formatDay(window.from, language)} – ${formatDay(window.to, language)}`,
    ],
  ]
  return {
    language,
    lenderName,
    test: session.mode === 'test',
    title: texts.previewTitle,
    content: html`${incomplete(preview, texts)}<p>${texts.previewIntro(lenderName)}</p>
<dl>${figures.map(([label, value]) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}${accounts(preview, texts, language)}</dl>
<p>${texts.previewSent(preview.withheld.specialCategory)}</p><p><a href="/journey/copy">${texts.copy}</a></p>
<form method="post" action="/journey/send" class="actions"><button>${texts.send(lenderName)}</button></form>
<form method="post" action="/journey/decline"><button class="second">${texts.decline}</button></form>
<p class="small">${texts.declineHelp}</p>`,
  }
}

/** Each by its product and number, once under one name. */
function accounts({ accounts: list }: ReportBody, texts: JourneyTexts, language: 'fr' | 'en') {
  const lines = list.map(
    ({ product, kind, ibanMasked, name }) =>
      html`${product ?? codeTitle(kind, language)} · <span class="nowrap">${ibanMasked ?? name ?? codeName('unknown', language)}</span>`,
  )
  return html`<div><dt>${texts.previewAccounts}</dt><dd>${lines.map((line, index) => html`${index > 0 ? html`<br>` : ''}${line}`)}</dd></div>`
}

/** What could not be read in full is said before it is sent. */
function incomplete(preview: ReportBody, texts: JourneyTexts) {
  const count = preview.warnings.filter(({ code }) => code === 'pull_incomplete').length
  if (count === 0) return ''
  return html`<div class="notice" role="status"><p>${texts.previewIncomplete(count)}</p></div>`
}

type Money = { readonly amount: number; readonly currency: string }

/** An unknown figure is said in words, never as zero. */
function amount(value: Observed<Money>, language: 'fr' | 'en'): string {
  if (value.state === 'measured') return formatMoney(value.value, language)
  return codeName(value.state === 'none_found' ? 'not_seen' : value.why, language)
}
