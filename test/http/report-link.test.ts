// A report opened through its link: compressed, its versions and what moved between them; a link made to act with does
// what the API does and no more, one made to read only reads.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addKey } from '../../src/lenders/add-key.ts'
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

const keepReport = async (): Promise<string> => {
  const made = await service.post('/v1/reports', { statement: plainStatement, keep: true })
  return (await bodyOf(made)).envelope.id
}
const linkTo = async (id: string, permission?: 'read' | 'act'): Promise<string> => {
  const body = { namedFor: 'A. Souscripteur', ...(permission ? { permission } : {}) }
  const made = await service.post(`/v1/reports/${id}/links`, body)
  expect(made.status).toBe(201)
  // the address browsers use, at the port of this test
  return service.baseUrl + new URL((await bodyOf(made)).url).pathname
}
const own = { 'sec-fetch-site': 'same-origin' }
const send = (
  link: string,
  fields: Record<string, string>,
  headers: Record<string, string> = own,
) => fetch(link, { method: 'POST', body: new URLSearchParams(fields), headers, redirect: 'manual' })
const open = async (link: string, query = '?lang=en') => (await fetch(link + query)).text()
const toldBy = (answer: Response) =>
  new URL(answer.headers.get('location') ?? '', service.baseUrl).searchParams.get('told')

const correction = (version: string) => ({
  ...{ act: 'correct', version, lines: '2, 5', mine: 'no' },
  reason: 'Compte de sa mère.',
})

describe('a link to read with', () => {
  test('gives a compressed page that says nothing of the link and offers no form', async () => {
    const link = await linkTo(await keepReport())
    const answer = await fetch(link, { headers: { 'accept-encoding': 'gzip' } })
    expect(answer.headers.get('content-encoding')).toBe('gzip')
    const page = await answer.text()
    expect(page).toContain('A. Souscripteur')
    expect(page).not.toContain(link.split('/').at(-1))
    expect(page).not.toContain('method="post"')
  }, 60_000)

  test('is refused every form, and nothing is made', async () => {
    const id = await keepReport()
    const link = await linkTo(id)
    expect((await send(link, correction(id))).status).toBe(403)
    expect((await send(link, { act: 'review', version: id, reason: 'x' })).status).toBe(403)
    const { items } = await bodyOf(await service.get(`/v1/reports/${id}/corrections`))
    expect(items).toEqual([])
  })
})

describe('a link to act with', () => {
  test('corrects lines: the new version is read, with what moved and why, and the old one stays', async () => {
    const id = await keepReport()
    const link = await linkTo(id, 'act')
    const answer = await send(link, correction(id))
    expect([answer.status, toldBy(answer)]).toEqual([303, 'corrected'])
    const page = await open(link, '?lang=en&told=corrected')
    expect(page).toContain('What changed since the previous version')
    expect(page).toContain('Compte de sa mère.')
    expect(page).toContain('Corrected by A. Souscripteur')
    expect(page).toContain(`?version=${id}`)
    const before = await open(link, `?lang=en&version=${id}`)
    expect(before).not.toContain('What changed since the previous version')
    // only the newest version may be corrected, and the form says so by not being there
    expect(before).not.toContain('id="correct-lines"')
    expect(toldBy(await send(link, correction(id)))).toBe('conflict')
  })

  test.each([
    ['a line that is not there', { lines: '1, 400' }],
    ['no line', { lines: '' }],
    ['a category of the other direction', { lines: '3', mine: '', category: 'income.salary' }],
    ['nothing to change', { category: '' }],
    ['no reason', { reason: '' }],
  ])('a correction of %s is refused, and nothing is made', async (name, change) => {
    const id = await keepReport()
    const link = await linkTo(id, 'act')
    const { mine, ...fields } = { ...correction(id), ...change }
    const isSaid = mine !== '' && name !== 'nothing to change'
    const answer = await send(link, { ...fields, ...(isSaid ? { mine } : {}) })
    expect(toldBy(answer)).toBe('invalid')
    expect(await open(link, '?lang=en&told=invalid')).toContain('Refused')
    expect(await open(link)).not.toContain('What changed since')
  })

  test('asks for one review however often it is sent, and notes its decision', async () => {
    const id = await keepReport()
    const link = await linkTo(id, 'act')
    const [, once = ''] = /name="once" value="([^"]+)"/.exec(await open(link)) ?? []
    const asked = { act: 'review', version: id, requestedBy: 'consumer', reason: 'Conteste.', once }
    expect(toldBy(await send(link, asked))).toBe('review_opened')
    expect(toldBy(await send(link, asked))).toBe('review_opened')
    const { items } = await bodyOf(await service.get(`/v1/reports/${id}/reviews`))
    expect(items).toHaveLength(1)
    const decision = { act: 'decide', version: id, review: items[0].id, outcome: 'upheld' }
    expect(toldBy(await send(link, { ...decision, reason: 'Justificatif vu.' }))).toBe(
      'review_closed',
    )
    const closed = await bodyOf(await service.get(`/v1/reports/${id}/reviews`))
    expect(closed.items[0].outcome).toMatchObject({ outcome: 'upheld', by: 'A. Souscripteur' })
    expect(toldBy(await send(link, { ...decision, reason: 'Encore.' }))).toBe('conflict')
    expect(await open(link)).toContain('Justificatif vu.')
  })

  test('reaches no other report: neither its version nor its review', async () => {
    const [id, other] = [await keepReport(), await keepReport()]
    const link = await linkTo(id, 'act')
    const asked = { requestedBy: 'lender', reason: 'x' }
    const review = await bodyOf(await service.post(`/v1/reports/${other}/reviews`, asked))
    expect(toldBy(await send(link, correction(other)))).toBe('invalid')
    const decision = {
      act: 'decide',
      version: id,
      review: review.id,
      outcome: 'upheld',
      reason: 'x',
    }
    expect(toldBy(await send(link, decision))).toBe('invalid')
    expect(await open(link, `?lang=en&version=${other}`)).toContain(id)
  })

  test('does nothing for a form from elsewhere', async () => {
    const id = await keepReport()
    const link = await linkTo(id, 'act')
    for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'none' }, {}]) {
      expect((await send(link, correction(id), headers)).status).toBe(403)
    }
    expect(await open(link)).not.toContain('What changed since')
  })

  test('is made only by whoever may act, and what is done through it is on record under its person', async () => {
    const id = await keepReport()
    const { key } = await addKey(service.operator, {
      lenderId: service.lender.id,
      mode: 'test',
      scopes: ['reports:read', 'reports:write'],
    })
    const headers = { authorization: `Bearer ${key}` }
    const body = { namedFor: 'B', permission: 'act' }
    expect((await service.post(`/v1/reports/${id}/links`, body, headers)).status).toBe(403)
    const link = await linkTo(id, 'act')
    await send(link, correction(id))
    const events = await service.db
      .selectFrom('audit_events')
      .select(['actor', 'action'])
      .where('action', 'in', ['report.corrected', 'report.link_made'])
      .execute()
    const corrected = events.find(({ action }) => action === 'report.corrected')
    expect(corrected?.actor).toMatch(/^person:/)
  })
})

test('an unknown link is a page that says so, and its forms do nothing', async () => {
  const link = `${service.baseUrl}/r/aaaaaaaa.nothing`
  expect((await fetch(link)).status).toBe(404)
  expect((await send(link, { act: 'correct' })).status).toBe(404)
})

test('a document over the API is compressed too', async () => {
  const id = await keepReport()
  const headers = { authorization: `Bearer ${service.key}`, 'accept-encoding': 'gzip' }
  const answer = await fetch(`${service.baseUrl}/v1/reports/${id}/document.html`, { headers })
  expect(answer.headers.get('content-encoding')).toBe('gzip')
})
