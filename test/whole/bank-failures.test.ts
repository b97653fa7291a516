// Each failure of the bank at each step, through the whole service: the right end, a plain sentence, no access
// left, and nothing half-collected that passes for whole.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Page } from '../../src/demo/page-visitor.ts'
import { actionsOf, expectNothingHeld, keptOf, keyExists } from '../support/left-behind.ts'
import {
  furtherCustomers,
  MAIN_ACCOUNT,
  ODD_TEXTS,
  ONE_ACCOUNT,
  OTHER_ACCOUNT,
  TWO_ACCOUNTS,
} from '../support/two-accounts.ts'
import {
  accept,
  current,
  goToBank,
  newWalk,
  press,
  shareAll,
  signIn,
  textOf,
  titleOf,
  untilAccounts,
  untilPreview,
  untilStill,
  viewOf,
  type Walk,
} from '../support/walk.ts'
import { startWholeService, type WholeService } from '../support/whole-service.ts'
import {
  type FaultName,
  faults,
  JARGON,
  type Outcome,
  outcomes,
  planned,
  type Step,
  said,
} from './bank-failure-table.ts'

let service: WholeService
beforeAll(async () => {
  service = await startWholeService({
    personas: furtherCustomers,
    pageSizes: { transactions: 20 },
    limits: { callMs: 1_000 },
  })
})
afterEach(() => service.sandbox.setFaults([]))
afterAll(() => service.stop())

/** As far as the walk gets: the page where nothing moves any more. */
async function walked(walk: Walk, identifier: string): Promise<Page> {
  const page = await untilAccounts(walk, identifier)
  if (page.root.querySelector('form[action="/journey/accounts"]') === null) return page
  return await untilStill(walk, await shareAll(walk, page))
}

async function inBoth(walk: Walk, look: (page: Page, language: 'fr' | 'en') => void) {
  for (const language of ['fr', 'en'] as const) {
    await service.db.updateTable('sessions').set({ language }).where('id', '=', walk.id).execute()
    const page = await current(walk)
    expect(page.root.querySelector('html')?.getAttribute('lang')).toBe(language)
    look(page, language)
  }
}

async function expectEndedBy(walk: Walk, code: Exclude<Outcome, 'whole' | 'no_name'>) {
  expect(await viewOf(walk)).toMatchObject({
    ...{ status: 'failed', failureCode: code, reportId: null },
    connections: [{ status: 'failed', failureCode: code }],
  })
  await inBoth(walk, (page, language) => {
    expect(textOf(page)).not.toMatch(JARGON)
    expect(titleOf(page)).toBe(said[code][language])
    // the way out: documents instead, or a new link
    expect(textOf(page)).toContain('documents')
    expect(textOf(page)).toContain(language === 'fr' ? 'nouveau lien' : 'new link')
  })
  await expectNothingHeld(service.db, walk.id)
  expect(await keyExists(service.db, walk.id)).toBe(false)
  expect(await keptOf(service.db, walk.id)).toEqual({ snapshots: 0, reports: 0 })
}

async function reportAfter(walk: Walk, preview: Page) {
  await press(walk, preview, '/journey/send')
  expect((await viewOf(walk)).status).toBe('completed')
  await expectNothingHeld(service.db, walk.id)
  return (await service.backend.readReport(walk.id)).report
}

const rows = (Object.keys(outcomes) as Step[]).flatMap((step) =>
  (Object.keys(faults) as FaultName[]).map((fault) => ({
    ...{ step, fault, outcome: outcomes[step][fault] },
  })),
)

describe('the bank answers', () => {
  test.each(rows)('$fault at $step: $outcome', async ({ step, fault, outcome }) => {
    service.sandbox.setFaults([planned(step, fault)])
    const walk = await newWalk(service)
    const page = await walked(walk, ONE_ACCOUNT)
    const actions = await actionsOf(service.db, walk.id)
    if (step === 'token') expect(actions.join()).not.toContain('consent.empt')
    else expect(actions).toContain('consent.emptied')
    if (outcome !== 'whole' && outcome !== 'no_name') {
      await expectEndedBy(walk, outcome)
      return
    }
    const { coverage, identity, accounts, warnings } = await reportAfter(walk, page)
    expect(coverage.accounts).toMatchObject([{ complete: true, missing: [] }])
    expect(accounts).toMatchObject([{ balance: { state: 'measured' } }])
    expect(warnings).toEqual([])
    // without the holder's name those of the accounts may still agree; the report says which it had
    const name = outcome === 'no_name' ? null : 'DURAND CHLOE'
    expect(identity.holders.map((holder) => holder.name)).toEqual([name])
  })
})

describe('a refused token', () => {
  test.each(['accounts', 'transactions', 'end-user-identity'] as const)(
    'is renewed once at %s, and the applicant sees nothing of it',
    async (operation) => {
      service.sandbox.setFaults([{ operation, answer: '401', times: 1 }])
      const walk = await newWalk(service)
      const report = await reportAfter(walk, await untilPreview(walk, ONE_ACCOUNT))
      expect(report.coverage.accounts).toMatchObject([{ complete: true, missing: [] }])
      expect(report.identity.holders.map(({ name }) => name)).toEqual(['DURAND CHLOE'])
    },
  )
})

describe('half of what was asked', () => {
  const half = {
    'one account of two': OTHER_ACCOUNT,
    'one account from its second page': MAIN_ACCOUNT,
  }
  const cases = Object.entries(half).flatMap(([what, resourceId]) =>
    (Object.keys(faults) as FaultName[]).map((fault) => ({ what, resourceId, fault })),
  )
  test.each(cases)('$what fails by $fault: never passes for whole', async (row) => {
    const { resourceId, fault } = row
    const after = resourceId === MAIN_ACCOUNT ? 1 : 0
    service.sandbox.setFaults([
      { operation: 'transactions', resourceId, answer: faults[fault], after },
    ])
    const walk = await newWalk(service)
    const preview = await untilPreview(walk, TWO_ACCOUNTS)
    await inBoth(walk, (page, language) => {
      const notice = page.root.querySelector('.notice')?.text ?? ''
      expect(notice).toContain(
        language === 'fr' ? 'n’a pas pu être lu en entier' : 'could not be read in full',
      )
      expect(notice).not.toMatch(JARGON)
    })
    const report = await reportAfter(walk, preview)
    const code = outcomes.transactions[fault]
    const missing = after === 0 ? ['transactions_not_shared', code] : [code]
    expect(
      report.coverage.accounts.map(({ accountId, complete, missing }) => [
        accountId,
        complete,
        missing,
      ]),
    ).toEqual(
      [MAIN_ACCOUNT, OTHER_ACCOUNT].map((id) =>
        id === resourceId ? [id, false, missing] : [id, true, []],
      ),
    )
    expect(report.warnings).toContainEqual({ code: 'pull_incomplete', accountId: resourceId })
    const lines = await service.backend.readTransactions(report.envelope.id)
    const read = lines.filter(({ accountId }) => accountId === resourceId).length
    expect(read).toBe(after * 20)
    expect(await actionsOf(service.db, walk.id)).toContain('consent.emptied')
  })

  test('is said to the underwriter in words', async () => {
    service.sandbox.setFaults([
      { operation: 'transactions', resourceId: OTHER_ACCOUNT, answer: 'TMRQ' },
    ])
    const walk = await newWalk(service)
    const { envelope } = await reportAfter(walk, await untilPreview(walk, TWO_ACCOUNTS))
    const page = await fetch(`${service.baseUrl}/v1/reports/${envelope.id}/document.html`, {
      headers: { authorization: `Bearer ${service.key}` },
    })
    const html = await page.text()
    expect(html).toContain('Compte lu en partie seulement')
    expect(html).toContain('limite de lectures atteinte')
  })
})

describe('text that cannot be hashed or kept as it is', () => {
  test('is read all the same: half characters are replaced, nothing is lost', async () => {
    const walk = await newWalk(service)
    const report = await reportAfter(walk, await untilPreview(walk, ODD_TEXTS))
    expect(report.coverage.accounts).toMatchObject([{ complete: true, missing: [] }])
    expect(report.accounts[0]?.name).toBe('MME CHLO\ufffd DURAND')
    const lines = await service.backend.readTransactions(report.envelope.id)
    expect(
      lines.filter(({ label }) => label.join().includes('BOULANGERIE')).length,
    ).toBeGreaterThan(9)
  })
})

describe('with room for another bank', () => {
  test('the failure is said, and the same bank may be tried again', async () => {
    service.sandbox.setFaults([{ operation: 'token', answer: 'INTE', times: 1 }])
    const walk = await newWalk(service, { maxConnections: 2 })
    const page = await untilAccounts(walk, ONE_ACCOUNT)
    expect(await viewOf(walk)).toMatchObject({ status: 'open', failureCode: null })
    await inBoth(walk, (each, language) => {
      expect(each.root.querySelector('.notice strong')?.text).toBe(said.bank_error[language])
    })
    const accounts = await signIn(walk, await goToBank(walk, page), ONE_ACCOUNT)
    const report = await reportAfter(walk, await untilStill(walk, await shareAll(walk, accounts)))
    expect(report.coverage.accounts).toMatchObject([{ complete: true }])
  })
})

describe('a bank that will not take the consent back', () => {
  test('changes nothing for the applicant, is on record, and leaves us no access', async () => {
    service.sandbox.setFaults([{ operation: 'consents', answer: 'INTE', after: 1 }])
    const walk = await newWalk(service)
    const report = await reportAfter(walk, await untilPreview(walk, ONE_ACCOUNT))
    expect(report.coverage.accounts).toMatchObject([{ complete: true }])
    const actions = await actionsOf(service.db, walk.id)
    expect(actions).toContain('consent.emptying_failed')
    expect(actions).not.toContain('consent.emptied')
  })

  test('even when the session ends before anything was read', async () => {
    const walk = await newWalk(service)
    await accept(walk)
    service.sandbox.setFaults([
      { operation: 'accounts', answer: 'html' },
      { operation: 'consents', answer: 'nothing' },
    ])
    await signIn(walk, await goToBank(walk, await current(walk)), ONE_ACCOUNT)
    await expectEndedBy(walk, 'bad_answer')
    expect(await actionsOf(service.db, walk.id)).toContain('consent.emptying_failed')
  })
})
