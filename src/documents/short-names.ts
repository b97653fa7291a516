// Pseudonyms of persons as a reader meets them: by their first letters, enough to tell one from another in a report.
import type { ReportTransaction } from '../core/categorisation/categorised.ts'
import type { ReportBody } from '../core/report/report.ts'
import { replaceNamePseudonyms } from '../core/statement/name-pseudonym.ts'

const MARK = 3
const SHOWN = 4

type Shorten = (text: string) => string

export function shortNames(person: (letters: string) => string): Shorten {
  return (text) =>
    replaceNamePseudonyms(text, (pseudonym) =>
      person(pseudonym.slice(MARK, MARK + SHOWN).toUpperCase()),
    )
}

export function shortLine(line: ReportTransaction, short: Shorten): ReportTransaction {
  return {
    ...line,
    label: line.label.map(short),
    counterparty: orNull(line.counterparty, short),
    matched: orNull(line.matched, short),
    losers: line.losers.map((loser) => ({ ...loser, matched: short(loser.matched) })),
  }
}

/** Wherever a report names the other side. */
export function shortBody(body: ReportBody, short: Shorten): ReportBody {
  const named = <T extends { readonly counterparty: string | null }>(list: readonly T[]): T[] =>
    list.map((one) => ({ ...one, counterparty: orNull(one.counterparty, short) }))
  const lent = <T extends { readonly lender: string | null }>(list: readonly T[]): T[] =>
    list.map((one) => ({ ...one, lender: orNull(one.lender, short) }))
  const { income, charges, credit, incidents } = body
  return {
    ...body,
    income: { ...income, streams: named(income.streams), support: named(income.support) },
    charges: { ...charges, streams: named(charges.streams) },
    credit: { ...credit, contracts: lent(credit.contracts), payouts: lent(credit.payouts) },
    incidents: {
      ...incidents,
      rejections: named(incidents.rejections),
      seizures: named(incidents.seizures),
      collections: named(incidents.collections),
      plans: named(incidents.plans),
    },
  }
}

function orNull(text: string | null, short: Shorten): string | null {
  return text === null ? null : short(text)
}
