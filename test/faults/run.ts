// `npm run test:faults`: every case of the table, against real servers; prints it as it turned out, and how often each
// kind of fault fired. Ends with 1 when one case differs or one kind never fired. `-- stet 19` for a part of it.
import { newAuthority } from './beds.ts'
import { hostCases, runHostCases } from './hosts.ts'
import { isAsExpected, type Result, runAnswerCases } from './matrix.ts'
import { answerCases, type Case } from './outcomes.ts'

const KINDS = 24
const wanted = process.argv.slice(2)

/** Adapters, kinds, endpoints or faults, as many as are named: each narrows. */
function isWanted({ kind, adapter, endpoint, fault }: Case): boolean {
  return wanted.every((word) => [String(kind), adapter, endpoint, fault].includes(word))
}

const print = (line: string) => process.stdout.write(`${line}\n`)

function rowOf(result: Result): string {
  const { kind, fault, adapter, endpoint, expected, why } = result.case
  const told = isAsExpected(result) ? 'ok' : 'NO'
  const problems = result.problems.length === 0 ? '' : ` (${result.problems.join('; ')})`
  return [
    ...[told, String(kind).padStart(2), fault.padEnd(24), adapter.padEnd(12), endpoint.padEnd(22)],
    ...[
      expected.padEnd(44),
      `${result.got}${problems}`.padEnd(44),
      String(result.fired).padStart(4),
      why,
    ],
  ].join(' | ')
}

function inOrder(a: Result, b: Result): number {
  const key = ({ case: { kind, fault, adapter, endpoint } }: Result) =>
    [String(kind).padStart(2, '0'), fault, adapter, endpoint].join(' ')
  return key(a) < key(b) ? -1 : 1
}

function firedByKind(results: readonly Result[]): Map<number, number> {
  const counts = new Map(Array.from({ length: KINDS }, (_, at) => [at + 1, 0]))
  for (const { case: each, fired } of results) {
    counts.set(each.kind, (counts.get(each.kind) ?? 0) + fired)
  }
  return counts
}

const began = performance.now()
const authority = await newAuthority()
let done = 0
const answers = answerCases.filter(isWanted)
const hosts = hostCases.filter(isWanted)
const tell = (result: Result) => {
  done += 1
  const isLate = done % 100 === 0
  if (isLate || !isAsExpected(result)) {
    process.stderr.write(`${done} of ${answers.length + hosts.length}: ${rowOf(result)}\n`)
  }
}
const results = [
  ...(await runHostCases(hosts, authority, tell)),
  ...(await runAnswerCases(answers, authority, tell)),
].toSorted(inOrder)

print('   | kind | fault | adapter | endpoint | expected | got | fired | why')
for (const result of results) print(rowOf(result))
const counts = firedByKind(results)
print(`\nfired: ${[...counts].map(([kind, count]) => `${kind}: ${count}`).join(', ')}`)
const silent = wanted.length > 0 ? [] : [...counts].filter(([, count]) => count === 0)
const wrong = results.filter((result) => !isAsExpected(result))
const seconds = Math.round((performance.now() - began) / 1000)
print(`${results.length} cases, ${wrong.length} not as expected, ${seconds} s`)
for (const [kind] of silent) print(`kind ${kind} never fired`)
process.exitCode = wrong.length + silent.length === 0 && results.length > 0 ? 0 : 1
