// Nobody reads a report unseen: each way to one is walked over HTTP, and leaves who read which in the audit.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readAnchors } from '../../src/audit/read-anchors.ts'
import { verifyAudit } from '../../src/audit/verify.ts'
import { endpoints } from '../../src/http/routes/index.ts'
import { newWalk, press, untilPreview, type Walk } from '../support/walk.ts'
import { startWholeService, type WholeService } from '../support/whole-service.ts'

/** Each with what is asked, and how many readings it is. */
const reads: Readonly<Record<string, readonly (readonly [query: string, accept: string])[]>> = {
  '/v1/sessions/{id}/report': [['', 'application/json']],
  '/v1/reports/{id}': [['', 'application/json']],
  '/v1/reports/{id}/transactions': [
    ['', 'application/json'],
    ['?format=csv', '*/*'],
    ['', 'text/csv'],
  ],
  '/v1/reports/{id}/document.html': [
    ['', 'text/html'],
    ['?lang=en', 'text/html'],
  ],
  '/v1/reports/{id}/document.pdf': [['', 'application/pdf']],
  '/v1/reports/{id}/explanation': [['', 'text/html']],
  '/v1/reports/{id}/dialogue-sheet': [['', 'application/json']],
  '/v1/reports/{id}/corrections': [['', 'application/json']],
  '/v1/applicants/{reference}/export': [['', 'application/json']],
}
/** What people said of it, or who read it, and not what it says. */
const notReads = ['/v1/reports/{id}/reviews', '/v1/reports/{id}/readings']

let service: WholeService
let walk: Walk
let reportId: string
beforeAll(async () => {
  service = await startWholeService()
  walk = await newWalk(service, { applicant: { reference: 'audited', name: 'DURAND CHLOE' } })
  await press(walk, await untilPreview(walk, 'D0999990I0'), '/journey/send')
  reportId = (await viewReport()).envelope.id
}, 60_000)
afterAll(() => service.stop())

const viewReport = async () => (await service.backend.readReport(walk.id)).report
const readings = async () =>
  await service.db
    .selectFrom('audit_events')
    .select(['actor', 'subject_id as subject'])
    .where('action', '=', 'report.read')
    .orderBy('sequence')
    .execute()

test('every GET of the API that could give a report is known to this test', () => {
  const paths = endpoints
    .map(({ definition }) => definition)
    .filter(({ method, path }) => method === 'get' && /report|applicants/.test(path))
    .map(({ path }) => path)
  expect(paths.toSorted()).toEqual([...Object.keys(reads), ...notReads].toSorted())
})

describe.each(Object.entries(reads))('%s', (path, ways) => {
  test.each(ways)('with "%s" as %s is on record, with who and which', async (query, accept) => {
    const before = (await readings()).length
    const id = path.includes('/sessions/') ? walk.id : reportId
    const address = path.replace('{id}', id).replace('{reference}', 'audited')
    const response = await fetch(`${service.baseUrl}${address}${query}`, {
      headers: { authorization: `Bearer ${service.key}`, accept },
    })
    expect(response.status).toBe(200)
    await response.text()
    const [reading, ...more] = (await readings()).slice(before)
    expect(reading).toMatchObject({ subject: reportId, actor: expect.stringMatching(/^key:key_/) })
    expect(more).toEqual([])
  })
})

test('a link is on record as the person it was made for; looked at by a scanner it is not read', async () => {
  const link = await service.backend.linkTo(reportId, 'Mme Martin')
  const before = (await readings()).length
  await fetch(link, { method: 'HEAD' })
  expect(await readings()).toHaveLength(before)
  expect((await fetch(link)).status).toBe(200)
  expect((await readings()).at(-1)).toMatchObject({
    subject: reportId,
    actor: expect.stringMatching(/^person:/),
  })
})

test('a refused reading is none', async () => {
  const before = (await readings()).length
  const ask = (path: string, key = service.key) =>
    fetch(service.baseUrl + path, { headers: { authorization: `Bearer ${key}` } })
  expect((await ask('/v1/reports/rep_none')).status).toBe(404)
  expect((await ask(`/v1/reports/${reportId}`, 'nnt_test_x')).status).toBe(401)
  expect(await readings()).toHaveLength(before)
})

test('all of it is sealed within seconds, verified, and anchored in the log', async () => {
  const { lender, operator } = service
  const verify = () => verifyAudit(operator, lender.id, readAnchors(service.logLines.join('')))
  await expect.poll(async () => (await verify()).unsealed.count, { timeout: 10_000 }).toBe(0)
  const report = await verify()
  expect(report.findings).toEqual([])
  expect(report.sealed).toBeGreaterThan(20)
  expect(readAnchors(service.logLines.join('')).at(-1)).toMatchObject({ position: report.tip })
})
