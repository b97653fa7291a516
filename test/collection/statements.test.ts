// What a session costs the database. Its time is measured by `npm run bench`, not here.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Pool } from '../../src/db/database.ts'
import { getSessionReport } from '../../src/reports/get-session-report.ts'
import { resumeSession } from '../../src/sessions/resume-session.ts'
import { sendReport } from '../../src/sessions/send-report.ts'
import { confirming, opened } from '../support/journey-steps.ts'
import { plainAccount } from '../support/scripted-accounts.ts'
import { directoryOf, scriptedBank } from '../support/scripted-bank.ts'
import { asOf, type House, openHouse } from '../support/use-cases.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.drop())

const THOUSAND = plainAccount(asOf, 11)

/** Counts statements, without the begin and commit around them. */
function counting(db: Pool): { db: Pool; count: () => number } {
  let statements = 0
  const counted = db.withPlugin({
    transformQuery: ({ node }) => {
      statements += 1
      return node
    },
    transformResult: async ({ result }) => result,
  })
  return { db: counted, count: () => statements }
}

test('a session takes about a hundred statements, however many its transactions', async () => {
  expect(THOUSAND.transactions?.length).toBeGreaterThanOrEqual(990)
  const bank = scriptedBank({ id: 'bank-a', accounts: [THOUSAND] })
  const { db, count } = counting(house.db)
  const deps = { ...house.deps, db, banks: directoryOf([bank]) }
  const measured: House = { ...house, deps, main: bank, runJobs: () => house.runJobs(deps) }
  const { id, browserToken } = await confirming(measured)
  await sendReport(deps, browserToken)
  await getSessionReport(deps, house.access.test, id)
  expect(count()).toBeLessThanOrEqual(120)
})

test('a poll of the progress page is four statements', async () => {
  const { browserToken } = await opened(house)
  const { db, count } = counting(house.db)
  for (let n = 0; n < 20; n += 1) await resumeSession({ ...house.deps, db }, browserToken)
  // the lender, the transaction's lender, the session, its connections
  expect(count() / 20).toBeLessThanOrEqual(4)
})
