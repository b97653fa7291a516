// A lane runs one case after the other on a database, a bank and processes of its own.
import { setTimeout as sleep } from 'node:timers/promises'
import { walk } from './applicant.ts'
import type { Member } from './fleet.ts'
import { type EnduranceHouse, openEnduranceHouse } from './house.ts'
import { checkInvariants } from './invariants.ts'
import { refill } from './nemesis.ts'
import { type Asked, type Counted, readReport, type Scene, type Violation } from './scene.ts'
import type { Case, Mode, Scenario } from './time-table.ts'

export type Result = {
  readonly case: Case
  /** Whether a process stood at the point. */
  readonly fired: boolean
  readonly ending: string
  readonly milliseconds: number
  readonly violations: readonly Violation[]
}

export type Lane = {
  /** Goes through without a death and names the points. */
  record(scenario: Scenario): Promise<string[]>
  run(each: Case): Promise<Result>
  /** All time limits pass: what is left is asked for everything. */
  end(): Promise<Violation[]>
  stop(): Promise<void>
}

/** Longer than an exchange and a pull may stay away; shorter than an applicant may think. */
const AWAY_SECONDS = 130
const CASE_MS = 120_000
const QUIET_MS = 700

export async function openLane(databaseUrl: string): Promise<Lane> {
  const armed: { at: Case | null; fired: boolean; reached: string[] } = {
    ...{ at: null, fired: false, reached: [] },
  }
  let fault: Scenario['fault'] | null = null
  let going: Promise<unknown> = Promise.resolve()
  const house: EnduranceHouse = await openEnduranceHouse({
    ...{ databaseUrl, customers: 1, asks: true },
    onPoint: (member, point, go) => void meet(point, member, go),
    onCall: async (call, side) => {
      const path = call.target.replace(/^.*\/v1\.4\.2/, '').replace(/\?.*/, '')
      await new Promise<void>(
        (go) => void meet(`${side} bank's ${call.operation} ${path}`, null, go),
      )
    },
    arm: (operation) => {
      if (fault?.operation !== operation) return null
      const { answer } = fault
      fault = null
      return answer
    },
  })
  const asked: Asked[] = []
  const scene: Scene = {
    ...{ house, asked, over: false, control: new Map(), seenEnded: new Map(), reads: new Map() },
    secrets: new Set(house.lenders.map(({ key }) => key)),
  }
  let requests = 0

  /** `member` null: a call at the bank, of the one process that is at work. */
  async function meet(point: string, member: Member | null, go: () => void): Promise<void> {
    const { at, fired } = armed
    armed.reached.push(point)
    if (at?.point !== point || fired) return go()
    armed.fired = true
    const victim = member ?? [...house.fleet.members].find(({ answering }) => answering)
    if (!victim) return go()
    const done = strike(victim, at.mode, go)
    going = Promise.all([going, done])
    await done
  }

  async function strike(victim: Member, mode: Mode, go: () => void): Promise<void> {
    if (mode !== 'pause') {
      await house.fleet.kill(victim)
      await refill(house, mode === 'same' ? 1 : 2)
      return
    }
    victim.answering = false
    victim.child.kill('SIGSTOP')
    house.fleet.pass(AWAY_SECONDS)
    await house.sweep()
    await sleep(QUIET_MS)
    victim.child.kill('SIGCONT')
    victim.answering = true
    go()
  }

  async function request(path: string, body: unknown, key: string): Promise<Response | null> {
    const headers = {
      authorization: `Bearer ${house.lenders[0].key}`,
      ...{ 'content-type': 'application/json', 'idempotency-key': key },
    }
    const init = { method: 'POST', headers, body: JSON.stringify(body) }
    for (const until = performance.now() + CASE_MS; performance.now() < until; ) {
      const reply = await house.fleet.reach(path, init).catch(() => null)
      if (reply !== null && reply.status < 500 && !(await isInProgress(reply))) return reply
      await sleep(100)
      if (reply?.status === 409) await timePasses()
    }
    return null
  }

  async function timePasses(seconds = AWAY_SECONDS): Promise<void> {
    while (![...house.fleet.members].some(({ answering }) => answering)) await sleep(50)
    house.fleet.pass(seconds)
    await house.sweep()
    await house.quiet(8_000)
  }

  async function create(scenario: Scenario): Promise<Asked> {
    requests += 1
    const reference = `endure-${requests}`
    const { connections: maxConnections = 1 } = scenario
    const applicant = { reference, name: 'CANARYNAME ZELDA' }
    const reply = await request('/v1/sessions', { applicant, maxConnections }, reference)
    if (reply?.status !== 201) throw new Error(`no session was made: ${reply?.status}`)
    const { id, consentUrl } = (await reply.json()) as { id: string; consentUrl: string }
    const made: Asked = { id, reference, customer: 0, consentUrl, lender: 0 }
    asked.push(made)
    return made
  }

  async function play(scenario: Scenario): Promise<string> {
    fault = scenario.fault ?? null
    const until = performance.now() + CASE_MS
    const made = await create(scenario)
    const idle = async (quietMs: number) => {
      if (quietMs > QUIET_MS && armed.fired) await timePasses()
      return performance.now() < until
    }
    const browser = house.browserOf(made.consentUrl, 0)
    await walk(browser, scenario.intent, { pauseMs: 40, idle })
    if (browser.cookie !== null) scene.secrets.add(browser.cookie.split('=')[1] ?? '')
    await afterwards(scenario, made.id)
    for (;;) {
      await going
      const row = await house.db
        .selectFrom('sessions')
        .select(['status', 'failure_code', 'ended_at'])
        .where('id', '=', made.id)
        .executeTakeFirstOrThrow()
      if (row.ended_at !== null) return [row.status, row.failure_code].filter(Boolean).join(': ')
      if (performance.now() > until) return `never ends: ${row.status}`
      await timePasses(scenario.afterwards === undefined ? AWAY_SECONDS : 3_700)
    }
  }

  async function afterwards({ afterwards: what }: Scenario, id: string): Promise<void> {
    if (what === 'cancel') await request(`/v1/sessions/${id}/cancel`, {}, `cancel-${id}`)
    if (what === 'renew_link') await request(`/v1/sessions/${id}/link`, {}, `link-${id}`)
    if (what === 'pass_ten_minutes') await timePasses(700)
    if (what === 'pass_an_hour') await timePasses(3_700)
  }

  async function people(count: number): Promise<void> {
    const { members } = house.fleet
    await refill(house, count)
    for (const member of [...members].slice(count)) await house.fleet.kill(member)
  }

  return {
    async record(scenario) {
      Object.assign(armed, { at: null, fired: false, reached: [] })
      await people(1)
      await play(scenario)
      const reached = [...new Set(armed.reached)]
      const [last] = asked.slice(-1)
      const report = last && (await readReport(scene, last))
      if (report && scenario.name === 'sends') {
        ;(scene.control as Map<number, Counted>).set(0, report.counted)
      }
      return reached
    },
    async run(each) {
      const started = performance.now()
      await people(each.mode === 'same' ? 1 : 2)
      Object.assign(armed, { at: each, fired: false, reached: [] })
      const ending = await play(each.scenario).catch((error: unknown) => `never ends: ${error}`)
      await going
      const violations = await checkInvariants(scene)
      if (ending.startsWith('never')) {
        violations.push({ invariant: 'I10', what: ending, subject: each.point ?? '' })
      }
      const milliseconds = Math.round(performance.now() - started)
      return { case: each, fired: armed.fired, ending, milliseconds, violations }
    },
    async end() {
      Object.assign(armed, { at: null })
      await people(1)
      await timePasses(90_000)
      await house.quiet(20_000)
      // events are sealed by the second
      await sleep(3_000)
      return await checkInvariants({ ...scene, over: true })
    },
    stop: house.stop,
  }
}

async function isInProgress(reply: Response): Promise<boolean> {
  if (reply.status !== 409) return false
  const { type } = (await reply.clone().json()) as { type: string }
  return type.endsWith('request_in_progress')
}
