// Card totals and their slips: what is told slip by slip is not counted again with the total.
import type { CategorisedLine } from '../categorisation/categorised.ts'

/** Card total → what its slips present in the statement add up to (positive for spending). */
export function slipsByTotal(lines: readonly CategorisedLine[]): ReadonlyMap<string, number> {
  const slipsOf = new Map<string, Set<string>>()
  const tie = (total: string, slip: string) => {
    const set = slipsOf.get(total) ?? new Set<string>()
    slipsOf.set(total, set.add(slip))
  }
  for (const line of lines) {
    if (line.linked.length === 0) continue
    for (const link of line.linked) {
      if (link.as === 'card_slip') tie(line.id, link.id)
      if (link.as === 'card_total') tie(link.id, line.id)
    }
  }
  const totals = new Map<string, number>()
  if (slipsOf.size === 0) return totals
  const byId = new Map(lines.map((line) => [line.id, line]))
  for (const [total, ids] of slipsOf) {
    let spent = 0
    for (const id of ids) spent -= byId.get(id)?.amount ?? 0
    totals.set(total, spent)
  }
  return totals
}
