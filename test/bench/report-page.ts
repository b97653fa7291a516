// The underwriter's page of 500 lines as the service makes it: charts drawn in their thread, page written, compressed.
// Cold: the first page of a process, which loads the library that draws. Run: node test/bench/run.ts report-page
import { gzipSync } from 'node:zlib'
import { assess, ENGINE_VERSION } from '../../src/core/assess.ts'
import { protect, saltFor } from '../../src/core/protection/protect.ts'
import { compileRulebook } from '../../src/core/rulebook.ts'
import { parseStatement } from '../../src/core/statement/parse.ts'
import { addDays } from '../../src/core/values/plain-date.ts'
import { createIllustrator } from '../../src/documents/charts/illustrator.ts'
import type { DocumentInput } from '../../src/documents/document.ts'
import { renderReportHtml } from '../../src/documents/report-html.ts'
import { HOUSEHOLD_AS_OF, householdStatement, transaction } from '../support/household-statement.ts'
import { ruleFiles } from '../support/rule-files.ts'
import { median, type Row } from './row.ts'

const command = 'node test/bench/run.ts report-page'
const LINES = 500
const ROUNDS = 40
const shops = [
  'CARTE LIDL',
  'CB BOULANGERIE DU PORT',
  'CARTE SNCF INTERNET',
  'CARTE AMAZON EU SARL',
]

export function report(): DocumentInput {
  const own = householdStatement().accounts[0]?.transactions?.length ?? 0
  const extra = Array.from({ length: LINES - own }, (_, i) =>
    transaction(
      `x${i}`,
      addDays(HOUSEHOLD_AS_OF, -(i % 89)),
      -(((i * 37) % 9000) / 100 + 1),
      `${shops[i % shops.length]} ${i}`,
    ),
  )
  const statement = parseStatement(JSON.parse(JSON.stringify(householdStatement({ extra }))))
  const rulebook = compileRulebook(ruleFiles())
  const snapshot = protect(statement, rulebook, saltFor(statement))
  const { report: body, transactions } = assess(snapshot, [], rulebook, ENGINE_VERSION)
  return { envelope: null, body, transactions, language: 'fr' }
}

/** On the wall, and of all threads of the process: the second is the same on a busy machine. */
export async function timed(
  work: () => Promise<void>,
): Promise<{ wall: number; processor: number }> {
  const [started, before] = [performance.now(), process.cpuUsage()]
  await work()
  const { user, system } = process.cpuUsage(before)
  return { wall: performance.now() - started, processor: (user + system) / 1000 }
}

export async function run(): Promise<Row[]> {
  const input = report()
  const illustrator = createIllustrator()
  let page = ''
  const make = async () => {
    page = renderReportHtml({ ...input, charts: await illustrator.charts(input) })
    gzipSync(page)
  }
  const cold = await timed(make)
  for (let i = 0; i < ROUNDS; i++) await make()
  const warm: { wall: number; processor: number }[] = []
  for (let i = 0; i < ROUNDS; i++) warm.push(await timed(make))
  const middle = (of: (one: { wall: number; processor: number }) => number) => median(warm.map(of))
  const ms = (value: number) => `${value.toFixed(0)} ms`
  return [
    {
      what: `report page of ${input.transactions.length} lines, charts included, warm: median (processor; on the wall)`,
      measured: `${ms(middle((one) => one.processor))}; ${ms(middle((one) => one.wall))}`,
      ...{ yardstick: '150 ms asked', ratio: '', command },
    },
    {
      what: 'the first page of a process, which loads what draws (processor; on the wall)',
      measured: `${ms(cold.processor)}; ${ms(cold.wall)}`,
      ...{ yardstick: '', ratio: '', command },
    },
    {
      what: 'as it is sent, compressed (as written)',
      measured: `${(gzipSync(page).length / 1000).toFixed(0)} kB (${(page.length / 1000).toFixed(0)} kB)`,
      ...{ yardstick: '300 kB asked', ratio: '', command },
    },
  ]
}
