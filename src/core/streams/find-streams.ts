// Lines → income, charges and credit: the one door of this folder.
import type { CategorisedLine } from '../categorisation/categorised.ts'
import type { Prepared } from '../statement/line.ts'
import { dayNumber } from '../values/plain-date.ts'
import { sortInPlace } from '../values/sorting.ts'
import { peopleOf } from './by-applicant.ts'
import { casualPays } from './casual.ts'
import { chargeDrafts, chargesOf } from './charges.ts'
import { creditOf } from './credit.ts'
import { describe, type Frame } from './describe.ts'
import { directionOf, type Search } from './detect.ts'
import type { Draft } from './draft.ts'
import { groupsOf } from './groups.ts'
import { describeAll, incomeOf } from './income.ts'
import { incomeDrafts } from './income-drafts.ts'
import { type Item, itemsOf, streamAccounts } from './items.ts'
import { absorbDebits, loanAccountsOf } from './loan-accounts.ts'
import { mergeDrifted } from './merge.ts'
import { replacedPays } from './replacement.ts'
import { type Relabelled, shapeWords } from './shape.ts'
import { slotTable } from './slots.ts'
import type { Charges, Credit, Income, Stream } from './stream.ts'
import type { StreamSettings } from './stream-settings.ts'
import { holdersOf } from './whose.ts'

export type Streams = {
  /** The lines given, in their order; employers found by shape have their category. */
  readonly lines: CategorisedLine[]
  readonly income: Income
  readonly charges: Charges
  readonly credit: Credit
}

/** What every part reads: the lines that count, in groups, and the calendar they are fitted to. */
function surveyOf(prepared: Prepared, lines: readonly CategorisedLine[], settings: StreamSettings) {
  const today = dayNumber(prepared.asOf)
  const from = dayNumber(prepared.window.from)
  const { toleranceDays } = settings.fit
  const table = slotTable({ from: from - toleranceDays, to: today + toleranceDays })
  const search: Search = { table, today, settings }
  const frame = frameOf(prepared, search)
  const loanAccounts = loanAccountsOf(prepared, lines)
  const relabelled: Relabelled = new Map()
  const items = absorbDebits(itemsOf(prepared, lines), loanAccounts, relabelled)
  const groups = mergeDrifted(groupsOf(items))
  return {
    search,
    frame,
    items,
    loanAccounts,
    relabelled,
    incoming: groups.filter(({ kind }) => directionOf(kind) === 'in'),
    outgoing: groups.filter(({ kind }) => directionOf(kind) === 'out'),
    coveredDays: daysCovered(items, from, today),
    windowDays: today - from + 1,
    observable: whyNotObservable(prepared) ?? (items.length === 0 ? 'no_booked_lines' : null),
  }
}

function frameOf(prepared: Prepared, { today, table, settings }: Search): Frame {
  const { currency, accounts, statement } = prepared
  const known = accounts.filter(({ connection }) => connection !== null)
  const bank = new Map(statement.connections.map(({ id, bank }) => [id, bank]))
  const connections = new Map(known.map(({ id, connection }) => [id, connection ?? '']))
  const banks = new Map(
    [...connections].flatMap(([id, connection]) => {
      const name = bank.get(connection)
      return name === undefined ? [] : [[id, name] as const]
    }),
  )
  const holders = holdersOf(prepared)
  const people = peopleOf(prepared, holders)
  return { today, currency, table, holders, people, banks, connections, settings }
}

/** Pure; linear in the number of lines but for sorting. Amounts of streams and contracts are unsigned. */
export function findStreams(
  prepared: Prepared,
  lines: readonly CategorisedLine[],
  settings: StreamSettings,
): Streams {
  const survey = surveyOf(prepared, lines, settings)
  const { search, frame, items, incoming, outgoing, coveredDays, windowDays, observable } = survey
  const { relabelled, loanAccounts } = survey
  const found = incomeDrafts(
    incoming,
    items,
    coveredDays,
    shapeWords(prepared, settings),
    search,
    relabelled,
  )
  const charges = chargeDrafts(outgoing, search).map((draft) => ({
    person: draft.kind === 'person_charge',
    stream: describe(draft, frame),
  }))
  const credit = creditOf({ items, loanAccounts, observable }, frame, search)
  const fixed = charges.filter(({ person }) => !person).map(({ stream }) => stream)
  const number = numbering()
  const casual = casualPays(found.incomes)
  const replaced = replacedPays(found.incomes, search.table, frame.today)
  const settled = (draft: Draft) =>
    casual.has(draft) ? 'early' : replaced.has(draft) ? 'ended' : undefined
  const incomes = sortInPlace(describeAll(found.incomes, frame, settled), byStream)
  const support = sortInPlace(describeAll(found.support, frame), byStream)
  return {
    lines: reworded(lines, relabelled),
    income: incomeOf(
      {
        incomes: incomes.map((one) => ({ ...one, stream: number(one.stream) })),
        support: support.map((one) => ({ ...one, stream: number(one.stream) })),
        items: relabelled.size === 0 ? items : items.map((item) => reread(item, relabelled)),
        contributions: contributionsOf(fixed),
        missingShare: 1 - coveredDays / windowDays,
        observable,
      },
      frame,
    ),
    charges: chargesOf({
      streams: sortInPlace([...fixed, ...credit.streams], order).map(number),
      persons: charges.flatMap(({ person, stream }) => (person ? [number(stream)] : [])),
      observable,
      currency: prepared.currency,
      settings: settings.charges,
    }),
    credit: credit.credit,
  }
}

function reworded(lines: readonly CategorisedLine[], relabelled: Relabelled): CategorisedLine[] {
  if (relabelled.size === 0) return [...lines]
  return lines.map((line) => {
    const change = relabelled.get(line.id)
    return change === undefined ? line : { ...line, ...change }
  })
}

function reread(item: Item, relabelled: ReadonlyMap<string, Partial<CategorisedLine>>): Item {
  const change = relabelled.get(item.line.id)
  return change === undefined ? item : { ...item, line: { ...item.line, ...change } }
}

function numbering(): (stream: Stream) => Stream {
  let count = 0
  return (stream) => {
    count++
    return { ...stream, id: `s${count}` }
  }
}

function byStream(a: { stream: Stream }, b: { stream: Stream }): number {
  return order(a.stream, b.stream)
}

/** Largest first, then by category and first line: total, and deaf to the order of the input. */
function order(a: Stream, b: Stream): number {
  const weight = b.monthlyEquivalent.amount - a.monthlyEquivalent.amount
  if (weight !== 0) return weight
  if (a.category !== b.category) return a.category < b.category ? -1 : 1
  const [idA = ''] = a.evidence.transactionIds
  const [idB = ''] = b.evidence.transactionIds
  return idA < idB ? -1 : 1
}

/** Days from the first line that counts to asOf, or the whole window when it starts at its edge. */
function daysCovered(items: readonly Item[], from: number, today: number): number {
  const first = items[0]?.day
  const whole = today - from + 1
  if (first === undefined || first - from <= QUIET_START_DAYS) return whole
  return today - first + 1
}

/** An account may well be quiet this long at the start of the window. */
const QUIET_START_DAYS = 7

function whyNotObservable(prepared: Prepared): string | null {
  const accounts = streamAccounts(prepared)
  if (accounts.length === 0) return 'no_private_current_account'
  return accounts.some(({ transactionsShared }) => transactionsShared)
    ? null
    : 'transactions_not_shared'
}

function contributionsOf(streams: readonly Stream[]): Stream[] {
  return streams.filter(
    ({ category, status }) => category === 'tax.social_contributions' && status !== 'ended',
  )
}
