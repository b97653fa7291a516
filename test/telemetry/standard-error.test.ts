// The log of a long-running process: several lines in one write, none lost at an end.
import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'

const module = resolve(import.meta.dirname, '../../src/telemetry/standard-error.ts')

/** What a process that logs so leaves on standard error. */
function standardErrorOf(program: string): Promise<{ text: string; code: number | null }> {
  const source = `import { standardError } from ${JSON.stringify(module)}
    const log = standardError()
    ${program}`
  const words = ['--input-type=module-typescript', '--eval', source]
  return new Promise((done) => {
    const child = execFile(process.execPath, words, (_, __, text) =>
      done({ text, code: child.exitCode }),
    )
  })
}

test.each([
  ['it comes to its own end', '', 0],
  ['it is ended', 'process.exit(3)', 3],
  ['it fails', 'throw new Error("broken")', 1],
])('all lines are there, in order, when %s', async (_, end, code) => {
  const told = await standardErrorOf(`for (let n = 0; n < 2000; n += 1) log(\`line \${n}\\n\`)
    ${end}`)
  const lines = told.text.split('\n').filter((line) => line.startsWith('line '))
  expect(lines).toEqual(Array.from({ length: 2000 }, (__, n) => `line ${n}`))
  expect(told.code).toBe(code)
})

test('a line of a process that lives on is there a moment later', async () => {
  const { text } = await standardErrorOf(`const write = process.stderr.write.bind(process.stderr)
    let writes = 0
    process.stderr.write = (part) => { writes += 1; return write(part) }
    log('one\\n')
    log('two\\n')
    setTimeout(() => { write(\`seen after \${writes} write\\n\`); process.kill(process.pid, 'SIGKILL') }, 500)`)
  expect(text).toBe('one\ntwo\nseen after 1 write\n')
})
