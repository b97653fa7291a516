// The block for the dialogue sheet: every recurring figure once, credit apart, and words that it is the borrower's to certify.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { dialogueSheet, dialogueSheetSchema } from '../../src/documents/dialogue-sheet.ts'
import { assessed } from '../support/assessed.ts'

const reportOf = (name: string) => {
  const path = join(import.meta.dirname, '../golden', name, 'statement.json')
  return assessed(JSON.parse(readFileSync(path, 'utf8'))).report
}
const sumOf = (entries: readonly { monthly: { amount: number } }[]) =>
  entries.reduce((sum, { monthly }) => sum + monthly.amount, 0)

describe.each(['marc', 'marie', 'alix', 'lea'])('the sheet of %s', (name) => {
  const report = reportOf(name)
  const sheet = dialogueSheet(report, 'fr')

  test('has its schema, and the credits of the report', () => {
    expect(dialogueSheetSchema.parse(sheet)).toEqual(sheet)
    expect(sheet.credits).toHaveLength(report.credit.contracts.length)
  })

  test('counts no credit among the charges', () => {
    expect(sheet.charges.filter(({ category }) => category.startsWith('loan.'))).toEqual([])
    const total = sheet.totals.charges
    if (total.state === 'measured') expect(total.value.amount).toBe(sumOf(sheet.charges))
  })

  test('lists the resources that go on', () => {
    const running = report.income.streams.filter(({ status }) => status !== 'ended')
    expect(sumOf(sheet.resources)).toBe(
      running.reduce((sum, { monthlyEquivalent }) => sum + monthlyEquivalent.amount, 0),
    )
  })
})

test('it says that the borrower certifies it, in his language', () => {
  const report = reportOf('marc')
  expect(dialogueSheet(report, 'fr').notice).toContain('certifie')
  expect(dialogueSheet(report, 'en').notice).toContain('certifies')
})
