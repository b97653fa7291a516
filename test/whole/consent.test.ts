// Consent over HTTP, from the boxes on the page to the receipt that anyone verifies, and what an applicant may ask for
// afterwards.
import { createHash } from 'node:crypto'
import { compactVerify, createRemoteJWKSet } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { canonicalJson } from '../../src/core/values/canonical.ts'
import {
  look,
  newWalk,
  press,
  textOf,
  titleOf,
  untilPreview,
  viewOf,
  type Walk,
} from '../support/walk.ts'
import { startWholeService, type WholeService } from '../support/whole-service.ts'

const MARC = 'D0999990I0'
const purposes = ['creditworthiness', 'rescoring', 'model_validation']
let service: WholeService
let keys = 0
beforeAll(async () => {
  service = await startWholeService()
}, 120_000)
afterAll(() => service.stop())

async function call(method: string, path: string, body?: unknown) {
  const response = await fetch(service.baseUrl + path, {
    method,
    headers: {
      authorization: `Bearer ${service.key}`,
      'content-type': 'application/json',
      'idempotency-key': `consent-${++keys}`,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return { status: response.status, body: (await response.json()) as Record<string, never> }
}

const asking = (reference: string) =>
  newWalk(service, {
    applicant: { reference, name: 'DURAND CHLOE' },
    purposes,
    retentionDays: 200,
  })
const linkOf = (walk: Walk) => new URL(walk.consentUrl).pathname

test('only the box that was ticked is granted, and the receipt holds the words of the page', async () => {
  const walk = await asking('ticks/one box')
  const page = await look(walk)
  const words = textOf(page)
  await press(walk, page, linkOf(walk), { decision: 'accept', purpose: 'model_validation' })
  expect(await viewOf(walk)).toMatchObject({
    purposes,
    grantedPurposes: ['creditworthiness', 'model_validation'],
  })
  const { status, body } = await call('GET', `/v1/sessions/${walk.id}/consent-receipt`)
  expect(status).toBe(200)
  const { receipt, jws } = body as unknown as {
    receipt: { shown: { text: string; sha256: string } }
    jws: string
  }
  const published = createRemoteJWKSet(new URL('/.well-known/jwks.json', service.baseUrl))
  const { payload } = await compactVerify(jws, published, { algorithms: ['EdDSA'] })
  expect(new TextDecoder().decode(payload)).toBe(canonicalJson(receipt))
  const { text, sha256 } = receipt.shown
  expect(createHash('sha256').update(text, 'utf8').digest('hex')).toBe(sha256)
  for (const line of text.split('\n')) expect(words).toContain(line)
  expect(receipt).toMatchObject({ keptDays: 30, applicant: { reference: 'ticks/one box' } })
})

test('words that changed since they were shown are shown again, and nothing is agreed to', async () => {
  const walk = await asking('changed')
  const page = await look(walk)
  const again = await press(walk, page, linkOf(walk), {
    decision: 'accept',
    shown: '0'.repeat(64),
    purpose: 'rescoring',
  })
  expect(titleOf(again)).toBe(titleOf(page))
  expect((await viewOf(walk)).status).toBe('created')
  expect((await call('GET', `/v1/sessions/${walk.id}/consent-receipt`)).status).toBe(409)
})

test('hold, withdrawal, export and erasure, as a lender’s backend asks for them', async () => {
  const reference = 'dossier 7/é'
  const address = `/v1/applicants/${encodeURIComponent(reference)}`
  const walk = await asking(reference)
  await press(walk, await untilPreview(walk, MARC), '/journey/send')
  const session = `/v1/sessions/${walk.id}`
  const hold = (reason: string | null) => call('POST', `${session}/legal-hold`, { reason })
  expect(await hold('complaint')).toMatchObject({ status: 200, body: { legalHold: true } })
  expect(await hold('boredom')).toMatchObject({ status: 400 })
  expect(await call('DELETE', address)).toMatchObject({ status: 409 })
  expect(await hold(null)).toMatchObject({ status: 200, body: { legalHold: false } })
  const data = await call('GET', `${address}/export`)
  expect(data).toMatchObject({
    status: 200,
    body: { applicantReference: reference, sessions: [{ session: { id: walk.id } }] },
  })
  const [exported] = data.body.sessions as unknown as {
    snapshots: unknown[]
    reports: { transactions: unknown[] }[]
  }[]
  expect(exported?.snapshots).toHaveLength(1)
  expect(exported?.reports[0]?.transactions.length).toBeGreaterThan(50)
  const withdrawn = await call('POST', `${session}/withdraw`)
  expect(withdrawn).toMatchObject({ status: 200, body: { status: 'withdrawn' } })
  expect(withdrawn.body.reportId).toMatch(/^rep_/)
  expect((await call('GET', `${session}/report`)).status).toBe(200)
  expect(await call('DELETE', address)).toMatchObject({ status: 200, body: { sessions: 1 } })
  for (const [method, path] of [
    ['DELETE', address],
    ['GET', `${address}/export`],
    ['GET', session],
    ['GET', `/v1/reports/${withdrawn.body.reportId}`],
  ] as const) {
    expect((await call(method, path)).status).toBe(404)
  }
}, 60_000)
