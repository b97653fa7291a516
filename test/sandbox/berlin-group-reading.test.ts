// What a consent opens at the NextGenPSD2 sandbox bank, how often, in which shapes, and in which words it refuses.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CallOptions, MARC, type Started, start, under } from './berlin-group-provider.ts'

const MAIN = '038-CPT30019654051'
let it_: Started
beforeAll(async () => {
  it_ = await start()
})
afterAll(() => it_.bank.stop())

const v1 = (path: string, options?: CallOptions) => it_.call(`/psd2/v1${path}`, options)

describe('reading under a consent', () => {
  it('gives each thing once, whether the customer is there or not; the pages of a report are one', async () => {
    const paged = await start({ pageSize: 20 })
    const id = await paged.consent(MARC)
    const report = `/psd2/v1/accounts/${MAIN}/transactions?bookingStatus=both&dateFrom=2026-08-23`
    const again = async (path: string) => [
      (await paged.call(path, under(id))).status,
      (await paged.call(path, under(id))).code,
    ]
    expect(await again('/psd2/v1/accounts')).toEqual([200, 'ACCESS_EXCEEDED'])
    expect(await again(`/psd2/v1/accounts/${MAIN}`)).toEqual([200, 'ACCESS_EXCEEDED'])
    expect(await again(`/psd2/v1/accounts/${MAIN}/balances`)).toEqual([200, 'ACCESS_EXCEEDED'])
    const first = await paged.call(report, under(id))
    const second = await paged.call(first.body.transactions._links.next.href, under(id))
    expect(second.status).toBe(200)
    expect((await paged.call(report, under(id))).code).toBe('ACCESS_EXCEEDED')
    await paged.bank.stop()
  })

  it('gives a recurring one its number a day, and any number while the customer is there', async () => {
    const id = await it_.consent(MARC, { recurringIndicator: true, frequencyPerDay: 2 })
    const absent = under(id, { 'psu-ip-address': undefined })
    const codes = []
    for (let calls = 0; calls < 3; calls++) codes.push((await v1('/accounts', absent)).status)
    expect(codes).toEqual([200, 200, 429])
    expect((await v1('/accounts', under(id))).status).toBe(200)
    await it_.consent(MARC, { recurringIndicator: true, frequencyPerDay: 2 })
    expect((await v1('/accounts', under(id))).code).toBe('CONSENT_EXPIRED')
  })

  it('writes accounts, balances and lines as the guidelines do', async () => {
    const id = await it_.consent(MARC)
    const { body } = await v1('/accounts?withBalance=true', under(id))
    expect(body.accounts[0]).toMatchObject({
      ...{ resourceId: MAIN, iban: 'FR7613807008043001965405158', currency: 'EUR' },
      ...{ cashAccountType: 'CACC', status: 'enabled', usage: 'PRIV' },
      balances: [
        { balanceType: 'closingBooked', balanceAmount: { amount: '4179.00', currency: 'EUR' } },
        { balanceType: 'expected' },
      ],
      _links: { balances: { href: `/psd2/v1/accounts/${MAIN}/balances` } },
    })
    expect(body.accounts[0]).not.toHaveProperty('ownerName')
    const query = 'bookingStatus=both&dateFrom=2026-08-23&dateTo=2026-11-20'
    const report = await v1(`/accounts/${MAIN}/transactions?${query}`, under(id))
    const { booked, pending } = report.body.transactions
    for (const each of booked) {
      expect(each.bookingDate >= '2026-08-23' && each.bookingDate <= '2026-11-20').toBe(true)
      expect(each.transactionAmount.amount).toMatch(/^-?\d+\.\d\d$/)
      if (each.bankTransactionCode) {
        expect(each.bankTransactionCode).toMatch(/^[A-Z]{4}-[A-Z]{4}-[A-Z]{4}$/)
      }
    }
    for (const each of pending) expect(each).not.toHaveProperty('bookingDate')
    const debit = booked.find((each: { mandateId?: string }) => each.mandateId)
    expect(debit.creditorId).toMatch(/^FR\d\dZZZT[0-9A-F]{5}$/)
    expect(mod97(debit.creditorId)).toBe(1)
    expect(debit.transactionAmount.amount).toMatch(/^-/)
  })

  it.each([
    ['no period', 'bookingStatus=both', 'FORMAT_ERROR'],
    ['no status', 'dateFrom=2026-11-01', 'FORMAT_ERROR'],
    ['another status', 'bookingStatus=information&dateFrom=2026-11-01', 'PARAMETER_NOT_SUPPORTED'],
    ['a day that is none', 'bookingStatus=both&dateFrom=2026-02-30', 'FORMAT_ERROR'],
    ['more than ninety days', 'bookingStatus=both&dateFrom=2026-08-01', 'PERIOD_INVALID'],
    [
      'an end before the beginning',
      'bookingStatus=both&dateFrom=2026-11-10&dateTo=2026-11-09',
      'PERIOD_INVALID',
    ],
  ])('refuses a report with %s', async (_what, query, code) => {
    const id = await it_.consent(MARC)
    const refused = await v1(`/accounts/${MAIN}/transactions?${query}`, under(id))
    expect(refused).toMatchObject({ status: 400, code })
  })

  it('takes another customer’s account for an unknown one', async () => {
    const id = await it_.consent(MARC)
    const other = '/accounts/038-CPT30319665742/balances'
    expect(await v1(other, under(id))).toMatchObject({ status: 404, code: 'RESOURCE_UNKNOWN' })
  })

  it('speaks JSON only', async () => {
    const id = await it_.consent(MARC)
    const refused = await v1('/accounts', under(id, { accept: 'application/xml' }))
    expect(refused).toMatchObject({ status: 406, code: 'REQUESTED_FORMATS_INVALID' })
  })
})

describe('planned faults', () => {
  it('strike as often as planned, in the planned way', async () => {
    const fault = { operation: 'accounts', times: 1, retryAfter: '7' } as const
    it_.bank.setFaults([{ ...fault, answer: 'ACCESS_EXCEEDED' }])
    const id = await it_.consent(MARC)
    const struck = await v1('/accounts', under(id))
    expect([struck.code, struck.headers.get('retry-after')]).toEqual(['ACCESS_EXCEEDED', '7'])
    expect((await v1('/accounts', under(id))).status).toBe(200)
  })
})

function mod97(creditorId: string): number {
  const moved = `${creditorId.slice(7)}${creditorId.slice(0, 4)}`
  const digits = [...moved].map((each) => Number.parseInt(each, 36)).join('')
  return Number(BigInt(digits) % 97n)
}
