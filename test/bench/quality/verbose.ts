// For whoever works on the analysis: which simulated households fail, and on which lines. All are made up.
import type { Household } from '../../support/households.ts'
import type { MeasuredHousehold } from './measure-household.ts'
import { incidentsExact } from './totals.ts'

const euros = (cents: number | null) =>
  cents === null ? 'not observable' : (cents / 100).toFixed(2)

export function failuresOf(measured: MeasuredHousehold): string[] {
  const { household, streams, income, contracts, incidents, categories } = measured
  const lines = linesOf(household)
  const show = (ids: readonly string[]) => ids.map((id) => `      ${lines.get(id) ?? id}`)
  const wrong = categories.filter(({ truth, found }) => truth !== found)
  const text = [
    ...streams.missed.flatMap((stream) => [
      `  missed ${stream.type} (${stream.category}, ${stream.cadence})`,
      ...show(stream.members),
    ]),
    ...streams.spurious.flatMap(({ about, ids }) => [`  not a stream: ${about}`, ...show(ids)]),
    ...(income.right ? [] : [`  income ${euros(income.found)}, truly ${euros(income.truth)}`]),
    ...(contracts.countRight && contracts.kindsRight
      ? []
      : [
          `  contracts [${contracts.found}], truly [${contracts.truth}]`,
          ...household.truth.contracts.flatMap(({ kind, lender, members }) => [
            `    ${kind} ${lender}`,
            ...show(members),
          ]),
        ]),
    ...(incidentsExact(measured)
      ? []
      : [
          `  incidents missed [${incidents.missed}], spurious [${incidents.spurious}]`,
          ...show(
            [...incidents.missed, ...incidents.spurious].map((one) => one.split(' ')[1] ?? ''),
          ),
        ]),
    ...wrong.map(
      ({ id, truth, found }) => `  ${found}, truly ${truth}\n      ${lines.get(id) ?? id}`,
    ),
  ]
  if (text.length === 0) return []
  const { seed, truth } = household
  return [`seed ${seed}: ${truth.profile}, ${truth.bank}, ${truth.asOf}`, ...text]
}

function linesOf({ statement }: Household): ReadonlyMap<string, string> {
  const lines = new Map<string, string>()
  for (const line of statement.accounts.flatMap(({ transactions }) => transactions ?? [])) {
    const { resourceId, creditDebitIndicator: way, transactionAmount, remittanceInformation } = line
    const sign = way === 'DBIT' ? '-' : '+'
    const day = line.bookingDate ?? `${line.transactionDate} pending`
    const label = JSON.stringify(remittanceInformation).replace('{"unstructured":', '')
    lines.set(resourceId ?? '', `${resourceId} ${day} ${sign}${transactionAmount.amount} ${label}`)
  }
  return lines
}
