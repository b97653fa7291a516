// `npm run test:kills`: a process of the service ends, or falls asleep, at every commit and at every call to a bank.
import { availableParallelism } from 'node:os'
import { printOutcome } from './figures.ts'
import { newDatabase, ownServer, throwAway } from './house.ts'
import { type Lane, openLane, type Result } from './lane.ts'
import { type Case, casesOf, type Mode, modes, type Scenario, scenarios } from './time-table.ts'

export type KillOptions = {
  readonly server: string
  readonly lanes: number
  readonly modes: readonly Mode[]
  readonly scenarios: readonly Scenario[]
  /** Every so-many-th case; 1: all. */
  readonly every: number
  readonly tell: (line: string) => void
}

export async function killEverywhere(options: KillOptions) {
  const { server, tell } = options
  const started = performance.now()
  const template = `kills_${process.pid}`
  await newDatabase(server, template, null)
  const lanes: Lane[] = []
  const results: Result[] = []
  try {
    for (let n = 0; n < options.lanes; n += 1) {
      lanes.push(await openLane(await newDatabase(server, `${template}_${n}`, template)))
    }
    const reached = await recordAll(lanes, options.scenarios)
    const cases = casesOf(reached, options.modes).filter((_, at) => at % options.every === 0)
    tell(`${cases.length} cases at ${new Set(cases.map(({ point }) => point)).size} points`)
    const waiting = [...cases]
    await Promise.all(lanes.map((lane) => runAll(lane, waiting, results, tell)))
    const atEnd = (await Promise.all(lanes.map((lane) => lane.end()))).flat()
    return { results, atEnd, seconds: (performance.now() - started) / 1000 }
  } finally {
    await Promise.all(lanes.map((lane) => lane.stop()))
  }
}

/** The first lane learns the happy way first: what the bank holds is known from it. */
async function recordAll(lanes: readonly Lane[], list: readonly Scenario[]) {
  const reached = new Map<Scenario, string[]>(list.map((scenario) => [scenario, []]))
  const [happy] = scenarios
  await Promise.all(lanes.map((lane) => happy && lane.record(happy)))
  const waiting = [...list]
  const work = async (lane: Lane) => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      reached.set(next, await lane.record(next))
    }
  }
  await Promise.all(lanes.map(work))
  return reached
}

async function runAll(
  lane: Lane,
  waiting: Case[],
  results: Result[],
  tell: (line: string) => void,
) {
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const result = await lane.run(next)
    results.push(result)
    const { fired, ending, milliseconds, violations } = result
    const seconds = (milliseconds / 1000).toFixed(1).padStart(5)
    const what = `${next.mode} ${next.point} (${next.scenario.name})`
    tell(`${seconds} s  ${fired ? '' : 'NOT REACHED '}${what} → ${ending}`)
    for (const each of violations) tell(`         VIOLATION ${Object.values(each).join(' | ')}`)
  }
}

if (import.meta.main) {
  const chosen = process.argv.slice(2)
  const server = await ownServer(throwAway)
  try {
    const outcome = await killEverywhere({
      server: server.connectionString,
      lanes: availableParallelism(),
      modes: modes.filter((mode) => chosen.length === 0 || chosen.includes(mode)),
      ...{ scenarios, every: 1 },
      tell: (line) => process.stdout.write(`${line}\n`),
    })
    const { results, atEnd, seconds } = outcome
    const violations = [...results.flatMap((result) => result.violations), ...atEnd]
    const of = (key: (result: Result) => string) => results.map(key)
    const unreached = results.filter(({ fired }) => !fired).map(({ case: { point } }) => point)
    printOutcome('kills', {
      ...{ seconds, violations, unfired: unreached },
      counts: {
        cases: {
          all: results.length,
          points: new Set(of(({ case: { point } }) => `${point}`)).size,
        },
        modes: tally(of(({ case: { mode } }) => mode)),
        endings: tally(of(({ ending }) => ending)),
      },
    })
  } finally {
    await server.stop()
  }
}

function tally(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const word of words.toSorted()) counts[word] = (counts[word] ?? 0) + 1
  return counts
}
