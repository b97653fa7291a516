// The balance of the accounts together, day by day; readable in black and white, its numbers stand beside it as text.
import type { Content } from 'pdfmake'
import { curvePoints } from '../curve-points.ts'
import type { Reader } from '../document.ts'
import { formatShortDay } from '../typography.ts'

const WIDTH = 515
const HEIGHT = 90

export function curve(reader: Reader): Content[] {
  const { together } = reader.body.balances
  const { daily, from } = together
  if (together.state !== 'measured' || daily.length < 2 || from === null) return []
  const { points, zero } = curvePoints(daily, { width: WIDTH, height: HEIGHT })
  return [
    {
      canvas: [
        { type: 'line', x1: 0, x2: WIDTH, y1: zero, y2: zero, lineWidth: 0.7, dash: { length: 3 } },
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
