// Who read a report, through what, and for how long: known where it can be, and said to be unknown where it cannot.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createReportLink } from '../../src/reports/create-report-link.ts'
import { getReport } from '../../src/reports/get-report.ts'
import { openReportLink } from '../../src/reports/open-report-link.ts'
import { readReadings } from '../../src/reports/read-readings.ts'
import { tellReading } from '../../src/reports/tell-reading.ts'
import { readCorrections } from '../../src/reviews/read-corrections.ts'
import { eraseApplicant } from '../../src/rights/erase-applicant.ts'
import { delivered } from '../support/delivered.ts'
import { asked } from '../support/journey-steps.ts'
import { actionsOf, readableDump } from '../support/left-behind.ts'
import { type House, newAccess, openHouse } from '../support/use-cases.ts'

let house: House
let reportId: string
beforeAll(async () => {
  house = await openHouse()
  const request = asked({ applicant: { reference: 'read', name: 'DURAND ALICE' } })
  reportId = (await delivered(house, request)).reportId
})
afterAll(() => house.drop())

const access = () => house.access.test
const linkFor = async (namedFor: string) => {
  // readings of one moment have no order
  house.clock.pass(1)
  return (await createReportLink(house.deps, access(), reportId, { namedFor, days: 2 })).token
}
const list = (page: { cursor?: string; limit?: number } = {}) =>
  readReadings(house.deps, access(), reportId, { limit: 20, ...page })
const tell = (token: string, readingId: string, seconds: number) =>
  tellReading(house.deps, token, { readingId, seconds })

describe('a reading', () => {
  test('through the API is by its key, of unknown length', async () => {
    await getReport(house.deps, access(), reportId)
    const { items } = await list()
    expect(items[0]).toMatchObject({
      ...{ actor: access().actor, link: null, namedFor: null, seconds: null, toldAt: null },
    })
  })

  test('through a link is by its person, and as long as the browser told', async () => {
    const token = await linkFor('Béatrice Lot')
    const { readingId } = await openReportLink(house.deps, token)
    const newest = async () => (await list()).items[0]
    expect(await newest()).toMatchObject({
      ...{ id: readingId, namedFor: 'Béatrice Lot', seconds: null },
      actor: expect.stringMatching(/^person:[\w-]{32}$/),
    })
    house.clock.pass(90)
    expect(await tell(token, readingId, 70)).toBe(true)
    expect((await newest())?.seconds).toBe(70)
    house.clock.pass(600)
    await tell(token, readingId, 310)
    // told again with less, as a page does that was loaded anew from the cache
    await tell(token, readingId, 5)
    expect(await newest()).toMatchObject({ seconds: 310 })
    // more than passed since it was opened is cut to what passed
    await tell(token, readingId, 9_999_999)
    expect(await newest()).toMatchObject({ seconds: 690 })
    expect(await actionsOf(house.db, reportId)).toContain('report.reading_told')
  })

  test('is told by its own link alone', async () => {
    const [token, other] = [await linkFor('A'), await linkFor('B')]
    const { readingId } = await openReportLink(house.deps, token)
    expect(await tell(other, readingId, 1)).toBe(false)
    expect(await tell(token, 'rdg_none', 1)).toBe(false)
    expect(await tell('x', readingId, 1)).toBe(false)
    expect((await list()).items[0]?.seconds).toBeNull()
    // also when the link's time is over meanwhile
    house.clock.pass(3 * 86_400)
    expect(await tell(token, readingId, 1)).toBe(true)
  })

  test('told a thousand times is audited a few', async () => {
    const token = await linkFor('C')
    const { readingId } = await openReportLink(house.deps, token)
    const told = async () =>
      (await actionsOf(house.db, reportId)).filter((one) => one === 'report.reading_told').length
    const before = await told()
    house.clock.pass(100)
    for (let n = 1; n <= 30; n += 1) await tell(token, readingId, n)
    expect((await told()) - before).toBe(20)
    expect((await list()).items[0]?.seconds).toBe(30)
  })

  test('is listed page by page, newest first, and to nobody else', async () => {
    const all = (await list({ limit: 100 })).items
    const found: string[] = []
    let cursor: string | undefined
    do {
      const page = await list({ limit: 2, ...(cursor ? { cursor } : {}) })
      found.push(...page.items.map(({ id }) => id))
      cursor = page.nextCursor ?? undefined
    } while (cursor !== undefined)
    expect(found).toEqual(all.map(({ id }) => id))
    const stranger = await newAccess({ ...house.deps, operator: house.operator }, 'Autre')
    for (const other of [stranger.test, house.access.live]) {
      const reading = readReadings(house.deps, other, reportId, { limit: 20 })
      await expect(reading).rejects.toMatchObject({ code: 'not_found' })
    }
  })
})

test('only compared with another version, a report is on record, and was not opened', async () => {
  const before = (await list()).items.length
  const reads = async () =>
    (await actionsOf(house.db, reportId)).filter((one) => one === 'report.read').length
  const audited = await reads()
  await readCorrections(house.deps, access(), reportId)
  expect([(await list()).items.length, await reads()]).toEqual([before, audited + 1])
})

describe('the name of an underwriter', () => {
  test('is on record under a keyed hash, the same for every link, and nowhere in the clear', async () => {
    await openReportLink(house.deps, await linkFor('Camille Canari'))
    await openReportLink(house.deps, await linkFor('  camille   CANARI '))
    const stranger = await newAccess({ ...house.deps, operator: house.operator }, 'Encore')
    const [second, first] = (await list()).items
    expect(first?.actor).toBe(second?.actor)
    expect(first?.actor).not.toBe((await list()).items[2]?.actor)
    expect((await readableDump(house.db)).toLowerCase()).not.toContain('canari')
    expect(stranger.test.lender.id).not.toBe(access().lender.id)
  })

  test('goes with the report, of which the audit knows the hash alone', async () => {
    await eraseApplicant(house.deps, access(), 'read')
    const left = await house.db.selectFrom('report_readings').selectAll().execute()
    expect(left).toEqual([])
    expect(await actionsOf(house.db, reportId)).toContain('report.link_opened')
  })
})
