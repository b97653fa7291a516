// Cash flow month by month and by category, then the indicators.
import { html } from 'hono/html'
import { chartFigures, type MonthFigures, monthFigures } from '../charts/figures.ts'
import type { Charts } from '../charts/picture.ts'
import type { Reader } from '../document.ts'
import { indicatorValue } from '../row.ts'
import { formatMonth } from '../typography.ts'
import { categoryName } from '../wording/categories.ts'
import { indicatorName } from '../wording/indicators.ts'
import { pageWords } from '../wording/page.ts'
import { figure } from './charts.ts'
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

export function cashFlowSection(reader: Reader, charts: Charts): Markup {
  const { words, body, language } = reader
  const more = pageWords[language]
  const { months } = body.cashFlow
  const says = more.monthsChart(months.length)
  return html`<div class="pair flows">${section(
    'cash-flow',
    more.monthsTitle,
    html`${figure(charts, 'months', { title: more.monthsTitle, says })}${fold(more.chartNumbers, monthly(reader))}<p class="small">${words.cashFlowNote}</p>`,
  )}${categorySection(reader, charts)}</div>`
}

/** Each month as its bars are: what came, what left, by nature. */
function monthly(reader: Reader): Markup {
  const { words, body, language, minor } = reader
  const { income, otherIn, fixed, credit, otherOut } = pageWords[language]
  const parts = monthFigures(reader)
  const amounts = ({ income, otherIn, fixed, credit, otherOut }: MonthFigures) =>
    [income, otherIn, fixed, credit, otherOut].map((amount) => numberCell(minor(amount)))
  return table({
    caption: words.cashFlow,
    quiet: true,
    head: [
      ...[words.month, income, otherIn, fixed, credit, otherOut],
      ...[words.inflow, words.outflow, words.net],
    ],
    body: body.cashFlow.months.map(({ month, complete, inflow, outflow, net }, index) => {
      const part = parts[index]
      return [
        cell(`${formatMonth(month, language)}${complete ? '' : ` (${words.incompleteMonth})`}`),
        ...(part === undefined ? [] : amounts(part)),
        ...[inflow, outflow, net].map((amount) => numberCell(minor(amount))),
      ]
    }),
  })
}

function categorySection(reader: Reader, charts: Charts): Markup {
  const { words, body, language } = reader
  const { months } = body.cashFlow
  const categories = [...new Set(months.flatMap((month) => Object.keys(month.byCategory)))].sort()
  if (categories.length === 0) return nothing
  const byCategory = table({
    caption: words.byCategory,
    quiet: true,
    head: [
      ...[words.category, ...months.map(({ month }) => formatMonth(month, language))],
      ...[words.total, words.evidence],
    ],
    body: categories.map((category) => {
      const amounts = months.map((month) => month.byCategory[category] ?? null)
      const total = amounts.reduce((sum: number, amount) => sum + (amount ?? 0), 0)
      return [
        cell(categoryName(category, language)),
        ...amounts.map((amount) => numberCell(amount === null ? '–' : reader.minor(amount))),
        numberCell(reader.minor(total)),
        evidenceCell(reader, linesOf(reader, category)),
      ]
    }),
  })
  const title = pageWords[language].categoriesTitle
  const says = pageWords[language].categoriesChart(chartFigures(reader).categories.length)
  return section(
    'categories',
    title,
    html`${figure(charts, 'categories', { title, says })}${fold(words.byCategory, byCategory)}`,
  )
}

function linesOf({ transactions }: Reader, category: string): string[] {
  return transactions.flatMap((line) =>
    line.category === category && line.excluded === null ? [line.transactionId] : [],
  )
}

/** All but what was looked for, not found, and counts in no score: the JSON has every one. */
export function indicatorSection(reader: Reader): Markup {
  const { words, body, language } = reader
  const scored = new Set(body.score.contributions.map(({ indicator }) => indicator))
  const told = body.indicators.filter(({ id, state }) => state !== 'none_found' || scored.has(id))
  return section(
    'indicators',
    words.indicators,
    fold(
      words.indicatorCount(told.length),
      table({
        caption: words.indicators,
        quiet: true,
        head: [words.indicator, words.value, words.evidence],
        body: told.map((indicator) => [
          cell(indicatorName(indicator.id, language)),
          numberCell(indicatorValue(reader, indicator)),
          evidenceCell(reader, indicator.evidence),
        ]),
      }),
    ),
  )
}
