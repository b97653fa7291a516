// Balances: the curve with what was overdrawn and when money came, its numbers, and the figures beside it.
import { html } from 'hono/html'
import { type BalanceFigures, chartFigures } from '../charts/figures.ts'
import type { Charts } from '../charts/picture.ts'
import type { Reader } from '../document.ts'
import { balanceRows } from '../headline.ts'
import { formatShortDay } from '../typography.ts'
import { pageWords } from '../wording/page.ts'
import { figure } from './charts.ts'
import { cell, fold, type Markup, nothing, numberCell, rows, section, table } from './markup.ts'

export function balanceSection(reader: Reader, charts: Charts): Markup {
  const { words } = reader
  return section(
    'balance',
    words.balanceTitle,
    html`<div class="beside">${picture(reader, charts)}<div>${rows(reader, balanceRows(reader))}</div></div>`,
  )
}

function picture(reader: Reader, charts: Charts): Markup {
  const { words, language, minor } = reader
  const { balance } = chartFigures(reader)
  if (balance === null) return nothing
  const more = pageWords[language]
  const { days, daily } = balance
  const lowest = Math.min(...daily)
  const day = (index: number) => formatShortDay(days[index] ?? '')
  const says = more.balanceChart(
    day(0),
    day(days.length - 1),
    minor(daily[0] ?? 0),
    minor(daily.at(-1) ?? 0),
    minor(lowest),
    day(daily.indexOf(lowest)),
  )
  const marks = more.balanceMarks(balance.paydays.length, balance.rejections.length)
  return html`<div>${figure(charts, 'balance', { title: words.balanceTitle, says: `${says} ${marks}` })}<div class="on-screen">${fold(more.chartNumbers, numbers(reader, balance))}</div></div>`
}

/** Only the days on which it moved: the others are as the day before. */
function numbers(reader: Reader, { days, daily }: BalanceFigures): Markup {
  const { words, minor } = reader
  const moved = days.flatMap((day, index) =>
    index === 0 || daily[index] !== daily[index - 1] ? [{ day, amount: daily[index] ?? 0 }] : [],
  )
  return table({
    caption: words.balanceTitle,
    quiet: true,
    head: [words.date, words.balanceToday],
    body: moved.map(({ day, amount }) => [cell(formatShortDay(day)), numberCell(minor(amount))]),
  })
}
