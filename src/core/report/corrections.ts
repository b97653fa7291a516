// Corrections: what a person said of a line, applied after categorisation and before any figure.
import type { CategorisedLine } from '../categorisation/categorised.ts'
import type { Taxonomy } from '../categorisation/taxonomy.ts'
import type { Warning } from '../statement/line.ts'
import { canonicalHash } from '../values/canonical.ts'

/** `category`: of the taxonomy, or the name one is shown as. */
export type Correction = { readonly transactionId: string; readonly category: string }

export type Corrected = { readonly lines: CategorisedLine[]; readonly warnings: readonly Warning[] }

/**
 * The last correction of a line wins. One that names no line, no category, or a category of the
 * other direction changes nothing and leaves the warning `correction_not_applied`.
 */
export function applyCorrections(
  lines: readonly CategorisedLine[],
  corrections: readonly Correction[],
  taxonomy: Taxonomy,
): Corrected {
  if (corrections.length === 0) return { lines: [...lines], warnings: [] }
  const wanted = new Map(corrections.map((one) => [one.transactionId, one.category]))
  const applied = new Set<string>()
  const corrected = lines.map((line) => {
    const category = categoryFor(line, wanted.get(line.id), taxonomy)
    if (category === undefined) return line
    applied.add(line.id)
    return {
      ...line,
      category: category.category,
      role: category.role,
      rule: 'correction',
      matched: null,
      confidence: 1,
      losers: formerRule(line),
    }
  })
  const ignored = [...wanted.keys()].filter((id) => !applied.has(id)).sort()
  return {
    lines: corrected,
    warnings:
      ignored.length === 0 ? [] : [{ code: 'correction_not_applied', transactionIds: ignored }],
  }
}

/** null without corrections; deaf to their order, but for two of one line. */
export function correctionsHash(corrections: readonly Correction[]): string | null {
  if (corrections.length === 0) return null
  const last = new Map(corrections.map((one) => [one.transactionId, one.category]))
  return canonicalHash(Object.fromEntries(last))
}

function categoryFor(line: CategorisedLine, wanted: string | undefined, taxonomy: Taxonomy) {
  if (wanted === undefined || line.restricted) return undefined
  const direction = line.amount < 0 ? 'out' : 'in'
  const known =
    taxonomy.get(wanted) ??
    [...taxonomy.values()].find(
      (one) => one.shownAs === wanted && (one.direction === 'both' || one.direction === direction),
    )
  if (known === undefined) return undefined
  return known.direction === 'both' || known.direction === direction ? known : undefined
}

function formerRule({ rule, category, matched, losers }: CategorisedLine) {
  return rule === null ? losers : [{ rule, category, matched: matched ?? '' }, ...losers]
}
