// The first screen: score, income, charges, ratios, alerts, balances, holder: read in two minutes.
import { html } from 'hono/html'
import type { Reader } from '../document.ts'
import {
  affordabilityTable,
  balanceRows,
  comparisons,
  keyRows,
  loanRows,
  whoRows,
} from '../headline.ts'
import { redStrip } from '../red-strip.ts'
import { formatNumber } from '../typography.ts'
import { codeTitle } from '../wording/codes.ts'
import { balanceCurve } from './balance-curve.ts'
import { cell, type Markup, nothing, numberCell, rows, section, table } from './markup.ts'

export function firstScreen(reader: Reader): Markup {
  const { words } = reader
  return html`<div class="first">${scoreCard(reader)}
${section('loan', words.loanAsked, rows(reader, loanRows(reader)))}
${section('key', words.key, html`${rows(reader, keyRows(reader))}${ratios(reader)}`)}
${strip(reader)}
${section('balance', words.balanceTitle, html`${balanceCurve(reader)}${rows(reader, balanceRows(reader))}`)}
${section('who', words.who, html`${rows(reader, whoRows(reader))}${accounts(reader)}${declared(reader)}`)}
${section('limits', words.notInReport, html`<p>${words.notInReportText}</p>`)}</div>`
}

function scoreCard(reader: Reader): Markup {
  const { words, language } = reader
  const { score } = reader.body
  const footer = html`<p class="small">${words.scoreMeaning} ${words.scorecard}${language === 'fr' ? '\u00a0' : ''}: ${score.scorecard.id} (${reader.code(score.scorecard.kind)}).</p>`
  if (score.state !== 'measured' || score.value === null || score.grade === null) {
    const missing = score.missing.map((code) => html`<li>${reader.code(code)}</li>`)
    const list = missing.length > 0 ? html`<p>${words.missing}</p><ul>${missing}</ul>` : nothing
    return section(
      'score',
      words.noScore,
      html`<p class="big">${codeTitle(score.state, language)}</p>${list}${footer}`,
    )
  }
  const pillars = score.pillars.map(
    (pillar) =>
      html`<div><dt>${codeTitle(pillar.id, language)}</dt><dd><meter min="0" max="${pillar.max}" value="${pillar.points}" aria-hidden="true"></meter> ${pillar.points} / ${pillar.max}</dd></div>`,
  )
  return section(
    'score',
    words.score,
    html`<p class="big"><span class="grade grade-${score.grade}">${words.grade} ${score.grade}</span> ${words.outOf(formatNumber(score.value, language, 0))}</p>
<h3>${words.pillars}</h3><dl>${pillars}</dl>${footer}`,
  )
}

function ratios(reader: Reader): Markup {
  const { columns, rows: lines } = affordabilityTable(reader)
  const { words, body } = reader
  const notes = [...new Set(body.affordability.notes)].map((note) => reader.code(note))
  return html`${table(
    words.residual,
    [words.figure, ...columns],
    lines.map((line) => [cell(line.label), ...line.cells.map(numberCell)]),
  )}<p class="small">${[words.stressNote, ...notes.map((note) => `${note}.`)].join(' ')}</p>`
}

function strip(reader: Reader): Markup {
  const { words } = reader
  const found = redStrip(reader)
  const content =
    found.length > 0
      ? html`<div class="alert">${rows(reader, found)}</div>`
      : html`<p>${words.stripClear}</p>`
  return section('strip', words.strip, content)
}

function accounts(reader: Reader): Markup {
  const { words, body, language } = reader
  return table(
    words.accounts,
    [words.account, words.kind, words.holder, words.balanceToday, words.status],
    body.accounts.map((account) => [
      cell(account.ibanMasked ?? account.name ?? account.accountId),
      cell([account.kind, account.usage].map(reader.code).join(', ')),
      cell(codeTitle(account.ownership, language)),
      numberCell(reader.observedMoney(account.balance)),
      cell(
        [
          ...(account.main ? [words.mainAccount] : []),
          ...(account.leftOut === null ? [] : [reader.code(account.leftOut)]),
        ].join(', '),
      ),
    ]),
  )
}

function declared(reader: Reader): Markup {
  const { words, body } = reader
  if (!body.application) return nothing
  const { household } = body.application
  const home = household
    ? html`<p>${words.household}${reader.language === 'fr' ? '\u00a0' : ''}: ${words.householdSize(household.adults, household.children)}${household.housing ? `, ${reader.code(household.housing)}` : ''}</p>`
    : nothing
  return html`${table(
    words.declaredDetected,
    [words.figure, words.declared, words.detected],
    comparisons(reader).map((one) => [
      cell(one.label),
      numberCell(one.declared),
      numberCell(one.detected),
    ]),
  )}${home}`
}
