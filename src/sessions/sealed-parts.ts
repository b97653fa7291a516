// What a session keeps sealed, with the schema each part is read back through.
import { z } from 'zod'
import { accountSchema, applicationSchema } from '../core/statement/statement.ts'
import { plainDateSchema } from '../core/values/plain-date.ts'
import type { Database } from '../db/database.ts'
import type { SealContext, Vault } from '../vault/vault.ts'

/** What the lender declared of the applicant. */
export const declaredSchema = z.object({
  applicant: z.object({ name: z.string() }),
  application: applicationSchema.nullable(),
  metadata: z.record(z.string(), z.string()).nullable(),
})

export const credentialSchema = z.record(z.string(), z.unknown())

/** While the customer is at the bank. */
export const awaitedSchema = z.object({
  redirectUri: z.string(),
  credential: credentialSchema,
  /** Something stands at the bank already: it is given back even if nobody comes back. */
  held: z.boolean().default(false),
})

export const choicesSchema = z.array(
  z.object({
    ref: z.string(),
    name: z.string(),
    product: z.string().nullable(),
    iban: z.string().nullable(),
    currency: z.string().nullable(),
    kind: z.string(),
    ownership: z.string().nullable(),
    usage: z.string().nullable(),
  }),
)

export const grantsSchema = z.object({
  grants: z.array(z.object({ ref: z.string(), balances: z.boolean(), transactions: z.boolean() })),
  identity: z.boolean(),
})

export const presenceSchema = z.object({
  ipAddress: z.string(),
  userAgent: z.string().exactOptional(),
  acceptLanguage: z.string().exactOptional(),
})

/** One pull, as kept until the report is drafted. */
export const collectedSchema = z.object({
  asOf: plainDateSchema,
  holder: z.string().nullable(),
  accounts: z.array(accountSchema),
})

/** By pseudonym, the names withheld from a snapshot. */
export const namesSchema = z.record(z.string(), z.string())

export type PartOf = {
  readonly lenderId: string
  /** Whose data key: a session's, or that of a snapshot or a report of its own. */
  readonly sessionId: string
  /** Or a review, a link, a re-scoring or a challenger; null: of the session itself. */
  readonly connectionId: string | null
  readonly part:
    | 'declared'
    | 'awaited'
    | 'credential'
    | 'choices'
    | 'grants'
    | 'presence'
    | 'collected'
    | 'snapshot'
    | 'names'
    | 'report'
    | 'transactions'
    | 'scored'
    | 'corrections'
    | 'review_request'
    | 'review_outcome'
    | 'link_name'
    | 'rescored'
    | 'shadow'
    | 'vector'
    | 'outcome'
}

export function contextOf(of: PartOf): SealContext {
  const owner = of.connectionId === null ? '' : `${of.connectionId}.`
  return { lenderId: of.lenderId, subjectId: of.sessionId, field: `${owner}${of.part}` }
}

export async function sealPart(
  deps: { vault: Vault },
  db: Database,
  of: PartOf,
  value: unknown,
): Promise<Buffer> {
  return await deps.vault.seal(db, contextOf(of), JSON.stringify(value))
}

export async function openPart<S extends z.ZodType>(
  deps: { vault: Vault },
  db: Database,
  of: PartOf,
  sealed: Buffer,
  schema: S,
): Promise<z.output<S>> {
  return schema.parse(JSON.parse(await deps.vault.open(db, contextOf(of), sealed)))
}
