// The whole adapter against the sandbox bank, over mutual TLS and with real signatures, signing in
// by the bank's own forms.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Bank } from '../../src/banks/bank.ts'
import { parseAmount } from '../../src/core/values/money.ts'
import { addDays, toPlainDate } from '../../src/core/values/plain-date.ts'
import { signInAtBank } from '../support/bank-sign-in.ts'
import { SANDBOX_BANK, type SandboxBank, startSandboxBank } from '../support/sandbox-bank.ts'
import { describeBankContract } from './bank-contract.ts'

const redirectUri = 'http://localhost:4000/callback/bpce-13807'
const asOf = toPlainDate('2026-11-20')
const marc = 'D0999990I0'

describeBankContract('the STET adapter (sandbox bank)', async () => {
  const { banks, stop } = await startSandboxBank(asOf, redirectUri)
  return {
    bank: banks.find(SANDBOX_BANK)!,
    redirectUri,
    asOf,
    account: '038-CPT30019654051',
    namesHolder: true,
    signIn: (url) => signInAtBank(url, marc),
    close: stop,
  }
})

describe('a pull from the sandbox bank', () => {
  let running: SandboxBank
  let bank: Bank
  beforeAll(async () => {
    running = await startSandboxBank(asOf, redirectUri)
    bank = running.banks.find(SANDBOX_BANK)!
  })
  afterAll(() => running.stop())
  const presence = { ipAddress: '192.0.2.7', userAgent: 'Firefox', acceptLanguage: 'fr' }

  const pull = async (identifier: string) => {
    const { adapter } = bank
    const begun = await adapter.begin({ state: 'S'.repeat(32), redirectUri })
    const callback = new URL(await signInAtBank(begun.url, identifier))
    const code = callback.searchParams.get('code') ?? ''
    const signedIn = await adapter.complete({ ...begun, code, redirectUri, presence })
    const { accounts, credential } = await adapter.listAccounts({ credential: signedIn, presence })
    const collected = await adapter.collect({
      credential,
      grants: accounts.map(({ ref }) => ({ ref, balances: true, transactions: true })),
      identity: true,
      from: addDays(asOf, -89),
      asOf,
      presence,
      signal: new AbortController().signal,
    })
    await adapter.release({ credential, presence: null })
    return { choices: accounts, ...collected }
  }
  const counted = (accounts: Awaited<ReturnType<typeof pull>>['accounts']) =>
    new Map(accounts.map((each) => [each.resourceId, each.transactions?.length ?? 0]))

  it('is listed as the sandbox of Banque Populaire Grand Ouest', () => {
    expect(running.banks.list()).toEqual([
      {
        id: 'bpce-13807',
        name: 'Banque Populaire Grand Ouest',
        group: 'BPCE',
        country: 'FR',
        kind: 'stet',
        sandbox: true,
      },
    ])
    expect(bank.authorizeOrigin).toBe(running.sandbox.pagesUrl)
  })

  it('brings Marc: his name, three accounts and their balances', async () => {
    const { holder, accounts, choices } = await pull(marc)
    expect(holder).toBe('MALLOW MARC')
    expect(choices).toHaveLength(3)
    expect(accounts.every((each) => each.pull?.complete)).toBe(true)
    const booked = accounts[0]?.balances?.find((each) => each.balanceType === 'CLBD')
    expect(parseAmount(booked?.balanceAmount.amount ?? '')).toBe(417900)
    const days = accounts.flatMap((each) => (each.transactions ?? []).map((t) => t.bookingDate))
    expect(days.every((day) => !day || day >= '2026-08-23')).toBe(true)
  })

  it('follows the pages of Adam: 245 lines, his cards after the account that bears them', async () => {
    const { accounts } = await pull('D0999994I0')
    expect(counted(accounts).get('038-CPT30319665742')).toBe(245)
    const cards = accounts.filter((each) => each.cashAccountType === 'CARD')
    expect(cards).toHaveLength(2)
    expect(cards.every((each) => each.linkedAccount === '038-CPT30319665741')).toBe(true)
    expect(accounts.map((each) => each.cashAccountType)).toEqual(['CACC', 'CARD', 'CARD', 'CACC'])
  })

  it('brings all 4,500 lines of the large trader', async () => {
    const { accounts } = await pull('D0999995I0')
    const counts = [...counted(accounts).values()]
    expect(counts.sort((a, b) => a - b)).toEqual([110, 487, 563, 1002, 1108, 1230])
  })

  it('is sent back with an error, and no code, when the customer refuses', async () => {
    const { url } = await bank.adapter.begin({ state: 'S', redirectUri })
    const callback = new URL(await signInAtBank(url, marc, { decision: 'refuse' }))
    expect(callback.searchParams.get('error')).toBe('access_denied')
    expect(callback.searchParams.has('code')).toBe(false)
  })

  it('renews its tokens again and again when they live shorter than a pull may last', async () => {
    const short = await startSandboxBank(asOf, redirectUri, { tokenLifetimeSeconds: 20 })
    const outer = bank
    bank = short.banks.find(SANDBOX_BANK)!
    const { accounts, credential } = await pull(marc)
    bank = outer
    expect(accounts.every((each) => each.pull?.complete)).toBe(true)
    expect(credential).toBeDefined()
    await short.stop()
  })

  it('marks the account the bank fails on, and no other', async () => {
    const struck = '038-CPT30019654052'
    running.sandbox.setFaults([{ operation: 'transactions', resourceId: struck, answer: 'html' }])
    const { accounts } = await pull(marc)
    running.sandbox.setFaults([])
    expect(accounts.map(({ resourceId, pull: { missing } = {} }) => [resourceId, missing])).toEqual(
      [
        ['038-CPT30019654051', undefined],
        [struck, 'bad_answer'],
        ['038-CPT30019654053', undefined],
      ],
    )
  })

  it('ends with the bank saying that there is no eligible account', async () => {
    running.sandbox.setFaults([{ operation: 'accounts', answer: 'NAAC' }])
    await expect(pull(marc)).rejects.toMatchObject({ kind: 'no_eligible_account', status: 404 })
    running.sandbox.setFaults([])
  })
})
