// `categorise`, statement to result, full rule set, one core, against a plain loop that tests every rule's
// words by RegExp and keeps the first. Statements of usual length come first: the lines of one of 20,000
// outlive collections of garbage, and the engine that has seen it lays out all later lines for a long life,
// where those of every statement after it are collected late and dear. Run: node test/bench/categorise.ts
import { categorise } from '../../src/core/categorisation/categorise.ts'
import { compileRuleset, type Ruleset } from '../../src/core/categorisation/ruleset.ts'
import { fold } from '../../src/core/matching/fold.ts'
import { prepare } from '../../src/core/statement/prepare.ts'
import { ruleFiles } from '../support/rule-files.ts'
import { account, line, statement } from '../support/statements.ts'
import { benchLabels } from './labels.ts'
import { perSecond, processorMs, times } from './processor.ts'
import type { Row } from './row.ts'

const COMMAND = 'node test/bench/categorise.ts'
const LINES = 20_000
const LOOP_LINES = 500
/** Lines of ninety days of a household. */
const STATEMENT_LINES = 300
/** Rounds of so many lines until V8 compiles nothing more: its own threads are in the time. */
const WARM_UP = 40
const ROUNDS = 25
/** The least issue 3 asks for. */
const WANTED = 300_000

/** One alternation a rule, as the usual engines have it: no brands, conditions, losers or pairs. */
function patternsOf({ rules, phrases }: Ruleset): RegExp[] {
  return rules
    .filter(({ words }) => words.length > 0)
    .map(({ words }) => {
      const texts = words.map((id) => fold(phrases.phrases[id]?.text ?? '').replaceAll('+', '\\+'))
      return new RegExp(`\\b(?:${texts.join('|')})`, 'i')
    })
}

export async function run(): Promise<Row[]> {
  const files = ruleFiles()
  const ruleset = compileRuleset(files)
  const labels = benchLabels(LINES)
  const of = (texts: string[]) =>
    statement([account(texts.map((text) => line('2026-03-01', -12, text)))])
  const statements = Array.from({ length: LINES / STATEMENT_LINES }, (_, i) =>
    of(labels.slice(i * STATEMENT_LINES, (i + 1) * STATEMENT_LINES)),
  )
  const usualLines = statements.length * STATEMENT_LINES
  const warm = (work: () => void) => processorMs(work, ROUNDS, WARM_UP)
  const usualMs = warm(() => {
    for (const one of statements) categorise(prepare(one), ruleset)
  })
  const ready = statements.map((one) => prepare(one))
  const usualPreparedMs = warm(() => {
    for (const one of ready) categorise(one, ruleset)
  })
  const whole = of(labels)
  const prepared = prepare(whole)
  const preparedMs = warm(() => categorise(prepared, ruleset))
  const wholeMs = warm(() => categorise(prepare(whole), ruleset))
  const patterns = patternsOf(ruleset)
  const few = labels.slice(0, LOOP_LINES)
  const loopMs = processorMs(() => few.map((label) => patterns.find((one) => one.test(label))), 2)
  const compileMs = processorMs(() => compileRuleset(files), 3)
  const row = (what: string, lines: number, ms: number): Row => ({
    what,
    measured: `${perSecond(lines, ms)} lines/s`,
    yardstick: `asked for: ${WANTED.toLocaleString('en')} lines/s`,
    ratio: times((lines * 1000) / ms / WANTED),
    command: COMMAND,
  })
  const usual = `statements of ${STATEMENT_LINES} lines`
  const one = `one statement of ${LINES.toLocaleString('en')} lines`
  return [
    {
      what: `categorise, prepared ${usual}`,
      measured: `${perSecond(usualLines, usualPreparedMs)} lines/s`,
      yardstick: `one RegExp a rule, first that matches: ${perSecond(LOOP_LINES, loopMs)} lines/s`,
      ratio: times(usualLines / usualPreparedMs / (LOOP_LINES / loopMs)),
      command: COMMAND,
    },
    row(`categorise, prepared ${usual}`, usualLines, usualPreparedMs),
    row(`prepare and categorise, ${usual}`, usualLines, usualMs),
    row(`categorise, prepared, ${one}`, LINES, preparedMs),
    row(`prepare and categorise, ${one}`, LINES, wholeMs),
    {
      what: `compile ${ruleset.rules.length} rules, ${ruleset.phrases.states} states, warm`,
      measured: `${Math.round(compileMs)} ms`,
      yardstick: '',
      ratio: '',
      command: COMMAND,
    },
  ]
}

if (import.meta.main) console.table(await run())
