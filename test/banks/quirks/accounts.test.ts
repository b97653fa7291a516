// Accounts, cards and balances as banks in production list them, and what they want to be sent.
import { describe, expect, it } from 'vitest'
import { collectFrom, connect, presence } from '../scripted-client.ts'
import { fixture, pathsAsked, pullStruck, strike, useQuirkyBank } from './quirky-bank.ts'

const bank = useQuirkyBank()
const collected = async () => {
  const credential = await connect(bank.opened.bank)
  strike(bank, '/accounts', fixture('immediate-debit-cards'))
  const grants = [{ ref: 'A1', balances: true, transactions: true }]
  return await collectFrom(bank.opened.bank, credential, { grants })
}
const requests = (path: string) => bank.server.requests.filter((each) => each.path === path)

describe('a card', () => {
  it('with immediate debit is not read: its payments are lines of the account already', async () => {
    const { accounts } = await collected()
    expect(accounts.map(({ resourceId }) => resourceId)).toEqual(['A1', 'D1'])
    expect(pathsAsked(bank).join()).not.toMatch(/\/I[12]\//)
  })

  it('is never named in a consent, which holds IBANs only', async () => {
    await collected()
    const consent: unknown = JSON.parse(requests('/consents')[0]?.body ?? '')
    const ibans = [{ iban: 'FR7613807008043001965405158' }]
    expect(consent).toMatchObject({ balances: ibans, transactions: ibans })
  })
})

describe('an account', () => {
  it('whose optional fields are there and null is read as if they were absent', async () => {
    const { accounts } = await collected()
    expect(accounts[0]).toMatchObject({ psuStatus: null, product: null, pull: { complete: true } })
  })
})

describe('balances', () => {
  it('of a type nobody documents, sent twice, or without the instant one, are all handed on', async () => {
    strike(bank, '/accounts/A2/balances', fixture('balances'))
    const { balances, pull } = await pullStruck(bank)
    expect(balances?.map(({ balanceType }) => balanceType)).toEqual([
      'ITAV',
      'VALU',
      'CLBD',
      'CLBD',
    ])
    expect(pull?.complete).toBe(true)
  })
})

describe('what the bank wants to be sent', () => {
  it('the customer’s address with every data call, while the customer is there', async () => {
    const { adapter } = bank.opened.bank
    const credential = await connect(bank.opened.bank)
    await collectFrom(bank.opened.bank, credential)
    await adapter.release({ credential, presence })
    const data = bank.server.requests.filter(({ path }) => path !== '/token')
    expect(data.length).toBeGreaterThan(8)
    for (const { headers } of data) expect(headers['psu-ip-address']).toBe(presence.ipAddress)
  })

  it('the first day as a plain day, never as an instant', async () => {
    await pullStruck(bank)
    const [request] = requests('/accounts/A2/transactions')
    expect(request?.query.get('dateFrom')).toMatch(/^\d{4}-\d{2}-\d{2}$/)
  })

  it('no more than four unattended reads a day of one account, over all sessions', async () => {
    const credential = await connect(bank.opened.bank)
    const unattended = () => collectFrom(bank.opened.bank, credential, { presence: null })
    for (let pull = 1; pull <= 4; pull++) await unattended()
    await expect(unattended()).rejects.toMatchObject({ kind: 'too_many_requests', status: null })
    const lines = requests('/accounts/A2/transactions')
    expect(lines).toHaveLength(4)
    // the customer comes back: nothing is counted
    const { accounts } = await collectFrom(bank.opened.bank, credential)
    expect(accounts.every(({ pull }) => pull?.complete)).toBe(true)
  })
})
