// The charts: the same bytes whatever was drawn before, nothing the page's policy forbids, told apart without colour,
// and drawn in a thread that survives what cannot be drawn.
import { describe, expect, test } from 'vitest'
import { drawCharts } from '../../src/documents/charts/draw.ts'
import { type ChartFigures, chartFigures } from '../../src/documents/charts/figures.ts'
import { createIllustrator } from '../../src/documents/charts/illustrator.ts'
import { chartNames } from '../../src/documents/charts/picture.ts'
import { readerOf } from '../../src/documents/document.ts'
import { createThread } from '../../src/documents/thread.ts'
import { sampleBody, sampleEnvelope, sampleTransactions } from './sample-report.ts'

const input = (change: Record<string, unknown> = {}, language: 'fr' | 'en' = 'fr') => ({
  ...{ envelope: sampleEnvelope, body: sampleBody(change) },
  ...{ transactions: sampleTransactions(), language },
})
const figures = (change?: Record<string, unknown>, language?: 'fr' | 'en') =>
  chartFigures(readerOf(input(change, language)))
const drawn = drawCharts(figures())
const all = chartNames.map((name) => ({ name, svg: drawn[name] ?? '' }))

describe('what the charts show', () => {
  test('the days on which money came, and on which debits came back for lack of funds', () => {
    const balance = { ...sampleBody().balances }
    const from = '2026-10-10'
    const together = { ...balance.together, from, daily: Array.from({ length: 42 }, () => -100) }
    const { balance: shown } = figures({ balances: { ...balance, together } })
    const day = (position: number | undefined) => shown?.days[position ?? -1]
    expect(shown?.paydays.map(day)).toEqual(['2026-10-28'])
    expect(shown?.rejections.map(day)).toEqual(['2026-10-12'])
    expect(shown?.limit).toBe(4_512)
  })

  test('of each month, parts that sum to what came and what left', () => {
    const { months } = figures()
    const { cashFlow } = sampleBody()
    expect(months.map((one) => one.income + one.otherIn)).toEqual(
      cashFlow.months.map(({ inflow }) => inflow),
    )
    expect(months.map(({ fixed, credit, otherOut }) => fixed + credit + otherOut)).toEqual(
      cashFlow.months.map(({ outflow }) => Math.abs(outflow)),
    )
  })

  test('what left by category, the greatest first, and the rest as one', () => {
    const names = ['living.groceries', 'housing.rent', 'cash.withdrawal', 'loan.consumer']
    const many = [...names, ...Array.from({ length: 9 }, (_, index) => `living.made_up_${index}`)]
    const byCategory = Object.fromEntries(many.map((name, index) => [name, -(index + 1) * 1_000]))
    const [month] = sampleBody().cashFlow.months
    const { categories } = figures({
      cashFlow: { currency: 'EUR', months: [{ ...month, byCategory }] },
    })
    expect(categories).toHaveLength(11)
    expect(categories[0]?.amount).toBe(13_000)
    expect(categories.at(-1)).toEqual({ name: '3 autres catégories', amount: 6_000 })
  })

  test('nothing, where there is nothing to draw', () => {
    const { together } = sampleBody().balances
    const nothing = drawCharts(
      figures({
        balances: { accounts: [], together: { ...together, state: 'not_observable', daily: [] } },
        cashFlow: { currency: 'EUR', months: [] },
        income: { ...sampleBody().income, streams: [] },
        charges: { ...sampleBody().charges, streams: [] },
      }),
    )
    expect(nothing).toEqual({ balance: null, months: null, calendar: null, categories: null })
  })
})

describe.each(all)('the picture of $name', ({ name, svg }) => {
  test('is the same bytes whatever was drawn before it', () => {
    drawCharts(figures({}, 'en'))
    expect(drawCharts(figures())[name]).toBe(svg)
  })

  test('holds no style, script, class or address, and nothing of whoever named a payer becomes markup', () => {
    const own = svg.replace('xmlns="http://www.w3.org/2000/svg"', '')
    expect(own).not.toMatch(/style|class=|<script|https?:|href|ecmeta|zr\d/)
    expect(own).not.toContain('<b>SA</b>')
  })

  test('has ids of its own, and each that is used is there', () => {
    const ids = [...svg.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
    const used = [...svg.matchAll(/url\(#([^)]+)\)/g)].map(([, id]) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.filter((id) => !id?.startsWith(`${name}-`))).toEqual([])
    expect(used.filter((id) => !ids.includes(id))).toEqual([])
  })
})

test('without colour, what is below zero and the parts of a month are told apart by pattern', () => {
  expect(drawn.balance).toContain('url(#balance-hatchBad)')
  expect(drawn.months).toContain('url(#months-dots)')
})

describe('the thread that draws', () => {
  test('draws what the library draws here, one report after the other', async () => {
    const illustrator = createIllustrator()
    const both = await Promise.all([illustrator.charts(input()), illustrator.charts(input())])
    expect(both).toEqual([drawn, drawn])
  }, 30_000)

  test('that fails at one report draws the next', async () => {
    const thread = createThread<ChartFigures | null, unknown>({
      file: new URL('../../src/documents/charts/drawing-thread.ts', import.meta.url),
      ...{ most: 1, longestMs: 30_000, idleMs: 1_000, heapMegabytes: 256 },
      failure: 'not drawn',
    })
    await expect(thread.ask(null)).rejects.toThrow(TypeError)
    expect(await thread.ask(figures())).toEqual(drawn)
  }, 60_000)

  test('that takes too long is ended, and whoever waits is told', async () => {
    const thread = createThread<ChartFigures, unknown>({
      file: new URL('../../src/documents/charts/drawing-thread.ts', import.meta.url),
      ...{ most: 1, longestMs: 1, idleMs: 0, heapMegabytes: 256, failure: 'not drawn' },
    })
    await expect(thread.ask(figures())).rejects.toThrow('not drawn')
  }, 30_000)
})
