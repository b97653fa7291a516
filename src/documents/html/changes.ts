// What moved from the version before to this one, and why: who corrected what, score, points, figures, lines.
import { html } from 'hono/html'
import type { Comparison, Figure } from '../../core/comparison/comparison.ts'
import type { Reader } from '../document.ts'
import type { Desk, DeskChange, DeskCorrection } from '../page-desk.ts'
import { indicatorValue } from '../row.ts'
import { formatDay, formatNumber } from '../typography.ts'
import { categoryName } from '../wording/categories.ts'
import { indicatorName } from '../wording/indicators.ts'
import { pageWords } from '../wording/page.ts'
import {
  cell,
  evidenceCell,
  fold,
  type Markup,
  nothing,
  numberCell,
  section,
  table,
} from './markup.ts'

export function changesSection(reader: Reader, desk: Desk | undefined): Markup {
  if (!desk?.change) return nothing
  const { change } = desk
  const more = pageWords[reader.language]
  const { difference } = change
  return section(
    'changes',
    more.changes,
    html`<p>${more.changedBy(change.by, formatDay(change.at, reader.language))} ${more.changedReason}${reader.colon} ${change.reason}</p>
${corrections(reader, change)}${difference === null ? html`<p>${more.previousGone}</p>` : moved(reader, difference)}`,
  )
}

function corrections(reader: Reader, { corrections: list }: DeskChange): Markup {
  const more = pageWords[reader.language]
  return html`<h3>${more.corrections}</h3><ul>${list.map((one) => {
    const anchor = reader.anchor(one.transactionId)
    const line =
      anchor === null
        ? one.transactionId
        : html`<a href="#${anchor}">${more.line(anchor.slice(1))}</a>`
    return html`<li>${line}${reader.colon} ${said(reader, one)}</li>`
  })}</ul>`
}

function said({ language }: Reader, { category, recurring, mine }: DeskCorrection): string {
  const more = pageWords[language]
  return [
    ...(category === undefined ? [] : [more.toCategory(categoryName(category, language))]),
    ...(recurring === undefined ? [] : [more.notRecurring]),
    ...(mine === undefined ? [] : [more.notMine]),
  ].join(', ')
}

function moved(reader: Reader, { score, characteristics, indicators, lines }: Comparison): Markup {
  const { words, language } = reader
  const more = pageWords[language]
  const head = [words.figure, more.before, more.after, more.difference]
  const points = (one: { readonly points: number } | null) => String(one?.points ?? '–')
  const rest = [
    indicators.length === 0
      ? nothing
      : fold(more.movedFigures(indicators.length), figures(reader, indicators)),
    lines.moved === 0 ? nothing : fold(more.movedLines(lines.moved), movedLines(reader, lines)),
  ]
  return html`${table({
    caption: more.scoreRow,
    quiet: true,
    head,
    body: [
      [
        cell(more.scoreRow),
        numberCell(String(score.before.value ?? '–')),
        numberCell(String(score.after.value ?? '–')),
        numberCell(score.points === null ? '–' : signed(score.points, reader)),
      ],
      [
        cell(more.gradeRow),
        numberCell(score.before.grade ?? '–'),
        numberCell(score.after.grade ?? '–'),
        numberCell(''),
      ],
    ],
  })}${table({
    caption: more.movedPoints,
    head: [words.characteristic, more.before, more.after, more.difference],
    body: characteristics.map((one) => [
      cell(indicatorName(one.indicator, language)),
      numberCell(points(one.before)),
      numberCell(points(one.after)),
      numberCell(signed(one.points, reader)),
    ]),
  })}${rest}`
}

function signed(points: number, { language }: Reader): string {
  return `${points > 0 ? '+' : ''}${formatNumber(points, language, 0)}`
}

function figures(reader: Reader, moved: Comparison['indicators']): Markup {
  const { words, language, body } = reader
  const more = pageWords[language]
  const known = new Map(body.indicators.map((one) => [one.id, one]))
  const shown = (id: string, figure: Figure | null) => {
    const now = known.get(id)
    if (figure === null || now === undefined) return '–'
    if (figure.state !== 'measured' || typeof figure.value !== 'number')
      return reader.code(figure.state)
    return indicatorValue(reader, { ...now, state: 'measured', value: figure.value })
  }
  return table({
    caption: words.indicators,
    quiet: true,
    head: [words.indicator, more.before, more.after],
    body: moved.map(({ id, before, after }) => [
      cell(indicatorName(id, language)),
      numberCell(shown(id, before)),
      numberCell(shown(id, after)),
    ]),
  })
}

function movedLines(reader: Reader, { byRule }: Comparison['lines']): Markup {
  const { words, language } = reader
  const more = pageWords[language]
  return table({
    caption: words.allLines,
    quiet: true,
    head: [more.before, more.after, words.rule, words.amount, words.evidence],
    body: byRule.map(({ before, after, amount, transactionIds }) => [
      cell(categoryName(before.category, language)),
      cell(categoryName(after.category, language)),
      cell(after.rule ?? words.noRule),
      numberCell(reader.money(amount)),
      evidenceCell(reader, transactionIds),
    ]),
  })
}
