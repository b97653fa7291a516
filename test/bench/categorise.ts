// `categorise`, statement to result, full rule set, one core, against a plain loop that tests every rule's
// words by RegExp and keeps the first. Run: node test/bench/categorise.ts
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
  const whole = of(labels)
  const prepared = prepare(whole)
  const preparedMs = processorMs(() => categorise(prepared, ruleset))
  const wholeMs = processorMs(() => categorise(prepare(whole), ruleset))
  const statements = Array.from({ length: LINES / STATEMENT_LINES }, (_, i) =>
    of(labels.slice(i * STATEMENT_LINES, (i + 1) * STATEMENT_LINES)),
  )
  const usualMs = processorMs(() => {
    for (const one of statements) categorise(prepare(one), ruleset)
  })
  const usualLines = statements.length * STATEMENT_LINES
  const patterns = patternsOf(ruleset)
  const few = labels.slice(0, LOOP_LINES)
  const loopMs = processorMs(() => few.map((label) => patterns.find((one) => one.test(label))), 2)
  const compileMs = processorMs(() => compileRuleset(files), 3)
  const row = (what: string, ms: number, against: string, ratio: number): Row => ({
    what,
    measured: `${perSecond(LINES, ms)} lines/s`,
    yardstick: against,
    ratio: times(ratio),
    command: COMMAND,
  })
  const loop = LOOP_LINES / loopMs
  const asked = `asked for: ${WANTED.toLocaleString('en')} lines/s`
  const looped = `one RegExp a rule, first that matches: ${perSecond(LOOP_LINES, loopMs)} lines/s`
  return [
    row('categorise, prepared lines', preparedMs, looped, LINES / preparedMs / loop),
    row('categorise, prepared lines', preparedMs, asked, (LINES * 1000) / preparedMs / WANTED),
    row('prepare and categorise', wholeMs, asked, (LINES * 1000) / wholeMs / WANTED),
    {
      what: `the same in statements of ${STATEMENT_LINES} lines`,
      measured: `${perSecond(usualLines, usualMs)} lines/s`,
      yardstick: asked,
      ratio: times((usualLines * 1000) / usualMs / WANTED),
      command: COMMAND,
    },
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
