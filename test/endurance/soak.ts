// `npm run test:soak -- --sessions 400 --seed 1`: three processes, a bank that answers badly one time in four, deaths,
// sleeps longer than any hold, and a database that goes away in the middle of everything.

import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import type { Fault, OperationName } from '../../src/sandbox/api/faults.ts'
import { walk } from './applicant.ts'
import { letIn } from './crowd.ts'
import { printOutcome } from './figures.ts'
import { type EnduranceHouse, newDatabase, openEnduranceHouse, ownServer } from './house.ts'
import { checkInvariants } from './invariants.ts'
import { letLoose, refill } from './nemesis.ts'
import { randomOf } from './random.ts'
import { type Asked, type Counted, readReport, type Scene, type Violation } from './scene.ts'

const { values } = parseArgs({
  options: {
    sessions: { type: 'string', default: '400' },
    seed: { type: 'string', default: '1' },
    applicants: { type: 'string', default: '12' },
    /** Nobody new comes after so long: for a machine that is slow. */
    minutes: { type: 'string', default: '60' },
    /** Between two blows; a slow machine needs more to get anything done in between. */
    between: { type: 'string', default: '1500' },
  },
})
const MEMBERS = 3
const HOLD_SECONDS = 2
const PAUSE_MS = 3_500
const SHARE_OF_FAULTS = 0.25
const MINUTE_MS = 6_000

/**
 * Ways of not answering. Answers that look right and are not (other dates, amounts, lines, customers) are asked one
 * by one of every adapter in `test/banks/faults`: here they would only make the comparison with the bank worthless.
 */
const faults: readonly Fault['answer'][] = [
  ...(['cut', 'nothing', 'silence', 'drip'] as const),
  ...(['429', '429_soon', '429_in_a_year', '429_garbled', '500', '502', '503', '504'] as const),
  ...(['html', 'truncated', 'empty', 'text_plain', 'nested', 'next_is_itself'] as const),
  ...(['pages_in_a_circle', 'next_elsewhere', '400', '401', '403', '404', 'token_dies'] as const),
  ...(['INTE', 'INTS', 'NGAC', 'TMRQ'] as const),
]

const seed = Number(values.seed)
const random = randomOf(seed)
const started = performance.now()
// what was committed must outlive the end of the server, though not that of the machine
const server = await ownServer({ fsync: 'off', full_page_writes: 'off' })
const armed = new Map<string, number>()
let striking = false

/** Pages go wrong where there are pages. There an empty body is how several banks say that there are no lines. */
function fits(answer: Fault['answer'], operation: OperationName): boolean {
  return operation === 'transactions' ? answer !== 'empty' : !/^(next|pages)/.test(answer)
}

/** In turn, so that each comes about as often. */
function arm(operation: OperationName): Fault['answer'] | null {
  if (!striking || random() >= SHARE_OF_FAULTS) return null
  const fitting = faults.filter((one) => fits(one, operation))
  const rarest = Math.min(...fitting.map((one) => armed.get(one) ?? 0))
  const answer = fitting.find((one) => (armed.get(one) ?? 0) === rarest) ?? 'nothing'
  armed.set(answer, rarest + 1)
  return answer
}

async function soak(house: EnduranceHouse): Promise<void> {
  const asked: Asked[] = []
  const control = new Map<number, Counted>()
  const scene: Scene = {
    ...{ house, asked, over: false, control, seenEnded: new Map(), reads: new Map() },
    secrets: new Set(house.lenders.map(({ key }) => key)),
  }
  const violations: Violation[] = []
  const applicants = Number(values.applicants)
  await refill(house, MEMBERS)
  for (let customer = 0; customer < applicants; customer += 1) {
    control.set(customer, await readWithoutFaults(scene, asked, customer))
  }
  striking = true
  const { dataFolder } = server.attachment
  const timing = { pauseMs: PAUSE_MS, betweenMs: Number(values.between) }
  const nemesis = letLoose({ house, random, dataFolder, members: MEMBERS, ...timing })
  const sweeping = setInterval(() => void house.sweep().catch(() => {}), MINUTE_MS)
  const until = performance.now() + Number(values.minutes) * 60_000
  await letIn(scene, asked, { sessions: Number(values.sessions), until, applicants, random })
  clearInterval(sweeping)
  await nemesis.stop()
  striking = false
  await refill(house, MEMBERS)
  violations.push(...(await checkInvariants(scene)))
  for (const seconds of [130, 700, 3_700, 90_000]) {
    house.fleet.pass(seconds)
    await house.sweep()
    await house.quiet(60_000)
  }
  // the events of the last endings are sealed by the second
  await sleep(5_000)
  violations.push(...(await checkInvariants({ ...scene, over: true })))
  await tell(house, { violations, afflictions: nemesis.fired })
}

/** What the customer's accounts hold: read before anything goes wrong. */
async function readWithoutFaults(scene: Scene, asked: Asked[], customer: number): Promise<Counted> {
  const { house } = scene
  const reference = `control-${customer}`
  const reply = await house.fleet.reach('/v1/sessions', {
    method: 'POST',
    headers: {
      authorization: `Bearer ${house.lenders[0].key}`,
      ...{ 'content-type': 'application/json', 'idempotency-key': reference },
    },
    body: JSON.stringify({ applicant: { reference, name: 'CANARYNAME ZELDA' } }),
  })
  const { id, consentUrl } = (await reply.json()) as { id: string; consentUrl: string }
  const made: Asked = { id, reference, customer, consentUrl, lender: 0 }
  asked.push(made)
  const browser = house.browserOf(consentUrl, customer)
  await walk(browser, {}, { pauseMs: 150, idle: async (quietMs) => quietMs < 60_000 })
  const report = await readReport(scene, made)
  if (report === null) throw new Error('the control could not be read')
  return report.counted
}

async function tell(
  house: EnduranceHouse,
  of: { violations: Violation[]; afflictions: Readonly<Record<string, number>> },
): Promise<void> {
  const rows = await house.db
    .selectFrom('sessions')
    .select(['status', 'failure_code', (make) => make.fn.countAll<string>().as('times')])
    .groupBy(['status', 'failure_code'])
    .execute()
  const endings = rows.map(({ status, failure_code: code, times }) => [
    code === null ? status : `${status}: ${code}`,
    Number(times),
  ])
  const fired = house.watched.bank.faults.fired()
  const befell = { ...of.afflictions }
  printOutcome('soak', {
    ...{ seed, seconds: (performance.now() - started) / 1000, violations: of.violations },
    counts: {
      ...{ 'bank faults': fired, afflictions: befell, endings: Object.fromEntries(endings) },
      calls: { bank: house.watched.calls.length, struck: sum(fired) },
    },
    unfired: [
      ...faults.filter((fault) => !fired[fault]),
      ...Object.keys(befell).filter((name) => befell[name] === 0),
    ],
  })
}

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((all, count) => all + count, 0)
}

try {
  const databaseUrl = await newDatabase(server.connectionString, 'soak', null)
  const house = await openEnduranceHouse({
    ...{ databaseUrl, customers: Number(values.applicants), asks: false, arm },
    holdSeconds: HOLD_SECONDS,
  })
  try {
    await soak(house)
  } finally {
    await house.stop()
  }
} finally {
  await server.stop()
}
