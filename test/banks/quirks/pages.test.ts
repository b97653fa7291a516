// Links between pages as banks in production write them.
import { describe, expect, it } from 'vitest'
import { line } from '../scripted-bank.ts'
import { fixture, pathsAsked, pullStruck, strike, useQuirkyBank } from './quirky-bank.ts'

const bank = useQuirkyBank()
const LINES = '/accounts/A2/transactions'
const asked = () => pathsAsked(bank).filter((call) => call === `GET ${LINES}`).length
const page = (ids: readonly string[], next: unknown) => ({
  body: { transactions: ids.map((id) => line(id)), _links: { next } },
})

describe('the next link', () => {
  it('of an only page that points at itself, as first, last and self do, is the end', async () => {
    strike(bank, LINES, fixture('only-page-points-at-itself'))
    const { transactions, pull } = await pullStruck(bank)
    expect(transactions).toHaveLength(1)
    expect(pull?.complete).toBe(true)
    expect(asked()).toBe(1)
  })

  it('that points at its own page, and at nothing called the last, is never followed twice', async () => {
    strike(bank, LINES, page(['a', 'b'], { href: `${LINES}?page=0` }))
    const { transactions, pull } = await pullStruck(bank)
    // the page sent again under its second address is not counted again
    expect(transactions?.map(({ resourceId }) => resourceId)).toEqual(['a', 'b'])
    expect(pull).toMatchObject({ complete: false, missing: 'page_loop' })
    expect(asked()).toBe(2)
  })

  it.each([
    ['empty', { href: '' }],
    ['blank', { href: '  ' }],
    ['null', { href: null }],
    ['a text', ''],
    ['absent', undefined],
  ])('that is %s is the end of the list', async (_how, next) => {
    strike(bank, LINES, page(['a'], next))
    expect((await pullStruck(bank)).pull).toMatchObject({ complete: true })
    expect(asked()).toBe(1)
  })

  it('is found among links spelt the bank’s own way', async () => {
    strike(bank, LINES, fixture('odd-links'))
    expect(await pullStruck(bank)).toMatchObject({ pull: { complete: true } })
  })

  it.each([
    ['absolute', (origin: string) => `${origin}/stet/psd2/v1.4.2${LINES}?page=2`],
    ['from the host', () => `/stet/psd2/v1.4.2${LINES}?page=2`],
    ['from the interface', () => `${LINES}?page=2`],
    ['relative to the page', () => 'transactions?page=2'],
    ['a query alone', () => '?page=2'],
  ])('is followed when written %s, and said to be a template or not', async (_how, href) => {
    const next = { href: href(bank.server.origin), templated: true }
    bank.server.script = ({ path, query }) => {
      if (path !== LINES) return null
      return query.has('page') ? page(['b'], undefined) : page(['a'], next)
    }
    const { transactions, pull } = await pullStruck(bank)
    expect(transactions?.map(({ resourceId }) => resourceId)).toEqual(['a', 'b'])
    expect(pull).toMatchObject({ complete: true })
  })

  it.each([
    ['malformed', () => 'http://['],
    ['on another host', () => 'https://evil.example/stet/psd2/v1.4.2/accounts?page=2'],
    ['to the token endpoint', (origin: string) => `${origin}/stet/psd2/oauth/token`],
  ])('is not followed, and the account not whole, when it is %s', async (_how, href) => {
    strike(bank, LINES, page(['a'], { href: href(bank.server.origin) }))
    const { transactions, pull } = await pullStruck(bank)
    expect(transactions).toHaveLength(1)
    expect(pull).toMatchObject({ complete: false, missing: 'page_loop' })
  })
})
