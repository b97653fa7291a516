// Every POST of the API has one effect per Idempotency-Key: the reply of the first is given again.
import { createHash } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import { inLender } from '../../db/lender-transaction.ts'
import { AppError } from '../../errors.ts'
import type { Access } from '../../lenders/lender.ts'
import { timestamp } from '../../runtime/clock.ts'
import type { AppContext, AppEnv, HttpDeps } from '../deps.ts'
import {
  claimRecord,
  dropRecord,
  findRecord,
  hasDataKey,
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
    if (c.req.method !== 'POST') return next()
    const access = c.get('access')
    const record = recordKeyOf(c, access)
    const fingerprint = createHash('sha256')
      .update(JSON.stringify([c.req.method, new URL(c.req.url).pathname, await c.req.text()]))
      .digest()
    const earlier = await claimOrRead(deps, access, record, fingerprint)
    if (earlier !== null) {
      const response = await replayedResponse(deps, access, earlier)
      if (response === null) return next()
      return response
    }
    try {
      await next()
    } catch (error) {
      await inLender(deps.db, record.lenderId, (tx) => dropRecord(tx, record))
      throw error
    }
    await keepReply(deps, c, record)
  }
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

/** @returns null when this request is the first. */
async function claimOrRead(
  deps: HttpDeps,
  access: Access,
  record: RecordKey,
  fingerprint: Buffer,
): Promise<Earlier | null> {
  return await inLender(deps.db, access.lender.id, async (tx) => {
    const at = timestamp(deps.clock)
    if (await claimRecord(tx, { ...record, fingerprint, at })) return null
    const found = await findRecord(tx, record)
    if (!found) throw inProgress()
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
      if (taken) return null
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

/** A 5xx leaves nothing, so that the caller may try again. */
async function keepReply(deps: HttpDeps, c: AppContext, record: RecordKey): Promise<void> {
  const { status } = c.res
  if (status >= 500) {
    await inLender(deps.db, record.lenderId, (tx) => dropRecord(tx, record))
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
  const subject = { lenderId: record.lenderId, subjectId: SUBJECT }
  await ensureDataKey(deps, subject)
  await inLender(deps.db, record.lenderId, async (tx) => {
    const context = { ...subject, field: record.key }
    const sealed = await deps.vault.seal(tx, context, JSON.stringify(replay))
    await settleRecord(tx, record, { status, sealed })
  })
}

/** Two first requests at once: one makes the key, the other finds it. */
async function ensureDataKey(
  deps: HttpDeps,
  subject: { lenderId: string; subjectId: string },
): Promise<void> {
  const exists = () => inLender(deps.db, subject.lenderId, (tx) => hasDataKey(tx, subject))
  if (await exists()) return
  try {
    await inLender(deps.db, subject.lenderId, (tx) => deps.vault.createDataKey(tx, subject))
  } catch (error) {
    if (!(await exists())) throw error
  }
}
