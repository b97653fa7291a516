// The charts of a report, and of a comparison, drawn aside.
import type { DrawnPairs, PairCharts } from '../comparison/pictures.ts'
import { type DocumentInput, readerOf } from '../document.ts'
import { createThread } from '../thread.ts'
import { type ChartFigures, chartFigures } from './figures.ts'
import type { Charts } from './picture.ts'

export type Illustrator = {
  /** @throws Error when it takes longer than half a minute. */
  charts(input: DocumentInput): Promise<Charts>
  /** The same for two rulebooks side by side, within thirty. */
  pairs(figures: PairCharts): Promise<DrawnPairs>
}

/** One thread for each, loaded when first needed, kept for as long as pages are being read. */
export function createIllustrator(): Illustrator {
  const thread = createThread<ChartFigures, Charts>({
    file: new URL('./drawing-thread.ts', import.meta.url),
    ...{ most: 1, longestMs: 30_000, idleMs: 30_000, heapMegabytes: 256 },
    failure: 'the charts were not drawn',
  })
  const pairs = createThread<PairCharts, DrawnPairs>({
    file: new URL('../comparison/drawing-thread.ts', import.meta.url),
    ...{ most: 1, longestMs: 30_000, idleMs: 10_000, heapMegabytes: 256 },
    failure: 'the charts were not drawn',
  })
  return {
    charts: (input) => thread.ask(chartFigures(readerOf(input))),
    pairs: (figures) => pairs.ask(figures),
  }
}
