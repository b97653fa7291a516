// A picture before it is drawn, and the names of those a report has.
import type { EChartsOption } from 'echarts'

export type Picture = {
  readonly width: number
  readonly height: number
  readonly option: EChartsOption
}

export const chartNames = ['balance', 'months', 'calendar', 'categories'] as const
export type ChartName = (typeof chartNames)[number]

/** SVG without inline style; null where there is nothing to draw. */
export type Charts = Readonly<Record<ChartName, string | null>>
