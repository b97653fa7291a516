// Several banks of different kinds in one session: what is seen twice is counted once, what goes from one bank to the
// other is no income and no charge, and a bank that failed is named with what it may hide.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Report, ReportBody } from '../../src/core/report/report.ts'
import { statementSchema } from '../../src/core/statement/statement.ts'
import { playJourney } from '../../src/demo/play-journey.ts'
import { renderReportText } from '../../src/documents/report-text.ts'
import { exportSnapshot } from '../../src/reports/export-snapshot.ts'
import { sandboxBankId, sandboxBankIds } from '../../src/wiring/banks.ts'
import { assessed } from '../support/assessed.ts'
import { another, finishAndSend, shareOnly, untilAccountsOf } from '../support/several-banks.ts'
import { accept, newWalk, viewOf, type Walk } from '../support/walk.ts'
import { startWholeService, type WholeService } from '../support/whole-service.ts'

const MARC = 'D0999990I0'
/** Where his pay arrives, and the account he feeds from it, at the sandbox bank. */
const [MAIN, SECOND] = ['5158', '5255']
const LINXO = sandboxBankIds.linxo
const BERLIN_GROUP = sandboxBankIds.berlin_group

let service: WholeService
beforeAll(async () => {
  service = await startWholeService({ linxo: true, berlinGroup: true })
})
afterAll(() => service.stop())
afterEach(() => service.linxo?.setFaults([]))

const marc = { applicant: { reference: 'several', name: 'MALLOW MARC' }, maxConnections: 3 }

async function reportOf(bankIds: readonly string[]): Promise<Report> {
  const { id, consentUrl } = await service.backend.openSession(marc)
  const [bankId = '', ...furtherBankIds] = bankIds
  await playJourney({ consentUrl, bankId, furtherBankIds, identifier: MARC })
  expect((await service.backend.awaitSession(id, 30)).status).toBe('completed')
  return (await service.backend.readReport(id)).report
}

/** Each bank with the endings of the IBANs shared there. */
async function walked(banks: readonly (readonly [string, readonly string[]])[]): Promise<Walk> {
  const walk = await newWalk(service, marc)
  let page = await accept(walk)
  for (const [position, [bankId, endings]] of banks.entries()) {
    if (position > 0) page = await another(walk)
    page = await untilAccountsOf(walk, page, bankId, MARC)
    await shareOnly(walk, page, endings)
  }
  await finishAndSend(walk)
  expect((await viewOf(walk)).status).toBe('completed')
  return walk
}

/** The same snapshot, had the second bank given no IBAN: the lines alone tell. */
async function withoutIbans({ envelope, accounts }: Report) {
  const { lender, operator } = service
  const of = { lenderId: lender.id, sessionId: envelope.sessionId ?? '', actor: 'test' }
  const snapshot = statementSchema.parse(JSON.parse(await exportSnapshot(operator, of)))
  const last = accounts.at(-1)?.connection
  const bare = snapshot.accounts.map((account) =>
    account.connection === last ? { ...account, accountId: { currency: 'EUR' } } : account,
  )
  return figures(assessed({ ...snapshot, accounts: bare }).report)
}

const figures = (report: Pick<Report, keyof ReportBody>) => ({
  income: report.income.monthlyNet,
  charges: [report.charges.monthly, report.charges.housingCost],
  credit: [report.credit.monthlyRepayment, report.credit.distinctLenders],
  balances: report.balances.together.closing,
  daily: report.balances.together.daily,
  score: [report.score.value, report.score.grade],
  unshared: report.unsharedAccounts.map(({ hint, inflow, outflow }) => [hint, inflow, outflow]),
})

describe('accounts seen through two banks', { timeout: 60_000 }, () => {
  test.each([
    ['STET and Linxo', [sandboxBankId, LINXO]],
    ['STET and Berlin Group', [sandboxBankId, BERLIN_GROUP]],
  ])('%s: counted once, each said to be there twice', async (_, bankIds) => {
    const once = await reportOf([sandboxBankId])
    const twice = await reportOf(bankIds)
    expect(figures(twice)).toEqual(figures(once))
    expect(new Set(twice.accounts.map(({ bank }) => bank))).toEqual(new Set(bankIds))
    const counted = twice.accounts.filter(({ leftOut }) => leftOut === null)
    expect(counted.map(({ bank }) => bank)).toEqual(once.accounts.map(() => sandboxBankId))
    expect(new Set(twice.accounts.map(({ accountId }) => accountId)).size).toBe(
      twice.accounts.length,
    )
    expect(new Set(twice.warnings.map(({ code }) => code))).toEqual(new Set(['same_account']))
    expect(twice.identity).toMatchObject({ match: 'match' })
    expect(await withoutIbans(twice)).toEqual(figures(once))
  })
})

describe('an account at each of two banks', { timeout: 60_000 }, () => {
  test.each([
    ['Linxo', LINXO],
    ['Berlin Group', BERLIN_GROUP],
  ])(
    'STET and %s: transfers between them are paired, neither income nor unshared',
    async (_, other) => {
      const walk = await walked([
        [sandboxBankId, [MAIN]],
        [other, [SECOND]],
      ])
      const { report } = await service.backend.readReport(walk.id)
      expect(report.accounts.map(({ bank, leftOut }) => [bank, leftOut])).toEqual([
        ...[
          [sandboxBankId, null],
          [other, null],
        ],
      ])
      const lines = await service.backend.readTransactions(report.envelope.id)
      const accountOf = new Map(lines.map((line) => [line.transactionId, line.accountId]))
      const legs = lines.filter(({ linked }) => linked.some(({ as }) => as === 'own_account_leg'))
      expect(legs.length).toBeGreaterThanOrEqual(4)
      expect(legs.reduce((sum, { amount }) => sum + amount.amount, 0)).toBe(0)
      for (const { accountId, linked } of legs) {
        const [leg] = linked.filter(({ as }) => as === 'own_account_leg')
        expect(accountOf.get(leg?.transactionId ?? '')).not.toBe(accountId)
      }
      expect(report.coverage.missingBanks).toBeUndefined()
      const income = report.income.streams.flatMap(({ evidence }) => evidence.transactionIds)
      expect(legs.filter(({ transactionId }) => income.includes(transactionId))).toEqual([])
    },
  )
})

describe('a bank that fails', { timeout: 60_000 }, () => {
  const faults = [{ operation: 'transactions' as const, answer: '500' as const }]
  const failing = () => service.linxo?.setFaults(faults)

  test('the report of the other one names it, says why, and what it may hide', async () => {
    failing()
    const walk = await walked([
      [sandboxBankId, [SECOND]],
      [LINXO, [MAIN]],
    ])
    const view = await viewOf(walk)
    const lost = view.connections.find(({ status }) => status === 'failed')
    expect(lost).toMatchObject({ bank: LINXO, failureCode: 'bank_error' })
    const { report } = await service.backend.readReport(walk.id)
    expect(report.coverage.missingBanks).toMatchObject([
      { connection: lost?.id, bank: LINXO, why: 'bank_error' },
    ])
    const [missing] = report.coverage.missingBanks ?? []
    // what feeds this account comes from one of his own that is not here
    expect(missing?.mayHide).toContain('income')
    expect(missing?.transactionIds.length).toBeGreaterThan(0)
    expect(report.unsharedAccounts.flatMap(({ transactionIds }) => transactionIds)).toEqual(
      missing?.transactionIds,
    )
    const codes = (list: readonly { code: string }[]) => list.map(({ code }) => code)
    expect(codes(report.warnings)).toContain('bank_missing')
    expect(codes(report.integrity)).toEqual(
      expect.arrayContaining(['bank_missing', 'income_account_elsewhere']),
    )
    expect(report.identity.holders).toHaveLength(1)
    const text = await printed(report)
    expect(text).toMatch(/Bank not read +Linxo Connect \(.+\)\. may hide: income/)
  })

  test('and read at a second attempt is not missing', async () => {
    failing()
    const walk = await newWalk(service, marc)
    const page = await untilAccountsOf(walk, await accept(walk), sandboxBankId, MARC)
    await shareOnly(walk, page, [MAIN])
    await shareOnly(walk, await untilAccountsOf(walk, await another(walk), LINXO, MARC), [SECOND])
    await expect
      .poll(async () => (await viewOf(walk)).connections.map(({ status }) => status), {
        timeout: 15_000,
      })
      .toContain('failed')
    service.linxo?.setFaults([])
    await shareOnly(walk, await untilAccountsOf(walk, await another(walk), LINXO, MARC), [SECOND])
    await finishAndSend(walk)
    const { report } = await service.backend.readReport(walk.id)
    expect(report.coverage.missingBanks).toBeUndefined()
    expect(report.accounts).toHaveLength(2)
  })

  async function printed({ envelope, ...body }: Report): Promise<string> {
    const transactions = await service.backend.readTransactions(envelope.id)
    return renderReportText({ envelope, body, transactions, language: 'en' })
  }
})
