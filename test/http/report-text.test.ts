// A report over HTTP is the stored bytes with an envelope before them; its lines as CSV run no formula.
import { expect, test } from 'vitest'
import { canonicalHash, canonicalJson, sha256 } from '../../src/core/values/canonical.ts'
import { fullReportText, reportText, transactionsCsv } from '../../src/http/report-text.ts'
import { sampleBody, sampleEnvelope, sampleTransactions } from '../documents/sample-report.ts'

const body = sampleBody()
const bodyJson = canonicalJson(body)
const report = {
  envelope: { ...sampleEnvelope, bodyHash: sha256(bodyJson) },
  body,
  bodyJson,
  transactions: sampleTransactions(),
}

test('without its envelope, the answer has the stored hash', () => {
  const { envelope, ...rest } = JSON.parse(reportText(report))
  expect(canonicalHash(rest)).toBe(envelope.bodyHash)
  expect(reportText(report).endsWith(bodyJson.slice(1))).toBe(true)
})

test('with the lines, too', () => {
  const { envelope, transactions, ...rest } = JSON.parse(fullReportText(report))
  expect(canonicalHash(rest)).toBe(envelope.bodyHash)
  expect(transactions).toEqual(report.transactions)
})

test('CSV: one row a line, text never begins as a formula, amounts stay numbers', () => {
  const csv = transactionsCsv(report.transactions)
  const rows = csv.trimEnd().split('\r\n')
  expect(rows).toHaveLength(report.transactions.length + 1)
  expect(csv).toContain("'=cmd|calc @SUM(A1)")
  expect(csv).not.toMatch(/(^|,)"?[=@+]/m)
  expect(csv).toContain(',-712.30,EUR,')
  expect(csv).toContain(',-50.43,EUR,')
  expect(csv).toContain('"<script>alert(""x"")</script>')
})
