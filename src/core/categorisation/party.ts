// Who is on the other side of a transfer, as a candidate beside those of the rules: oneself, or another person.
import { fold } from '../matching/fold.ts'
import type { Line } from '../statement/line.ts'
import { isPersonPseudonym } from '../statement/name-pseudonym.ts'
import type { Operation } from './categorised.ts'
import type { Candidate } from './decide.ts'
import { isOwnName, motiveAfterOwnName, type Own } from './own.ts'
import { isPerson, type Name } from './party-name.ts'
import { operationGroups } from './rule.ts'
import type { Ruleset } from './ruleset.ts'

export type Party = {
  readonly line: Line
  readonly operation: Operation
  readonly name: Name
  readonly iban: string | null
}

const TRANSFERS: ReadonlySet<Operation> = new Set(operationGroups.transfer)

/** Transfers by who is on the other side: oneself by IBAN or full name, else a person. */
export function addParty(
  candidates: Candidate[],
  { line, operation, name, iban }: Party,
  { names }: Ruleset,
  own: Own,
): void {
  const kind = iban === null ? undefined : own.ibans.get(iban)
  if (kind !== undefined) {
    const category = kind === 'savings' ? 'savings.deposit' : 'transfer.own_account'
    candidates.push(byParty('party.own_iban', category, 60, 3, 'iban'))
    return
  }
  const isTransfer = TRANSFERS.has(operation)
  if (name.full === '' || (!isTransfer && operation !== 'other')) return
  if (isOwnName(name.full, own, names) || isOwnWithMotive(name.full, candidates, own, names)) {
    candidates.push(byParty('party.own_name', 'transfer.own_account', 30, 1, name.full))
  } else if (isPerson(name, names)) {
    const alone = !isTransfer && isNamedAlone(line, name.full)
    if (isTransfer || alone) dropBrands(candidates, name.full, names)
    // A word of the name may be a brand's all the same: YVES ROCHER
    const priority =
      alone && !candidates.some(({ matched }) => name.full.includes(matched)) ? 1 : -20
    candidates.push(byParty('party.person', 'transfer.person', priority, 0, name.full))
  }
}

/** In an app bank a payment between persons is a name, and under it what they wrote: no word of a bank, no number. */
function isNamedAlone({ label, code }: Line, name: string): boolean {
  const [who = '', what, ...more] = label
  if (code !== null || what === undefined || more.length > 0) return false
  const isWhole = name.includes(' ') || isPersonPseudonym(name)
  return isWhole && fold(who) === name && !/\d/.test(what)
}

/** Some rule must know the words behind the name: else they may be one more name. */
function isOwnWithMotive(
  name: string,
  candidates: readonly Candidate[],
  own: Own,
  names: Ruleset['names'],
): boolean {
  if (candidates.length === 0) return false
  const motive = motiveAfterOwnName(name, own, names)
  return motive !== null && candidates.some(({ matched }) => motive.startsWith(matched))
}

function byParty(
  rule: string,
  category: string,
  priority: number,
  strength: number,
  matched: string,
): Candidate {
  return { rule, category, priority, strength, weight: 0, conditions: 0, matched, brand: null }
}

/** Paid to a person, a brand is their name (M CARREFOUR) or what for (NETFLIX shared), not who is paid. */
function dropBrands(candidates: Candidate[], full: string, { titles }: Ruleset['names']): void {
  if (!candidates.some(({ brand }) => brand !== null)) return
  const [first = ''] = full.split(' ', 1)
  const name = titles.has(first) ? '' : full
  for (let i = candidates.length - 1; i >= 0; i--) {
    const candidate = candidates[i]
    // Without a title, a brand may look like a person: YVES ROCHER
    if (candidate?.brand && !name.includes(candidate.matched)) candidates.splice(i, 1)
  }
}
