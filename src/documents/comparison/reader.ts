// The reader's eye of the comparison page: words, counts that may be hidden, figures as the language writes them.
import { html } from 'hono/html'
import type { ComparisonReport } from '../../core/comparison/comparison-report.ts'
import type { StabilityIndex, Standing } from '../../core/comparison/population.ts'
import { type Cell, type Markup, numberCell } from '../html/markup.ts'
import { formatNumber, type Language } from '../typography.ts'
import { type ComparisonWords, comparisonWords } from './words.ts'

export type ComparisonReader = {
  readonly report: ComparisonReport
  readonly language: Language
  readonly words: ComparisonWords
  readonly count: (people: number | null) => string
  readonly number: (value: number | null, decimals?: number) => string
  /** With its sign: `+12`, `−3`. */
  readonly signed: (value: number | null, decimals?: number) => string
  readonly standing: (of: Standing) => string
  readonly index: (of: StabilityIndex) => string
  /** As the language spaces it. */
  readonly colon: string
}

export function comparisonReader(report: ComparisonReport, language: Language): ComparisonReader {
  const words = comparisonWords[language]
  const number = (value: number | null, decimals = 0) =>
    value === null ? words.hidden : formatNumber(value, language, decimals)
  const signed = (value: number | null, decimals = 0) =>
    value !== null && value > 0 ? `+${number(value, decimals)}` : number(value, decimals)
  return {
    ...{ report, language, words, number, signed },
    count: (people) => number(people),
    standing: (of) => (of === 'none' ? words.none : of),
    index: ({ value }) => number(value, 3),
    colon: language === 'fr' ? '\u00a0:' : ':',
  }
}

/** An index and how it is customarily read. */
export function readIndex({ words, index }: ComparisonReader, of: StabilityIndex): Markup {
  if (of.reading === null) return html`${words.hidden}`
  return html`${index(of)} <small>${words.readings[of.reading]}</small>`
}

export function counts(reader: ComparisonReader, people: readonly (number | null)[]): Cell[] {
  return people.map((one) => numberCell(reader.count(one)))
}
