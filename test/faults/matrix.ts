// Runs cases of the table, several at once before a bank each, and says of each what became of it.
import { createServer } from 'node:http'
import type { TestAuthority } from '../../src/banks/authority.ts'
import { tapWire } from '../support/wire-tap.ts'
import { type AdapterName, type Bed, type Patience, type Walked, walk } from './bed.ts'
import { bedMakers } from './beds.ts'
import { CUSTOMER, LARGE, STRUCK } from './customer.ts'
import { type Seen, seenIn, verdictOn } from './judge.ts'
import type { AnswerCase, Case } from './outcomes.ts'

export type Result = {
  readonly case: Case
  readonly got: string
  readonly fired: number
  /** What is wrong beside the verdict: a secret told, a write repeated, a stranger called. */
  readonly problems: readonly string[]
  readonly ms: number
}

export function isAsExpected({ case: { expected }, got, fired, problems }: Result): boolean {
  return got === expected && fired > 0 && problems.length === 0
}

/** Pages have numbers here, and only a list of several pages can move or go round. */
const needsPages = (each: AnswerCase) =>
  each.adapter === 'linxo' && [19, 20].includes(each.kind) && each.endpoint === 'transactions'

export async function runAnswerCases(
  cases: readonly AnswerCase[],
  authority: TestAuthority,
  tell: (result: Result) => void = () => {},
  lanes = 3,
): Promise<Result[]> {
  const elsewhere = await openElsewhere()
  const tap = tapWire()
  const results: Result[] = []
  const lane = async (adapter: AdapterName, queue: Iterator<AnswerCase>) => {
    const bed = await bedMakers[adapter](authority)
    const truths = new Map<string, Seen>()
    for (let next = queue.next(); !next.done; next = queue.next()) {
      const result = await runOne({ bed, truths, elsewhere, each: next.value })
      results.push(result)
      tell(result)
    }
    await bed.stop()
  }
  const adapters = [...new Set(cases.map(({ adapter }) => adapter))]
  await Promise.all(
    adapters.flatMap((adapter) => {
      const queue = cases.filter((each) => each.adapter === adapter).values()
      return Array.from({ length: lanes }, () => lane(adapter, queue))
    }),
  )
  tap.stop()
  await elsewhere.stop()
  const secrets = [...tap.secrets.values()].flatMap((each) => [...each])
  return results.map((result) => withoutSecrets(result, secrets))
}

type Elsewhere = Awaited<ReturnType<typeof openElsewhere>>

/** Where links lead that lead elsewhere: nobody should ever come. */
async function openElsewhere() {
  let calls = 0
  const server = createServer((_request, response) => {
    calls += 1
    response.end('{}')
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    href: `http://127.0.0.1:${port}/accounts?page=2`,
    calls: () => calls,
    stop: () => new Promise<void>((closed) => server.close(() => closed())),
  }
}

type One = {
  readonly bed: Bed
  readonly truths: Map<string, Seen>
  readonly elsewhere: Elsewhere
  readonly each: AnswerCase
}

async function runOne({ bed, truths, elsewhere, each }: One): Promise<Result> {
  const { answer, times, at, kind } = each
  const customer = needsPages(each) ? LARGE : CUSTOMER
  const truth = await truthFor(bed, truths, each, customer)
  const { operation, method, resourceId } = at
  // what moves does so between two pages
  const after = kind === 20 ? 1 : at.after
  const fault = {
    ...{ operation, method, resourceId, answer, after, times: times ?? undefined },
    ...(answer === 'next_elsewhere' ? { href: elsewhere.href } : {}),
  }
  const before = total(bed)
  const calls = elsewhere.calls()
  const walked = await walk(bed, {
    ...{ customer, phase: at.phase, patience: patienceFor(each) },
    faults: [fault],
  })
  const fired = total(bed) - before
  const verdict = verdictOn(walked, truth)
  const problems = [
    ...(elsewhere.calls() === calls ? [] : ['another host was called']),
    ...repeated(each, fired),
    ...waitedWrongly(each, walked),
    ...(kind === 15 && process.memoryUsage().rss > 2e9 ? ['memory'] : []),
  ]
  const expected = filled(each.expected, verdict, truth)
  const told = `${messageOf(walked.error)} ${messageOf(walked.releaseError)}`
  return {
    ...{ case: { ...each, expected }, got: verdict, fired, problems, ms: walked.ms },
    ...{ told },
  } as Result
}

/** What the bank has when this fault has done its work; lines of a fault that moves them are there from the start. */
async function truthFor(
  bed: Bed,
  truths: Map<string, Seen>,
  { answer, kind, at }: AnswerCase,
  customer: string,
): Promise<Seen> {
  const moves = kind === 20
  const empties = answer === 'no_lines'
  const key = `${customer} ${moves || empties ? answer : ''}`
  const known = truths.get(key)
  if (known) return known
  const { operation } = at
  const faults = moves || empties ? [{ operation, answer, resourceId: STRUCK }] : []
  const walked = await walk(bed, { customer, faults, phase: 'collect' })
  if (walked.error !== null) throw walked.error
  const seen = seenIn(walked)
  truths.set(key, seen)
  return seen
}

function patienceFor({ answer, adapter }: AnswerCase): Patience {
  // long enough for every other call of the walk, on a machine that has other things to do
  if (answer === 'silence') return { headersMs: 3_000 }
  if (answer === 'drip') return { callMs: 5_000 }
  if (answer !== 'pages_without_end') return {}
  return { pages: adapter === 'linxo' ? 6 : 40 }
}

/** A write that was sent is never sent again on a failure of its answer; a deletion may be. */
function repeated({ at, kind, adapter }: AnswerCase, fired: number): string[] {
  const isWrite = at.method === 'POST' || at.method === 'PUT'
  const more = at.operation === 'token' && adapter === 'linxo' ? 3 : 1
  return isWrite && kind <= 15 && fired > more ? [`sent ${fired} times`] : []
}

/** Never sooner than the bank asked for, and not at all after a quota. */
function waitedWrongly({ answer, at }: AnswerCase, { waits }: Walked): string[] {
  if (answer === '429_soon' && at.method === 'GET') {
    const enough = waits.length > 0 && waits.every((ms) => ms >= 1_000)
    return enough ? [] : ['not waited as asked']
  }
  const isQuota = ['429', '429_in_a_year', '429_garbled'].includes(answer)
  return isQuota && waits.length > 0 ? ['asked again within a quota'] : []
}

function total(bed: Bed): number {
  return Object.values(bed.fired()).reduce((sum, count) => sum + count, 0)
}

/** How many lines the struck account has is the customer's to say; how many a bank invents, the bank's. */
function filled(expected: string, got: string, truth: Seen): string {
  const bag = truth.accounts.get(STRUCK) ?? new Map<string, number>()
  const lines = [...bag.values()].reduce((sum, times) => sum + times, 0)
  const invented = /\+\d+ lines/.exec(got)?.[0] ?? '+INVENTED'
  return expected.replace('-LINES', `-${lines} lines`).replace('+INVENTED', invented)
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return ''
  return `${error.message} ${error.cause instanceof Error ? error.cause.message : ''}`
}

/** Of customers, accounts and what opens the way, no error says a word. */
const CANARIES = /CANARY|Zelda|FR\d{2}1380|038-CPT|@nonante\.invalid|Bearer/i

function withoutSecrets(result: Result, secrets: readonly string[]): Result {
  const { told = '', ...rest } = result as Result & { told?: string }
  const said =
    CANARIES.test(told) || secrets.some((secret) => secret !== '' && told.includes(secret))
  return said ? { ...rest, problems: [...rest.problems, 'a secret in an error'] } : rest
}
