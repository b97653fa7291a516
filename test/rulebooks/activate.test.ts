// A rulebook is frozen, takes effect by two people, at a time, for one lender, and goes back the same way.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inLender } from '../../src/db/lender-transaction.ts'
import { approveRulebook, proposeRulebook, withdrawRulebook } from '../../src/rulebooks/activate.ts'
import type { Use } from '../../src/rulebooks/activation-store.ts'
import { findRulebook, loadKeptRulebook } from '../../src/rulebooks/active.ts'
import { rulebookInForce, shadowInForce } from '../../src/rulebooks/in-force.ts'
import { releaseRulebook } from '../../src/rulebooks/release.ts'
import { timestamp } from '../../src/runtime/clock.ts'
import { ruleFiles, withFile } from '../support/rule-files.ts'
import { type House, newAccess, openHouse } from '../support/use-cases.ts'

let house: House
let operator: { db: House['operator']; clock: House['clock'] }
let lenderId: string
beforeAll(async () => {
  house = await openHouse()
  operator = { db: house.operator, clock: house.clock }
  lenderId = house.access.test.lender.id
})
afterAll(() => house.drop())

const softer = () => withFile('scorecards/expert.yaml', (text) => text.replace('A: 870', 'A: 860'))
const act = (actor: string, version: string, use: Use = 'active') => ({
  ...{ lenderId, version, use },
  actor: `operator:${actor}`,
})
const propose = (actor: string, version: string, from: string | null = null, use: Use = 'active') =>
  proposeRulebook(operator, { ...act(actor, version, use), from })
const approve = (actor: string, version: string, use: Use = 'active') =>
  approveRulebook(operator, act(actor, version, use))
const inForce = (of = lenderId) =>
  inLender(house.deps.db, of, (tx) =>
    rulebookInForce(tx, house.deps.rulebook, { lenderId: of, at: timestamp(house.clock) }),
  ).then(({ rulebook }) => rulebook.version)
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: { code?: string }) => error.code,
  )

describe('a release', () => {
  it('freezes the rulebook under the next version of its own, whoever asks again', async () => {
    const files = ruleFiles()
    const { release, isNew } = await releaseRulebook(operator, { files, actor: 'operator:ada' })
    expect({ isNew, version: release.version }).toEqual({ isNew: true, version: 'fr-2026.11.1' })
    expect(await releaseRulebook(operator, { files, actor: 'operator:bob' })).toEqual({
      release,
      isNew: false,
    })
    const kept = await findRulebook(house.deps.db, house.deps.rulebook, 'fr-2026.11.1')
    expect(kept.rulebook).toMatchObject({ version: 'fr-2026.11.1', hash: release.hash })
    // every other file is what it was
    const same = [...kept.files].filter(([path, text]) => files.get(path) === text)
    expect(kept.files.size - same.length).toBe(1)
  })

  it('of another content takes the next number, and no version twice', async () => {
    const made = await releaseRulebook(operator, { files: softer(), actor: 'operator:ada' })
    expect(made.release.version).toBe('fr-2026.11.2')
    const again = releaseRulebook(operator, {
      ...{ files: ruleFiles(), actor: 'operator:ada', version: 'fr-2026.11.2' },
    })
    await expect(again).rejects.toMatchObject({ code: 'conflict' })
  })

  it('is refused while its own cases do not hold, with file and line', async () => {
    const files = withFile('categories/fr/gambling.yaml', (text) =>
      text.replace(/match: \[[^\]]*\]/, 'match: [CARTE BOULANGERIE PAUL]'),
    )
    await expect(releaseRulebook(operator, { files, actor: 'operator:ada' })).rejects.toMatchObject(
      {
        code: 'rulebook_invalid',
        detail: expect.stringMatching(/gambling\.yaml:\d+: .*rules check/),
      },
    )
  })

  it('is compiled once in a process, and an unknown one is a clear problem', async () => {
    const load = () => findRulebook(house.deps.db, house.deps.rulebook, 'fr-2026.11.2')
    const { rulebook } = await load()
    expect((await load()).rulebook).toBe(rulebook)
    const byHash = await loadKeptRulebook(house.deps.db, house.deps.rulebook, rulebook.hash)
    expect(byHash.rulebook).toBe(rulebook)
    await expect(findRulebook(house.deps.db, house.deps.rulebook, 'fr-1')).rejects.toMatchObject({
      code: 'rulebook_unknown',
      detail: expect.stringContaining('nonante rules list'),
    })
  })
})

describe('an activation', () => {
  it('needs a release, and another person than who proposed it', async () => {
    expect(await codeOf(propose('ada', 'fr-2026.11'))).toBe('rulebook_unknown')
    expect(await codeOf(approve('bob', 'fr-2026.11.1'))).toBe('not_found')
    await propose('ada', 'fr-2026.11.1')
    expect(await codeOf(propose('bob', 'fr-2026.11.1'))).toBe('conflict')
    expect(await codeOf(approve('ada', 'fr-2026.11.1'))).toBe('forbidden')
    expect(await inForce()).toBe('fr-2026.11')
    await approve('bob', 'fr-2026.11.1')
    expect(await inForce()).toBe('fr-2026.11.1')
  })

  it('is refused to one person by the database itself', async () => {
    const alone = house.db
      .insertInto('rulebook_activations')
      .values({
        ...{ lender_id: lenderId, id: 'act_x', use: 'active', version: 'fr-2026.11.2' },
        ...{ wanted_from: null, proposed_by: 'operator:ada', proposed_at: timestamp(house.clock) },
        ...{ approved_by: 'operator:ada', approved_login: 'x', approval: '1' },
        ...{ approved_at: timestamp(house.clock), effective_at: timestamp(house.clock) },
      })
      .execute()
    await expect(alone).rejects.toThrow(/two_people/)
    // nor may what was proposed become another proposal
    const changed = inLender(house.operator, lenderId, (tx) =>
      tx.updateTable('rulebook_activations').set({ proposed_by: 'operator:eve' }).execute(),
    )
    await expect(changed).rejects.toThrow(/permission denied/)
  })

  it('is of one lender only', async () => {
    const other = await newAccess({ ...house.deps, operator: house.operator }, 'Autre')
    expect(await inForce(other.test.lender.id)).toBe('fr-2026.11')
  })

  it('takes effect at its time and not before, and can be taken back until then', async () => {
    const later = timestamp(house.clock, 3600)
    expect(await codeOf(propose('ada', 'fr-2026.11.2', timestamp(house.clock)))).toBe(
      'invalid_request',
    )
    await propose('ada', 'fr-2026.11.2', later)
    expect(await approve('bob', 'fr-2026.11.2')).toBe(later)
    expect(await inForce()).toBe('fr-2026.11.1')
    expect(await withdrawRulebook(operator, act('bob', 'fr-2026.11.2'))).toBe(1)
    await propose('ada', 'fr-2026.11.2', later)
    await approve('bob', 'fr-2026.11.2')
    house.clock.pass(3601)
    expect(await inForce()).toBe('fr-2026.11.2')
    expect(await codeOf(withdrawRulebook(operator, act('bob', 'fr-2026.11.2')))).toBe('conflict')
  })

  it('goes back the same way: proposed by one, approved by another', async () => {
    await propose('bob', 'fr-2026.11.1')
    await approve('ada', 'fr-2026.11.1')
    expect(await inForce()).toBe('fr-2026.11.1')
  })

  it('is on record: who proposed, who approved, from when, and who PostgreSQL says they were', async () => {
    const events = await house.db
      .selectFrom('audit_events')
      .select(['actor', 'action', 'detail'])
      .where('lender_id', '=', lenderId)
      .where('action', 'like', 'rulebook.%')
      .orderBy('sequence', 'desc')
      .limit(2)
      .execute()
    expect(events).toEqual([
      {
        ...{ actor: 'operator:ada', action: 'rulebook.approved' },
        detail: expect.objectContaining({ version: 'fr-2026.11.1', proposedBy: 'operator:bob' }),
      },
      {
        ...{ actor: 'operator:bob', action: 'rulebook.proposed' },
        detail: { version: 'fr-2026.11.1', use: 'active', from: null },
      },
    ])
    const logins = await house.db
      .selectFrom('rulebook_activations')
      .select(['proposed_login', 'approved_login'])
      .where('approved_at', 'is not', null)
      .execute()
    expect(logins.every((one) => one.proposed_login !== '' && one.approved_login !== '')).toBe(true)
  })
})

describe('a challenger', () => {
  const shadow = () =>
    inLender(house.deps.db, lenderId, (tx) =>
      shadowInForce(tx, { lenderId, at: timestamp(house.clock) }),
    ).then((one) => one?.version ?? null)

  it('runs beside by two people, and one is enough to stop it', async () => {
    await propose('ada', 'fr-2026.11.2', null, 'shadow')
    expect(await shadow()).toBe(null)
    await approve('bob', 'fr-2026.11.2', 'shadow')
    expect([await shadow(), await inForce()]).toEqual(['fr-2026.11.2', 'fr-2026.11.1'])
    await withdrawRulebook(operator, act('ada', 'fr-2026.11.2', 'shadow'))
    expect(await shadow()).toBe(null)
  })

  it('is none once it is in force itself', async () => {
    await propose('ada', 'fr-2026.11.1', null, 'shadow')
    await approve('bob', 'fr-2026.11.1', 'shadow')
    expect(await shadow()).toBe(null)
  })
})

describe('two who act at once', () => {
  it.each(Array.from({ length: 5 }, (_, seed) => seed))('round %i: one approval', async () => {
    const version = (await inForce()) === 'fr-2026.11.1' ? 'fr-2026.11.2' : 'fr-2026.11.1'
    const proposals = await Promise.all([
      codeOf(propose('ada', version)),
      codeOf(propose('bob', version)),
    ])
    expect(proposals.toSorted()).toEqual(['conflict', 'done'])
    const proposer = proposals[0] === 'done' ? 'ada' : 'bob'
    const outcomes = await Promise.all(
      [proposer, 'cyd', 'dan'].map((actor) => codeOf(approve(actor, version))),
    )
    expect(outcomes.filter((one) => one === 'done')).toHaveLength(1)
    expect(outcomes[0]).not.toBe('done')
    expect(await inForce()).toBe(version)
    house.clock.pass(1)
  })
})
