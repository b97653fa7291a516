// Refusals and empty answers as banks in production write them.
import { describe, expect, it } from 'vitest'
import { collectFrom, connect, presence } from '../scripted-client.ts'
import { failure, fixture, pathsAsked, pullStruck, strike, useQuirkyBank } from './quirky-bank.ts'

const bank = useQuirkyBank()
const LINES = '/accounts/A2/transactions'

const listing = async (name: string) => {
  const credential = await connect(bank.opened.bank)
  strike(bank, '/accounts', fixture(name))
  return await failure(bank.opened.bank.adapter.listAccounts({ credential, presence }))
}

describe('no account', () => {
  it.each(['naac', 'empty-list-403', 'empty-list-404'])(
    'a refusal that only means "none" is told as none, not as a fault: %s',
    async (name) => {
      expect((await listing(name)).kind).toBe('no_eligible_account')
    },
  )

  it('an error without a status in its body is read by its word', async () => {
    expect((await listing('no-consents')).kind).toBe('consent_refused')
  })
})

describe('a quota', () => {
  it('told in French, without a code or a time to wait, is a quota, and is not asked again', async () => {
    const error = await listing('too-many-in-french')
    expect(error).toMatchObject({ kind: 'too_many_requests', status: 429, retryAfterSeconds: null })
    expect(bank.pauses).toEqual([])
  })
})

describe('a timestamp nobody can parse', () => {
  it.each(['2026-11-20 11:02:17.000000000', '2026-11-19T23:51:12+0200', 7, null, 'hier'])(
    'does not hide the error beside it: %s',
    async (timestamp) => {
      const credential = await connect(bank.opened.bank)
      strike(bank, '/accounts', { status: 404, body: { timestamp, status: 404, message: 'NAAC' } })
      const error = await failure(bank.opened.bank.adapter.listAccounts({ credential, presence }))
      expect(error.kind).toBe('no_eligible_account')
    },
  )
})

describe('nothing at all', () => {
  it.each([
    ['an empty body', {}],
    ['null', { body: 'null' }],
    ['"Success" and no list', { body: { httpMessage: 'Success' } }],
    ['a null list', { body: { transactions: null } }],
    ['204', { status: 204 }],
  ])('is an account without lines, read in full: %s', async (_what, answer) => {
    strike(bank, LINES, answer)
    expect(await pullStruck(bank)).toMatchObject({ transactions: [], pull: { complete: true } })
  })
})

describe('an interface suspended for a moment (303001)', () => {
  it('is asked again every three seconds, and read when it is back', async () => {
    const suspended = fixture('suspended')
    const { body } = { body: { transactions: [] } }
    strike(bank, LINES, suspended, suspended, suspended, { body })
    expect(await pullStruck(bank)).toMatchObject({ pull: { complete: true } })
    expect(bank.pauses).toEqual([3000, 3000, 3000])
  })

  it('is given up after nine more times, without taking the bank for dead', async () => {
    strike(bank, LINES, fixture('suspended'))
    expect(await pullStruck(bank)).toMatchObject({
      pull: { complete: false, missing: 'bank_error' },
    })
    expect(pathsAsked(bank).filter((call) => call === `GET ${LINES}`)).toHaveLength(10)
    expect(bank.opened.state().circuit).toMatchObject({ state: 'closed', opened: 0 })
  })
})

describe('a consent', () => {
  it.each([200, 201, 204])('answered %i is recorded', async (status) => {
    const credential = await connect(bank.opened.bank)
    strike(bank, '/consents', { status })
    const { accounts } = await collectFrom(bank.opened.bank, credential)
    expect(accounts).toHaveLength(3)
  })
})
