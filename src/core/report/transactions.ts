// Lines as they leave the engine: categories by the name they are shown as, no text where none was kept.
import type { CategorisedLine, ReportTransaction } from '../categorisation/categorised.ts'
import { shownAs, type Taxonomy } from '../categorisation/taxonomy.ts'

/**
 * A category shown under another name takes its rule, matched words and such losers with it:
 * they would tell what the name hides. A restricted line has no text at all.
 */
export function toReportTransaction(line: CategorisedLine, taxonomy: Taxonomy): ReportTransaction {
  const shown = shownAs(taxonomy, line.category)
  const hidden = line.restricted || shown !== line.category
  return {
    transactionId: line.id,
    accountId: line.accountId,
    date: line.date,
    bookingDate: line.bookingDate,
    amount: { amount: line.amount, currency: line.currency },
    status: line.status,
    label: line.restricted ? [] : [...line.label],
    operation: line.operation,
    counterparty: line.restricted ? null : line.counterpartyName,
    category: shown,
    role: line.role,
    rule: line.rule === null || !hidden ? line.rule : line.restricted ? 'restricted' : shown,
    matched: hidden ? null : line.matched,
    confidence: line.confidence,
    losers: line.restricted || line.losers.length === 0 ? [] : shownLosers(line.losers, taxonomy),
    linked:
      line.linked.length === 0 ? [] : line.linked.map(({ id, as }) => ({ transactionId: id, as })),
    excluded: line.excluded,
  }
}

function shownLosers(
  losers: CategorisedLine['losers'],
  taxonomy: Taxonomy,
): ReportTransaction['losers'] {
  const shown: ReportTransaction['losers'] = []
  for (const { rule, category, matched } of losers) {
    if (shownAs(taxonomy, category) === category) shown.push({ rule, category, matched })
  }
  return shown
}
