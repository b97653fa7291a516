// Invariants of the database: what stands there at every moment, and what must not.
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { verifyAudit } from '../../src/audit/verify.ts'
import { sessionMoves, sessionStatuses } from '../../src/sessions/session.ts'
import { createSigning } from '../../src/vault/signing.ts'
import type { StateInvariant, Violation } from './scene.ts'

/** After a delivery the lender keeps the report, as the law has it prove its assessment, withdrawn or not. */
const delivered = sql`exists (select from reports r
  where r.lender_id = s.lender_id and r.session_id = s.id and r.released_at is not null)`

const found = (invariant: string, what: string, rows: readonly { id: string }[]): Violation[] =>
  rows.map(({ id }) => ({ invariant, what, subject: id }))

/** I2: a connection is pulled once, and its fence tells of no more than one exchange and one pull. */
export const onePullEach: StateInvariant = async ({ house: { db } }) => {
  const twice = await sql<{ id: string }>`
    select detail->>'connectionId' as id from audit_events
    where action in ('connection.collected', 'connection.failed', 'connection.overdue')
    group by 1 having count(*) > 1`.execute(db)
  const fences = await sql<{ id: string }>`select id from connections where fence > 2`.execute(db)
  return [
    ...found('I2', 'a connection ended twice', twice.rows),
    ...found('I2', 'more than one exchange and one pull', fences.rows),
  ]
}

/** I4: what has ended holds nothing that reaches a bank or tells of the applicant. */
export const nothingHeldAtTheEnd: StateInvariant = async ({ house: { db } }) => {
  const held = await sql<{ id: string }>`
    select c.id from connections c join sessions s on s.lender_id = c.lender_id and s.id = c.session_id
    where (s.ended_at is not null or c.ended_at is not null)
      and coalesce(c.state_hash, c.sealed_credential, c.sealed_choices, c.sealed_grants, c.sealed_presence,
        case when s.ended_at is not null then c.sealed_collected end) is not null`.execute(db)
  const asked = await sql<{ id: string }>`
    select id from sessions s where ended_at is not null and not ${delivered}
      and sealed_request is not null`.execute(db)
  return [
    ...found('I4', 'an ended connection still holds something', held.rows),
    ...found('I4', 'an ended session still holds its request', asked.rows),
  ]
}

/** I7: read accounts rest on a consent given before, to a purpose that covers it, and not taken back. */
export const consentBeforePull: StateInvariant = async ({ house: { db } }) => {
  const { rows } = await sql<{ id: string }>`
    select c.id from connections c where c.pull_started_at is not null and not exists (
      select from consents g where g.lender_id = c.lender_id and g.session_id = c.session_id
        and g.given_at <= c.pull_started_at and 'creditworthiness' = any (g.purposes_granted))
    union select c.id from connections c where c.pull_started_at is not null and not exists (
      select from audit_events a where a.lender_id = c.lender_id and a.subject_id = c.session_id
        and a.action = 'accounts.chosen' and a.detail->>'connectionId' = c.id and a.at <= c.pull_started_at)
    union select r.id from reports r join sessions s on s.lender_id = r.lender_id and s.id = r.session_id
      where r.released_at is not null and s.status not in ('completed', 'withdrawn')`.execute(db)
  return found('I7', 'read or released without a consent that stands', rows)
}

/** I10: an ended session never changes again, but that a completed one may be withdrawn; and none ends twice. */
export const onlyForward: StateInvariant = async ({ house: { db }, seenEnded }) => {
  const { rows } = await sql<{ id: string; status: string; end: string }>`
    select id, status, concat_ws(' ', status, failure_code, ended_at) as end from sessions
    where ended_at is not null`.execute(db)
  const changed = rows.filter(({ id, status, end }) => {
    const before = seenEnded.get(id) ?? end
    return before !== end && !(before.startsWith('completed') && status === 'withdrawn')
  })
  for (const { id, end } of rows) seenEnded.set(id, end)
  const ends = sessionStatuses.filter((status) => sessionMoves[status].length === 0)
  const actions = [...ends.filter((status) => status !== 'withdrawn'), 'completed']
  const twice = await sql<{ id: string }>`
    select subject_id as id from audit_events
    where action in (${sql.join(actions.map((status) => `session.${status}`))})
    group by 1 having count(*) > 1`.execute(db)
  return [
    ...found('I10', 'an ended session changed', changed),
    ...found('I10', 'a session ended twice', twice.rows),
  ]
}

/** I10, liveness: when all time limits are over, everything has come to an end. */
export const everythingEnds: StateInvariant = async ({ house: { db }, over }) => {
  if (!over) return []
  const { rows } = await sql<{ id: string }>`
    select id from sessions where ended_at is null
    union select id from connections where ended_at is null`.execute(db)
  return found('I10', 'never came to an end', rows)
}

/** I11: of every ending one event, in the transaction of the ending: never two, never none. */
export const oneEventEach: StateInvariant = async ({ house: { db } }) => {
  const { rows } = await sql<{ id: string }>`
    select s.id from sessions s
    left join outbox_events e on e.lender_id = s.lender_id and e.subject_id = s.id
    group by s.lender_id, s.id, s.status, s.ended_at
    having count(e.id) <> count(distinct e.type)
      or (s.ended_at is null) <> (count(e.id) = 0)
      or (s.ended_at is not null and not bool_or(e.type = 'session.' || s.status))`.execute(db)
  return found('I11', 'an ending without its one event', rows)
}

/** I12: every lender's audit chain holds, sealed to its last event once all is quiet. */
export const chainHolds: StateInvariant = async ({ house, over }) => {
  const { db, clock, lenders, keys } = house
  const signing = createSigning({ keys, clock })
  const verify = () =>
    Promise.all(lenders.map(({ lender }) => verifyAudit({ db, signing }, lender.id)))
  let reports = await verify()
  // what the service does by the clock may have added an event just now: it is sealed within seconds
  for (let tries = 0; over && tries < 20; tries += 1) {
    if (reports.every(({ unsealed }) => unsealed.count === 0)) break
    await sleep(500)
    reports = await verify()
  }
  return reports.flatMap(({ lenderId, findings, unsealed }) => [
    ...findings.map(({ kind, position }) => ({
      ...{ invariant: 'I12', what: `the chain is ${kind} at ${position}`, subject: lenderId },
    })),
    ...(over && unsealed.count > 0
      ? [{ invariant: 'I12', what: `${unsealed.count} events are never sealed`, subject: lenderId }]
      : []),
  ])
}

/** I13: every row of a lender hangs on rows of the same lender. */
export const lendersApart: StateInvariant = async ({ house: { db } }) => {
  const { rows } = await sql<{ id: string }>`
    select r.id from reports r join sessions s on s.id = r.session_id and s.lender_id <> r.lender_id
    union select c.id from connections c join sessions s on s.id = c.session_id and s.lender_id <> c.lender_id
    union select a.subject_id from audit_events a join sessions s
      on s.id = a.subject_id and s.lender_id <> a.lender_id`.execute(db)
  return found('I13', 'hangs on another lender', rows)
}

/** I16: who ended without sending leaves no draft, no snapshot and no key. */
export const keysAreGone: StateInvariant = async ({ house: { db } }) => {
  const { rows } = await sql<{ id: string }>`
    select s.id from sessions s where s.ended_at is not null and not ${delivered} and (
      exists (select from keystore.data_keys k where k.lender_id = s.lender_id and k.subject_id = s.id)
      or exists (select from reports r where r.lender_id = s.lender_id and r.session_id = s.id)
      or exists (select from snapshots n where n.lender_id = s.lender_id and n.subject_id = s.id))
    union select s.id from sessions s where s.status = 'withdrawn' and s.legal_hold_at is null
      and exists (select from snapshots n where n.lender_id = s.lender_id and n.subject_id = s.id)
    union select k.subject_id from keystore.data_keys k where k.subject_id like 'snp_%'
      and not exists (select from snapshots n where n.lender_id = k.lender_id and n.id = k.subject_id)`.execute(
    db,
  )
  return found('I16', 'something readable was left behind', rows)
}

/** I17: one request, however often it is repeated, makes one session. */
export const oneEffectPerKey: StateInvariant = async ({ house: { db } }) => {
  const { rows } = await sql<{ id: string }>`
    select applicant_reference as id from sessions
    group by lender_id, applicant_reference having count(*) > 1`.execute(db)
  return found('I17', 'one request made two sessions', rows)
}

/** I20: every reading of a report is on record. */
export const readsAreAudited: StateInvariant = async ({ house: { db }, reads }) => {
  const { rows } = await sql<{ id: string; times: number }>`
    select subject_id as id, count(*)::int as times from audit_events
    where action = 'report.read' group by 1`.execute(db)
  const told = new Map(rows.map(({ id, times }) => [id, times]))
  const untold = [...reads].filter(([id, times]) => (told.get(id) ?? 0) < times)
  return found(
    'I20',
    'read without being on record',
    untold.map(([id]) => ({ id })),
  )
}
