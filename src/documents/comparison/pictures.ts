// Two bars for every band or grade, before and after: hatched and full, so that they are told apart without colour.
import { label, legend, WIDTH } from '../charts/axes.ts'
import { ink, patterns } from '../charts/ink.ts'
import type { Picture } from '../charts/picture.ts'

export type Pairs = {
  readonly names: readonly string[]
  /** null: hidden. */
  readonly before: readonly (number | null)[]
  readonly after: readonly (number | null)[]
}

/** What is drawn, with the words it needs. */
export type PairCharts = {
  readonly words: { readonly before: string; readonly after: string }
  readonly scores: Pairs
  readonly grades: Pairs
}
export type DrawnPairs = { readonly scores: string; readonly grades: string }

export function pairsPicture(words: PairCharts['words'], pairs: Pairs): Picture {
  const bar = (name: string, data: Pairs['before'], color: string, edge: string) => ({
    name,
    type: 'bar' as const,
    data: data.map((people) => people ?? 0),
    itemStyle: { color, borderColor: edge, borderWidth: 1 },
    ...{ barGap: '6%', barCategoryGap: '28%', barMaxWidth: 34 },
  })
  return {
    width: WIDTH,
    height: 250,
    option: {
      animation: false,
      legend: legend([words.before, words.after]),
      grid: { left: 52, right: 12, top: 34, bottom: 28 },
      xAxis: {
        type: 'category',
        data: [...pairs.names],
        axisTick: { show: false },
        axisLine: { lineStyle: { color: ink.soft } },
        axisLabel: { ...label, color: ink.line, hideOverlap: true },
      },
      yAxis: {
        type: 'value',
        minInterval: 1,
        axisLabel: label,
        splitLine: { lineStyle: { color: ink.hair } },
      },
      series: [
        bar(words.before, pairs.before, patterns.dots.standIn, ink.soft),
        bar(words.after, pairs.after, ink.accent, ink.accent),
      ],
    },
  }
}
