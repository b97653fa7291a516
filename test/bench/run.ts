// `npm run bench`: measures, prints the tables and writes them to RESULTS.md. Names on the command line choose.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import type { Row } from './row.ts'

const benches = ['session', 'matcher', 'categorise', 'assess'] as const
const file = join(import.meta.dirname, 'RESULTS.md')

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !benches.some((bench) => bench === name))
if (unknown.length > 0) throw new Error(`no bench ${unknown.join(', ')}: ${benches.join(', ')}`)

for (const name of benches.filter((bench) => asked.length === 0 || asked.includes(bench))) {
  const { run }: { run: () => Promise<Row[]> } = await import(`./${name}.ts`)
  const table = tableOf(await run())
  process.stdout.write(`\n${name}\n\n${table}\n`)
  writeFileSync(file, withSection(name, table))
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

/** Other sections stay as they were measured: each says when and on which commit. */
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
