// The balance of the accounts together, day by day; readable in black and white, its numbers stand beside it as text.
import type { Content } from 'pdfmake'
import type { Reader } from '../document.ts'
import { formatShortDay } from '../typography.ts'

const WIDTH = 515
const HEIGHT = 90

export function curve(reader: Reader): Content[] {
  const { together } = reader.body.balances
  const { daily, from } = together
  if (together.state !== 'measured' || daily.length < 2 || from === null) return []
  const top = Math.max(0, ...daily)
  const bottom = Math.min(0, ...daily)
  const span = top - bottom || 1
  const y = (amount: number) => Math.round(((top - amount) / span) * HEIGHT * 10) / 10
  const points = daily.map((amount, index) => ({
    x: Math.round((index / (daily.length - 1)) * WIDTH * 10) / 10,
    y: y(amount),
  }))
  const zero = { y1: y(0), y2: y(0) }
  return [
    {
      canvas: [
        { type: 'line', x1: 0, x2: WIDTH, ...zero, lineWidth: 0.7, dash: { length: 3 } },
        { type: 'polyline', points, lineWidth: 1.2 },
      ],
    },
    {
      margin: [0, 2, 0, 4],
      columns: [
        { text: formatShortDay(from), style: 'small' },
        { text: reader.words.zeroLine, style: 'small', alignment: 'center' },
        {
          text: formatShortDay(reader.body.provenance.asOf),
          style: 'small',
          alignment: 'right',
        },
      ],
    },
  ]
}
