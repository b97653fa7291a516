// Whatever is sent, the answer is one of those the OpenAPI document promises. `FUZZ_RUNS` and `FUZZ_SEED` as
// `npm run test:fuzz -- --runs 100 --seed 7` sets them; the requests are the same for the same seed.
import { writeFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { setLender } from '../../src/lenders/set-lender.ts'
import { type Fuzzed, fuzz } from './fuzz/fuzz.ts'
import { nameOf, operations } from './fuzz/operations.ts'
import { makeWorld } from './fuzz/world.ts'
import { type Service, startService } from './service.ts'

const runs = Number(process.env.FUZZ_RUNS ?? 6)
const seed = Number(process.env.FUZZ_SEED ?? 90)

let service: Service
beforeAll(async () => {
  service = await startService()
  await setLender(service.operator, service.lender.id, { requestsPerMinute: 6_000_000 })
})
afterAll(() => service.stop())

test(
  `${runs} requests of every operation: no 5xx, and every answer as documented`,
  async () => {
    const { baseUrl, key } = service
    const world = await makeWorld(baseUrl, key, 'fuzz-1')
    // what deletes comes last, so that the others find what they ask for
    const ordered = [...operations].sort(
      (a, b) => Number(a.method === 'DELETE') - Number(b.method === 'DELETE'),
    )
    const fuzzed = await fuzz({ baseUrl, world, operations: ordered, runs, seed })
    report(fuzzed)
    expect(fuzzed.findings.slice(0, 20)).toEqual([])
    expect(fuzzed.requests).toBeGreaterThanOrEqual(runs * operations.length)
  },
  60_000 + runs * operations.length * 400,
)

test('what was made is there, and what was deleted stays gone', async () => {
  const { baseUrl, key } = service
  const headers = { authorization: `Bearer ${key}` }
  const removable = operations.filter(
    ({ method, path }) => method === 'DELETE' && path.includes('webhooks'),
  )
  expect(removable.map(nameOf)).toEqual(['DELETE /v1/webhooks/{id}'])
  const { ids } = await makeWorld(baseUrl, key, 'fuzz-2')
  const statusOf = async (path: string, method = 'GET') =>
    (await fetch(baseUrl + path, { method, headers })).status
  const webhook = `/v1/webhooks/${ids.webhooks}`
  const made = [
    `${webhook}/deliveries`,
    `/v1/sessions/${ids.sessions}`,
    `/v1/reports/${ids.reports}`,
  ]
  for (const path of made) expect(await statusOf(path), path).toBe(200)
  expect(await statusOf(webhook, 'DELETE')).toBe(204)
  expect(await statusOf(webhook, 'DELETE')).toBe(404)
  expect(await statusOf(`${webhook}/deliveries`)).toBe(404)
})

function report(fuzzed: Fuzzed): void {
  const file = process.env.FUZZ_REPORT
  if (file) writeFileSync(file, `${JSON.stringify({ seed, runs, ...fuzzed }, null, 2)}\n`)
}
