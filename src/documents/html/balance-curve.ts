// The balance of the accounts together, day by day, as a small picture; its numbers stand beside it as text.
import { html, raw } from 'hono/html'
import { curvePoints } from '../curve-points.ts'
import type { Reader } from '../document.ts'
import { formatShortDay } from '../typography.ts'
import { type Markup, nothing } from './markup.ts'

const WIDTH = 600
const HEIGHT = 120

export function balanceCurve(reader: Reader): Markup {
  const { together } = reader.body.balances
  const { daily, from } = together
  if (together.state !== 'measured' || daily.length < 2 || from === null) return nothing
  const { points, zero } = curvePoints(daily, { width: WIDTH, height: HEIGHT })
  const line = points.map(({ x, y }) => `${x},${y}`).join(' ')
  const label = `${reader.words.balanceTitle}, ${reader.words.window(formatShortDay(from), formatShortDay(reader.body.provenance.asOf))}`
  return html`<svg viewBox="0 -4 ${WIDTH} ${HEIGHT + 8}" role="img" aria-label="${label}" preserveAspectRatio="none">${raw(
    `<line x1="0" y1="${zero}" x2="${WIDTH}" y2="${zero}"/><polyline points="${line}"/>`,
  )}</svg><p class="small axis"><span>${formatShortDay(from)}</span><span>${reader.words.zeroLine}</span><span>${formatShortDay(reader.body.provenance.asOf)}</span></p>`
}
