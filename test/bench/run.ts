// `npm run bench`: measures, prints the tables and writes them to RESULTS.md. Names on the command line choose.
import { keepRows } from './results.ts'
import type { Row } from './row.ts'

const benches = [
  'session',
  'report-page',
  'print',
  'http',
  'growth',
  'pull',
  'matcher',
  'categorise',
  'peers',
  'assess',
  'rescoring',
  'calibration',
] as const

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !benches.some((bench) => bench === name))
if (unknown.length > 0) throw new Error(`no bench ${unknown.join(', ')}: ${benches.join(', ')}`)

for (const name of benches.filter((bench) => asked.length === 0 || asked.includes(bench))) {
  const { run }: { run: () => Promise<Row[]> } = await import(`./${name}.ts`)
  keepRows(name, await run())
}
