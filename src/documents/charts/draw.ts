// Draws all charts of a report. Heavy to load: only threads import it.
// one file of it: its 400 modules take eight times as long to load
import { init } from 'echarts/dist/echarts.esm.min.mjs'
import { balancePicture } from './balance.ts'
import { calendarPicture } from './calendar.ts'
import { categoriesPicture } from './categories.ts'
import { cleanSvg } from './clean-svg.ts'
import type { ChartFigures } from './figures.ts'
import { monthsPicture } from './months.ts'
import type { Charts, Picture } from './picture.ts'

/** The same figures give the same bytes. */
export function drawCharts(figures: ChartFigures): Charts {
  const { balance, months, calendar, categories } = figures
  return {
    balance: balance && drawPicture('balance', balancePicture(figures, balance)),
    months: months.length === 0 ? null : drawPicture('months', monthsPicture(figures)),
    calendar: calendar && drawPicture('calendar', calendarPicture(figures, calendar)),
    categories:
      categories.length === 0 ? null : drawPicture('categories', categoriesPicture(figures)),
  }
}

/** `name` begins every id in the picture. */
export function drawPicture(name: string, { width, height, option }: Picture): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height })
  try {
    chart.setOption(option)
    return cleanSvg(chart.renderToSVGString(), name)
  } finally {
    chart.dispose()
  }
}
