// The page of a report with its charts, as the service makes it; they are drawn in the test's own thread.
import { drawCharts } from '../../src/documents/charts/draw.ts'
import { chartFigures } from '../../src/documents/charts/figures.ts'
import { type DocumentInput, readerOf } from '../../src/documents/document.ts'
import type { Desk } from '../../src/documents/page-desk.ts'
import { renderReportHtml } from '../../src/documents/report-html.ts'

export function drawnPage(input: DocumentInput, desk?: Desk): string {
  const charts = drawCharts(chartFigures(readerOf(input)))
  return renderReportHtml({ ...input, charts, ...(desk === undefined ? {} : { desk }) })
}
