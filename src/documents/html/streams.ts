// Streams and contracts: where income comes from, what leaves every month, which credits are being repaid.
import { html } from 'hono/html'
import type { Contract, Stream } from '../../core/streams/stream.ts'
import { chartFigures } from '../charts/figures.ts'
import type { Charts } from '../charts/picture.ts'
import type { Reader } from '../document.ts'
import { formatShortDay } from '../typography.ts'
import { categoryName } from '../wording/categories.ts'
import { codeTitle } from '../wording/codes.ts'
import { pageWords } from '../wording/page.ts'
import { figure } from './charts.ts'
import {
  cell,
  evidence,
  evidenceCell,
  type Markup,
  nothing,
  numberCell,
  section,
  table,
} from './markup.ts'

export function streamSections(reader: Reader, charts: Charts): Markup {
  const { words, body } = reader
  return html`${calendar(reader, charts)}${section(
    'income',
    words.income,
    html`${streams(reader, words.income, body.income.streams)}${streams(reader, words.support, body.income.support)}`,
  )}${section('charges', words.chargesTitle, streams(reader, words.chargesTitle, body.charges.streams))}${section(
    'credit',
    words.creditTitle,
    html`${contracts(reader, words.contracts, body.credit.contracts)}${contracts(reader, words.splitPayments, body.credit.splitPayments)}${payouts(reader)}`,
  )}`
}

function calendar(reader: Reader, charts: Charts): Markup {
  const { calendarTitle, calendarChart } = pageWords[reader.language]
  const rows = chartFigures(reader).calendar?.rows.length
  if (rows === undefined) return nothing
  const says = calendarChart(rows)
  return section(
    'calendar',
    calendarTitle,
    figure(charts, 'calendar', { title: calendarTitle, says }),
  )
}

/** Words for an empty list, so that nothing seen is never an empty page. */
function orNone(reader: Reader, count: number, content: Markup): Markup {
  return count === 0 ? html`<p>${reader.words.noneFound}</p>` : content
}

function expected(range: { from: string; to: string } | null): string {
  if (range === null) return ''
  const from = formatShortDay(range.from)
  return range.from === range.to ? from : `${from} – ${formatShortDay(range.to)}`
}

function streams(reader: Reader, title: string, list: readonly Stream[]): Markup {
  const { words, language } = reader
  if (title === words.support && list.length === 0) return nothing
  const head = [
    ...[words.category, words.party, words.cadence, words.perMonth, words.lastAmount],
    ...[words.status, words.next, words.evidence],
  ]
  const lines = list.map((stream) => [
    cell(categoryName(stream.category, language)),
    cell(stream.counterparty ?? words.notSeen),
    cell(rhythm(reader, stream)),
    numberCell(reader.money(stream.monthlyEquivalent)),
    numberCell(reader.money({ amount: stream.amount.last, currency: stream.amount.currency })),
    cell(codeTitle(stream.status, language)),
    cell(expected(stream.nextExpected)),
    evidenceCell(reader, stream.evidence.transactionIds),
  ])
  const quiet = title !== words.support
  return orNone(reader, list.length, table({ caption: title, quiet, head, body: lines }))
}

/** The cadence, and behind it every day it came and did not come. */
function rhythm({ language }: Reader, stream: Stream): Markup {
  const { dates, dayOf, missedOn } = pageWords[language]
  const { cadence, nominalDay, occurrences, missedSlots } = stream
  const days = occurrences.map(({ date }) => formatShortDay(date)).join(', ')
  const missed = missedSlots.map(formatShortDay).join(', ')
  const usual = cadence === 'monthly' && nominalDay !== null ? html`, ${dayOf(nominalDay)}` : ''
  return html`${codeTitle(cadence, language)}${usual} <details class="evidence"><summary>${dates}</summary>${days}${missed === '' ? '' : html`; ${missedOn(missed)}`}</details>`
}

function contracts(reader: Reader, title: string, list: readonly Contract[]): Markup {
  const { words, language } = reader
  if (title === words.splitPayments && list.length === 0) return nothing
  const head = [
    ...[words.kind, words.lender, words.lastAmount, words.perMonth, words.terms],
    ...[words.status, words.next, words.evidence],
  ]
  const lines = list.map((contract) => [
    cell(codeTitle(contract.kind, language)),
    cell(contract.lender ?? words.notSeen),
    numberCell(contract.termsSeen === 0 ? words.notSeen : reader.money(contract.instalment)),
    numberCell(contract.termsSeen === 0 ? words.notSeen : reader.money(contract.monthlyEquivalent)),
    cell(`${contract.termsSeen} / ${contract.termsLeft ?? words.unknownTerms}`),
    cell(codeTitle(contract.status, language)),
    cell(expected(contract.nextExpected)),
    evidenceCell(reader, contract.evidence.transactionIds),
  ])
  return orNone(reader, list.length, table({ caption: title, head, body: lines }))
}

function payouts(reader: Reader): Markup {
  const { words } = reader
  return table({
    caption: words.payouts,
    head: [words.date, words.kind, words.lender, words.amount, words.evidence],
    body: reader.body.credit.payouts.map((payout) => [
      cell(formatShortDay(payout.date)),
      cell(codeTitle(payout.kind, reader.language)),
      cell(payout.lender ?? words.notSeen),
      numberCell(reader.money(payout.amount)),
      evidenceCell(reader, [payout.transactionId]),
    ]),
  })
}

/** Nothing without a business account or a sole trader's flows. */
export function businessSection(reader: Reader): Markup {
  const { words, body, observedMoney } = reader
  if (body.business.state === 'none_found') return nothing
  const { monthlyTurnover, largestClientShare, socialContributions, vat, drawings } = body.business
  const lines: readonly (readonly [string, string])[] = [
    [words.turnover, observedMoney(monthlyTurnover)],
    [words.largestClient, reader.observedRatio(largestClientShare)],
    [words.socialContributions, observedMoney(socialContributions)],
    [words.vat, observedMoney(vat)],
    [words.drawings, observedMoney(drawings)],
  ]
  return section(
    'business',
    words.business,
    html`<dl>${lines.map(([label, value]) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>${evidence(reader, body.business.evidence.transactionIds)}`,
  )
}
