// What left by category, the greatest first, each bar with its amount.
import { HALF_WIDTH, label, wholeMoney } from './axes.ts'
import type { ChartFigures } from './figures.ts'
import { ink } from './ink.ts'
import type { Picture } from './picture.ts'

const ROW = 24

export function categoriesPicture({ categories, currency, language }: ChartFigures): Picture {
  return {
    width: HALF_WIDTH,
    height: categories.length * ROW + 12,
    option: {
      animation: false,
      grid: { left: 210, right: 70, top: 4, bottom: 4 },
      xAxis: { type: 'value', show: false },
      yAxis: {
        type: 'category',
        inverse: true,
        data: categories.map(({ name }) => name),
        axisTick: { show: false },
        axisLine: { lineStyle: { color: ink.soft } },
        axisLabel: { ...label, color: ink.line, interval: 0 },
      },
      series: [
        {
          type: 'bar',
          barWidth: 14,
          data: categories.map(({ amount }) => amount / 100),
          itemStyle: { color: ink.accent },
          label: {
            show: true,
            position: 'right',
            ...{ color: ink.line, fontSize: 12 },
            formatter: ({ dataIndex }) =>
              wholeMoney(categories[dataIndex]?.amount ?? 0, currency, language),
          },
        },
      ],
    },
  }
}
