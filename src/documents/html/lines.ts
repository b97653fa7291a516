// Every line: what it says, what it was taken for, and which rule and fragment decided.
import { html, raw } from 'hono/html'
import type { ReportTransaction } from '../../core/categorisation/categorised.ts'
import type { Reader } from '../document.ts'
import { formatShortDay } from '../typography.ts'
import { categoryName } from '../wording/categories.ts'
import { type Markup, section } from './markup.ts'

export function lineSection(reader: Reader): Markup {
  const { words } = reader
  const head = [
    ...['#', words.date, words.label, words.amount, words.category, words.rule, words.account],
  ]
  return section(
    'lines',
    words.allLines,
    html`<div class="scroll" tabindex="0" role="region" aria-label="${words.allLines}"><table class="lines">
<caption>${words.lines(reader.transactions.length)}</caption><thead><tr>${head.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>${reader.transactions.map((line, index) => lineRow(reader, line, index + 1))}</tbody></table></div>`,
  )
}

function lineRow(reader: Reader, line: ReportTransaction, number: number): Markup {
  const { words, language } = reader
  const label = line.label.length > 0 ? line.label.join(' ') : words.masked
  const state = line.excluded === null ? '' : words.excluded(reader.code(line.excluded))
  const rule =
    line.rule === null
      ? words.noRule
      : html`${line.rule}${line.matched === null ? '' : html` <mark>${line.matched}</mark>`}`
  return html`<tr id="l${number}"${line.excluded === null ? '' : raw(' class="out"')}><th scope="row">${number}</th><td>${formatShortDay(line.date)}</td><td class="label">${label}${state ? html` <em>${state}</em>` : ''}</td><td class="n">${reader.money(line.amount)}</td><td>${categoryName(line.category, language)}</td><td class="rule">${rule}</td><td>${line.accountId}</td></tr>
`
}
