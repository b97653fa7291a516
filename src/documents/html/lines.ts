// Every line: what it says, what it was taken for, and which rule and fragment decided.
import { html, raw } from 'hono/html'
import type { ReportTransaction } from '../../core/categorisation/categorised.ts'
import type { Reader } from '../document.ts'
import { formatShortDay } from '../typography.ts'
import { categoryName } from '../wording/categories.ts'
import { fold, type Markup, section } from './markup.ts'

export function lineSection(reader: Reader): Markup {
  const { words } = reader
  const head = [
    ...['#', words.date, words.label, words.amount, words.category, words.rule, words.account],
  ]
  return section(
    'lines',
    words.allLines,
    fold(
      words.lines(reader.transactions.length),
      html`<div class="scroll" tabindex="0" role="region" aria-label="${words.allLines}"><table class="lines">
<caption class="quiet">${words.allLines}</caption><thead><tr>${head.map((name) => html`<th scope="col"${name === words.amount ? raw(' class="n"') : ''}>${name}</th>`)}</tr></thead>
<tbody>${reader.transactions.map((line, index) => lineRow(reader, line, index + 1))}</tbody></table></div>`,
    ),
  )
}

function lineRow(reader: Reader, line: ReportTransaction, number: number): Markup {
  const { words, language } = reader
  const label = line.label.length > 0 ? shortParties(reader, line.label.join(' ')) : words.masked
  const state = line.excluded === null ? '' : words.excluded(reader.code(line.excluded))
  const rule =
    line.rule === null
      ? words.noRule
      : html`${line.rule}${line.matched === null ? '' : html` <mark>${matchedWords(reader, line.matched)}</mark>`}`
  return html`<tr id="l${number}"${line.excluded === null ? '' : raw(' class="out"')}><th scope="row">${number}</th><td>${formatShortDay(line.date)}</td><td class="label">${label}${state ? html` <em>${state}</em>` : ''}</td><td class="n">${reader.money(line.amount)}</td><td>${categoryName(line.category, language)}</td><td class="rule">${rule}</td><td>${reader.account(line.accountId)}</td></tr>
`
}

/** Pseudonyms by their first digits: enough to tell one party from another within a report. */
function shortParties({ words }: Reader, label: string): string {
  return label.replaceAll(/tp_([0-9a-f]{6})[0-9a-f]{18}/g, (_, id: string) => words.thirdParty(id))
}

/** What decided when it was no fragment of the label: the kind of operation, or the bank's own code. */
function matchedWords({ words }: Reader, matched: string): string {
  if (matched.startsWith('operation:')) return words.operationKind
  return matched.startsWith('code:') ? words.bankCode(matched.slice('code:'.length)) : matched
}
