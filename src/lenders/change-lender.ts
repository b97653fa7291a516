// What a lender says of itself, as it reads and changes it; what it may not change is the operator's.
import { z } from 'zod'
import { appendAudit } from '../audit/append.ts'
import { plainText } from '../core/values/plain-text.ts'
import type { Database, Pool } from '../db/database.ts'
import { inLender } from '../db/lender-transaction.ts'
import { AppError } from '../errors.ts'
import { type Clock, timestamp } from '../runtime/clock.ts'
import { LARGEST_LOGO, type Logo, logoTypeOf } from './brand.ts'
import { type Lender, lenderSettingsSchema, providerSchema, reviewContactSchema } from './lender.ts'
import { findLender, findLogo, readLender, updateLender } from './lender-store.ts'

const MOST_RETURN_URLS = 20
const defaults = lenderSettingsSchema.parse({})
/** Of an application that came to nothing: time enough to find that it was no mistake. */
const LONGEST_UNDECIDED = 30
const days = (most: number) => z.int().min(0).max(most)
const months = (least: number, most: number) => z.int().min(least).max(most)

/** An exact address: https (http on the same machine, to try), without a user or a fragment. */
export const returnUrlSchema = z
  .url({ protocol: /^https?$/ })
  .max(500)
  .refine(isReturnUrl, 'must be https, without user name or fragment')

function isReturnUrl(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname, username, password, hash } = new URL(text)
  const local = hostname === 'localhost' || hostname === '127.0.0.1'
  return (
    (protocol === 'https:' || local) && username + password + hash === '' && !text.includes('#')
  )
}

const decisionUseSchema = z.enum(['aid', 'decisive']).meta({
  description: 'Whether the score is an aid to who decides, or the decision draws strongly on it',
})

const explainAtEndSchema = z.boolean().meta({
  description: 'Whether the applicant’s last page gives the explanation of the result at once',
})

const retentionSchema = z
  .strictObject({
    reportMonths: months(1, defaults.reportMonths),
    snapshotDays: days(defaults.snapshotDays),
    sessionMonths: months(1, defaults.sessionMonths),
    refusedSnapshotDays: days(defaults.refusedSnapshotDays),
    refusedReportMonths: months(1, defaults.reportMonths),
    abandonedDays: days(LONGEST_UNDECIDED),
    withdrawnDays: days(LONGEST_UNDECIDED),
    validationMonths: months(1, defaults.validationMonths),
    auditMonths: months(6, defaults.auditMonths),
    linkHours: z.int().min(1).max(168),
  })
  .partial()

/** What is left out stays as it is; `null` takes away. */
export const lenderChangeSchema = z
  .strictObject({
    name: plainText(z.string().min(1).max(140)),
    returnUrls: z.array(returnUrlSchema).max(MOST_RETURN_URLS),
    colour: z
      .string()
      .regex(/^#[0-9a-f]{6}$/, 'must be #rrggbb in small letters')
      .nullable()
      .meta({
        description:
          'Of the applicant’s pages; where text in it would be hard to read, a darker shade is',
      }),
    logo: z
      .base64()
      .max(Math.ceil(LARGEST_LOGO / 3) * 4)
      .nullable()
      .meta({ description: 'PNG or JPEG, 64 kB at most, in base64' }),
    reviewContact: reviewContactSchema.nullable(),
    decisionUse: decisionUseSchema.nullable(),
    explainAtEnd: explainAtEndSchema,
    retention: retentionSchema.meta({
      description:
        'Never longer than the applicant was shown; `refused…`, `abandoned…` and `withdrawn…` run from when the fate of the application is told',
    }),
  })
  .partial()
export type LenderChange = z.output<typeof lenderChangeSchema>

export const lenderViewSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    provider: providerSchema,
    returnUrls: z.array(z.string()),
    colour: z.string().nullable(),
    logo: z.object({ type: z.enum(['image/png', 'image/jpeg']), data: z.string() }).nullable(),
    reviewContact: reviewContactSchema.nullable(),
    decisionUse: decisionUseSchema.nullable(),
    explainAtEnd: explainAtEndSchema,
    retention: retentionSchema.required(),
    limits: z.object({ requestsPerMinute: z.int() }),
    embeddedChannel: z.boolean(),
  })
  .meta({ id: 'Lender' })
export type LenderView = z.output<typeof lenderViewSchema>

export async function viewLender(deps: { db: Pool }, lenderId: string): Promise<LenderView> {
  return await inLender(deps.db, lenderId, async (tx) => {
    return toView(await readLender(tx, lenderId), await findLogo(tx, lenderId))
  })
}

/** @throws AppError `invalid_request` for a logo that is no image */
export async function changeLender(
  deps: { db: Pool; clock: Clock },
  of: { lenderId: string; actor: string },
  change: LenderChange,
): Promise<LenderView> {
  const { retention, colour, reviewContact, decisionUse, explainAtEnd, ...own } = change
  const settings = { ...retention, colour, reviewContact, decisionUse, explainAtEnd }
  return await writeChange(
    deps,
    { ...of, fields: Object.keys(change) },
    { ...own, colour, settings },
  )
}

type Change = Pick<LenderChange, 'name' | 'returnUrls' | 'colour' | 'logo'> & {
  /** Those that differ; undefined is left as it is. */
  readonly settings: Readonly<Record<string, unknown>>
}

/** @throws AppError `not_found`; `invalid_request` for a logo that is no image */
export async function writeChange(
  deps: { db: Pool; clock: Clock },
  { lenderId, actor, fields }: { lenderId: string; actor: string; fields: string[] },
  change: Change,
): Promise<LenderView> {
  const logo = readLogo(change.logo)
  return await inLender(deps.db, lenderId, async (tx) => {
    const before = await findLender(tx, lenderId)
    if (!before) throw new AppError('not_found', 'There is no such lender.')
    const { name = before.name, returnUrls = before.returnUrls, colour } = change
    const given = Object.entries({ ...change.settings, colour }).filter(
      ([, to]) => to !== undefined,
    )
    const settings = lenderSettingsSchema.parse({
      ...before.settings,
      ...Object.fromEntries(given),
    })
    await updateLender(tx, lenderId, { name, returnUrls, settings, logo })
    await audit(tx, { lenderId, actor, at: timestamp(deps.clock) }, fields)
    return toView({ ...before, name, returnUrls, settings }, await findLogo(tx, lenderId))
  })
}

/** Which fields were changed, never to what: a contact is a person. */
async function audit(
  tx: Database,
  of: { lenderId: string; actor: string; at: string },
  fields: string[],
): Promise<void> {
  const { lenderId: subjectId } = of
  await appendAudit(tx, { ...of, action: 'lender.changed', subjectId, detail: { fields } })
}

function readLogo(text: string | null | undefined): Logo | null | undefined {
  if (text === null || text === undefined) return text
  const bytes = Buffer.from(text, 'base64')
  const type = bytes.length > LARGEST_LOGO ? null : logoTypeOf(bytes)
  if (type === null) {
    throw new AppError('invalid_request', 'The body is not valid.', {
      issues: [{ pointer: '/logo', detail: 'must be a PNG or JPEG of 64 kB at most' }],
    })
  }
  return { bytes, type }
}

function toView(lender: Lender, logo: Logo | null): LenderView {
  const { id, name, provider, returnUrls, settings } = lender
  const { reportMonths, snapshotDays, sessionMonths, auditMonths, linkHours } = settings
  const { refusedSnapshotDays, refusedReportMonths, abandonedDays, withdrawnDays } = settings
  const { colour, reviewContact, decisionUse, requestsPerMinute, embeddedChannel } = settings
  const { explainAtEnd, validationMonths } = settings
  return {
    ...{ id, name, provider, colour, reviewContact, decisionUse, explainAtEnd, embeddedChannel },
    returnUrls: [...returnUrls],
    logo: logo === null ? null : { type: logo.type, data: logo.bytes.toString('base64') },
    retention: {
      ...{ reportMonths, snapshotDays, sessionMonths, auditMonths, linkHours },
      ...{ refusedSnapshotDays, refusedReportMonths, abandonedDays, withdrawnDays },
      validationMonths,
    },
    limits: { requestsPerMinute },
  }
}
