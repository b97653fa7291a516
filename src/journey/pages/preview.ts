// What would be sent, before it is: the figures, what they rest on, a copy, and the choice.
import { html } from 'hono/html'
import type { ReportBody } from '../../core/report/report.ts'
import type { Stream } from '../../core/streams/stream.ts'
import type { Observed } from '../../core/values/observed.ts'
import { withShortNames } from '../../documents/document.ts'
import { formatDay, formatMoney, formatNumber } from '../../documents/typography.ts'
import { categoryName } from '../../documents/wording/categories.ts'
import { codeName, codeTitle } from '../../documents/wording/codes.ts'
import type { JourneySession } from '../../sessions/journey-session.ts'
import { frameOf, type Language, type Page, textsOf } from '../layout.ts'
import type { JourneyTexts } from '../texts/fr.ts'
import { spoken } from '../texts/sentence.ts'

export function previewPage(session: JourneySession, drafted: ReportBody): Page {
  const { language, lenderName } = session
  const preview = withShortNames(drafted, language)
  const texts = textsOf(language)
  return {
    ...frameOf(session),
    step: 4,
    title: texts.previewTitle,
    content: html`${incomplete(preview, texts)}<p>${texts.previewIntro(lenderName)}</p>
${figures(preview, texts, language)}
${streams(texts.previewIncomes, texts.previewNone, preview.income.streams, language)}
${streams(texts.previewOutgoings, texts.previewNoneOut, preview.charges.streams, language)}
<details><summary>${texts.previewContent}</summary><p>${texts.previewSent(preview.withheld.specialCategory + preview.withheld.labels)}</p></details>
<h2>${texts.copyTitle}</h2><ul><li><a href="/journey/report.pdf">${texts.readReport}</a></li><li><a href="/journey/copy">${texts.copy}</a></li></ul>
<form method="post" action="/journey/send" class="actions"><button>${texts.send(lenderName)}</button></form>
<form method="post" action="/journey/decline"><button class="second">${texts.decline}</button></form>
<p class="small">${texts.declineHelp}</p>`,
  }
}

function figures(preview: ReportBody, texts: JourneyTexts, language: Language) {
  const { score, income, charges, coverage, provenance } = preview
  const { from, to } = provenance.window
  const result =
    score.value === null || score.grade === null
      ? codeName(score.state, language)
      : texts.previewScoreText(formatNumber(score.value, language, 0), score.grade)
  const figure = (label: string, value: string) =>
    html`<div><dt>${label}</dt><dd>${value}</dd></div>`
  return html`<dl class="figures"><div class="wide"><dt>${texts.previewScore}</dt><dd>${result}${score.grade === null ? '' : html`<span class="scale">${texts.previewScale}</span>`}</dd></div>${figure(texts.previewIncome, amount(income.monthlyNet.observed, language))}${figure(texts.previewCharges, amount(charges.monthly, language))}</dl>
<dl><div><dt>${texts.previewPeriod}</dt><dd>${formatDay(from, language)} – ${formatDay(to, language)}</dd></div><div><dt>${texts.previewLines}</dt><dd>${formatNumber(coverage.overall.booked, language, 0)}</dd></div>${accounts(preview, texts, language)}</dl>`
}

/** Each by its product and number, once under one name. */
function accounts({ accounts: list }: ReportBody, texts: JourneyTexts, language: Language) {
  const lines = list.map(
    ({ product, kind, ibanMasked, name }) =>
      html`${product === null ? codeTitle(kind, language) : spoken(product)} · <span class="nowrap">${ibanMasked ?? name ?? codeName('unknown', language)}</span>`,
  )
  return html`<div><dt>${texts.previewAccounts}</dt><dd>${lines.map((line, index) => html`${index > 0 ? html`<br>` : ''}${line}`)}</dd></div>`
}

/** Those that go on, the largest first. */
function streams(title: string, none: string, all: readonly Stream[], language: Language) {
  const texts = textsOf(language)
  const going = all
    .filter(({ status }) => status !== 'ended')
    .sort((one, other) => other.monthlyEquivalent.amount - one.monthlyEquivalent.amount)
  const lines = going.map(
    ({ category, counterparty, monthlyEquivalent }) =>
      html`<div><dt>${capital(categoryName(category, language))}${counterparty === null ? '' : html` · ${counterparty}`}</dt><dd class="nowrap">${texts.aMonth(formatMoney(monthlyEquivalent, language))}</dd></div>`,
  )
  return html`<details><summary>${title} (${going.length})</summary>${going.length === 0 ? html`<p>${none}</p>` : html`<dl>${lines}</dl>`}</details>`
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** What could not be read in full is said before it is sent. */
function incomplete(preview: ReportBody, texts: JourneyTexts) {
  const count = preview.warnings.filter(({ code }) => code === 'pull_incomplete').length
  if (count === 0) return ''
  return html`<div class="notice" role="status"><p>${texts.previewIncomplete(count)}</p></div>`
}

type Money = { readonly amount: number; readonly currency: string }

/** An unknown figure is said in words, never as zero. */
function amount(value: Observed<Money>, language: Language): string {
  if (value.state === 'measured') return formatMoney(value.value, language)
  return codeName(value.state === 'none_found' ? 'not_seen' : value.why, language)
}
