// A report of 500 lines on paper, by the service's own printer. First: its threads load what draws and what lays out;
// second: they are warm, as for a minute after each print. Run: node test/bench/run.ts print
import { createIllustrator } from '../../src/documents/charts/illustrator.ts'
import { createPrinter } from '../../src/documents/pdf/print.ts'
import { report, timed } from './report-page.ts'
import { median, type Row } from './row.ts'

const command = 'node test/bench/run.ts print'
const ROUNDS = 7

type Time = Awaited<ReturnType<typeof timed>>

export async function run(): Promise<Row[]> {
  const input = report()
  const printer = createPrinter(createIllustrator())
  let bytes = 0
  const print = async () => {
    bytes = (await printer.report(input)).length
  }
  const first = await timed(print)
  const second = await timed(print)
  const later: Time[] = []
  for (let i = 0; i < ROUNDS; i++) later.push(await timed(print))
  const middle = {
    processor: median(later.map(({ processor }) => processor)),
    wall: median(later.map(({ wall }) => wall)),
  }
  const row = (what: string, { processor, wall }: Time, yardstick: string): Row => ({
    what: `${what} (processor of all threads; on the wall)`,
    measured: `${(processor / 1000).toFixed(2)} s; ${(wall / 1000).toFixed(2)} s`,
    ...{ yardstick, ratio: '', command },
  })
  const lines = input.transactions.length
  return [
    row(`PDF of a report of ${lines} lines, first print of a process`, first, '2 s asked'),
    row('the second print', second, '2 s asked'),
    row(`the median of the ${ROUNDS} after it`, middle, '2 s asked'),
    {
      what: 'its size',
      measured: `${(bytes / 1000).toFixed(0)} kB`,
      ...{ yardstick: '', ratio: '', command },
    },
  ]
}
