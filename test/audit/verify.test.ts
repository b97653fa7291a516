// Whoever may write the database directly cannot change what was sealed without being found out.
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { genesis, link } from '../../src/audit/chain.ts'
import { listSealed } from '../../src/audit/chain-store.ts'
import { type Anchor, type Finding, verifyAudit } from '../../src/audit/verify.ts'
import type { Pool } from '../../src/db/database.ts'
import { type AuditedLender, auditedLender } from '../support/audited-lender.ts'

let house: AuditedLender
beforeAll(async () => {
  house = await auditedLender()
})
afterAll(() => house.database.drop())

/** Twelve events sealed in three rounds, an hour apart, and one that waits. */
async function sealed() {
  const lenderId = await house.newLender('Tampered')
  const anchors: Anchor[] = []
  for (const from of [1, 5, 9]) {
    await house.append(from, from + 3, lenderId)
    const head = await house.seal(lenderId)
    if (head === null) throw new Error('nothing was sealed')
    anchors.push({ lenderId, position: head.position, hash: head.hash.toString('hex') })
    house.clock.pass(3600)
  }
  await house.append(13, 13, lenderId)
  return { lenderId, anchors }
}

/** As the superuser: row-level security and grants do not stop it. */
type Tampering = (db: Pool, lenderId: string) => Promise<unknown>
const update =
  (change: string, where: string): Tampering =>
  (db, lenderId) =>
    sql`update audit_events set ${sql.raw(change)} where lender_id = ${lenderId} and ${sql.raw(where)}`.execute(
      db,
    )
const remove =
  (where: string, table = 'audit_events'): Tampering =>
  (db, lenderId) =>
    sql`delete from ${sql.table(table)} where lender_id = ${lenderId} and ${sql.raw(where)}`.execute(
      db,
    )
const both =
  (...steps: Tampering[]): Tampering =>
  async (db, lenderId) => {
    for (const step of steps) await step(db, lenderId)
  }

/** Recomputes every hash from the beginning, as anyone can who knows how. */
const recompute: Tampering = async (db, lenderId) => {
  const events = await listSealed(db, lenderId, 0, 100)
  await update('position = null, hash = null', 'position is not null')(db, lenderId)
  let head = genesis(lenderId)
  for (const event of events) {
    head = link(lenderId, head, event)
    await sql`update audit_events set position = ${head.position}, hash = ${head.hash}
      where lender_id = ${lenderId} and sequence = ${event.sequence}::bigint`.execute(db)
  }
}

const at6 = 'position = 6'
const cases: [string, Tampering, Finding['kind']][] = [
  ['another actor', update("actor = 'operator'", at6), 'altered'],
  ['another action', update("action = 'thing.else'", at6), 'altered'],
  ['another subject', update("subject_id = 'ses_other'", at6), 'altered'],
  ['a time moved by a microsecond', update("at = at + interval '1 microsecond'", at6), 'altered'],
  ['a figure in the detail', update(`detail = jsonb_set(detail, '{n}', '7')`, at6), 'altered'],
  ['a key more in the detail', update(`detail = detail || '{"z": null}'`, at6), 'altered'],
  ['another hash', update("hash = sha256('x')", at6), 'altered'],
  [
    'two events in each other’s place',
    both(
      update('position = position + 1000', 'position in (6, 7)'),
      update('position = 1013 - position', 'position in (1006, 1007)'),
    ),
    'altered',
  ],
  ['one event removed', remove(at6), 'missing'],
  ['the first removed', remove('position = 1'), 'missing'],
  ['the last removed', remove('position = 12'), 'truncated'],
  [
    'one removed and the rest moved up',
    both(
      remove(at6),
      update('position = position + 1000', 'position > 6'),
      update('position = position - 1001', 'position > 1000'),
    ),
    'altered',
  ],
  [
    'an edit, and every hash made to fit',
    both(update("actor = 'operator'", at6), recompute),
    'rewritten',
  ],
  [
    'an edit, every hash made to fit, and the signed heads removed',
    both(update("actor = 'operator'", at6), recompute, remove('true', 'audit_heads')),
    'head_missing',
  ],
  [
    'the last round removed with its head, another head claiming to be the end',
    both(remove('position > 6'), remove('position > 4', 'audit_heads'), (db, lenderId) =>
      sql`insert into audit_heads
        select lender_id, 6, (select hash from audit_events where lender_id = ${lenderId} and position = 6),
          false, statement, now() from audit_heads where lender_id = ${lenderId} limit 1`.execute(
        db,
      ),
    ),
    'head_forged',
  ],
  [
    'a sealed event put back among the unsealed',
    update('position = null, hash = null', at6),
    'missing',
  ],
]

describe('tampering by SQL', () => {
  test.each(cases)('%s is found', async (_, tamper, kind) => {
    const { lenderId } = await sealed()
    expect((await house.verify([], lenderId)).findings).toEqual([])
    await tamper(house.database.db, lenderId)
    const { findings } = await house.verify([], lenderId)
    expect(findings.map((finding) => finding.kind)).toContain(kind)
  })

  test('an edit of one event is told at its place, and at no other', async () => {
    const { lenderId } = await sealed()
    await update("actor = 'operator'", 'position in (3, 6)')(house.database.db, lenderId)
    expect((await house.verify([], lenderId)).findings).toEqual([
      { kind: 'altered', position: 3 },
      { kind: 'altered', position: 6 },
    ])
  })
})

describe('anchors from the log', () => {
  test('an end cut off cleanly, with its signed heads, is found', async () => {
    const { lenderId, anchors } = await sealed()
    expect((await house.verify(anchors, lenderId)).findings).toEqual([])
    await both(remove('position > 8'), remove('position > 8', 'audit_heads'))(
      house.database.db,
      lenderId,
    )
    expect((await house.verify([], lenderId)).findings).toEqual([])
    expect((await house.verify(anchors, lenderId)).findings).toEqual([
      { kind: 'truncated', position: 12 },
    ])
  })

  test('everything removed is found', async () => {
    const { lenderId, anchors } = await sealed()
    await both(remove('true'), remove('true', 'audit_heads'))(house.database.db, lenderId)
    expect((await house.verify(anchors, lenderId)).findings).toEqual([
      { kind: 'truncated', position: 12 },
    ])
  })

  test('another history under the same positions is found', async () => {
    const { lenderId, anchors } = await sealed()
    await both(
      update("actor = 'operator'", 'position = 2'),
      recompute,
      remove('true', 'audit_heads'),
    )(house.database.db, lenderId)
    const { findings } = await house.verify(anchors, lenderId)
    expect(findings).toContainEqual({ kind: 'anchor_differs', position: 4 })
  })
})

test('what waits for a seal is counted, and says since when', async () => {
  const { lenderId } = await sealed()
  expect(await house.verify([], lenderId)).toMatchObject({
    sealed: 12,
    tip: 12,
    unsealed: { count: 1, oldestAt: house.clock.now().toISOString() },
    findings: [],
  })
})

test('a sealing beside the verification is not taken for tampering', async () => {
  const { lenderId } = await sealed()
  let beside: Promise<unknown> | null = null
  const signing = {
    ...house.signing,
    // asked after the heads were read, before the events are
    verify: async (...asked: Parameters<typeof house.signing.verify>) => {
      beside ??= house.append(14, 15, lenderId).then(() => house.seal(lenderId))
      await beside
      return await house.signing.verify(...asked)
    },
  }
  const db = house.database.as('nonante_operator')
  expect((await verifyAudit({ db, signing }, lenderId)).findings).toEqual([])
  expect(beside).not.toBeNull()
  expect((await house.verify([], lenderId)).findings).toEqual([])
})
