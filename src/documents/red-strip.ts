// The red strip: what must be seen before anything else, and nothing that was not found.
import type { Incidents } from '../core/incidents/incidents.ts'
import { addDays, toPlainDate } from '../core/values/plain-date.ts'
import type { Reader } from './document.ts'
import { type Row, row } from './row.ts'
import { formatDay } from './typography.ts'

/** From this many on, lenders are an alert; fewer are only said. */
const MANY_LENDERS = 3

type IncidentLine = Incidents['seizures'][number]

/**
 * Rows for what was found; empty when nothing was. Windows count back from `asOf`, included.
 * `unseen`: why nothing could have been found, null when it could.
 */
export function redStrip(reader: Reader): { readonly rows: Row[]; readonly unseen: string | null } {
  const unseen = whyUnseen(reader)
  return { rows: unseen === null ? foundRows(reader) : [], unseen }
}

/** Incidents are looked for on private current accounts and cards; an empty list says nothing without one. */
function whyUnseen({ body }: Reader): string | null {
  const seen = body.accounts.some(
    ({ kind, usage, leftOut }) =>
      leftOut === null && usage !== 'business' && (kind === 'current' || kind === 'card'),
  )
  if (!seen) return 'no_private_current_account'
  return body.coverage.overall.booked === 0 ? 'no_booked_lines' : null
}

function foundRows(reader: Reader): Row[] {
  const { words, body } = reader
  const { incidents } = body
  const rejections = incidents.rejections.filter((one) => one.isIncident)
  return [
    ...found(reader, words.seizures, incidents.seizures),
    ...found(reader, words.collections, incidents.collections),
    ...found(reader, words.plans, incidents.plans),
    ...found(reader, words.arrears, incidents.arrears),
    ...found(reader, words.rejections, rejections),
    ...feeRows(reader),
    ...overdraftRows(reader),
    ...creditRows(reader),
  ]
}

function found(reader: Reader, label: string, lines: readonly IncidentLine[]): Row[] {
  const last = lines
    .map((line) => line.date)
    .sort()
    .at(-1)
  if (last === undefined) return []
  const total = lines.reduce((sum, line) => sum + Math.abs(line.amount.amount), 0)
  const value = reader.words.countTotalLast(
    lines.length,
    reader.minor(total),
    formatDay(last, reader.language),
  )
  return [
    row(
      label,
      value,
      lines.flatMap((line) => [line.transactionId, ...line.feeIds]),
    ),
  ]
}

function feeRows(reader: Reader): Row[] {
  const { incidents } = reader.body
  if (incidents.feesTotal.state !== 'measured') return []
  const fees = [
    ...incidents.rejections.flatMap((line) => line.feeIds),
    ...incidents.feesAlone.map((line) => line.transactionId),
  ]
  return [row(reader.words.incidentFees, reader.observedMoney(incidents.feesTotal), fees)]
}

function overdraftRows(reader: Reader): Row[] {
  const { words, body } = reader
  const { daysNegative, accountId } = body.balances.together
  const rows: Row[] = []
  if (daysNegative.state === 'not_observable' || daysNegative.state === 'withheld') {
    const why = reader.observed(daysNegative, () => '')
    rows.push({ ...row(words.daysNegative, why), unknown: true })
  } else if (daysNegative.state === 'measured' && daysNegative.value.d90 > 0) {
    const { d30, d60, d90 } = daysNegative.value
    rows.push(row(words.daysNegative, `${d30} / ${d60} / ${d90}`))
  }
  const episodes = body.incidents.overdrafts.filter((episode) => episode.accountId === accountId)
  const considered = episodes.length > 0 ? episodes : body.incidents.overdrafts
  const deepest = [...considered].sort((a, b) => a.deepest.amount - b.deepest.amount)[0]
  const { overdraftLimit } = body.incidents
  const limit =
    overdraftLimit.amount === null
      ? reader.code('not_observable')
      : `${reader.money(overdraftLimit.amount)}, ${reader.code(overdraftLimit.source)}`
  if (deepest) {
    rows.push(row(words.deepest, `${reader.money(deepest.deepest)} (${words.limit} ${limit})`))
  }
  return rows
}

function creditRows(reader: Reader): Row[] {
  const { words, body } = reader
  const { credit } = body
  const asOf = toPlainDate(body.provenance.asOf)
  const rows: Row[] = []
  const short = credit.contracts.filter((contract) => contract.kind === 'short_term')
  if (short.length > 0) {
    const evidence = short.flatMap((contract) => contract.evidence.transactionIds)
    rows.push(row(words.shortTerm, String(short.length), evidence))
  }
  if (credit.payouts.length > 0) {
    const since = (days: number) =>
      credit.payouts.filter((payout) => payout.date >= addDays(asOf, 1 - days)).length
    const evidence = credit.payouts.map((payout) => payout.transactionId)
    rows.push(row(words.newCredit, `${since(30)} / ${since(60)} / ${since(90)}`, evidence))
  }
  if (credit.distinctLenders.state === 'measured' && credit.distinctLenders.value > 0) {
    const { value } = credit.distinctLenders
    rows.push({ ...row(words.distinctLenders, String(value)), plain: value < MANY_LENDERS })
  }
  const open = credit.splitPayments.filter((contract) => contract.status !== 'ended')
  if (open.length > 0) {
    const evidence = open.flatMap((contract) => contract.evidence.transactionIds)
    rows.push(row(words.splitOpen, String(open.length), evidence))
  }
  return rows
}
