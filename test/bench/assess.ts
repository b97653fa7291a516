// `assess`, snapshot to report: 300 transactions, warm, and how it grows to 20,000. The hash of the snapshot is
// given, as the worker gives it: it has the text that is hashed to keep. The search for counterfactuals is
// measured on the same statement and told apart.
// Run: node test/bench/assess.ts
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { assess, ENGINE_VERSION } from '../../src/core/assess.ts'
import type { IndicatorResult } from '../../src/core/indicators/indicator.ts'
import { protect, saltFor } from '../../src/core/protection/protect.ts'
import { compileRulebook, type Rulebook } from '../../src/core/rulebook.ts'
import { findCounterfactuals } from '../../src/core/scoring/counterfactuals.ts'
import { addPoints } from '../../src/core/scoring/points.ts'
import { parseStatement } from '../../src/core/statement/parse.ts'
import type { Statement } from '../../src/core/statement/statement.ts'
import { canonicalHash } from '../../src/core/values/canonical.ts'
import { addDays } from '../../src/core/values/plain-date.ts'
import { HOUSEHOLD_AS_OF, householdStatement, transaction } from '../support/household-statement.ts'
import { ruleFiles } from '../support/rule-files.ts'
import { processorMs, times } from './processor.ts'
import type { Row } from './row.ts'

const COMMAND = 'node test/bench/assess.ts'
const SIZES = [300, 2_000, 20_000] as const
/** Milliseconds: the most issue 3 allows for 300 transactions. */
const ALLOWED = 1
/** Reports a process has made before it is warm: V8 optimises what runs once a report after 3,000 of them. */
const WARM_UP = 10_000
const shops = [
  'CARTE LIDL 1234 NANTES',
  'CB BOULANGERIE DU PORT 12/10',
  'RETRAIT DAB 20/10 NANTES',
  'CARTE SNCF INTERNET',
  'VIR SEPA EMIS M DUPONT JEAN MOTIF LOYER',
  'PRLV SEPA ORANGE SA',
  'CARTE AMAZON EU SARL',
  'CB ZARA NANTES',
]

function statementOf(lines: number) {
  const own = householdStatement().accounts[0]?.transactions?.length ?? 0
  const extra = Array.from({ length: lines - own }, (_, i) =>
    transaction(
      `x${i}`,
      addDays(HOUSEHOLD_AS_OF, -(i % 89)),
      -(((i * 37) % 9000) / 100 + 1),
      `${shops[i % shops.length]} ${i}`,
    ),
  )
  return parseStatement(JSON.parse(JSON.stringify(householdStatement({ extra }))))
}

function timesOf(lines: number, rulebook: Rulebook) {
  const statement = statementOf(lines)
  const snapshot = protect(statement, rulebook, saltFor(statement))
  const given = canonicalHash(snapshot)
  const rounds = Math.max(5, Math.min(150, Math.round(60_000 / lines)))
  const run = () => assess(snapshot, [], rulebook, ENGINE_VERSION, given)
  const whole = processorMs(run, rounds, lines === SIZES[0] ? WARM_UP : rounds)
  const search = searchMs(run().report.indicators, rulebook, rounds)
  return {
    assess: whole - search,
    hashing: processorMs(() => assess(snapshot, [], rulebook, ENGINE_VERSION), rounds),
    hash: processorMs(() => canonicalHash(snapshot), rounds),
    protect: processorMs(() => protect(statement, rulebook, saltFor(statement)), rounds),
  }
}

function searchMs(
  indicators: readonly IndicatorResult[],
  { scorecard, texts }: Rulebook,
  rounds: number,
): number {
  const points = addPoints(indicators, scorecard)
  return processorMs(() => findCounterfactuals(indicators, scorecard, points, texts), rounds)
}

/** The search alone, on a person whose grade it can move; how many ways it finds. */
function searchTimes(rulebook: Rulebook) {
  const file = join(import.meta.dirname, '../golden/alix/statement.json')
  const statement: Statement = parseStatement(JSON.parse(readFileSync(file, 'utf8')))
  const snapshot = protect(statement, rulebook, saltFor(statement))
  const { indicators } = assess(snapshot, [], rulebook, ENGINE_VERSION).report
  const { scorecard, texts } = rulebook
  const points = addPoints(indicators, scorecard)
  const { length } = findCounterfactuals(indicators, scorecard, points, texts)
  return { found: length, ms: searchMs(indicators, rulebook, 150) }
}

export async function run(): Promise<Row[]> {
  const files = ruleFiles()
  const start = process.cpuUsage()
  const rulebook = compileRulebook(files)
  const { user, system } = process.cpuUsage(start)
  const measured = SIZES.map((lines) => ({ lines, ...timesOf(lines, rulebook) }))
  const [first] = measured
  if (first === undefined) throw new Error('no size to measure')
  const search = searchTimes(rulebook)
  const command = COMMAND
  return [
    {
      what: 'compile the whole rulebook, first time in a process',
      measured: `${Math.round((user + system) / 1000)} ms`,
      yardstick: '',
      ratio: '',
      command,
    },
    ...measured.map(({ lines, assess: ms }): Row => {
      const small = lines === first.lines
      return {
        what: `assess, ${lines.toLocaleString('en')} transactions, warm, hash given, search for counterfactuals apart`,
        measured: `${ms.toFixed(2)} ms`,
        yardstick: small
          ? `asked for: ${ALLOWED} ms`
          : `in proportion to ${first.lines}: ${((first.assess * lines) / first.lines).toFixed(1)} ms`,
        ratio: times(small ? ms / ALLOWED : ms / ((first.assess * lines) / first.lines)),
        command,
      }
    }),
    {
      what: `the same with search and hash, ${first.lines} transactions`,
      measured: `${first.hashing.toFixed(2)} ms`,
      yardstick: `the hash alone: ${first.hash.toFixed(2)} ms`,
      ratio: '',
      command,
    },
    {
      what: `the search for counterfactuals alone, ${search.found} found and proved`,
      measured: `${search.ms.toFixed(2)} ms`,
      yardstick: '',
      ratio: '',
      command,
    },
    {
      what: `protect, salt drawn, ${first.lines} transactions`,
      measured: `${first.protect.toFixed(2)} ms`,
      yardstick: '',
      ratio: '',
      command,
    },
  ]
}

if (import.meta.main) console.table(await run())
