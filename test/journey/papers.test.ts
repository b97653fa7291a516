// What the applicant keeps, over HTTP and without a browser: whose it is, when it may be had, and that the lasting link
// acts by its button alone, once, for its own session.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createVisitor } from '../../src/demo/page-visitor.ts'
import { hashSecret } from '../../src/runtime/ids.ts'
import { actionsOf } from '../support/left-behind.ts'
import { furtherCustomers, ONE_ACCOUNT } from '../support/two-accounts.ts'
import { newWalk, press, titleOf, untilPreview, viewOf, type Walk } from '../support/walk.ts'
import { startWholeService, type WholeService } from '../support/whole-service.ts'

let service: WholeService
beforeAll(async () => {
  service = await startWholeService({ personas: furtherCustomers })
})
afterAll(() => service.stop())

const papers = ['copy', 'report.pdf', 'receipt', 'receipt.json', 'explanation', 'explanation.pdf']
const statusOf = async ({ visitor }: Walk, paper: string) =>
  (await visitor.visit(`${service.baseUrl}/journey/${paper}`)).status

async function sent() {
  const walk = await newWalk(service)
  const done = await press(walk, await untilPreview(walk, ONE_ACCOUNT), '/journey/send')
  return { walk, lasting: done.root.querySelector('.lasting a')?.getAttribute('href') ?? '' }
}

describe('papers', { timeout: 60_000 }, () => {
  test('a browser that is bound to nothing gets none', async () => {
    const stranger: Walk = { service, id: '', consentUrl: '', visitor: createVisitor() }
    for (const paper of papers)
      expect([paper, await statusOf(stranger, paper)]).toEqual([paper, 404])
  })

  test('before sending: the report and the receipt; the explanation is for after', async () => {
    const walk = await newWalk(service)
    const preview = await untilPreview(walk, ONE_ACCOUNT)
    const got = await Promise.all(papers.map((paper) => statusOf(walk, paper)))
    expect(got).toEqual([200, 200, 200, 200, 409, 409])
    await press(walk, preview, '/journey/decline')
    expect(await statusOf(walk, 'copy')).toBe(409)
    expect(await statusOf(walk, 'report.pdf')).toBe(409)
  })

  test('every reading of the report is on record as the applicant’s', async () => {
    const { walk } = await sent()
    expect(await statusOf(walk, 'explanation')).toBe(200)
    const rows = await service.db
      .selectFrom('audit_events')
      .innerJoin('sessions', 'sessions.report_id', 'audit_events.subject_id')
      .where('sessions.id', '=', walk.id)
      .select(['audit_events.actor', 'audit_events.action'])
      .execute()
    expect(rows).toContainEqual({ actor: 'applicant', action: 'report.read' })
  })
})

describe('the link that takes the agreement back', { timeout: 60_000 }, () => {
  test('only its hash is stored, and each session has its own', async () => {
    const [one, other] = [await sent(), await sent()]
    const token = one.lasting.split('/').at(-1) ?? ''
    const row = await service.db
      .selectFrom('sessions')
      .select('withdrawal_hash')
      .where('id', '=', one.walk.id)
      .executeTakeFirstOrThrow()
    expect(row.withdrawal_hash?.equals(hashSecret(token))).toBe(true)
    expect(other.lasting).not.toBe(one.lasting)
    expect(JSON.stringify(service.logLines)).not.toContain(token)
  })

  test('looked at, it changes nothing; pressed, and pressed again, it takes back once', async () => {
    const { walk, lasting } = await sent()
    const other = createVisitor()
    const page = await other.visit(lasting)
    expect((await viewOf(walk)).status).toBe('completed')
    const form = page.root.querySelector('form')
    if (!form) throw new Error('no button to take it back')
    const after = await other.submit(page, form)
    expect([after.status, titleOf(after)]).toEqual([200, 'Votre accord a été retiré'])
    expect((await other.submit(page, form)).status).toBe(200)
    expect((await viewOf(walk)).status).toBe('withdrawn')
    const actions = await actionsOf(service.db, walk.id)
    expect(actions.filter((action) => action === 'session.withdrawn')).toHaveLength(1)
    const snapshots = await service.db
      .selectFrom('snapshots')
      .select('id')
      .where('subject_id', '=', walk.id)
      .execute()
    expect(snapshots).toEqual([])
  })

  test('a form from another site does nothing', async () => {
    const { walk, lasting } = await sent()
    const headers = { 'sec-fetch-site': 'cross-site' }
    expect((await fetch(lasting, { method: 'POST', headers })).status).toBe(403)
    expect((await viewOf(walk)).status).toBe('completed')
  })

  test('unknown and malformed alike are a page that says so', async () => {
    for (const token of [`aaaaaaaa.${'x'.repeat(32)}`, 'x', '%00']) {
      const reply = await fetch(`${service.baseUrl}/withdraw/${token}`)
      expect([token, reply.status]).toEqual([token, 404])
      expect(reply.headers.get('content-type')).toBe('text/html; charset=utf-8')
    }
  })
})
