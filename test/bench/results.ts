// Tables of a run, printed and kept in RESULTS.md: each section says when and on which commit.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import type { Row } from './row.ts'

const file = join(import.meta.dirname, 'RESULTS.md')

export function printRows(name: string, rows: readonly Row[]): void {
  process.stdout.write(`\n${name}\n\n${tableOf(rows)}\n`)
}

/** Other sections stay as they were measured. */
export function keepRows(name: string, rows: readonly Row[]): void {
  printRows(name, rows)
  writeFileSync(file, withSection(name, tableOf(rows)))
}

function tableOf(rows: readonly Row[]): string {
  const lines = rows.map(({ what, measured, yardstick, ratio, command }) =>
    ['', what, measured, yardstick, ratio, `\`${command}\``, ''].join(' | ').trim(),
  )
  return [
    '| what | measured | against | ratio | command |',
    '| --- | --- | --- | --- | --- |',
    ...lines,
  ].join('\n')
}

function withSection(name: string, table: string): string {
  const kept = existsSync(file) ? readFileSync(file, 'utf8') : '# Measured\n'
  const commit = execFileSync('git', ['describe', '--always', '--dirty'], {
    encoding: 'utf8',
  }).trim()
  const when = new Date().toISOString().slice(0, 10)
  const { length } = cpus()
  const section = `## ${name}\n\n${when}, commit ${commit}, ${length} cores, Node ${process.version}.\n\n${table}\n`
  const sections = kept.split(/^(?=## )/m).filter((text) => !text.startsWith(`## ${name}\n`))
  return [...sections.map((text) => `${text.trimEnd()}\n`), section].join('\n')
}
