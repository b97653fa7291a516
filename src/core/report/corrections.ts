// Corrections: what a person said of a line, applied after categorisation and before any figure.
import type { CategorisedLine } from '../categorisation/categorised.ts'
import type { Category, Taxonomy } from '../categorisation/taxonomy.ts'
import type { Warning } from '../statement/line.ts'
import { canonicalHash } from '../values/canonical.ts'

export type Correction = {
  readonly transactionId: string
  /** Of the taxonomy, or the name one is shown as; of the line's direction. */
  readonly category?: string | undefined
  /** Part of no recurring income or charge; it counts in every other figure. */
  readonly recurring?: false | undefined
  /** Not the applicant's: it counts in no figure but the account's balance, which it moved. */
  readonly mine?: false | undefined
}

export type Corrected = { readonly lines: CategorisedLine[]; readonly warnings: readonly Warning[] }

type Wanted = Omit<Correction, 'transactionId'>

/**
 * Of a line, what is said last of each of the three counts. A correction that names no line, no category,
 * or a category of the other direction changes nothing and leaves the warning `correction_not_applied`; so
 * does one of a line whose text was not kept.
 */
export function applyCorrections(
  lines: readonly CategorisedLine[],
  corrections: readonly Correction[],
  taxonomy: Taxonomy,
): Corrected {
  if (corrections.length === 0) return { lines: [...lines], warnings: [] }
  const wanted = byLine(corrections)
  const applied = new Set<string>()
  const corrected = lines.map((line) => {
    const change = wanted.get(line.id)
    if (change === undefined || line.restricted) return line
    const named = categoryFor(line, change.category, taxonomy)
    if (change.category !== undefined && named === undefined) return line
    applied.add(line.id)
    return correctedLine(line, change, named)
  })
  const ignored = [...wanted.keys()].filter((id) => !applied.has(id)).sort()
  return {
    lines: corrected,
    warnings:
      ignored.length === 0 ? [] : [{ code: 'correction_not_applied', transactionIds: ignored }],
  }
}

/** null without corrections; deaf to their order, but for those of one line. */
export function correctionsHash(corrections: readonly Correction[]): string | null {
  if (corrections.length === 0) return null
  return canonicalHash(Object.fromEntries(byLine(corrections)))
}

function byLine(corrections: readonly Correction[]): Map<string, Wanted> {
  const wanted = new Map<string, Wanted>()
  for (const { transactionId, category, recurring, mine } of corrections) {
    wanted.set(transactionId, {
      ...wanted.get(transactionId),
      ...(category === undefined ? {} : { category }),
      ...(recurring === undefined ? {} : { recurring }),
      ...(mine === undefined ? {} : { mine }),
    })
  }
  return wanted
}

function correctedLine(
  line: CategorisedLine,
  { recurring, mine }: Wanted,
  category: Category | undefined,
): CategorisedLine {
  return {
    ...line,
    ...(category === undefined
      ? {}
      : {
          ...{ category: category.category, role: category.role },
          ...{ rule: 'correction', matched: null, confidence: 1, losers: formerRule(line) },
        }),
    ...(recurring === false ? { single: true } : {}),
    ...(mine === false && line.excluded === null ? { excluded: 'disputed' } : {}),
  }
}

function categoryFor(line: CategorisedLine, wanted: string | undefined, taxonomy: Taxonomy) {
  if (wanted === undefined) return undefined
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
