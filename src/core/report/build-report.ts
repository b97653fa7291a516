// The report's body from its parts: the one place where categories take the names they leave by.
import type { CashFlow } from '../affordability/affordability.ts'
import { shownAs, type Taxonomy } from '../categorisation/taxonomy.ts'
import type { Prepared, Warning } from '../statement/line.ts'
import type { Snapshot } from '../statement/statement.ts'
import type { Stream } from '../streams/stream.ts'
import { type ReportBody, SCHEMA_VERSION } from './report.ts'

/** What is carried over as it is. */
type Parts = Omit<
  ReportBody,
  'schemaVersion' | 'provenance' | 'application' | 'withheld' | 'warnings'
>

export type ReportInput = {
  readonly snapshot: Snapshot
  readonly prepared: Prepared
  readonly taxonomy: Taxonomy
  readonly provenance: {
    readonly snapshotHash: string
    readonly rulebook: { readonly version: string; readonly hash: string }
    readonly engineVersion: string
    readonly correctionsHash: string | null
  }
  /** Beside those of the prepared statement. */
  readonly warnings: readonly Warning[]
  readonly parts: Parts
}

export function buildReport(input: ReportInput): ReportBody {
  const { snapshot, prepared, taxonomy, provenance, parts } = input
  const shown = (streams: readonly Stream[]) =>
    streams.map((stream) => ({ ...stream, category: shownAs(taxonomy, stream.category) }))
  return {
    schemaVersion: SCHEMA_VERSION,
    provenance: {
      snapshotHash: provenance.snapshotHash,
      rulebook: { version: provenance.rulebook.version, hash: provenance.rulebook.hash },
      engineVersion: provenance.engineVersion,
      correctionsHash: provenance.correctionsHash,
      asOf: prepared.asOf,
      window: { from: prepared.window.from, to: prepared.window.to },
    },
    application: snapshot.application ?? null,
    ...parts,
    income: {
      ...parts.income,
      streams: shown(parts.income.streams),
      support: shown(parts.income.support),
    },
    charges: { ...parts.charges, streams: shown(parts.charges.streams) },
    cashFlow: shownCashFlow(parts.cashFlow, taxonomy),
    withheld: { ...snapshot.protection.withheld },
    warnings: [...prepared.warnings, ...input.warnings].map(toWarning),
  }
}

/** Categories that are shown by one name are one sum. */
function shownCashFlow(cashFlow: CashFlow, taxonomy: Taxonomy): CashFlow {
  return {
    ...cashFlow,
    months: cashFlow.months.map((month) => {
      const categories = Object.keys(month.byCategory)
      if (categories.every((category) => shownAs(taxonomy, category) === category)) return month
      const sums = new Map<string, number>()
      for (const category of categories) {
        const amount = month.byCategory[category] ?? 0
        const shown = shownAs(taxonomy, category)
        sums.set(shown, (sums.get(shown) ?? 0) + amount)
      }
      return { ...month, byCategory: Object.fromEntries([...sums].sort(byKey)) }
    }),
  }
}

function byKey(a: readonly [string, number], b: readonly [string, number]): number {
  return a[0] < b[0] ? -1 : 1
}

function toWarning({ code, accountId, transactionIds }: Warning): ReportBody['warnings'][number] {
  return {
    code,
    ...(accountId === undefined ? {} : { accountId }),
    ...(transactionIds === undefined ? {} : { transactionIds: [...transactionIds] }),
  }
}
