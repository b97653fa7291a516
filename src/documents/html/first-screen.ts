// The first screen, in the order an underwriter asks: the loan, whose money, alerts, balances; score beside.
import { html } from 'hono/html'
import type { Charts } from '../charts/picture.ts'
import type { Reader } from '../document.ts'
import { affordabilityTable, keyRows, loanRows } from '../headline.ts'
import { comparisons, whoRows } from '../holder.ts'
import { redStrip } from '../red-strip.ts'
import { formatNumber } from '../typography.ts'
import { codeTitle } from '../wording/codes.ts'
import { balanceSection } from './balances.ts'
import {
  cell,
  fold,
  listed,
  type Markup,
  nothing,
  numberCell,
  rows,
  section,
  table,
} from './markup.ts'
import { businessSection } from './streams.ts'
import { keySection } from './tiles.ts'
import { checkSection, whySection } from './why.ts'

/** Sections in the order an underwriter asks; two beside each other where the screen is wide. */
export function firstScreen(reader: Reader, charts: Charts): Markup {
  const { words } = reader
  const limits = html`<div id="limits" class="limits"><h3>${words.notInReport}</h3><p>${words.notInReportText}</p></div>`
  const loan = section('loan', words.loanAsked, rows(reader, loanRows(reader)))
  const who = html`${rows(reader, whoRows(reader))}${accounts(reader)}`
  return html`<div class="hero"><div>${scoreCard(reader)}${limits}</div><div>${keySection(reader)}${loan}</div></div>
<div class="pair">${strip(reader)}${checkSection(reader)}</div>
${balanceSection(reader, charts)}
<div class="pair">${section('who', words.who, who)}${section('declared', words.declaredDetected, declared(reader))}</div>
${whySection(reader)}
${section('ratios', words.ratios, ratios(reader))}
${businessSection(reader)}`
}

function scoreCard(reader: Reader): Markup {
  const { words, language } = reader
  const { score } = reader.body
  const footer = html`<p class="small">${words.scoreMeaning} ${words.scorecard}${reader.colon} ${score.scorecard.id} (${reader.code(score.scorecard.kind)}).</p>`
  if (score.state !== 'measured' || score.value === null || score.grade === null) {
    const missing = score.missing.map((code) => html`<li>${reader.code(code)}</li>`)
    const list =
      missing.length > 0
        ? html`<p>${score.state === 'not_observable' ? words.because : words.missing}</p><ul>${missing}</ul>`
        : nothing
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
    html`<p class="big"><span class="grade grade-${score.grade}">${words.grade} ${score.grade}</span> <span>${words.outOf(formatNumber(score.value, language, 0))}</span></p>
<h3 class="quiet">${words.pillars}</h3><dl class="pillars">${pillars}</dl>${footer}`,
  )
}

function ratios(reader: Reader): Markup {
  const { columns, rows: lines, reasons, allUnknown } = affordabilityTable(reader)
  const { words, body, language } = reader
  const why = reasons.length === 0 ? [] : [words.unseen(reasons.join(', '))]
  if (allUnknown) {
    return html`<p class="unknown">${listed(lines.map(({ label }) => label))}. ${why}</p>`
  }
  const notes = [...new Set(body.affordability.notes)].map(
    (note) => `${codeTitle(note, language)}.`,
  )
  return html`${table({
    caption: words.ratios,
    quiet: true,
    head: [words.figure, ...columns],
    body: lines.map((line) => [cell(line.label), ...line.cells.map(numberCell)]),
  })}<p class="small">${[...why, words.stressNote, ...notes].join(' ')}</p>`
}

function strip(reader: Reader): Markup {
  const { words } = reader
  const { rows: found, unseen } = redStrip(reader)
  const alerts = found.filter((one) => !one.unknown && !one.plain)
  const clear = unseen === null ? words.stripClear : words.unseen(reader.code(unseen))
  return section(
    'strip',
    words.strip,
    html`${
      alerts.length > 0
        ? html`<div class="alert">${rows(reader, alerts)}</div>`
        : html`<p>${clear}</p>`
    }${rows(
      reader,
      found.filter((one) => one.unknown || one.plain),
    )}`,
  )
}

/** More accounts than this are folded away. */
const MOST_ACCOUNTS = 4

function accounts(reader: Reader): Markup {
  const { words, body } = reader
  const list = table({
    caption: words.accounts,
    head: [words.account, words.holder, words.balanceToday],
    body: body.accounts.map((account) => [
      cell(
        html`${reader.account(account.accountId)}<br><span class="small">${[
          ...(account.ibanMasked === null ? [] : [reader.code(account.kind)]),
          ...(account.usage === 'unknown' ? [] : [reader.code(account.usage)]),
          ...(account.main ? [words.mainAccount] : []),
          ...(account.leftOut === null ? [] : [reader.code(account.leftOut)]),
        ].join(', ')}</span>`,
      ),
      cell(reader.code(account.ownership)),
      numberCell(reader.observedMoney(account.balance)),
    ]),
  })
  return body.accounts.length > MOST_ACCOUNTS
    ? fold(words.accountCount(body.accounts.length), list)
    : list
}

function declared(reader: Reader): Markup {
  const { words, body, code } = reader
  const household = body.application?.household
  const housing = household?.housing ? `, ${code(household.housing)}` : ''
  const home = household
    ? html`<p class="small">${words.household}${reader.colon} ${words.householdSize(household.adults, household.children)}${housing}</p>`
    : nothing
  return html`${rows(reader, keyRows(reader))}${table({
    caption: words.declaredDetected,
    quiet: true,
    head: [words.figure, words.declared, words.detected],
    body: comparisons(reader).map((one) => [
      cell(one.label),
      numberCell(one.declared),
      numberCell(one.detected),
    ]),
  })}${home}`
}
