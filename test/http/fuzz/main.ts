// `npm run test:fuzz -- --runs 100 --seed 7`: the fuzz of the OpenAPI document at length, with its figures.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '100' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
})
const report = join(mkdtempSync(join(tmpdir(), 'nonante-fuzz-')), 'fuzz.json')
const { status } = spawnSync('vitest', ['run', 'test/http/fuzz.test.ts'], {
  stdio: 'inherit',
  env: { ...process.env, FUZZ_RUNS: values.runs, FUZZ_SEED: values.seed, FUZZ_REPORT: report },
})
const { findings, ...figures } = JSON.parse(readFileSync(report, 'utf8'))
process.stdout.write(`${JSON.stringify({ ...figures, findings: findings.length }, null, 2)}\n`)
process.exitCode = status ?? 1
