// The two public personas: every fact their README states, amounts within 5 % since its authors round.
import type { ReportBody } from '../../../src/core/report/report.ts'
import { type AlgoanPersona, algoanStatement } from '../../support/algoan.ts'
import { assessed } from '../../support/assessed.ts'

export type Fact = { readonly fact: string; readonly holds: boolean; readonly found: string }

const NEAR = 0.05
const isNear = (cents: number, euros: number) => Math.abs(cents / 100 - euros) <= NEAR * euros

export function personaFacts(name: AlgoanPersona): Fact[] {
  const { report } = assessed(algoanStatement(name))
  const facts = name === 'lara_croft' ? laraFacts(report) : danaFacts(report)
  const { incidents } = report
  const listed = [
    ...incidents.rejections.filter(({ isIncident }) => isIncident),
    ...incidents.seizures,
    ...incidents.collections,
    ...incidents.plans,
    ...incidents.arrears,
  ].length
  const fees = incidents.feesTotal.state === 'measured' ? incidents.feesTotal.value.amount : 0
  return [
    ...facts,
    { fact: 'no incidents', holds: listed === 0, found: `${listed}` },
    { fact: 'no incident fees', holds: fees === 0, found: `${fees / 100}` },
  ]
}

function laraFacts(report: ReportBody): Fact[] {
  const consumer = kinds(report, ['consumer', 'revolving', 'unspecified', 'leasing'])
  const lenders = new Set(consumer.map(({ lender }) => lender)).size
  const [split, ...others] = report.credit.splitPayments
  return [
    income(report, 2500),
    mortgage(report, 500),
    {
      fact: '4 consumer credits with 2 lenders',
      holds: consumer.length === 4 && lenders === 2,
      found: `${consumer.length} with ${lenders}`,
    },
    {
      fact: '2 split payments, debits of one contract',
      holds: others.length === 0 && split?.termsSeen === 2,
      found: `${report.credit.splitPayments.map(({ termsSeen }) => `1 of ${termsSeen} debits`)}`,
    },
  ]
}

function danaFacts(report: ReportBody): Fact[] {
  const lenders = report.credit.contracts.map(({ lender }) => lender ?? '').join(', ')
  const splits = report.credit.splitPayments
  return [
    income(report, 2580),
    mortgage(report, 522),
    {
      fact: 'credits with Alphabet and Cofidis',
      holds: /alphabet/i.test(lenders) && /cofidis/i.test(lenders),
      found: lenders,
    },
    {
      fact: 'split payment with Klarna',
      holds: splits.length === 1 && /klarna/i.test(splits[0]?.lender ?? ''),
      found: splits.map(({ lender }) => lender).join(', '),
    },
  ]
}

function kinds({ credit }: ReportBody, wanted: readonly string[]) {
  return credit.contracts.filter(({ kind }) => wanted.includes(kind))
}

function income({ income: { monthlyNet } }: ReportBody, euros: number): Fact {
  const { observed } = monthlyNet
  const cents = observed.state === 'measured' ? observed.value.amount : Number.NaN
  const fact = `earns ${euros} a month`
  return { fact, holds: isNear(cents, euros), found: (cents / 100).toFixed(2) }
}

function mortgage(report: ReportBody, euros: number): Fact {
  const loans = kinds(report, ['mortgage'])
  const cents = loans.reduce((sum, { monthlyEquivalent }) => sum + monthlyEquivalent.amount, 0)
  const fact = `mortgage of ${euros} a month`
  return { fact, holds: isNear(cents, euros), found: (cents / 100).toFixed(2) }
}
