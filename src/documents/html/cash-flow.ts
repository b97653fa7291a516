// Cash flow month by month and by category, then every indicator.
import { html } from 'hono/html'
import type { Reader } from '../document.ts'
import { indicatorValue } from '../headline.ts'
import { formatMonth } from '../typography.ts'
import { categoryName } from '../wording/categories.ts'
import { indicatorName } from '../wording/indicators.ts'
import { cell, evidence, type Markup, numberCell, section, table } from './markup.ts'

export function cashFlowSection(reader: Reader): Markup {
  const { words, body, language } = reader
  const { months } = body.cashFlow
  const monthly = table(
    words.cashFlow,
    [words.month, words.inflow, words.outflow, words.net],
    months.map((month) => [
      cell(
        `${formatMonth(month.month, language)}${month.complete ? '' : ` (${words.incompleteMonth})`}`,
      ),
      numberCell(reader.minor(month.inflow)),
      numberCell(reader.minor(month.outflow)),
      numberCell(reader.minor(month.net)),
    ]),
  )
  const categories = [...new Set(months.flatMap((month) => Object.keys(month.byCategory)))].sort()
  const byCategory = table(
    words.byCategory,
    [words.category, ...months.map((month) => formatMonth(month.month, language)), words.total],
    categories.map((category) => {
      const amounts = months.map((month) => month.byCategory[category] ?? 0)
      const total = amounts.reduce((sum, amount) => sum + amount, 0)
      return [
        cell(categoryName(category, language)),
        ...amounts.map((amount) => numberCell(reader.minor(amount))),
        numberCell(reader.minor(total)),
      ]
    }),
  )
  return section(
    'cash-flow',
    words.cashFlow,
    html`<p class="small">${words.cashFlowNote}</p>${monthly}${byCategory}`,
  )
}

export function indicatorSection(reader: Reader): Markup {
  const { words, body, language } = reader
  return section(
    'indicators',
    words.indicators,
    table(
      words.indicators,
      [words.indicator, words.value, words.evidence],
      body.indicators.map((indicator) => [
        cell(indicatorName(indicator.id, language)),
        numberCell(indicatorValue(reader, indicator)),
        cell(evidence(reader, indicator.evidence)),
      ]),
    ),
  )
}
