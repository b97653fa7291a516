// A lender's book: sessions that ended with a report, as many as a batch needs. A few made-up people are assessed, and
// each session is of one of them, with ids, keys and seals of its own, through the same vault and tables as in life.
import { randomBytes } from 'node:crypto'
import { writeReport } from '../../src/collection/write-report.ts'
import { parseStatement } from '../../src/core/statement/parse.ts'
import type { StatementInput } from '../../src/core/statement/statement.ts'
import type { Pool } from '../../src/db/database.ts'
import { inLender } from '../../src/db/lender-transaction.ts'
import type { ActiveRulebook } from '../../src/rulebooks/active.ts'
import { newId } from '../../src/runtime/ids.ts'
import { contextOf, type PartOf } from '../../src/sessions/sealed-parts.ts'
import type { Vault } from '../../src/vault/vault.ts'
import { household } from './households.ts'

export type BookPerson = ReturnType<typeof writeReport>

/** @param lines each has at least so many: further purchases are added to those of the simulated household. */
export function bookPeople(rulebook: ActiveRulebook, count: number, lines = 0): BookPerson[] {
  return Array.from({ length: count }, (_, index) => {
    const { statement } = household(1 + index)
    const whole = parseStatement(JSON.parse(JSON.stringify(lengthened(statement, lines))))
    return writeReport({ rulebook }, whole, randomBytes(32).toString('hex'))
  })
}

function lengthened(statement: StatementInput, lines: number): StatementInput {
  const [main, ...others] = statement.accounts
  const own = main?.transactions ?? []
  const bought = own.filter(({ creditDebitIndicator }) => creditDebitIndicator === 'DBIT')
  if (main === undefined || bought.length === 0) return statement
  const extra = Array.from({ length: Math.max(0, lines - own.length) }, (_, index) => {
    const like = bought[index % bought.length]
    const { resourceId: _id, entryReference: _reference, ...line } = like ?? own[0]!
    const amount = (3 + ((index * 37) % 4_000) / 100).toFixed(2)
    return {
      ...line,
      resourceId: `x${index}`,
      transactionAmount: { amount, currency: 'EUR' },
      remittanceInformation: { unstructured: [`CARTE CARREFOUR CITY ${index}`] },
    }
  })
  return { ...statement, accounts: [{ ...main, transactions: [...own, ...extra] }, ...others] }
}

export type BookOptions = {
  readonly lenderId: string
  readonly people: readonly BookPerson[]
  readonly count: number
  readonly mode?: 'test' | 'live'
  readonly purposes?: string[]
  readonly product?: string
  /** RFC 3339; now by default. */
  readonly at?: string
  readonly keptUntil?: string
}

export type BookEntry = {
  readonly sessionId: string
  readonly snapshotId: string
  readonly reportId: string
}

/** Sessions of one transaction. */
const PAGE = 100

/** A page after the other on two connections: what one is told costs the database as much as it costs us to seal it. */
export async function fillBook(
  { db, vault }: { db: Pool; vault: Vault },
  options: BookOptions,
): Promise<BookEntry[]> {
  const entries = Array.from({ length: options.count }, () => ({
    sessionId: newId('ses'),
    snapshotId: newId('snp'),
    reportId: newId('rep'),
  }))
  let next = 0
  const lane = async () => {
    while (next < entries.length) {
      const from = next
      next += PAGE
      await fillPage({ db, vault }, options, { entries: entries.slice(from, next), from })
    }
  }
  await Promise.all([lane(), lane()])
  return entries
}

/** `db` may write every table: the owner's. */
async function fillPage(
  { db, vault }: { db: Pool; vault: Vault },
  options: BookOptions,
  { entries, from }: { entries: readonly BookEntry[]; from: number },
): Promise<void> {
  const { lenderId, people } = options
  await inLender(db, lenderId, async (tx) => {
    const rows = []
    for (const [index, entry] of entries.entries()) {
      const person = people[(from + index) % people.length]!
      rows.push(await rowsOf({ db: tx, vault }, options, entry, person))
    }
    const of = {
      sessions: rows.map(({ session }) => session),
      snapshots: rows.map(({ snapshot }) => snapshot),
      reports: rows.map(({ report }) => report),
    }
    await tx.insertInto('sessions').values(of.sessions).execute()
    await tx.insertInto('snapshots').values(of.snapshots).execute()
    await tx.insertInto('reports').values(of.reports).execute()
  })
}

async function rowsOf(
  { db, vault }: { db: Pool; vault: Vault },
  options: BookOptions,
  { sessionId, snapshotId, reportId }: BookEntry,
  person: BookPerson,
) {
  const { lenderId, at = new Date().toISOString(), purposes = everything } = options
  const { keptUntil = new Date(Date.now() + 300 * 86_400_000).toISOString() } = options
  await vault.createDataKey(db, { lenderId, subjectId: sessionId })
  await vault.createDataKey(db, { lenderId, subjectId: snapshotId })
  const seal = (of: string, part: PartOf['part'], text: string) =>
    vault.seal(db, contextOf({ lenderId, sessionId: of, connectionId: null, part }), text)
  const { rulebook } = person.report.provenance
  return {
    session: {
      lender_id: lenderId,
      id: sessionId,
      mode: options.mode ?? 'test',
      status: 'completed',
      applicant_reference: sessionId.slice(-12),
      product: options.product ?? null,
      purposes: [...new Set([...everything, ...purposes])],
      granted_purposes: purposes,
      language: 'fr' as const,
      max_connections: 1,
      window_days: 90,
      retention_days: 300,
      provider: JSON.stringify({ name: 'Book', registration: 'X', capacity: 'own' }),
      link_hash: randomBytes(32),
      report_id: reportId,
      created_at: at,
      confirming_at: at,
      ended_at: at,
      expires_at: at,
    },
    snapshot: {
      lender_id: lenderId,
      id: snapshotId,
      subject_id: sessionId,
      hash: person.snapshotHash,
      sealed_body: await seal(snapshotId, 'snapshot', person.snapshotJson),
      created_at: at,
      expires_at: keptUntil,
    },
    report: {
      lender_id: lenderId,
      id: reportId,
      subject_id: sessionId,
      session_id: sessionId,
      snapshot_id: snapshotId,
      origin: 'session' as const,
      rulebook_version: rulebook.version,
      rulebook_hash: rulebook.hash,
      body_hash: person.bodyHash,
      sealed_body: await seal(sessionId, 'report', person.bodyJson),
      sealed_transactions: await seal(sessionId, 'transactions', person.transactionsJson),
      sealed_scored: await seal(sessionId, 'scored', person.scoredJson),
      created_at: at,
      released_at: at,
      expires_at: keptUntil,
    },
  }
}

const everything = ['creditworthiness', 'rescoring']
