// The thread that draws: the library is a megabyte of code that nobody else should carry.
import { parentPort } from 'node:worker_threads'
import { drawCharts } from './draw.ts'
import type { ChartFigures } from './figures.ts'

parentPort?.on('message', (figures: ChartFigures) => {
  parentPort?.postMessage(drawCharts(figures))
})
