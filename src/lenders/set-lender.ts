// What the operator alone sets of a lender: wider limits than the lender's own, and who signs its tokens.
import { z } from 'zod'
import type { Pool } from '../db/database.ts'
import { AppError } from '../errors.ts'
import type { Clock } from '../runtime/clock.ts'
import { type LenderView, lenderChangeSchema, writeChange } from './change-lender.ts'
import { lenderSettingsSchema } from './lender.ts'

const { name, returnUrls, colour, logo } = lenderChangeSchema.shape
const settingSchema = z.strictObject(lenderSettingsSchema.shape).partial()
const ownSchema = z.strictObject({ name, returnUrls, colour, logo })

/**
 * `wanted`: fields of a lender or of its settings; undefined is left as it is.
 * @throws AppError `not_found`; `invalid_request` naming the field
 */
export async function setLender(
  deps: { db: Pool; clock: Clock },
  lenderId: string,
  wanted: Readonly<Record<string, unknown>>,
): Promise<LenderView> {
  const given = Object.entries(wanted).filter(([, value]) => value !== undefined)
  const isOwn = ([field]: [string, unknown]) => Object.hasOwn(ownSchema.shape, field)
  const own = checked(ownSchema, Object.fromEntries(given.filter(isOwn)))
  const settings = checked(
    settingSchema,
    Object.fromEntries(given.filter((entry) => !isOwn(entry))),
  )
  // a default of a field that was not given is no change
  const asked = Object.entries(settings).filter(([field]) => wanted[field] !== undefined)
  const fields = given.map(([field]) => field)
  return await writeChange(
    deps,
    { lenderId, actor: 'operator', fields },
    { ...own, settings: Object.fromEntries(asked) },
  )
}

function checked<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const told = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
  throw new AppError('invalid_request', `The lender cannot be set. ${told.join('; ')}`)
}
