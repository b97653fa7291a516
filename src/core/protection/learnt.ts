// Lines that tell of health, benefits or fines keep what they were read as and lose their text: a category that the
// taxonomy shows under another name must not be told by the label beside it.
import type { CategorisedLine } from '../categorisation/categorised.ts'
import { identifiersOf, keyOf } from '../categorisation/counterparty.ts'
import { candidatesFor, settle } from '../categorisation/decide.ts'
import type { Ruleset } from '../categorisation/ruleset.ts'
import { shownAs } from '../categorisation/taxonomy.ts'
import { namesVat } from '../categorisation/vat.ts'
import type { Match } from '../matching/phrase-set.ts'
import type { Learnt } from '../statement/line.ts'
import { namePseudonymOf } from '../statement/name-pseudonym.ts'
import { absolute, negate } from '../values/money.ts'

/** `line`: by itself, before the second look. @returns null when its text may be kept */
export function learntOf(
  line: CategorisedLine,
  match: Match,
  ruleset: Ruleset,
  salt: string,
): Learnt | null {
  // Shown with other taxes, and of a business: nobody is told of by it
  if (namesVat(line.cleanLabel)) return null
  const key = isHidden(line.category, ruleset)
    ? line.counterpartyKey
    : keyOfDebit(line, match, ruleset)
  if (key === undefined) return null
  const { category, operation, confidence } = line
  const party = key ?? `label:${line.cleanLabel.replaceAll(/[^A-Z]+/g, ' ')}`
  return { category, operation, confidence, party: namePseudonymOf(party, 'party', salt) }
}

function isHidden(category: string, { taxonomy }: Ruleset): boolean {
  return shownAs(taxonomy, category) !== category
}

/** Of a returned debit, or the fee it cost, the debit it names: the same key, so that the two are paired. */
function keyOfDebit(
  line: CategorisedLine,
  match: Match,
  ruleset: Ruleset,
): string | null | undefined {
  if (!OF_A_DEBIT.has(line.operation)) return undefined
  const { creditorId } = identifiersOf(line, match, ruleset.names.reader.read(match))
  const candidates = candidatesFor(ruleset, {
    ...{ match, direction: 'out', operation: 'direct_debit', code: null, creditorId },
    amount: negate(absolute(line.amount)),
  })
  const { category, brand } = settle(candidates, 'out')
  if (!isHidden(category, ruleset)) return undefined
  const brandKey = brand === null ? null : (ruleset.brandKeys.get(brand) ?? null)
  return keyOf(creditorId, line.counterparty.iban, brandKey, line.counterpartyName)
}

const OF_A_DEBIT: ReadonlySet<string> = new Set(['direct_debit_return', 'fee'])
