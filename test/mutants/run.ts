// `npm run test:mutants`: plants each fault in a copy of the checkout and runs the tests of the core. A mutant
// that no test kills fails the command. Words on the command line choose folders (`npm run test:mutants -- streams`)
// or the faults in what trust rests on (`npm run test:mutants -- trust`).
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { folderOf, type Mutant, plant } from './mutant.ts'
import { mutants } from './mutants.ts'
import { type Outcome, runTests } from './run-tests.ts'
import { runTrust } from './run-trust.ts'

const root = resolve(import.meta.dirname, '../..')
const copied = ['src', 'rules', 'test', 'package.json', 'tsconfig.json', 'vitest.config.ts']
const everything = ['test/core', 'test/rules']

const folders = process.argv.slice(2)
if (folders.includes('trust')) {
  await runTrust()
  process.exit()
}
const chosen = mutants.filter(
  (mutant) => folders.length === 0 || folders.includes(folderOf(mutant)),
)
if (chosen.length === 0) throw new Error(`no mutants in ${folders.join(', ')}`)

const copies = Array.from({ length: availableParallelism() }, newCopy)
process.on('exit', () => {
  for (const copy of copies) rmSync(join(copy, '..'), { recursive: true, force: true })
})
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1))

await refuseFailingTests()
const left = await tryAll(chosen)
process.stdout.write(`\n${chosen.length - left.length} of ${chosen.length} killed\n`)
for (const { file, what } of left) process.stderr.write(`not killed: ${file}: ${what}\n`)
if (left.length > 0) process.exitCode = 1

/** Tests that fail without a fault would kill every mutant; each copy runs its share of the files. */
async function refuseFailingTests(): Promise<void> {
  const parts = copies.map((copy, index) =>
    runTests(root, copy, everything, { shard: `${index + 1}/${copies.length}` }),
  )
  for (const outcome of await Promise.all(parts)) {
    if (outcome.kind === 'passed') continue
    throw new Error(`the tests fail without any mutant, mend them first: ${outcome.why}`)
  }
}

/** Each copy takes the next mutant when it is done with one. */
async function tryAll(list: readonly Mutant[]): Promise<Mutant[]> {
  const waiting = [...list]
  const left: Mutant[] = []
  const work = async (copy: string) => {
    for (let mutant = waiting.shift(); mutant !== undefined; mutant = waiting.shift()) {
      const start = performance.now()
      const outcome = await tryOne(copy, mutant)
      if (outcome.kind !== 'failed') left.push(mutant)
      const seconds = ((performance.now() - start) / 1000).toFixed(1).padStart(5)
      process.stdout.write(`${verdict(outcome)} ${seconds} s  ${mutant.file}: ${mutant.what}\n`)
      if (outcome.kind !== 'passed') process.stdout.write(`                   ${outcome.why}\n`)
    }
  }
  await Promise.all(copies.map(work))
  return left
}

function verdict({ kind }: Outcome): string {
  return { failed: 'killed  ', passed: 'SURVIVED', crashed: 'CRASHED ' }[kind]
}

/** Its own folder's tests first: they kill most, and fast. */
async function tryOne(copy: string, mutant: Mutant): Promise<Outcome> {
  const file = join(copy, 'src/core', mutant.file)
  const text = readFileSync(file, 'utf8')
  writeFileSync(file, plant(mutant, text))
  try {
    const near = await runTests(root, copy, [`test/core/${folderOf(mutant)}/`])
    return near.kind === 'passed' ? await runTests(root, copy, everything) : near
  } finally {
    writeFileSync(file, text)
  }
}

/**
 * In a folder of its own, so that nothing stands beside it. The test that every mutant still fits would
 * kill them all: it stays out.
 */
function newCopy(): string {
  const copy = join(mkdtempSync(join(tmpdir(), 'nonante-mutants-')), 'checkout')
  for (const name of copied) cpSync(join(root, name), join(copy, name), { recursive: true })
  rmSync(join(copy, 'test/core/mutants.test.ts'))
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
  return copy
}
