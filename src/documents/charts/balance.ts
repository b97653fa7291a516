// The balance day by day: below zero hatched, money that came and debits that came back marked, the lowest point named.
import type { EChartsOption } from 'echarts'
import { dayAxis, label, legend, WIDTH, wholeMoney } from './axes.ts'
import type { BalanceFigures, ChartFigures } from './figures.ts'
import { ink, patterns } from './ink.ts'
import type { Picture } from './picture.ts'

/** A cross that is drawn as a filled shape. */
const CROSS = 'path://M2 0L5 3L8 0L10 2L7 5L10 8L8 10L5 7L2 10L0 8L3 5L0 2Z'

export function balancePicture(all: ChartFigures, figures: BalanceFigures): Picture {
  const { words, language, currency } = all
  const { days, daily, paydays, rejections } = figures
  const isOverdrawn = daily.some((amount) => amount < 0)
  const marks = (positions: readonly number[]) =>
    positions.map((day) => [day, (daily[day] ?? 0) / 100])
  const names = [
    words.balance,
    ...(isOverdrawn ? [words.overdrawn] : []),
    ...(paydays.length > 0 ? [words.payday] : []),
    ...(rejections.length > 0 ? [words.rejection] : []),
  ]
  const option: EChartsOption = {
    animation: false,
    legend: legend(names),
    grid: { left: 64, right: 24, top: 34, bottom: 26 },
    xAxis: dayAxis(days, language),
    yAxis: {
      type: 'value',
      axisLabel: {
        ...label,
        formatter: (units: number) => wholeMoney(units * 100, currency, language),
      },
      splitLine: { lineStyle: { color: ink.hair } },
    },
    series: [
      curve(all, figures),
      ...(isOverdrawn ? [overdrawn(words.overdrawn, daily)] : []),
      {
        name: words.payday,
        type: 'scatter',
        data: marks(paydays),
        ...{ symbol: 'triangle', symbolSize: 12, z: 5 },
        itemStyle: { color: ink.good, borderColor: ink.paper, borderWidth: 1, opacity: 1 },
      },
      {
        name: words.rejection,
        type: 'scatter',
        data: marks(rejections),
        ...{ symbol: CROSS, symbolSize: 12, z: 6 },
        itemStyle: { color: ink.bad, borderColor: ink.paper, borderWidth: 1, opacity: 1 },
      },
      lowest(all, figures),
    ],
  }
  return { width: WIDTH, height: 260, option }
}

/** The end of a day holds until the end of the next. The zero line is part of it, and the limit where it is near. */
function curve({ words }: ChartFigures, { daily, limit }: BalanceFigures) {
  const dashed = (type: 'solid' | 'dashed', yAxis: number, name: string) => ({
    yAxis,
    lineStyle: { color: type === 'solid' ? ink.line : ink.bad, width: 1, type },
    label: {
      show: name !== '',
      ...{ formatter: name, position: 'insideStartBottom' as const, color: ink.bad, fontSize: 11 },
      ...{ textBorderColor: ink.paper, textBorderWidth: 3 },
    },
  })
  const deepest = Math.min(...daily)
  const isNear = limit !== null && limit > 0 && deepest < 0
  return {
    name: words.balance,
    type: 'line' as const,
    step: 'end' as const,
    data: daily.map((amount) => amount / 100),
    ...{ symbol: 'none', z: 3 },
    lineStyle: { color: ink.accent, width: 2 },
    itemStyle: { color: ink.accent },
    markLine: {
      ...{ symbol: 'none', silent: true },
      data: [
        dashed('solid', 0, ''),
        ...(isNear ? [dashed('dashed', -limit / 100, words.limit)] : []),
      ],
    },
  }
}

function overdrawn(name: string, daily: readonly number[]) {
  const color = patterns.hatchBad.standIn
  return {
    name,
    type: 'line' as const,
    step: 'end' as const,
    data: daily.map((amount) => Math.min(0, amount) / 100),
    ...{ symbol: 'rect', showSymbol: false, z: 2 },
    lineStyle: { width: 0, color },
    itemStyle: { color },
    areaStyle: { color, opacity: 1 },
  }
}

function lowest({ words, currency, language }: ChartFigures, { daily }: BalanceFigures) {
  const deepest = Math.min(...daily)
  const at = daily.indexOf(deepest)
  const isLate = at > daily.length * 0.8
  return {
    name: words.lowest,
    type: 'scatter' as const,
    data: [[at, deepest / 100]],
    ...{ symbol: 'circle', symbolSize: 9, z: 7 },
    itemStyle: {
      color: ink.paper,
      borderColor: deepest < 0 ? ink.bad : ink.line,
      borderWidth: 2,
      opacity: 1,
    },
    label: {
      show: true,
      position: isLate ? ('left' as const) : ('right' as const),
      formatter: `${words.lowest} ${wholeMoney(deepest, currency, language)}`,
      ...{ color: ink.line, fontSize: 12, fontWeight: 'bold' as const, distance: 8 },
      ...{ textBorderColor: ink.paper, textBorderWidth: 3 },
    },
  }
}
