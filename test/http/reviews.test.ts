// A report is contested: lines are corrected into a new version, a person reviews, and all of it stays on file.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { plainStatement } from '../support/plain-statement.ts'
import { type Service, startService } from './service.ts'

let service: Service
beforeAll(async () => {
  service = await startService()
})
afterAll(() => service.stop())

/** As the lender's own program reads it: without a type. */
// biome-ignore lint/suspicious/noExplicitAny: an answer is read field by field
const bodyOf = async (response: Response): Promise<any> => await response.json()

const keepReport = async () => {
  const made = await bodyOf(
    await service.post('/v1/reports', { statement: plainStatement, keep: true }),
  )
  return made.envelope.id as string
}
const notMine = (...ids: string[]) => ({
  corrections: ids.map((transactionId) => ({ transactionId, mine: false })),
  reason: 'Il s’agit du compte de sa mère, justificatif vu.',
  by: 'A. Souscripteur',
})
const correct = (id: string, body: unknown, headers = {}) =>
  service.post(`/v1/reports/${id}/corrections`, body, headers)

describe('a correction over HTTP', () => {
  test('makes a new version beside the old one, and tells what moved', async () => {
    const first = await keepReport()
    const response = await correct(first, notMine('loan0', 'loan1', 'loan2'))
    expect(response.status).toBe(201)
    const { report, difference } = await bodyOf(response)
    expect(report.envelope).toMatchObject({ origin: 'correction', previousReportId: first })
    expect(report.credit.contracts).toEqual([])
    expect(difference.indicators).toContainEqual(
      expect.objectContaining({ id: 'active_credit_contracts' }),
    )
    const old = await bodyOf(await service.get(`/v1/reports/${first}`))
    expect(old.credit.contracts).toHaveLength(1)
    expect(report.provenance.snapshotHash).toBe(old.provenance.snapshotHash)
    expect(report.provenance.rulebook).toEqual(old.provenance.rulebook)

    const second = await bodyOf(
      await correct(report.envelope.id, {
        corrections: [{ transactionId: 'shop0', category: 'living.home' }],
        reason: 'Ticket vu.',
        by: 'A. Souscripteur',
      }),
    )
    expect(second.report.credit.contracts).toEqual([])
    const record = await bodyOf(
      await service.get(`/v1/reports/${second.report.envelope.id}/corrections`),
    )
    expect(record.items).toMatchObject([
      { reason: 'Ticket vu.', corrections: [{ transactionId: 'shop0' }] },
      { previousReportId: first, by: 'A. Souscripteur', difference },
    ])
  })

  test('repeated with its key makes one version and gives the same answer', async () => {
    const first = await keepReport()
    const headers = { 'idempotency-key': `corrected-${first}` }
    const [one, again] = [
      await (await correct(first, notMine('loan0'), headers)).json(),
      await (await correct(first, notMine('loan0'), headers)).json(),
    ]
    expect(again).toEqual(one)
  })

  test('of a version that was corrected names the newer one', async () => {
    const first = await keepReport()
    const { report } = await bodyOf(await correct(first, notMine('loan0')))
    const refused = await correct(first, notMine('loan1'))
    expect(refused.status).toBe(409)
    expect((await bodyOf(refused)).detail).toContain(report.envelope.id)
  })

  test('two at once make one version', async () => {
    const first = await keepReport()
    const both = await Promise.all([
      correct(first, notMine('loan0')),
      correct(first, notMine('loan1')),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409])
  })

  test.each([
    ['of a line that is not there', notMine('loan0', 'nowhere'), '/corrections/1'],
    [
      'to a category of the other direction',
      { ...notMine(), corrections: [{ transactionId: 'shop0', category: 'income.salary' }] },
      '/corrections/0',
    ],
    [
      'that says nothing',
      { ...notMine(), corrections: [{ transactionId: 'shop0' }] },
      '/corrections/0',
    ],
    ['by nobody', { ...notMine('loan0'), by: '' }, '/by'],
  ])('%s is refused, naming it, and makes nothing', async (_, body, pointer) => {
    const first = await keepReport()
    const refused = await correct(first, body)
    expect(refused.status).toBe(400)
    expect((await bodyOf(refused)).errors[0].pointer).toBe(pointer)
    expect((await correct(first, notMine('loan0'))).status).toBe(201)
  })

  test('of another lender’s report is of none', async () => {
    const first = await keepReport()
    const headers = { authorization: `Bearer ${service.otherKey}` }
    expect((await correct(first, notMine('loan0'), headers)).status).toBe(404)
  })
})

describe('a review over HTTP', () => {
  const asked = {
    requestedBy: 'consumer',
    reason: 'Conteste le crédit relevé.',
    consumerStatement: 'Ce prélèvement est celui de ma mère.',
    documents: ['GED-2211'],
  }

  test('is asked for, answered by a named person, and both are read again', async () => {
    const reportId = await keepReport()
    const opened = await service.post(`/v1/reports/${reportId}/reviews`, asked)
    expect(opened.status).toBe(201)
    const review = await bodyOf(opened)
    expect(review).toMatchObject({ ...asked, reportId, status: 'open', outcome: null })

    const { report } = await bodyOf(await correct(reportId, notMine('loan0', 'loan1', 'loan2')))
    const outcome = { outcome: 'data_corrected', reason: 'Justificatif vu.', by: 'B. Réviseur' }
    const missing = await service.post(`/v1/reviews/${review.id}/outcome`, outcome)
    expect(missing.status).toBe(400)
    const told = { ...outcome, reportId: report.envelope.id }
    const closed = await service.post(`/v1/reviews/${review.id}/outcome`, told)
    expect(closed.status).toBe(200)
    expect(await bodyOf(closed)).toMatchObject({ status: 'closed', outcome: told })
    expect((await service.post(`/v1/reviews/${review.id}/outcome`, told)).status).toBe(409)

    const list = await bodyOf(await service.get(`/v1/reports/${reportId}/reviews`))
    expect(list.items).toMatchObject([{ id: review.id, ...asked, outcome: told }])
  })

  test('of another lender is none', async () => {
    const reportId = await keepReport()
    const { id } = await bodyOf(await service.post(`/v1/reports/${reportId}/reviews`, asked))
    const headers = { authorization: `Bearer ${service.otherKey}` }
    const outcome = { outcome: 'upheld', reason: 'x', by: 'y' }
    expect((await service.post(`/v1/reviews/${id}/outcome`, outcome, headers)).status).toBe(404)
    expect((await service.get(`/v1/reports/${reportId}/reviews`, headers)).status).toBe(404)
  })

  test('is kept sealed: nothing of what was said stands readable in the database', async () => {
    const reportId = await keepReport()
    await service.post(`/v1/reports/${reportId}/reviews`, asked)
    const rows = await service.db.selectFrom('reviews').selectAll().execute()
    const readable = rows.map((row) => JSON.stringify(row)).join('')
    for (const secret of ['mère', 'Conteste', 'GED-2211']) {
      expect(readable).not.toContain(secret)
      expect(rows.some(({ sealed_request }) => sealed_request.includes(secret))).toBe(false)
    }
  })
})
