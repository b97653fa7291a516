// The kinds of jobs, what each carries (handles only: the queue keeps payloads) and how each is retried.
import { z } from 'zod'

const lender = z.string().startsWith('len_')
const session = z.string().startsWith('ses_')
const event = z.string().startsWith('evt_')
const rescoring = z.string().startsWith('rsc_')

/** What a job of each kind carries. */
type JobPayloads = {
  'collect-connection': { lenderId: string; sessionId: string; connectionId: string }
  'draft-report': { lenderId: string; sessionId: string }
  'expire-sessions': Record<string, never>
  purge: Record<string, never>
  'announce-event': { lenderId: string; eventId: string }
  /** `attempt`: 1 for the first call; a later one is a job of its own. */
  'deliver-event': { lenderId: string; webhookId: string; eventId: string; attempt: number }
  'shadow-score': { lenderId: string; sessionId: string }
  'plan-rescoring': { lenderId: string; rescoringId: string }
  'rescore-part': { lenderId: string; rescoringId: string; part: number }
  'tend-rescorings': Record<string, never>
  'watch-drift': Record<string, never>
}
export type JobKind = keyof JobPayloads
export type JobPayload<K extends JobKind> = JobPayloads[K]

export const jobPayloads: { readonly [K in JobKind]: z.ZodType<JobPayloads[K]> } = {
  'collect-connection': z.strictObject({
    lenderId: lender,
    sessionId: session,
    connectionId: z.string().startsWith('con_'),
  }),
  'draft-report': z.strictObject({ lenderId: lender, sessionId: session }),
  'expire-sessions': z.record(z.string(), z.never()),
  purge: z.record(z.string(), z.never()),
  'announce-event': z.strictObject({ lenderId: lender, eventId: event }),
  'deliver-event': z.strictObject({
    lenderId: lender,
    webhookId: z.string().startsWith('whk_'),
    eventId: event,
    attempt: z.int().positive(),
  }),
  'shadow-score': z.strictObject({ lenderId: lender, sessionId: session }),
  'plan-rescoring': z.strictObject({ lenderId: lender, rescoringId: rescoring }),
  'rescore-part': z.strictObject({
    lenderId: lender,
    rescoringId: rescoring,
    part: z.int().positive(),
  }),
  'tend-rescorings': z.record(z.string(), z.never()),
  'watch-drift': z.record(z.string(), z.never()),
}

export const jobKinds = [
  'collect-connection',
  'draft-report',
  'expire-sessions',
  'purge',
  'announce-event',
  'deliver-event',
  'shadow-score',
  'plan-rescoring',
  'rescore-part',
  'tend-rescorings',
  'watch-drift',
] as const satisfies readonly JobKind[]

/** Where a job goes when all its attempts have failed; nothing works on it but people. */
export const deadLetterQueue = 'dead-letter'

export type QueueSettings = {
  /** One run may take this long. */
  readonly expireInSeconds: number
  /** A worker that has not been heard of for this long is taken for dead; 10 at least. */
  readonly heartbeatSeconds: number
  readonly retryLimit: number
  /** The first delay; it doubles, with jitter, up to the greatest. */
  readonly retryDelay: number
  readonly retryDelayMax: number
  /** `exclusive`: one waiting or running at a time, of each name where jobs have one. */
  readonly policy: 'standard' | 'exclusive'
  /** Cron in UTC. */
  readonly schedule: string | null
}

const onDemand: QueueSettings = {
  expireInSeconds: 300,
  heartbeatSeconds: 10,
  retryLimit: 5,
  retryDelay: 1,
  retryDelayMax: 60,
  policy: 'standard',
  schedule: null,
}

export const queueSettings: Readonly<Record<JobKind, QueueSettings>> = {
  'collect-connection': onDemand,
  'draft-report': onDemand,
  'announce-event': onDemand,
  'deliver-event': onDemand,
  'shadow-score': onDemand,
  // named by what they work on: one job of a part at a time, whoever asks for it again
  'plan-rescoring': { ...onDemand, policy: 'exclusive' },
  'rescore-part': { ...onDemand, policy: 'exclusive' },
  'tend-rescorings': { ...onDemand, retryLimit: 1, policy: 'exclusive', schedule: '* * * * *' },
  // reads the figures of months: it may take its time
  'watch-drift': {
    ...onDemand,
    expireInSeconds: 3_000,
    retryLimit: 1,
    policy: 'exclusive',
    schedule: '20 4 * * *',
  },
  'expire-sessions': {
    ...onDemand,
    retryLimit: 1,
    policy: 'exclusive',
    schedule: '* * * * *',
  },
  purge: {
    ...onDemand,
    // the statements are small; all lenders together may take their time
    expireInSeconds: 3_000,
    retryLimit: 1,
    policy: 'exclusive',
    schedule: '7 * * * *',
  },
}
