// Forms of the journey: url-encoded fields, small, several values a name.
import type { Context } from 'hono'
import type { AccountGrant } from '../banks/bank.ts'
import { AppError } from '../errors.ts'
import type { JourneyEnv } from './deps.ts'

const LONGEST_FORM = 64 * 1024

/** @throws AppError `invalid_request`, `payload_too_large` */
export async function readForm(
  c: Pick<Context<JourneyEnv>, 'req'>,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const type = c.req.header('content-type') ?? 'application/x-www-form-urlencoded'
  if (!type.startsWith('application/x-www-form-urlencoded')) {
    throw new AppError('invalid_request', 'The form is not url-encoded.')
  }
  const text = await c.req.text()
  if (text.length > LONGEST_FORM) throw new AppError('payload_too_large', 'The form is too large.')
  const fields = new Map<string, string[]>()
  for (const [name, value] of new URLSearchParams(text)) {
    fields.set(name, [...(fields.get(name) ?? []), value])
  }
  return fields
}

/** One grant for each account with at least one box ticked, in the order of the boxes. */
export function readGrants(form: ReadonlyMap<string, readonly string[]>): AccountGrant[] {
  const balances = new Set(form.get('balances') ?? [])
  const transactions = new Set(form.get('transactions') ?? [])
  return [...new Set([...balances, ...transactions])].map((ref) => ({
    ref,
    balances: balances.has(ref),
    transactions: transactions.has(ref),
  }))
}
