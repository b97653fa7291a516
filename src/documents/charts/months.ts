// Each month, what came beside what left: income, fixed charges and credit told apart by pattern as well as by colour.
import { HALF_WIDTH, label, legend, shortMonth, wholeMoney } from './axes.ts'
import type { ChartFigures, MonthFigures } from './figures.ts'
import { ink, patterns } from './ink.ts'
import type { Picture } from './picture.ts'

export function monthsPicture(all: ChartFigures): Picture {
  const { words, language, currency, months } = all
  const bar = (
    name: string,
    stack: 'in' | 'out',
    color: string,
    of: (one: MonthFigures) => number,
  ) => ({
    name,
    type: 'bar' as const,
    stack,
    data: months.map((one) => of(one) / 100),
    itemStyle: { color, borderColor: stack === 'in' ? ink.good : ink.line, borderWidth: 1 },
    ...{ barWidth: 42, barGap: '12%' },
  })
  const parts = [
    bar(words.income, 'in', ink.good, ({ income }) => income),
    bar(words.otherIn, 'in', patterns.hatchGood.standIn, ({ otherIn }) => otherIn),
    bar(words.fixed, 'out', ink.soft, ({ fixed }) => fixed),
    bar(words.credit, 'out', patterns.crossBad.standIn, ({ credit }) => credit),
    bar(words.otherOut, 'out', patterns.dots.standIn, ({ otherOut }) => otherOut),
  ]
  const shown = parts.filter(({ data }) => data.some((amount) => amount > 0))
  const total = (of: (one: MonthFigures) => number) => months.map(of)
  const sums = {
    in: total(({ income, otherIn }) => income + otherIn),
    out: total(({ fixed, credit, otherOut }) => fixed + credit + otherOut),
  }
  return {
    width: HALF_WIDTH,
    height: 300,
    option: {
      animation: false,
      legend: legend(shown.map(({ name }) => name)),
      grid: { left: 64, right: 16, top: 40, bottom: 40 },
      xAxis: {
        type: 'category',
        data: months.map(({ month, complete }) => {
          const name = shortMonth(month, language)
          return complete ? name : `${name}\n(${words.incomplete})`
        }),
        axisTick: { show: false },
        axisLine: { lineStyle: { color: ink.soft } },
        axisLabel: { ...label, interval: 0, lineHeight: 15, color: ink.line },
      },
      yAxis: {
        type: 'value',
        axisLabel: {
          ...label,
          formatter: (units: number) => wholeMoney(units * 100, currency, language),
        },
        splitLine: { lineStyle: { color: ink.hair } },
      },
      series: [
        ...shown,
        ...(['in', 'out'] as const).map((stack) => ({
          // nothing tall upon the bar: it only carries the sum
          name: '',
          type: 'bar' as const,
          stack,
          data: sums[stack].map(() => 0),
          label: {
            show: true,
            position: 'top' as const,
            ...{ color: ink.line, fontSize: 11, distance: 3 },
            formatter: ({ dataIndex }: { dataIndex: number }) =>
              wholeMoney(sums[stack][dataIndex] ?? 0, currency, language),
          },
        })),
      ],
    },
  }
}
