// The comparison over a re-scoring, over files, and what is refused: from the database to the page.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { comparisonReportSchema } from '../../src/core/comparison/comparison-report.ts'
import { createIllustrator } from '../../src/documents/charts/illustrator.ts'
import { comparisonContentSecurityPolicy } from '../../src/documents/comparison/comparison-html.ts'
import { createPrinter } from '../../src/documents/pdf/print.ts'
import { createApp } from '../../src/http/app.ts'
import { addKey } from '../../src/lenders/add-key.ts'
import type { Scope } from '../../src/lenders/scopes.ts'
import { cancelRescoring } from '../../src/rescoring/end-rescoring.ts'
import { type Compared, compareForRollout } from '../../src/rollout/compare.ts'
import { compareRescoring } from '../../src/rollout/compare-rescoring.ts'
import { readCompared } from '../../src/rollout/report-files.ts'
import { type Batch, openBatch, stricter } from '../rescoring/batch.ts'
import { comparedTown, townPeople } from '../support/compared-town.ts'

// dozens of snapshots are assessed
vi.setConfig({ testTimeout: 60_000 })

const folder = mkdtempSync(join(tmpdir(), 'nonante-compare-'))
const file = (name: string, lines: readonly unknown[]): string => {
  const path = join(folder, name)
  writeFileSync(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
  return path
}
afterAll(() => rmSync(folder, { recursive: true }))

const compare = (people: AsyncIterable<Compared>) =>
  compareForRollout({
    source: { kind: 'files', id: null },
    ...{ people, before: null, after: null, changes: null, cutoff: 590 },
  })
const all = (paths: readonly string[]) => Array.fromAsync(readCompared(paths))

describe('over files', () => {
  const results = townPeople.map((pair) => ({ outcome: 'scored', snapshotId: 's', ...pair }))

  it('of results, people are those of the file, and what failed is counted', async () => {
    const [first] = townPeople
    const path = file('results.ndjson', [
      ...results,
      { outcome: 'failed', snapshotId: 's', sessionId: 's', code: 'not_found' },
      { outcome: 'scored', before: null, after: first?.after },
    ])
    const report = await compare(readCompared([path]))
    expect(report.comparison).toEqual(comparedTown().comparison)
    expect(report.leftOut).toEqual({ failed: 1, withoutReport: 1 })
    expect([report.before.version, report.after.version]).toEqual(['fr-1', 'fr-2'])
  })

  it('of fewer than ten people it is refused, and says why', async () => {
    const path = file('few.ndjson', results.slice(0, 9))
    await expect(compare(readCompared([path]))).rejects.toMatchObject({
      code: 'conflict',
      detail: expect.stringContaining('fewer than 10 people'),
    })
  })

  it('that are none of it, the file and the line are named, and nothing of its text', async () => {
    const path = file('wrong.ndjson', [results[0], { name: 'DURAND' }])
    const refused = await all([path]).catch((error: unknown) => error)
    expect(refused).toMatchObject({
      code: 'invalid_request',
      detail: `${path}:2 is not a result of a re-scoring.`,
    })
    await expect(all([join(folder, 'nobody.ndjson')])).rejects.toMatchObject({
      code: 'invalid_request',
    })
  })

  const report = (snapshotHash: string, version: string, value: number) => ({
    provenance: { snapshotHash, rulebook: { version, hash: version } },
    score: { value, grade: 'C', contributions: [] },
    ...{ income: { streams: [] }, accounts: [], transactions: [{ rule: null }] },
  })

  it('of reports are paired by their snapshot, in whatever order they stand', async () => {
    const before = file('a.ndjson', [report('x', 'v1', 600), report('y', 'v1', 610)])
    const after = file('b.ndjson', [
      report('y', 'v2', 611),
      report('x', 'v2', 602),
      report('z', 'v2', 1),
    ])
    const found = await all([before, after])
    const moves = found.map((one) =>
      typeof one === 'string' ? one : `${one.before.value} → ${one.after.value}`,
    )
    expect(moves.toSorted()).toEqual(['600 → 602', '610 → 611', 'without_report'])
  })

  it('in two folders are the same', async () => {
    for (const [name, version] of [
      ['one', 'v1'],
      ['two', 'v2'],
    ] as const) {
      mkdirSync(join(folder, name))
      const text = JSON.stringify(report('x', version, 600))
      writeFileSync(join(folder, name, 'anna.json'), text)
    }
    expect(await all([join(folder, 'one'), join(folder, 'two')])).toHaveLength(1)
  })
})

describe('over a re-scoring', () => {
  let batch: Batch
  beforeAll(async () => {
    batch = await openBatch()
  })
  afterAll(() => batch.drop())
  const access = () => ({ ...batch.house.access.test, actor: 'operator:ada' })

  it('waits for its end, then tells who moved, and stays with its lender', async () => {
    await batch.fill(24)
    const { id } = await batch.begin({ rulebook: stricter(batch.house.deps.rulebook) })
    await expect(compareRescoring(batch.house.deps, access(), { id })).rejects.toMatchObject({
      code: 'conflict',
    })
    await batch.run()
    const told = await compareRescoring(batch.house.deps, access(), { id, cutoff: 700 })
    expect(told.source).toEqual({ kind: 'rescoring', id })
    expect(told.after.version).toMatch(/^x/)
    expect(told.comparison.people).toBe(24)
    expect(told.comparison.rulebooks.before[0]?.version).toBe(
      batch.house.deps.rulebook.rulebook.version,
    )
    expect(told.comparison.swaps[0]?.atLeast).toBe(700)
    const live = { ...batch.house.access.live, actor: 'x' }
    await expect(compareRescoring(batch.house.deps, live, { id })).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  it('is read over HTTP, as figures and as a page, by whoever may read re-scorings', async () => {
    await batch.clear()
    await batch.fill(16)
    const { id } = await batch.begin({ rulebook: stricter(batch.house.deps.rulebook) })
    await batch.run()
    const { house, lenderId } = batch
    const illustrator = createIllustrator()
    const app = createApp({
      ...house.deps,
      ...{ engineVersion: '0.0.0-test', baseUrl: 'http://localhost', trustProxy: false },
      ...{ webhookHosts: [], printer: createPrinter(illustrator), illustrator },
    })
    const operator = { db: house.operator, clock: house.clock }
    const ask = async (path: string, scopes: Scope[]) => {
      const { key } = await addKey(operator, { lenderId, mode: 'test', scopes })
      const headers = { authorization: `Bearer ${key}` }
      return await app.request(`/v1/rescorings/${id}/${path}`, { headers })
    }
    const figures = await ask('comparison?cutoff=700', ['rescorings:read'])
    expect(figures.status).toBe(200)
    const body = comparisonReportSchema.strict().parse(await figures.json())
    expect(body).toMatchObject({ source: { kind: 'rescoring', id }, comparison: { people: 16 } })
    const page = await ask('comparison.html?lang=en', ['rescorings:read'])
    expect(page.headers.get('content-security-policy')).toBe(comparisonContentSecurityPolicy)
    expect(await page.text()).toMatch(/^<!doctype html>[\s\S]*Before roll-out[\s\S]*<svg /)
    expect((await ask('comparison', ['reports:read'])).status).toBe(403)
    expect((await ask('comparison?cutoff=1001', ['rescorings:read'])).status).toBe(400)
  })

  it('of few people is refused even when it was called off', async () => {
    await batch.clear()
    await batch.fill(5)
    const { id } = await batch.begin()
    await cancelRescoring(batch.house.deps, access(), id)
    await expect(compareRescoring(batch.house.deps, access(), { id })).rejects.toMatchObject({
      detail: expect.stringContaining('fewer than 10'),
    })
  })
})
