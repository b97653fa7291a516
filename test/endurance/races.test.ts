// Two at once, in every order that chance brings: the loser is told so, and nothing is done twice or half.
// Two seeds a kind here; `npm run test:races` plays fifty.
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { AppError } from '../../src/errors.ts'
import { keyRing } from '../../src/vault/key-ring.ts'
import { type House, openHouse } from '../support/use-cases.ts'
import { checkState } from './invariants.ts'
import { races } from './race-kinds.ts'
import { randomOf } from './random.ts'

const SEEDS = Number(process.env.RACE_SEEDS ?? 2)
/** Between the starts of two rivals, at most. */
const LONGEST_START_MS = 12

let house: House
const seenEnded = new Map<string, string>()
const played = { races: 0, refused: 0, violations: 0 }
const started = performance.now()
beforeAll(async () => {
  house = await openHouse()
})
beforeEach(() => house.main.reset())
afterAll(async () => {
  await house.drop()
  const seconds = Math.round((performance.now() - started) / 1000)
  const told = { name: 'races', kinds: races.length, seeds: SEEDS, seconds, ...played }
  if (SEEDS > 2)
    process.stdout.write(`${JSON.stringify(told)}
`)
})

/** A rival may be refused; anything else that it throws is a fault of ours. */
async function run(rival: () => Promise<unknown>, afterMs: number): Promise<void> {
  await sleep(afterMs)
  try {
    await rival()
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    played.refused += 1
  }
}

async function everyoneHasEnded(): Promise<void> {
  await house.runJobs()
  const { db, clock, access, vault } = house
  const keys = keyRing([{ version: 'none', key: Buffer.alloc(32) }])
  const scene = { house: { db, clock, keys, vault, lenders: [access.test] }, seenEnded }
  const violations = await checkState({ ...scene, over: false, reads: new Map() })
  played.violations += violations.length
  expect(violations).toEqual([])
  // the bank saw every code once and every pull once, and holds nothing for who has ended
  expect(house.main.replays).toBe(0)
  expect(house.main.calls.complete).toBeLessThanOrEqual(1)
  expect(house.main.calls.collect).toBeLessThanOrEqual(1)
  const open = await db
    .selectFrom('connections')
    .select('id')
    .where('status', 'in', ['selecting', 'collecting'])
    .where('ended_at', 'is', null)
    .execute()
  if (open.length === 0) expect(house.main.consents.size).toBe(0)
}

describe.each(races)('$name', ({ prepare }) => {
  test.each(Array.from({ length: SEEDS }, (_, seed) => seed + 1))('seed %i', async (seed) => {
    const random = randomOf(seed)
    const rivals = await prepare(house)
    const delays = rivals.map(() => random() * LONGEST_START_MS)
    await Promise.all(rivals.map((rival, at) => run(rival, delays[at] ?? 0)))
    played.races += 1
    await everyoneHasEnded()
  })
})
