// PUT /consents: the mixed consent. Every call replaces the one before; empty lists are no consent.
import { z } from 'zod'
import { consentKey } from '../state.ts'
import type { Answer, Call } from './call.ts'
import { struckBy } from './faults.ts'
import { refuse } from './stet-error.ts'

const consentSchema = z.object({
  balances: z.array(z.object({ iban: z.string() })),
  transactions: z.array(z.object({ iban: z.string() })),
  trustedBeneficiaries: z.boolean(),
  psuIdentity: z.boolean(),
})

function json(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return refuse('FF01')
  }
}

export function putConsents(call: Call): Answer {
  if (!/^application\/json\b/i.test(call.contentType)) refuse('FF01')
  const parsed = consentSchema.safeParse(json(call.body))
  if (!parsed.success) refuse('FF01')
  const known = new Map(call.persona.accounts.map((account) => [account.iban, account.id]))
  const ibans = (list: readonly { iban: string }[]) =>
    list.map(({ iban }) => {
      const resourceId = known.get(iban)
      if (resourceId === undefined) refuse('AC01')
      struckBy(call.bank, {
        identifier: call.persona.identifier,
        operation: 'consents',
        resourceId,
        withinCall: true,
      })
      return iban
    })
  call.bank.consents.set(consentKey(call.clientId, call.persona), {
    balances: ibans(parsed.data.balances),
    transactions: ibans(parsed.data.transactions),
    psuIdentity: parsed.data.psuIdentity,
  })
  return { status: 201, body: null }
}
