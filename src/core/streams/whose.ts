// Whose money a stream is (credit.md, Whose money): the holder's on an account of one; on a joint account
// the applicant's, the co-holder's or nobody's, as far as names in the labels tell.
import { fold } from '../matching/fold.ts'
import { applicantsOf } from '../statement/applicants.ts'
import type { Prepared } from '../statement/line.ts'
import type { Item } from './items.ts'
import type { Owner } from './stream.ts'

type Words = ReadonlySet<string>

export type Holders = {
  readonly joint: ReadonlySet<string>
  /** Sole accounts of a bank connection that is the co-applicant's. */
  readonly coApplicants: ReadonlySet<string>
  readonly applicant: Words
  /** Of these, those that are not the other holder's too. */
  readonly applicantAlone: Words
  /** Words that name the other holder and not the applicant; empty when nobody tells them. */
  readonly coHolder: Words
  /** Nobody else applies: what is the co-holder's is not retained. */
  readonly lone: boolean
}

const TITLES: Words = new Set(
  'M MR MME MLLE MONSIEUR MADAME MADEMOISELLE OU ET DE DU LE LA EP NEE EPOUSE'.split(' '),
)
const SHORTEST_NAME = 3

const NO_OTHER: Holders = {
  joint: new Set(),
  coApplicants: new Set(),
  applicant: new Set(),
  applicantAlone: new Set(),
  coHolder: new Set(),
  lone: true,
}

export function holdersOf({ statement, accounts }: Prepared): Holders {
  const applicants = applicantsOf(statement)
  const shared = accounts.some(({ ownership }) => ownership === 'joint')
  if (!shared && applicants.length <= 1) return NO_OTHER
  const declared = applicants.find(({ role }) => role === 'applicant')?.name
  const others = applicants.filter(({ role }) => role === 'co_applicant').map(({ name }) => name)
  const joint = accounts.filter(({ ownership }) => ownership === 'joint')
  const applicant = wordsOf([declared])
  const written = [...joint.map(({ name }) => name), ...statement.connections.map((c) => c.holder)]
  const other = wordsOf([...others, ...written.flatMap((name) => otherPerson(name, applicant))])
  const co = minus(wordsOf(others), applicant)
  const told = applicants.flatMap(({ role, connections }) =>
    role === 'co_applicant' ? (connections ?? []) : [],
  )
  const read = statement.connections.flatMap(({ id, holder }) => {
    const words = [...wordsOf([holder])]
    const says = (list: Words) => words.some((word) => list.has(word))
    return says(co) && !says(minus(applicant, wordsOf(others))) ? [id] : []
  })
  const theirs = new Set(statement.applicants === undefined ? read : told)
  return {
    joint: new Set(joint.map(({ id }) => id)),
    coApplicants: new Set(
      accounts.flatMap(({ id, connection }) =>
        connection !== null && theirs.has(connection) ? [id] : [],
      ),
    ),
    applicant,
    applicantAlone: minus(applicant, other),
    coHolder: minus(other, applicant),
    lone: others.length === 0,
  }
}

export function ownerOf(items: readonly Item[], holders: Holders): Owner {
  const account = items[0]?.line.accountId ?? ''
  if (!holders.joint.has(account)) {
    return holders.coApplicants.has(account) ? 'co_holder' : 'applicant'
  }
  const named = new Set(items.map((item) => namedBy(item, holders)))
  if (named.has('applicant') === named.has('co_holder')) return 'nobody'
  return named.has('applicant') ? 'applicant' : 'co_holder'
}

function namedBy({ line }: Item, holders: Holders): Owner {
  const { applicant, applicantAlone, coHolder } = holders
  if (line.restricted || applicant.size === 0) return 'nobody'
  const words = fold(line.label.join(' ').slice(0, 500)).split(/[^A-Z]+/)
  const says = (list: Words) => words.some((word) => list.has(word))
  if (coHolder.size > 0) {
    if (says(coHolder) === says(applicantAlone)) return 'nobody'
    return says(coHolder) ? 'co_holder' : 'applicant'
  }
  const [surname, ...more] = [...applicant].filter((word) => words.includes(word))
  if (surname === undefined) return 'nobody'
  if (more.length > 0 || applicant.size === 1) return 'applicant'
  return namesAnother(words, surname) ? 'co_holder' : 'nobody'
}

/** Words that stand beside a name in what a bank writes of a transfer. */
const BESIDE: Words = new Set(
  (
    'VIR VIREMENT VIRT SEPA INST INSTANTANE RECU FAVEUR SALAIRE SALAIRES PAIE PAYE REMUNERATION PENSION ' +
    'RETRAITE TRAITEMENT INDEMNITES MOTIF REF REFERENCE POUR DE PAR LIB LIBELLE ' +
    'JANVIER FEVRIER MARS AVRIL MAI JUIN JUILLET AOUT SEPTEMBRE OCTOBRE NOVEMBRE DECEMBRE'
  ).split(' '),
)

/** The applicant's surname beside another first name is another person (credit.md). */
function namesAnother(words: readonly string[], surname: string): boolean {
  const at = words.indexOf(surname)
  return [words[at - 1], words[at + 1]].some(
    (word) =>
      word !== undefined && word.length >= SHORTEST_NAME && !TITLES.has(word) && !BESIDE.has(word),
  )
}

/** Of "M DUPONT JEAN OU MME MARTIN ANNE" who is not the applicant; "COMPTE JOINT" tells nobody. */
function otherPerson(name: string | null | undefined, applicant: Words): string[] {
  const parts = fold(name ?? '').split(/ (?:OU|ET) | & /)
  if (parts.length !== 2) return []
  return parts.filter(
    (part) => [...wordsOf([part])].filter((word) => applicant.has(word)).length < 2,
  )
}

function wordsOf(names: readonly (string | null | undefined)[]): Set<string> {
  const words = names.flatMap((name) => fold(name ?? '').split(/[^A-Z]+/))
  return new Set(words.filter((word) => word.length >= SHORTEST_NAME && !TITLES.has(word)))
}

function minus(words: Words, others: Words): Set<string> {
  return new Set([...words].filter((word) => !others.has(word)))
}
