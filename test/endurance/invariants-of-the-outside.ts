// Invariants of what the bank saw, what the lender reads, and what may be read where it should not be.
import { sql } from 'kysely'
import { writeReport } from '../../src/collection/write-report.ts'
import { statementSchema } from '../../src/core/statement/statement.ts'
import { loadActiveRulebook } from '../../src/rulebooks/active.ts'
import { contextOf } from '../../src/sessions/sealed-parts.ts'
import { shippedRules } from '../../src/wiring/shipped-rules.ts'
import { customerCanaries, hiddenFromLender } from './customers.ts'
import {
  type Counted,
  type CountedLine,
  type Invariant,
  readReport,
  type Scene,
  saysComplete,
  type Violation,
} from './scene.ts'

/** Twice through a moving list of pages, each page tried three times. */
const MOST_CALLS_A_PAGE = 6
const MOST_UNATTENDED = 4
const MOST_PAGES = 400

/** I1: the bank sees every code once, whoever died on the way. */
export const codeSentOnce: Invariant = async ({ house }) => {
  const codes = house.watched.calls.flatMap(({ code }) => code ?? [])
  const again = codes.filter((code, at) => codes.indexOf(code) !== at)
  return again.map(() => ({ invariant: 'I1', what: 'a code was sent again', subject: 'bank' }))
}

/** I2, I3, I19: how often one page is asked for, with the customer there and without, and how many pages. */
export const callsAreBounded: Invariant = async ({ house }) => {
  const counts = { page: new Map<string, number>(), alone: new Map<string, number>() }
  const all = new Map<string, number>()
  const add = (to: Map<string, number>, key: string) => to.set(key, (to.get(key) ?? 0) + 1)
  for (const { operation, token, target, attended } of house.watched.calls) {
    if (token === null) continue
    add(all, token)
    if (operation === 'consents') continue
    add(counts.page, `${token} ${target}`)
    if (!attended) add(counts.alone, `${token} ${target}`)
  }
  const over = (of: Map<string, number>, most: number, invariant: string, what: string) =>
    [...of].flatMap(([key, times]) =>
      times > most
        ? [{ invariant, what: `${what}: ${times} times`, subject: key.split(' ')[1] ?? '' }]
        : [],
    )
  return [
    ...over(counts.page, MOST_CALLS_A_PAGE, 'I2', 'a page asked for too often'),
    ...over(counts.alone, MOST_UNATTENDED, 'I3', 'asked for without the customer'),
    ...over(all, MOST_PAGES, 'I19', 'calls with one token'),
  ]
}

/** I5, I6, I9, I13, I15: what the lender reads is what the bank has, or says that it is not all; and nobody else's. */
export const reportsAreTrue: Invariant = async (scene) => {
  const violations: Violation[] = []
  for (const asked of scene.asked) {
    const report = await readReport(scene, asked)
    if (report === null) continue
    const wrong = (invariant: string, what: string) =>
      violations.push({ invariant, what, subject: asked.id })
    const control = scene.control.get(asked.customer)
    if (control !== undefined) {
      const { missing, beyond } = compare(report.counted, control)
      if (saysComplete(report) && (missing > 0 || report.counted.accounts !== control.accounts)) {
        const accounts = `${report.counted.accounts} of ${control.accounts} accounts`
        wrong(
          'I5',
          `called complete with ${accounts}, but ${missing} lines of the bank are missing`,
        )
      }
      if (beyond > 0) wrong('I9', `holds ${beyond} lines that the bank does not have, or twice`)
    }
    const told = hiddenFromLender.some((text) => `${report.body}${report.lines}`.includes(text))
    if (told) wrong('I15', 'a third party or a care provider is told to the lender')
    if (await isSeenByOther(scene, asked.lender, asked.id)) wrong('I13', 'another lender reads it')
  }
  return violations
}

/** Over the days that both look at, lines as a multiset: whatever their order, their ids and their accounts' ids. */
function compare(report: Counted, control: Counted): { missing: number; beyond: number } {
  const from = report.from > control.from ? report.from : control.from
  const to = report.to < control.to ? report.to : control.to
  const left = new Map<string, number>()
  const each = (lines: readonly CountedLine[], change: 1 | -1) => {
    for (const { date, text } of lines) {
      if (from <= date && date <= to) left.set(text, (left.get(text) ?? 0) + change)
    }
  }
  each(control.lines, 1)
  each(report.lines, -1)
  const counts = [...left.values()]
  return {
    missing: counts.reduce((sum, count) => sum + Math.max(0, count), 0),
    beyond: counts.reduce((sum, count) => sum + Math.max(0, -count), 0),
  }
}

async function isSeenByOther({ house }: Scene, lender: 0 | 1, id: string): Promise<boolean> {
  const headers = { authorization: `Bearer ${house.lenders[lender === 0 ? 1 : 0].key}` }
  const reply = await house.fleet.reach(`/v1/sessions/${id}`, { headers }).catch(() => null)
  return reply?.status === 200
}

/** I8: the snapshot kept and the rulebook of this version make the report kept, to the byte. */
export const sameSnapshotSameReport: Invariant = async ({ house: { db, vault } }) => {
  const rulebook = loadActiveRulebook(shippedRules)
  const rows = await db
    .selectFrom('reports')
    .innerJoin('snapshots', (join) =>
      join
        .onRef('snapshots.lender_id', '=', 'reports.lender_id')
        .onRef('snapshots.id', '=', 'reports.snapshot_id'),
    )
    .select([
      'reports.id',
      'reports.lender_id',
      'snapshot_id',
      'snapshots.sealed_body',
      'body_hash',
    ])
    .limit(25)
    .execute()
  const violations: Violation[] = []
  for (const row of rows) {
    const of = { lenderId: row.lender_id, sessionId: row.snapshot_id ?? '', connectionId: null }
    const text = await vault.open(db, contextOf({ ...of, part: 'snapshot' }), row.sealed_body)
    const again = writeReport({ rulebook }, statementSchema.parse(JSON.parse(text)), '')
    if (again.bodyHash === row.body_hash) continue
    violations.push({ invariant: 'I8', what: 'the snapshot makes another report', subject: row.id })
  }
  return violations
}

/** I4, I15: no credential and no word of a customer in any log line, span, job or table in the clear. */
export const nothingLeaks: Invariant = async (scene) => {
  const { house, secrets } = scene
  const spans = house.traces.received.map(({ body }) => body).join('\n')
  const places: [string, string][] = [
    ['the log', house.logs.join('')],
    ['a span', spans],
    ['a table', await readableTables(scene)],
  ]
  const bank = house.watched.calls.flatMap(({ code, token }) => [code, token])
  const sought = new Set([...bank, ...secrets, ...customerCanaries])
  return places.flatMap(([place, text]) =>
    [...sought].flatMap((secret) =>
      secret !== null && text.includes(secret)
        ? [
            {
              invariant: 'I4',
              what: `a secret or a customer's word is in ${place}`,
              subject: place,
            },
          ]
        : [],
    ),
  )
}

/** Sealed columns are bytes, so what is readable here is in the clear. */
async function readableTables({ house: { db } }: Scene): Promise<string> {
  const { rows } = await sql<{ name: string }>`
    select format('%I.%I', schemaname, tablename) as name from pg_tables
    where schemaname not in ('pg_catalog', 'information_schema')
      and tablename not in ('rulebook_bundles', 'consent_texts')`.execute(db)
  const parts: string[] = []
  for (const { name } of rows) {
    const table = await sql<{ line: string }>`
      select row_to_json(t)::text as line from ${sql.raw(name)} t`.execute(db)
    parts.push(...table.rows.map(({ line }) => line))
  }
  return parts.join('\n')
}
