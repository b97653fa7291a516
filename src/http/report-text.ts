// A report over HTTP: the envelope spliced before the stored bytes, which are never written anew.
import type { ReportTransaction } from '../core/categorisation/categorised.ts'
import { canonicalJson } from '../core/values/canonical.ts'
import type { ReadReport } from '../reports/kept-report.ts'

/** `{"envelope":…,` and the canonical body: without `envelope` it is the text that was hashed. */
export function reportText(report: ReadReport): string {
  return `{"envelope":${JSON.stringify(report.envelope)},${report.bodyJson.slice(1)}`
}

/** The same with `transactions` after the envelope. */
export function fullReportText(report: ReadReport): string {
  const transactions = canonicalJson(report.transactions)
  return `{"envelope":${JSON.stringify(report.envelope)},"transactions":${transactions},${report.bodyJson.slice(1)}`
}

/** A corrected report beside what it moved. */
export function correctedReportText(report: ReadReport, difference: unknown): string {
  return `{"report":${fullReportText(report)},"difference":${JSON.stringify(difference)}}`
}

const columns: readonly (readonly [string, (line: ReportTransaction) => string])[] = [
  ['transactionId', (line) => text(line.transactionId)],
  ['accountId', (line) => text(line.accountId)],
  ['date', (line) => line.date],
  ['bookingDate', (line) => line.bookingDate ?? ''],
  ['amount', (line) => decimal(line.amount.amount)],
  ['currency', (line) => line.amount.currency],
  ['status', (line) => line.status],
  ['label', (line) => text(line.label.join(' '))],
  ['operation', (line) => line.operation],
  ['counterparty', (line) => text(line.counterparty ?? '')],
  ['category', (line) => text(line.category)],
  ['role', (line) => line.role],
  ['rule', (line) => text(line.rule ?? '')],
  ['matched', (line) => text(line.matched ?? '')],
  ['confidence', (line) => String(line.confidence)],
  ['excluded', (line) => line.excluded ?? ''],
]

/** RFC 4180. Text a spreadsheet would run as a formula is given a leading apostrophe. */
export function transactionsCsv(transactions: readonly ReportTransaction[]): string {
  const head = columns.map(([name]) => name).join(',')
  const rows = transactions.map((line) => columns.map(([, read]) => quoted(read(line))).join(','))
  return `${[head, ...rows].join('\r\n')}\r\n`
}

function text(value: string): string {
  return /^[\s]*[=+\-@]|^[\t\r\n]/.test(value) ? `'${value}` : value
}

function quoted(value: string): string {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value
}

function decimal(minor: number): string {
  const cents = String(Math.abs(minor)).padStart(3, '0')
  return `${minor < 0 ? '-' : ''}${cents.slice(0, -2)}.${cents.slice(-2)}`
}
