// A stop that nobody notices: not ready first, nothing new, everything accepted answered, and gone in time.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addKey } from '../../src/lenders/add-key.ts'
import { addLender } from '../../src/lenders/add-lender.ts'
import { systemClock } from '../../src/runtime/clock.ts'
import { freePort } from '../../src/wiring/free-port.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'

const root = resolve(import.meta.dirname, '../..')
const DRAIN_SECONDS = 3

let database: TestDatabase
let key: string
beforeAll(async () => {
  database = await testDatabase()
  const deps = { db: database.as('nonante_operator'), clock: systemClock }
  const provider = { name: 'Nonante', registration: 'ACPR 12345', capacity: 'own' } as const
  const lender = await addLender(deps, { name: 'Prêt Clair', returnUrls: [], provider })
  key = (await addKey(deps, { lenderId: lender.id, mode: 'test' })).key
})
afterAll(() => database.drop())

async function startService() {
  const port = await freePort(30_000 + Math.floor(Math.random() * 10_000), 'localhost')
  const child = spawn(process.execPath, [join(root, 'src/cli.ts'), 'serve', '--worker'], {
    env: {
      ...process.env,
      ...{ DATABASE_URL: database.connectionString, HOST: 'localhost', PORT: String(port) },
      ...{ NONANTE_KEYS: `v1:${Buffer.alloc(32, 3).toString('base64')}` },
      // the test runner sets one of its own
      BASE_URL: `http://localhost:${port}`,
      DRAIN_SECONDS: String(DRAIN_SECONDS),
    },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const died = once(child, 'exit').then(() => {
    throw new Error('the service did not start')
  })
  await Promise.race([once(child.stdout, 'data'), died])
  died.catch(() => {})
  return { child, url: `http://localhost:${port}` }
}

test('readiness goes first, who waits is answered, and the process ends in thirty seconds', async () => {
  const { child, url } = await startService()
  const exited = once(child, 'exit')
  const ready = async () => (await fetch(`${url}/readyz`)).status
  expect(await ready()).toBe(200)
  const headers = {
    authorization: `Bearer ${key}`,
    ...{ 'content-type': 'application/json', 'idempotency-key': 'one' },
  }
  const body = JSON.stringify({ applicant: { reference: 'stop-1', name: 'DURAND ALICE' } })
  const made = await fetch(`${url}/v1/sessions`, { method: 'POST', headers, body })
  const { id } = (await made.json()) as { id: string }
  const waiting = fetch(`${url}/v1/sessions/${id}?wait=30`, { headers })
  await sleep(300)
  const asked = performance.now()
  child.kill('SIGTERM')
  await expect.poll(ready, { timeout: 2_500, interval: 50 }).toBe(503)
  // whoever has not heard of it yet is still served, and told to go elsewhere next time
  const late = await fetch(`${url}/v1/sessions/${id}`, { headers })
  expect([late.status, late.headers.get('connection')]).toEqual([200, 'close'])
  const answered = await waiting
  expect(answered.status).toBe(200)
  expect(await answered.json()).toMatchObject({ id, status: 'created' })
  expect(await exited).toEqual([0, null])
  expect(performance.now() - asked).toBeLessThan(30_000)
  await expect(fetch(`${url}/readyz`)).rejects.toThrow()
}, 90_000)
