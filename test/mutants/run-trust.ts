// `npm run test:mutants -- trust`: plants each fault in a copy of the checkout, on a database, and runs the tests it
// names. One that they do not kill fails the command.
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { plant } from './mutant.ts'
import { ofTrust, type TrustMutant } from './of-trust.ts'
import { runTests } from './run-tests.ts'

const root = resolve(import.meta.dirname, '../..')
const copied = ['src', 'rules', 'test', 'migrations', 'package.json', 'tsconfig.json']

export async function runTrust(): Promise<void> {
  const copy = join(mkdtempSync(join(tmpdir(), 'nonante-mutants-')), 'checkout')
  try {
    for (const name of [...copied, 'vitest.config.ts']) {
      cpSync(join(root, name), join(copy, name), { recursive: true })
    }
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
    const tests = [...new Set(ofTrust.flatMap((mutant) => mutant.tests))]
    const before = await runTests(root, copy, tests, { project: 'service' })
    if (before.kind !== 'passed') throw new Error(`mend the tests first: ${before.why}`)
    let killed = 0
    for (const mutant of ofTrust) if (await isKilled(copy, mutant)) killed += 1
    process.stdout.write(`\n${killed} of ${ofTrust.length} killed\n`)
    if (killed < ofTrust.length) process.exitCode = 1
  } finally {
    rmSync(join(copy, '..'), { recursive: true, force: true })
  }
}

async function isKilled(copy: string, mutant: TrustMutant): Promise<boolean> {
  const file = join(copy, mutant.file)
  const text = readFileSync(file, 'utf8')
  writeFileSync(file, plant(mutant, text))
  const start = performance.now()
  try {
    const outcome = await runTests(root, copy, mutant.tests, { project: 'service' })
    const seconds = ((performance.now() - start) / 1000).toFixed(1).padStart(5)
    const verdict = { failed: 'killed  ', passed: 'SURVIVED', crashed: 'CRASHED ' }[outcome.kind]
    process.stdout.write(`${verdict} ${seconds} s  ${mutant.file}: ${mutant.what}\n`)
    if (outcome.kind !== 'passed') process.stdout.write(`                   ${outcome.why}\n`)
    return outcome.kind === 'failed'
  } finally {
    writeFileSync(file, text)
  }
}
