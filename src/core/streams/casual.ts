// Who works for many, a few days at a time: entertainers, extras, temps of several agencies. What they were paid is what
// the months brought, though no payer keeps a calendar and none may call again.
import type { Search } from './detect.ts'
import type { Draft } from './draft.ts'
import { partyOf } from './groups.ts'
import { overTime } from './leftover.ts'

/** As many payers without a calendar, and the trade is one of many employers. */
const FEWEST_PAYERS = 3
/** A mission that began so late had none before it. */
const EARLIEST_DAYS = 14

/** `incomes` with the weeks of a mission, beside other missions, spread over the time that is covered. */
export function spreadMissions(
  incomes: readonly Draft[],
  covered: number,
  { table }: Search,
): Draft[] {
  const began = table.span.from + EARLIEST_DAYS
  const others = payersOf(incomes.filter(isCasual))
  return incomes.map((draft) => {
    const { cadence, marked } = draft
    const mission = isSalary(draft) && cadence === 'weekly' && (marked[0]?.item.day ?? 0) > began
    if (!mission || others.size + 1 < FEWEST_PAYERS) return draft
    const total = marked.reduce((sum, { item }) => sum + item.size, 0)
    return { ...draft, fit: null, cadence: 'unknown', monthly: overTime(total, covered) }
  })
}

/** Those of `incomes` that are of such a trade: they have not ended, whatever their days say. */
export function casualPays(incomes: readonly Draft[]): ReadonlySet<Draft> {
  const casual = incomes.filter(isCasual)
  return new Set(payersOf(casual).size < FEWEST_PAYERS ? [] : casual)
}

function isCasual(draft: Draft): boolean {
  return isSalary(draft) && draft.fit === null && draft.cadence === 'unknown'
}

function isSalary({ marked }: Draft): boolean {
  return marked[0]?.item.line.category === 'income.salary'
}

function payersOf(drafts: readonly Draft[]): ReadonlySet<string> {
  return new Set(drafts.flatMap(({ marked: [first] }) => (first ? [partyOf(first.item.line)] : [])))
}
