// The labelled lines, measured and reported: floors only, so that a change that breaks a family of labels is seen.
// `npm run bench:quality` holds the same figures against what is asked.
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { rulebook } from '../support/assessed.ts'
import { measureLabelledLines } from '../support/labelled-lines.ts'

const development = join(import.meta.dirname, '../../../shared/labels/dev.jsonl')
const measured = measureLabelledLines(development, rulebook)

test.skipIf(measured === null)('development lines (skipped without ../shared/labels)', () => {
  process.stdout.write(`development lines: ${JSON.stringify(measured)}\n`)
  expect(measured?.weightedAccuracy).toBeGreaterThan(0.96)
  expect(measured?.abstention).toBeLessThan(0.05)
})

test.each([
  ['written', 0.98],
  ['unseen', 0.93],
])('our own %s lines', (name, floor) => {
  const figures = measureLabelledLines(join(import.meta.dirname, `lines/${name}.jsonl`), rulebook)
  process.stdout.write(`${name} lines: ${JSON.stringify(figures)}\n`)
  expect(figures?.weightedAccuracy).toBeGreaterThan(floor)
})
