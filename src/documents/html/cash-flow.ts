// Cash flow month by month and by category, then the indicators.
import { html } from 'hono/html'
import type { Reader } from '../document.ts'
import { indicatorValue } from '../row.ts'
import { formatMonth } from '../typography.ts'
import { categoryName } from '../wording/categories.ts'
import { indicatorName } from '../wording/indicators.ts'
import { cell, evidenceCell, fold, type Markup, numberCell, section, table } from './markup.ts'

export function cashFlowSection(reader: Reader): Markup {
  const { words, body, language } = reader
  const { months } = body.cashFlow
  const monthly = table({
    caption: words.cashFlow,
    quiet: true,
    head: [words.month, words.inflow, words.outflow, words.net],
    body: months.map((month) => [
      cell(
        `${formatMonth(month.month, language)}${month.complete ? '' : ` (${words.incompleteMonth})`}`,
      ),
      numberCell(reader.minor(month.inflow)),
      numberCell(reader.minor(month.outflow)),
      numberCell(reader.minor(month.net)),
    ]),
  })
  const categories = [...new Set(months.flatMap((month) => Object.keys(month.byCategory)))].sort()
  const byCategory = table({
    caption: words.byCategory,
    quiet: true,
    head: [words.category, ...months.map(({ month }) => formatMonth(month, language)), words.total],
    body: categories.map((category) => {
      const amounts = months.map((month) => month.byCategory[category] ?? null)
      const total = amounts.reduce((sum: number, amount) => sum + (amount ?? 0), 0)
      return [
        cell(categoryName(category, language)),
        ...amounts.map((amount) => numberCell(amount === null ? '–' : reader.minor(amount))),
        numberCell(reader.minor(total)),
      ]
    }),
  })
  return section(
    'cash-flow',
    words.cashFlow,
    html`<p class="small">${words.cashFlowNote}</p>${monthly}${fold(words.byCategory, byCategory)}`,
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
