// One run of the tests in one copy of the checkout, up to the first failure.
import { execFile } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/** `crashed`: a file of tests could not even be loaded, or no test ended. `why` names the test or the file. */
export type Outcome =
  | { readonly kind: 'passed' }
  | { readonly kind: 'failed' | 'crashed'; readonly why: string }

type TestFile = {
  readonly name: string
  readonly status: string
  readonly message: string
  readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[]
}

const LONGEST_MS = 240_000

/** @throws when no test is there to run. */
export async function runTests(
  root: string,
  copy: string,
  paths: readonly string[],
  { shard = '1/1', project = 'pure' }: { shard?: string; project?: 'pure' | 'service' } = {},
): Promise<Outcome> {
  const report = join(copy, 'mutant-report.json')
  rmSync(report, { force: true })
  const vitest = join(root, 'node_modules/vitest/vitest.mjs')
  const words = ['run', '--project', project, '--bail', '1', '--maxWorkers', '1', '--shard', shard]
  const output = ['--reporter', 'json', '--outputFile', report]
  await new Promise<void>((settle) => {
    const options = { cwd: copy, timeout: LONGEST_MS, maxBuffer: 2 ** 28 }
    execFile(process.execPath, [vitest, ...words, ...output, ...paths], options, () => settle())
  })
  if (!existsSync(report)) return { kind: 'crashed', why: `no report of ${paths.join(', ')}` }
  const { testResults }: { testResults: readonly TestFile[] } = JSON.parse(
    readFileSync(report, 'utf8'),
  )
  if (testResults.length === 0) throw new Error(`no test ran in ${paths.join(', ')}`)
  return outcomeOf(testResults)
}

/** A test that failed counts only when every file could be loaded. */
function outcomeOf(files: readonly TestFile[]): Outcome {
  const failed = files.flatMap(({ assertionResults }) =>
    assertionResults.filter(({ status }) => status === 'failed'),
  )
  const unread = files.find(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  )
  if (unread !== undefined) return { kind: 'crashed', why: `${unread.name}: ${unread.message}` }
  const [first] = failed
  return first === undefined ? { kind: 'passed' } : { kind: 'failed', why: first.fullName }
}
