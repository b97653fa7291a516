// Every line: what it says, what it was taken for, which rule and fragment decided, and which lost. A script in the page
// searches, filters and sorts; without it, all lines stand in the order of the statement.
import { html, raw } from 'hono/html'
import type { ReportTransaction } from '../../core/categorisation/categorised.ts'
import type { Reader } from '../document.ts'
import { formatPercent, formatShortDay } from '../typography.ts'
import { categoryName } from '../wording/categories.ts'
import { pageWords } from '../wording/page.ts'
import { lineTools } from './line-tools.ts'
import { fold, type Markup, nothing, section } from './markup.ts'

/** `correctable`: each line can be put into the form below. */
export function lineSection(reader: Reader, correctable: boolean): Markup {
  const { words } = reader
  const head = [
    ...['#', words.date, words.label, words.amount, words.category, words.rule, words.account],
  ]
  return section(
    'lines',
    words.allLines,
    fold(
      words.lines(reader.transactions.length),
      html`${lineTools(reader)}<div class="scroll" tabindex="0" role="group" aria-label="${words.allLines}"><table class="lines"${correctable ? raw(' data-correct') : ''}>
<caption class="quiet">${words.allLines}</caption><thead><tr>${head.map((name) => html`<th scope="col"${name === words.amount ? raw(' class="n"') : ''}>${name}</th>`)}</tr></thead>
<tbody>${reader.transactions.map((line, index) => lineRow(reader, line, index + 1))}</tbody></table></div>`,
    ),
  )
}

/** `data-` is what the script sorts and filters by. */
function lineRow(reader: Reader, line: ReportTransaction, number: number): Markup {
  const { words, language } = reader
  const label = line.label.length > 0 ? shortParties(reader, line.label.join(' ')) : words.masked
  const state = line.excluded === null ? '' : words.excluded(reader.code(line.excluded))
  return html`<tr id="l${number}"${line.excluded === null ? '' : raw(' class="out"')}><th scope="row">${number}</th><td data-sort="${line.date}">${formatShortDay(line.date)}</td><td class="label">${label}${state ? html` <em>${state}</em>` : ''}${links(reader, line)}</td><td class="n" data-sort="${line.amount.amount}">${reader.money(line.amount)}</td><td data-category="${line.category}">${categoryName(line.category, language)}</td><td class="rule">${decided(reader, line)}</td><td>${reader.account(line.accountId)}</td></tr>
`
}

/** Lines this one is tied to: the fee of a rejection, the other side of a transfer. */
function links(reader: Reader, { linked }: ReportTransaction): Markup {
  const { linked: kinds, line, linkedTo } = pageWords[reader.language]
  const known = linked.flatMap(({ transactionId, as }) => {
    const anchor = reader.anchor(transactionId)
    return anchor === null ? [] : [{ anchor, as: kinds[as] ?? reader.code(as) }]
  })
  if (known.length === 0) return nothing
  return html`<br><span class="small">${linkedTo}${reader.colon} ${known.map(
    ({ anchor, as }) => html`<a href="#${anchor}">${line(anchor.slice(1))}</a> (${as}) `,
  )}</span>`
}

function decided(reader: Reader, line: ReportTransaction): Markup {
  const { words, language } = reader
  if (line.rule === null) return html`${words.noRule}`
  const matched =
    line.matched === null ? '' : html` <mark>${matchedWords(reader, line.matched)}</mark>`
  return html`${line.rule}${matched} <span class="small">${pageWords[language].confidence(formatPercent(line.confidence, language))}</span>${lost(reader, line)}`
}

function lost(reader: Reader, line: ReportTransaction): Markup {
  const { lost: count, sameCategory } = pageWords[reader.language]
  if (line.losers.length === 0) return nothing
  return html`<details class="evidence"><summary>${count(line.losers.length)}</summary><ul>${line.losers.map(
    (loser) =>
      html`<li>${loser.rule} <mark>${matchedWords(reader, loser.matched)}</mark> → ${loser.category === line.category ? sameCategory : categoryName(loser.category, reader.language)}${reader.colon} ${whyLost(reader, line, loser.matched)}</li>`,
  )}</ul></details>`
}

const isOfCode = (matched: string) => /^(?:code|operation|hint):/.test(matched)

/** As rules are ordered: words before codes, then the longer fragment, then the order of the rules. */
function whyLost({ language }: Reader, { matched }: ReportTransaction, of: string): string {
  const { words, shorter, order } = pageWords[language].lostTo
  if (matched === null) return order
  if (isOfCode(of)) return isOfCode(matched) ? order : words
  return !isOfCode(matched) && of.length < matched.length ? shorter : order
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
