// The block for the dialogue sheet (fiche de dialogue, Code de la consommation L.312-17): what the accounts show. The
// borrower completes and certifies the sheet; this does not stand in its place.
import { z } from 'zod'
import type { ReportBody } from '../core/report/report.ts'
import { moneySchema } from '../core/values/money.ts'
import { mapObserved, observedSchema } from '../core/values/observed.ts'
import type { Language } from './typography.ts'

const observedMoney = observedSchema(moneySchema)
const entry = z.object({ category: z.string(), monthly: moneySchema })

export const dialogueSheetSchema = z
  .object({
    asOf: z.string().meta({ format: 'date' }),
    window: z.object({ from: z.string(), to: z.string() }),
    resources: z.array(entry).meta({ description: 'Recurring income by category, a month' }),
    charges: z
      .array(entry)
      .meta({ description: 'Recurring charges by category, a month, without credit' }),
    credits: z.array(
      z.object({
        kind: z.string(),
        lender: z.string().nullable(),
        monthly: moneySchema,
        outstanding: moneySchema.nullable(),
        endsOn: z.string().nullable(),
      }),
    ),
    totals: z.object({
      resources: observedMoney,
      charges: observedMoney,
      credits: observedMoney,
    }),
    notice: z.string().meta({ description: 'To be printed above the borrower’s signature' }),
  })
  .meta({ id: 'DialogueSheet' })
export type DialogueSheet = z.infer<typeof dialogueSheetSchema>

const notice: Readonly<Record<Language, string>> = {
  fr: 'Ces montants viennent des seuls comptes partagés, sur la période indiquée. L’emprunteur les vérifie, les complète (revenus, charges et crédits payés ailleurs) et certifie la fiche.',
  en: 'These amounts come from the shared accounts alone, over the days named. The borrower checks them, completes them (income, charges and credit paid elsewhere) and certifies the sheet.',
}

/** Pure. Sums of monthly equivalents, minor units; categories in the order of their names. */
export function dialogueSheet(body: ReportBody, language: Language): DialogueSheet {
  const { provenance, income, charges, credit } = body
  const ofCredit = new Set(credit.contracts.flatMap(({ evidence }) => evidence.transactionIds))
  const outside = charges.streams.filter(
    ({ evidence }) => !evidence.transactionIds.some((id) => ofCredit.has(id)),
  )
  const listed = byCategory(outside)
  return {
    asOf: provenance.asOf,
    window: { from: provenance.window.from, to: provenance.window.to },
    resources: byCategory(income.streams),
    charges: listed,
    credits: credit.contracts.map(({ kind, lender, monthlyEquivalent, outstanding, endsOn }) => ({
      kind,
      lender,
      monthly: monthlyEquivalent,
      outstanding,
      endsOn,
    })),
    totals: {
      resources: income.monthlyNet.observed,
      charges: mapObserved(charges.monthly, ({ currency }) => ({
        amount: listed.reduce((sum, { monthly }) => sum + monthly.amount, 0),
        currency,
      })),
      credits: credit.monthlyRepayment,
    },
    notice: notice[language],
  }
}

type Streams = ReportBody['charges']['streams']

/** Streams that have ended are no longer a resource or a charge. */
function byCategory(streams: Streams): DialogueSheet['charges'] {
  const sums = new Map<string, DialogueSheet['charges'][number]>()
  for (const { category, monthlyEquivalent, status } of streams) {
    if (status === 'ended') continue
    const sum = sums.get(category)?.monthly.amount ?? 0
    const { currency } = monthlyEquivalent
    sums.set(category, {
      category,
      monthly: { amount: sum + monthlyEquivalent.amount, currency },
    })
  }
  return [...sums.values()].sort((a, b) => (a.category < b.category ? -1 : 1))
}
