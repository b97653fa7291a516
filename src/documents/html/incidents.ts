// Incidents with their fees, and overdraft episodes.
import { html } from 'hono/html'
import type { Incidents } from '../../core/incidents/incidents.ts'
import type { Reader } from '../document.ts'
import { formatShortDay } from '../typography.ts'
import { codeTitle } from '../wording/codes.ts'
import { cell, evidence, evidenceCell, type Markup, numberCell, section, table } from './markup.ts'

export function incidentSection(reader: Reader): Markup {
  const { words, body } = reader
  const { incidents } = body
  const lists: readonly (readonly [string, Incidents['seizures']])[] = [
    [words.seizures, incidents.seizures],
    [words.collections, incidents.collections],
    [words.plans, incidents.plans],
    [words.arrears, incidents.arrears],
    [words.feesAlone, incidents.feesAlone],
  ]
  const count =
    incidents.rejections.length +
    incidents.overdrafts.length +
    lists.reduce((sum, [, list]) => sum + list.length, 0)
  const content =
    count === 0
      ? html`<p>${words.noneFound}</p>`
      : html`${rejections(reader)}${lists.map(([title, list]) => lines(reader, title, list))}${overdrafts(reader)}`
  return section('incidents', words.incidentsTitle, content)
}

function rejections(reader: Reader): Markup {
  const { words, language } = reader
  const head = [
    ...[words.date, words.party, words.amount, words.cause, words.concerns],
    ...[words.status, words.fees, words.evidence],
  ]
  return table({
    caption: words.allRejections,
    head,
    body: reader.body.incidents.rejections.map((line) => [
      cell(formatShortDay(line.date)),
      cell(line.counterparty ?? words.notSeen),
      numberCell(reader.money(line.amount)),
      cell(codeTitle(line.cause, language)),
      cell(codeTitle(line.concerns, language)),
      cell(line.isIncident ? words.isIncident : words.notIncident),
      cell(fees(reader, line.feeIds)),
      evidenceCell(reader, [
        line.transactionId,
        ...(line.originalId === null ? [] : [line.originalId]),
      ]),
    ]),
  })
}

/** What the fees paired with an incident came to, and their lines. */
function fees(reader: Reader, feeIds: readonly string[]): Markup {
  if (feeIds.length === 0) return html`${reader.words.noneFound}`
  const charged = reader.transactions.filter((line) => feeIds.includes(line.transactionId))
  const total = charged.reduce((sum, { amount }) => sum + Math.abs(amount.amount), 0)
  return html`${reader.minor(total)} ${evidence(reader, feeIds)}`
}

function lines(reader: Reader, title: string, list: Incidents['seizures']): Markup {
  const { words } = reader
  const paired = list.some((line) => line.feeIds.length > 0)
  const named = list.some((line) => line.counterparty !== null)
  return table({
    caption: title,
    head: [
      words.date,
      ...(named ? [words.party] : []),
      words.amount,
      ...(paired ? [words.fees] : []),
      words.evidence,
    ],
    body: list.map((line) => [
      cell(formatShortDay(line.date)),
      ...(named ? [cell(line.counterparty ?? words.notSeen)] : []),
      numberCell(reader.money(line.amount)),
      ...(paired ? [cell(fees(reader, line.feeIds))] : []),
      evidenceCell(reader, [line.transactionId]),
    ]),
  })
}

function overdrafts(reader: Reader): Markup {
  const { words } = reader
  return table({
    caption: words.overdrafts,
    head: [words.period, words.account, words.duration, words.deepest],
    body: reader.body.incidents.overdrafts.map((episode) => [
      cell(
        `${formatShortDay(episode.from)} – ${episode.ongoing ? words.ongoing : formatShortDay(episode.to)}`,
      ),
      cell(episode.accountId === null ? words.total : reader.account(episode.accountId)),
      numberCell(words.days(episode.days)),
      numberCell(reader.money(episode.deepest)),
    ]),
  })
}
