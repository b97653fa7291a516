// What `nonante calibrate` reads: figures with their states, and faults that name line and column.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { readSampleCsv } from '../../src/outcomes/sample-csv.ts'
import { readSampleNdjson } from '../../src/outcomes/sample-ndjson.ts'

const folder = mkdtempSync(join(tmpdir(), 'nonante-outcomes-'))
afterAll(() => rmSync(folder, { recursive: true }))

function file(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

const head =
  'report_id,as_of,product,bad_definition,observation_end,outcome,debt_service_ratio,rejections_90'
const row = 'rep_1,2025-01-31,loan,arrears_90,2026-01-31,good,0.3312,2'
const csv = (...lines: string[]) => readSampleCsv(file('one.csv', `${lines.join('\r\n')}\n`))

describe('one CSV', () => {
  test('a number is a figure, a state is itself, an empty cell is not observable', async () => {
    const { sample, file: read } = await csv(
      `\uFEFF${head}`,
      row,
      'rep_2,2025-02-01,"loan",arrears_90,2026-01-31,bad,none_found,',
      '',
      'rep_3,2025-02-01,loan,arrears_90,2026-01-31,refused,withheld,0',
    )
    const [ratio, count] = sample.columns
    expect(ratio).toMatchObject({ indicator: 'debt_service_ratio' })
    expect([...(ratio?.states ?? [])]).toEqual([0, 1, 2])
    expect(ratio?.values[0]).toBe(0.3312)
    expect([...(count?.states ?? [])]).toEqual([0, 2, 0])
    expect(sample.outcome).toEqual(['good', 'bad', 'refused'])
    expect(sample.product).toEqual(['loan', 'loan', 'loan'])
    expect(read).toMatchObject({ name: 'one.csv', rows: 3 })
    expect(read.sha256).toMatch(/^[0-9a-f]{64}$/)
  })

  const changed = (place: number, text: string) =>
    row
      .split(',')
      .map((cell, index) => (index === place ? text : cell))
      .join(',')

  test.each<[string, string[], RegExp]>([
    [
      'a day that is none',
      [head, changed(1, '31/01/2025')],
      /line 2, column 2: as_of must be a day/,
    ],
    [
      'an outcome that is none',
      [head, row, changed(5, 'ok')],
      /line 3, column 6: outcome must be one of good, bad/,
    ],
    [
      'a product with a space',
      [head, changed(2, 'car loan')],
      /line 2, column 3: product must be a code/,
    ],
    [
      'an end before the report',
      [head, changed(4, '2024-01-01')],
      /line 2, column 5: observation_end is before/,
    ],
    [
      'a figure that is no number',
      [head, changed(6, '33 %')],
      /line 2, column 7: debt_service_ratio must be a number/,
    ],
    [
      'a figure finer than its unit',
      [head, changed(7, '1.5')],
      /line 2, column 8: rejections_90 is finer than its unit \(1\)/,
    ],
    [
      'a report told twice',
      [head, row, row],
      /line 3, column 1: report_id stands on line 2 already/,
    ],
    ['a short line', [head, 'rep_1,2025-01-31'], /line 2: has 2 cells, the header 8/],
    ['a quote that is not closed', [head, `"${row}`], /line 2, column 1: the quote is not closed/],
    ['a missing column', [head.replace(',outcome', '')], /line 1: the column "outcome" is missing/],
    [
      'a column twice',
      [`${head},rejections_90`],
      /line 1, column 9: the column "rejections_90" is there twice/,
    ],
    [
      'a column that is no indicator',
      [`${head},postcode`],
      /line 1, column 9: "postcode" is no indicator/,
    ],
    [
      'a barred indicator',
      [`${head},benefit_share`],
      /line 1, column 9: benefit_share is barred from scores \(benefits\)/,
    ],
    ['an empty file', [''], /line 1: the file is empty/],
  ])('%s is told by line and column', async (_, lines, message) => {
    await expect(csv(...lines)).rejects.toThrow(message)
  })

  test('a file that is not there is told by name', async () => {
    await expect(readSampleCsv(join(folder, 'none.csv'))).rejects.toThrow(
      /none\.csv cannot be read/,
    )
  })
})

describe('reports beside a CSV of outcomes', () => {
  const report = (id: string, value: number) =>
    JSON.stringify({
      envelope: { id },
      provenance: { asOf: '2025-01-31' },
      indicators: [{ id: 'rejections_90', unit: 'count', state: 'measured', value, evidence: [] }],
    })
  const outcomes = (...lines: string[]) =>
    file(
      'outcomes.csv',
      ['report_id,product,bad_definition,observation_end,outcome', ...lines].join('\n'),
    )

  test('are joined by the id of the report, and what has no other half is counted', async () => {
    const read = await readSampleNdjson(
      file('reports.ndjson', `${report('rep_1', 3)}\n${report('rep_2', 0)}\n`),
      outcomes('rep_1,loan,arrears_90,2026-01-31,bad', 'rep_9,loan,arrears_90,2026-01-31,good'),
    )
    const column = read.sample.columns.find(({ indicator }) => indicator === 'rejections_90')
    expect(read).toMatchObject({ outcomesWithoutReport: 1, reportsWithoutOutcome: 1 })
    expect(read.sample).toMatchObject({ outcome: ['bad'], asOf: ['2025-01-31'] })
    expect([...(column?.values ?? [])]).toEqual([3])
  })

  test.each<[string, string, RegExp]>([
    ['no JSON', `${report('rep_1', 3)}\n{`, /line 2: is not JSON/],
    ['no report', '{"provenance":{}}', /line 1: is no report/],
    [
      'no id',
      '{"provenance":{"asOf":"2025-01-31"},"indicators":[]}',
      /line 1: has neither envelope.id/,
    ],
    [
      'the same twice',
      `${report('rep_1', 3)}\n${report('rep_1', 3)}`,
      /line 2: the report is there twice/,
    ],
  ])('%s is told by line', async (_, text, message) => {
    const told = outcomes('rep_1,loan,arrears_90,2026-01-31,bad')
    await expect(readSampleNdjson(file('r.ndjson', text), told)).rejects.toThrow(message)
  })
})
