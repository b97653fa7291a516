// Every POST of the API has one effect per Idempotency-Key: the reply of the first is given again.
import { createHash } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import type { Database } from '../../db/database.ts'
import { throughInterruptions } from '../../db/interruption.ts'
import { inLender } from '../../db/lender-transaction.ts'
import { AppError } from '../../errors.ts'
import type { Access } from '../../lenders/lender.ts'
import { timestamp } from '../../runtime/clock.ts'
import { newEffect } from '../../runtime/ids.ts'
import type { AppContext, AppEnv, HttpDeps } from '../deps.ts'
import {
  claimRecord,
  dropRecord,
  findRecord,
  holdSubject,
  type RecordKey,
  settleRecord,
  takeOverRecord,
} from './record-store.ts'
import { type Replay, replayedResponse, replaySchema } from './replay.ts'

/** A request that has not answered for this long is taken for dead. */
const DEAD_AFTER_MS = 120_000
const SUBJECT = 'idempotency'
const KEY = /^[\x21-\x7e]{1,255}$/

export function idempotency(deps: HttpDeps): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    if (!mayCarryKey(c)) return next()
    const access = c.get('access')
    const record = recordKeyOf(c, access)
    const fingerprint = createHash('sha256')
      .update(JSON.stringify([c.req.method, new URL(c.req.url).pathname, await c.req.text()]))
      .digest()
    const claim = await claimOrRead(deps, access, record, fingerprint)
    if ('replay' in claim) {
      const response = await replayedResponse(deps, access, claim)
      if (response === null) return next()
      return response
    }
    c.set('effect', claim.effect)
    let settled = false
    c.set('settle', async (tx, status, replay) => {
      await settle(deps, tx, record, { status, replay, subjectId: subjectOf(c, replay) })
      settled = true
    })
    try {
      await next()
    } catch (error) {
      await drop(deps, record)
      throw error
    }
    // what was undone again, or was not heard to be done, is no success
    if (!settled || c.res.status >= 300) await keepReply(deps, c, record)
  }
}

/** A POST must; a PATCH or DELETE, which may be repeated as it is, where its caller sends one. */
function mayCarryKey({ req }: AppContext): boolean {
  if (req.method === 'POST') return true
  const changes = req.method === 'PATCH' || req.method === 'DELETE'
  return changes && req.header('idempotency-key') !== undefined
}

/** Test and live keys never meet; the caller's text itself is not stored. */
function recordKeyOf(c: AppContext, access: Access): RecordKey {
  const key = c.req.header('idempotency-key')
  if (key === undefined) {
    throw new AppError(
      'idempotency_key_missing',
      'Send an Idempotency-Key header with a value of your own, such as a UUID, on every POST.',
    )
  }
  if (!KEY.test(key)) {
    throw new AppError(
      'invalid_request',
      'The Idempotency-Key must be 1 to 255 visible characters.',
    )
  }
  const hashed = createHash('sha256').update(`${access.mode}:${key}`).digest('hex')
  return { lenderId: access.lender.id, key: hashed }
}

type Earlier = { readonly status: number; readonly replay: Replay }

/** This request is the first, or goes on for a dead one: what it makes bears the name the dead one gave it. */
type First = { readonly effect: string }

async function claimOrRead(
  deps: HttpDeps,
  access: Access,
  record: RecordKey,
  fingerprint: Buffer,
): Promise<Earlier | First> {
  const at = timestamp(deps.clock)
  const effect = newEffect()
  if (await claimRecord(deps.db, { ...record, fingerprint, effect, at })) return { effect }
  return await inLender(deps.db, access.lender.id, async (tx) => {
    const found = await findRecord(tx, record)
    if (!found) throw inProgress()
    if (found.status !== null && found.sealedReply === null) throw forgotten()
    if (!found.fingerprint.equals(fingerprint)) {
      throw new AppError(
        'idempotency_key_reused',
        'This Idempotency-Key came with another request before. Use a new one for each request.',
      )
    }
    if (found.status === null || found.sealedReply === null) {
      const age = deps.clock.now().getTime() - Date.parse(found.createdAt)
      const taken =
        age > DEAD_AFTER_MS && (await takeOverRecord(tx, record, { seen: found.createdAt, at }))
      if (taken) return { effect: found.effect ?? effect }
      throw inProgress()
    }
    const context = { lenderId: record.lenderId, subjectId: SUBJECT, field: record.key }
    const text = await deps.vault.open(tx, context, found.sealedReply)
    return { status: found.status, replay: replaySchema.parse(JSON.parse(text)) }
  })
}

function inProgress(): AppError {
  return new AppError(
    'request_in_progress',
    'The first request with this Idempotency-Key is still running. Try again in a few seconds.',
  )
}

/** What it was of has been erased, and the reply with it; a second effect would bring it back. */
function forgotten(): AppError {
  return new AppError('not_found', 'What this Idempotency-Key made is no longer kept.')
}

/** A restart of the database shorter than this does not keep the caller from trying again. */
const PATIENCE_MS = 5_000

async function drop(deps: HttpDeps, record: RecordKey): Promise<void> {
  await throughInterruptions(
    () => inLender(deps.db, record.lenderId, (tx) => dropRecord(tx, record)),
    PATIENCE_MS,
  )
}

/** A 5xx leaves nothing, so that the caller may try again. */
async function keepReply(deps: HttpDeps, c: AppContext, record: RecordKey): Promise<void> {
  const { status } = c.res
  if (status >= 500) {
    await drop(deps, record)
    return
  }
  const replay: Replay =
    status < 300 && c.get('replay') !== undefined
      ? (c.get('replay') ?? { kind: 'again' })
      : {
          kind: 'text',
          contentType: c.res.headers.get('content-type') ?? 'application/json',
          body: await c.res.clone().text(),
        }
  const { lenderId } = record
  const about = subjectOf(c, replay)
  await throughInterruptions(async () => {
    await inLender(deps.db, record.lenderId, async (tx) => {
      const there = about !== null && (await holdSubject(tx, { lenderId, subjectId: about }))
      // erased while it was answered: there is nothing to say again
      if (about !== null && !there && status < 300) {
        await settleRecord(tx, record, { status, sealed: null, subjectId: null })
        return
      }
      await settle(deps, tx, record, { status, replay, subjectId: there ? about : null })
    })
  }, PATIENCE_MS)
}

type Reply = {
  readonly status: number
  readonly replay: Replay
  /** With what it goes; null: with nothing. */
  readonly subjectId: string | null
}

async function settle(
  deps: HttpDeps,
  tx: Database,
  record: RecordKey,
  { status, replay, subjectId }: Reply,
): Promise<void> {
  const of = { lenderId: record.lenderId, subjectId: SUBJECT }
  await deps.vault.ensureDataKey(tx, of)
  const context = { ...of, field: record.key }
  const sealed = await deps.vault.seal(tx, context, JSON.stringify(replay))
  await settleRecord(tx, record, { status, sealed, subjectId })
}

const ABOUT = /^\/v1\/(?:sessions|reports|reviews)\/([\w-]+)/

/** The session, report or review that the reply is of. */
function subjectOf(c: AppContext, replay: Replay): string | null {
  if (replay.kind === 'consent_link') return replay.sessionId
  if (replay.kind === 'report') return replay.reportId
  return ABOUT.exec(new URL(c.req.url).pathname)?.[1] ?? null
}
