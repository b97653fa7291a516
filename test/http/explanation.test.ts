// The consumer's explanation over HTTP: as data for the lender's own letter, or as a page.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { explanationSchema } from '../../src/documents/explanation/explanation.ts'
import { type Service, startService } from './service.ts'

let service: Service
let path = ''
beforeAll(async () => {
  service = await startService()
  const statement = {
    asOf: '2026-11-20',
    accounts: [
      {
        resourceId: 'a1',
        cashAccountType: 'CACC',
        balances: [],
        transactions: [
          {
            resourceId: 't1',
            transactionAmount: { amount: '2245.33', currency: 'EUR' },
            creditDebitIndicator: 'CRDT',
            status: 'BOOK',
            bookingDate: '2026-10-28',
            remittanceInformation: { unstructured: ['VIR SALAIRE ACME'] },
          },
        ],
      },
    ],
  }
  const made = await service.post('/v1/reports', { statement, keep: true })
  path = `/v1/reports/${String(Object(await made.json()).envelope.id)}/explanation`
})
afterAll(() => service.stop())

test('it is data in the language asked for, without a score where there is not enough', async () => {
  for (const lang of ['fr', 'en'] as const) {
    const explanation = explanationSchema.parse(
      await (await service.get(`${path}?lang=${lang}`)).json(),
    )
    expect(explanation).toMatchObject({
      language: lang,
      lender: 'Crédit & Fils',
      automatedProcessing: true,
      result: { state: 'not_enough_data', value: null },
    })
  }
})

test('it is a page that loads nothing and runs nothing', async () => {
  const page = await service.get(path, { accept: 'text/html' })
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
  const text = await page.text()
  expect(text).toContain('<html lang="fr">')
  expect(text).toContain('Crédit &amp; Fils')
  expect(text).not.toContain('ACME')
})

test('another lender has none', async () => {
  const other = await service.get(path, { authorization: `Bearer ${service.otherKey}` })
  expect(other.status).toBe(404)
})
