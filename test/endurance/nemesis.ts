// What befalls the processes and the database during a soak, at random but by its seed.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Member } from './fleet.ts'
import type { EnduranceHouse } from './house.ts'

export type NemesisOptions = {
  readonly house: EnduranceHouse
  readonly random: () => number
  /** Of the database server. */
  readonly dataFolder: string
  readonly members: number
  /** Longer than a hold. */
  readonly pauseMs: number
  /** On the average, a little less, between two blows. */
  readonly betweenMs: number
}

export const afflictions = ['kill', 'pause', 'database restart'] as const
export type Affliction = (typeof afflictions)[number]

/** Until stopped. @returns how often each befell. */
export function letLoose(options: NemesisOptions) {
  const { house, random, members } = options
  const fired: Record<Affliction, number> = { kill: 0, pause: 0, 'database restart': 0 }
  let going = true
  let turn = 0
  const befall = async (what: Affliction, victim: Member | undefined): Promise<void> => {
    if (what === 'database restart') await endDatabaseAtOnce(options.dataFolder)
    else if (!victim) return
    else if (what === 'kill') await house.fleet.kill(victim)
    else await house.fleet.pause(victim, options.pauseMs)
    fired[what] += 1
  }
  const run = async () => {
    while (going) {
      await sleep(options.betweenMs * (0.2 + random()))
      const living = [...house.fleet.members].filter(({ answering }) => answering)
      // the first ones in turn, so that a short run meets them all
      const chosen = turn < afflictions.length ? turn : Math.floor(random() ** 1.6 * 3)
      const what = afflictions[chosen] ?? 'kill'
      turn += 1
      await befall(what, living[Math.floor(random() * living.length)])
      await refill(house, members)
    }
  }
  const running = run()
  return {
    fired,
    stop: async () => {
      going = false
      await running
    },
  }
}

/** As a supervisor would: who has died is started again; a database that is away is waited for. */
export async function refill({ fleet }: EnduranceHouse, members: number): Promise<void> {
  for (let tries = 0; fleet.members.size < members; ) {
    try {
      await fleet.start()
    } catch (error) {
      tries += 1
      if (tries === 20) throw error
      await sleep(500)
    }
  }
}

/** What `pg_ctl stop -m immediate` sends; whoever is attached starts the server again, which then recovers. */
async function endDatabaseAtOnce(dataFolder: string): Promise<void> {
  const pid = Number(readFileSync(join(dataFolder, 'postmaster.pid'), 'utf8').split('\n')[0])
  process.kill(pid, 'SIGQUIT')
  await sleep(500)
}
