// `npm run bench:quality`: labelled lines, simulated households with the yardsticks in the same run, and the
// public personas, each beside what is asked for; tables go to RESULTS.md.
// `--seeds 1-100 [--verbose]`: those households only, printed and not kept; verbose tells which fail and why.
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { algoanAvailable, algoanPersonas } from '../support/algoan.ts'
import { rulebook } from '../support/assessed.ts'
import { DEVELOPMENT_SEEDS, HELD_OUT_SEEDS, household } from '../support/households.ts'
import { measureLabelledLines } from '../support/labelled-lines.ts'
import { type MeasuredHousehold, measureHousehold } from './quality/measure-household.ts'
import { personaFacts } from './quality/personas.ts'
import * as rows from './quality/rows.ts'
import { failuresOf } from './quality/verbose.ts'
import { keepRows, printRows } from './results.ts'
import type { Row } from './row.ts'

const COMMAND = 'npm run bench:quality'
const labels = join(import.meta.dirname, '../../../shared/labels/dev.jsonl')
const ownLines = join(import.meta.dirname, '../rules/lines')

const { values } = parseArgs({
  options: { seeds: { type: 'string' }, verbose: { type: 'boolean', default: false } },
})
if (values.seeds || values.verbose) inspect(values.seeds ?? '1-300', values.verbose)
else measure()

function inspect(text: string, verbose: boolean): void {
  const [from = 1, to = from] = text.split('-').map(Number)
  const heldOut = to >= HELD_OUT_SEEDS.from && from <= HELD_OUT_SEEDS.to
  if (verbose && heldOut) throw new Error('held-out seeds are measured, not looked at')
  const command = `node test/bench/quality.ts --seeds ${text}`
  const measured = measureSeeds({ from, to })
  if (verbose) {
    for (const one of measured) {
      const failures = failuresOf(one)
      if (failures.length > 0) process.stdout.write(`${failures.join('\n')}\n\n`)
    }
  }
  printRows(`households ${text}`, rows.householdRows(measured, command))
  printRows('recall by type', rows.typeRows(measured, command))
  printRows(
    'categories',
    rows.categoryRows(measured, command).filter((row) => row.measured !== '100.0 %'),
  )
}

function measure(): void {
  keepRows('quality: labelled lines', lineRows())
  const held = measureSeeds(HELD_OUT_SEEDS)
  keepRows(
    `quality: simulated households ${HELD_OUT_SEEDS.from}–${HELD_OUT_SEEDS.to}, not used while building`,
    rows.householdRows(held, COMMAND),
  )
  keepRows(
    `quality: simulated households ${DEVELOPMENT_SEEDS.from}–${DEVELOPMENT_SEEDS.to}`,
    rows.householdRows(measureSeeds(DEVELOPMENT_SEEDS), COMMAND),
  )
  keepRows('quality: recall by type of stream', rows.typeRows(held, COMMAND))
  keepRows('quality: categories of simulated lines', rows.categoryRows(held, COMMAND))
  if (algoanAvailable) {
    const facts = algoanPersonas.flatMap((name) => rows.factRows(name, personaFacts(name), COMMAND))
    keepRows('quality: public personas', facts)
  } else skipped('the public personas', '../shared/data/algoan')
}

function measureSeeds({ from, to }: { from: number; to: number }): MeasuredHousehold[] {
  return Array.from({ length: to - from + 1 }, (_, index) =>
    measureHousehold(household(from + index)),
  )
}

function lineRows(): Row[] {
  const development = measureLabelledLines(labels, rulebook)
  if (!development) skipped('the development lines', '../shared/labels')
  const own = existsSync(ownLines)
    ? readdirSync(ownLines).filter((name) => name.endsWith('.jsonl'))
    : []
  return [
    ...(development ? rows.lineRows('development lines', development, COMMAND) : []),
    ...own.sort().flatMap((name) => {
      const figures = measureLabelledLines(join(ownLines, name), rulebook)
      return figures ? rows.lineRows(name, figures, COMMAND) : []
    }),
  ]
}

function skipped(what: string, where: string): void {
  process.stdout.write(`\nskipped: ${what}, for want of ${where}\n`)
}
