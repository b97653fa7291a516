// `nonante categorize`: a statement or a snapshot to one line of JSON for every transaction, in input order.
import { categorise } from '../core/categorisation/categorise.ts'
import { shownAs } from '../core/categorisation/taxonomy.ts'
import { prepare } from '../core/statement/prepare.ts'
import { readRulebook } from './read-rulebook.ts'
import { readSnapshot } from './read-snapshot.ts'

export async function categorize(
  file: string,
  options: { readonly rulebook: string },
): Promise<void> {
  const rulebook = await readRulebook(options.rulebook)
  const snapshot = readSnapshot(file, rulebook)
  const lines = categorise(prepare(snapshot), rulebook.ruleset)
  const inOrder = [...lines].sort((a, b) => a.index - b.index)
  const text = inOrder.map((line) =>
    JSON.stringify({
      accountId: line.accountId,
      transactionId: line.id,
      category: shownAs(rulebook.ruleset.taxonomy, line.category),
      role: line.role,
      rule: line.rule,
      matched: line.matched,
      confidence: line.confidence,
      operation: line.operation,
      counterparty: line.counterpartyName,
      excluded: line.excluded,
      losers: line.losers,
    }),
  )
  process.stdout.write(text.map((line) => `${line}\n`).join(''))
}
