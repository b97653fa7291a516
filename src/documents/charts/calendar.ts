// When each stream came or left: a row a stream, a mark an occurrence, and the days in which the next is expected.
import { dayAxis, label, legend, WIDTH } from './axes.ts'
import type { CalendarFigures, CalendarMark, ChartFigures } from './figures.ts'
import { ink } from './ink.ts'
import type { Picture } from './picture.ts'

const ROW = 21
const CROSS = 'path://M2 0L5 3L8 0L10 2L7 5L10 8L8 10L5 7L2 10L0 8L3 5L0 2Z'

export function calendarPicture(all: ChartFigures, figures: CalendarFigures): Picture {
  const { words, language } = all
  const { days, rows, today } = figures
  const points = (wanted: readonly CalendarMark[], direction?: 'in' | 'out') =>
    rows.flatMap((row, index) =>
      direction === undefined || row.direction === direction
        ? row.marks.flatMap(({ day, mark }) => (wanted.includes(mark) ? [[day, index]] : []))
        : [],
    )
  const scatter = (
    name: string,
    symbol: string,
    color: string,
    data: number[][],
    hollow = false,
  ) => ({
    name,
    type: 'scatter' as const,
    ...{ symbol, symbolSize: 10, z: 4, data },
    itemStyle: hollow
      ? { color: ink.paper, borderColor: color, borderWidth: 2, opacity: 1 }
      : { color, borderColor: color, borderWidth: 0, opacity: 1 },
  })
  const unusual: readonly CalendarMark[] = ['bonus', 'advance', 'outlier']
  const series = [
    scatter(words.received, 'triangle', ink.good, points(['regular'], 'in')),
    scatter(words.paid, 'circle', ink.accent, points(['regular'], 'out')),
    scatter(words.irregular, 'diamond', ink.line, points(unusual), true),
    scatter(words.missed, CROSS, ink.bad, points(['missed'])),
  ].filter(({ data }) => data.length > 0)
  const isExpected = rows.some(({ expected }) => expected !== null)
  return {
    width: WIDTH,
    height: rows.length * ROW + 66,
    option: {
      animation: false,
      legend: legend([...series.map(({ name }) => name), ...(isExpected ? [words.expected] : [])]),
      grid: { left: 220, right: 28, top: 40, bottom: 26 },
      xAxis: dayAxis(days, language),
      yAxis: {
        type: 'category',
        inverse: true,
        data: rows.map(({ name }) => name),
        axisTick: { show: false },
        axisLine: { show: false },
        axisLabel: { ...label, color: ink.line, interval: 0 },
        splitLine: { show: true, interval: 0, lineStyle: { color: ink.hair } },
      },
      series: [
        ...series.map((one, index) =>
          index === 0 ? { ...one, markLine: reportDay(words.today, today) } : one,
        ),
        ...(isExpected ? [expected(words.expected, figures)] : []),
      ],
    },
  }
}

function reportDay(name: string, today: number) {
  return {
    ...{ symbol: 'none', silent: true },
    lineStyle: { color: ink.line, width: 1, type: 'dashed' as const },
    label: { show: false, formatter: name },
    data: [{ xAxis: today }],
  }
}

/** A frame over its days; one day is as wide as a mark. */
function expected(name: string, { rows, days }: CalendarFigures) {
  const perDay = (WIDTH - 248) / (days.length - 1)
  return {
    name,
    type: 'scatter' as const,
    ...{ symbol: 'rect', z: 3 },
    itemStyle: { color: ink.paper, borderColor: ink.good, borderWidth: 1.5, opacity: 1 },
    data: rows.flatMap((row, index) => {
      if (row.expected === null) return []
      const { from, to } = row.expected
      return [
        {
          value: [Math.round((from + to) / 2), index],
          symbolSize: [Math.max(8, Math.round((to - from + 1) * perDay)), 11],
        },
      ]
    }),
  }
}
