// Does the declared applicant hold what was joined? Names compared as sets of words, titles aside.
import { fold } from '../matching/fold.ts'
import { type Applicant, applicantsOf } from '../statement/applicants.ts'
import type { Prepared } from '../statement/line.ts'
import type { Identity, NameMatch } from './coverage.ts'

/** Civility titles and the words that join or precede names on French accounts. */
const TITLES = new Set(
  (
    'M MR MRS MS MM MME MMES MLLE MLE MONSIEUR MADAME MADEMOISELLE DR PR ME MAITRE ' +
    'OU ET EP EPOUSE EPX EPSE NEE NE VEUVE VVE DIT DITE COMPTE JOINT INDIVISION ' +
    'CHEQUE CHEQUES COURANT DEPOT PRINCIPAL PERSONNEL PRIVE PARTICULIER'
  ).split(' '),
)

/** Two strangers may share them: they tell nobody. */
const PARTICLES = new Set(
  'LE LA LES L DE DU DES D N O EL AL BEN VAN VON DEN DER ST SAINT'.split(' '),
)

function wordsOf(name: string): string[] {
  return fold(name.replace(/['’]/g, ''))
    .split(/[^A-Z]+/)
    .filter((word) => word !== '' && !TITLES.has(word))
}

/** What one name writes in two words and the other in one, in one: LE GOFF and LEGOFF, JEAN PIERRE and JEANPIERRE. */
function joinedAs(words: readonly string[], other: readonly string[]): string[] {
  const joined: string[] = []
  for (let at = 0; at < words.length; at++) {
    const both = `${words[at]}${words[at + 1] ?? ''}`
    const isOne = at + 1 < words.length && other.includes(both)
    joined.push(isOne ? both : (words[at] ?? ''))
    if (isOne) at++
  }
  return joined
}

/** Particles aside, unless a name is little else (LE MINH). */
function telling(words: readonly string[], other: readonly string[]): [string[], string[]] {
  const bare = [words, other].map((name) => name.filter((word) => !PARTICLES.has(word)))
  const [a = [], b = []] = bare.some(({ length }) => length < 2) ? [words, other] : bare
  return [[...new Set(a)], [...new Set(b)]]
}

/**
 * `match`: every word of one name is in the other, two words at least (a joint holder or a birth name adds words);
 * `partial`: some are; `mismatch`: none; `not_observable`: one of the two says nothing.
 */
export function matchNames(declared: string | null, held: string | null): NameMatch {
  const [ours, theirs] = [wordsOf(declared ?? ''), wordsOf(held ?? '')]
  if (ours.length === 0 || theirs.length === 0) return 'not_observable'
  const [a, b] = telling(joinedAs(ours, theirs), joinedAs(theirs, ours))
  const shared = a.filter((word) => b.includes(word)).length
  const smaller = Math.min(a.length, b.length)
  if (shared === smaller && shared >= 2) return 'match'
  if (shared > 0) return 'partial'
  return 'mismatch'
}

/** The holder of each connection; where the bank gives none, the account names are tried in its place. */
export function matchIdentity(prepared: Prepared): Identity {
  const applicants = applicantsOf(prepared.statement)
  const declared = applicants.find(({ role }) => role === 'applicant')?.name ?? null
  const read = prepared.statement.connections.filter(({ missing }) => missing === undefined)
  const holders = read.map(({ id, holder }) => ({ connection: id, name: holder ?? null }))
  const base = { declaredName: declared, holders }
  if (declared === null) {
    return { ...base, match: 'not_observable', why: 'applicant_not_declared' }
  }
  if (applicants.length === 1) return { ...base, ...matchOf(prepared, declared, holders) }
  const each = applicants.map((applicant, position) => {
    const own = holders.filter((one) => whoseIs(one, applicants, prepared) === position)
    const { name, role } = applicant
    return {
      ...{ name, role, connections: own.map(({ connection }) => connection) },
      ...(own.length === 0
        ? ({ match: 'not_observable', why: 'no_bank_joined' } as const)
        : matchOf(prepared, name, own)),
    }
  })
  const seen = each.map(({ match }) => match).filter((match) => match !== 'not_observable')
  const overall =
    seen.length === 0
      ? ({ match: 'not_observable', why: 'holder_not_given_by_bank' } as const)
      : together(seen)
  return { ...base, ...overall, applicants: each }
}

type Holder = Identity['holders'][number]

/** Whose a connection is: as told; else of the one whose name it bears, the applicant in doubt. */
function whoseIs(
  { connection, name }: Holder,
  applicants: readonly Applicant[],
  prepared: Prepared,
): number {
  const told = applicants.findIndex(({ connections }) => connections?.includes(connection))
  if (told >= 0) return told
  const matches = applicants.map((applicant) =>
    name === null
      ? byAccountNames(prepared, applicant.name, connection)
      : matchNames(applicant.name, name),
  )
  const best = matches.indexOf('match')
  return Math.max(0, best >= 0 ? best : matches.indexOf('partial'))
}

function matchOf(
  prepared: Prepared,
  declared: string,
  holders: readonly Holder[],
): Pick<Identity, 'match' | 'why'> {
  const results = holders
    .map(({ connection, name }) =>
      name === null ? byAccountNames(prepared, declared, connection) : matchNames(declared, name),
    )
    .concat(holders.length === 0 ? [byAccountNames(prepared, declared, null)] : [])
    .filter((result) => result !== 'not_observable')
  return results.length === 0
    ? { match: 'not_observable', why: 'holder_not_given_by_bank' }
    : together(results)
}

/** Several banks: one that disagrees is what the underwriter must see. */
function together(results: readonly NameMatch[]): Pick<Identity, 'match' | 'why'> {
  if (results.every((result) => result === 'match')) return { match: 'match', why: null }
  if (results.every((result) => result === 'mismatch')) {
    return { match: 'mismatch', why: 'holder_is_not_applicant' }
  }
  const why = results.includes('mismatch') ? 'one_holder_differs' : 'name_agrees_in_part'
  return { match: 'partial', why }
}

/** An account may be named "Compte chèques": its name can prove a match, and never a mismatch. */
function byAccountNames(
  prepared: Prepared,
  declared: string,
  connection: string | null,
): NameMatch {
  const names = prepared.accounts
    .filter((account) => connection === null || account.connection === connection)
    .map((account) => matchNames(declared, account.name))
  if (names.includes('match')) return 'match'
  return names.includes('partial') ? 'partial' : 'not_observable'
}
