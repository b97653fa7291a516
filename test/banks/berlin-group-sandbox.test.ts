// The whole adapter against the NextGenPSD2 sandbox bank, over mutual TLS and with verified seals, signing in by
// the bank's own forms; and beside the STET bank, where the same customers are.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Bank, readReturn } from '../../src/banks/bank.ts'
import type { Assessment } from '../../src/core/report/report.ts'
import type { StatementInput } from '../../src/core/statement/statement.ts'
import { parseAmount } from '../../src/core/values/money.ts'
import { addDays, toPlainDate } from '../../src/core/values/plain-date.ts'
import { findPersona } from '../../src/sandbox/personas/personas.ts'
import { assessed } from '../support/assessed.ts'
import { signInAtBank } from '../support/bank-sign-in.ts'
import {
  BERLIN_GROUP_BANK,
  type BerlinGroupBank,
  startBerlinGroupBank,
} from '../support/berlin-group-bank.ts'
import { type PersonaBank, startPersonaBank } from '../support/pulled-persona.ts'

const redirectUri = 'http://localhost:4000/callback/berlin-group'
const asOf = toPlainDate('2026-11-20')
const marc = 'D0999990I0'
const presence = { ipAddress: '192.0.2.7', userAgent: 'Firefox', acceptLanguage: 'fr' }
const state = 'S'.repeat(32)

let running: BerlinGroupBank
beforeAll(async () => {
  running = await startBerlinGroupBank(asOf, redirectUri)
})
afterAll(() => running.stop())

async function signedIn({ adapter }: Bank, identifier: string) {
  const { url, credential } = await adapter.begin({ state, redirectUri, presence })
  const back = new URL(await signInAtBank(url, identifier))
  expect(back.searchParams.get('state')).toBe(state)
  const bank = running.bank
  const code = back.searchParams.get('code') ?? readReturn(bank, () => null).code ?? ''
  return await adapter.complete({ code, redirectUri, credential, presence })
}

async function pull(bank: Bank, identifier: string) {
  const { adapter } = bank
  const opened = await signedIn(bank, identifier)
  const { accounts, credential } = await adapter.listAccounts({ credential: opened, presence })
  const collected = await adapter.collect({
    credential,
    grants: accounts.map(({ ref }) => ({ ref, balances: true, transactions: true })),
    identity: true,
    from: addDays(asOf, -89),
    asOf,
    presence,
    signal: new AbortController().signal,
  })
  const last = collected.credential ?? credential
  await adapter.release({ credential: last, presence: null })
  return { choices: accounts, ...collected }
}

describe('a pull from the sandbox bank', () => {
  it('is of a bank listed as what it is, whose pages are at the announced origin', () => {
    expect(running.bank.listing).toEqual({
      id: BERLIN_GROUP_BANK,
      name: 'Banque Berlin Group',
      group: 'Berlin Group',
      country: 'FR',
      kind: 'berlin_group',
      sandbox: true,
    })
    expect(running.bank.authorizeOrigin).toBe(running.sandbox.pagesUrl)
  })

  it('brings Marc: his name, three accounts and their balances, and ends the consent', async () => {
    const { holder, accounts, choices } = await pull(running.bank, marc)
    expect(holder).toBe('MALLOW MARC')
    expect(choices).toHaveLength(3)
    expect(accounts.every((each) => each.pull?.complete)).toBe(true)
    const booked = accounts[0]?.balances?.find((each) => each.balanceType === 'CLBD')
    expect(parseAmount(booked?.balanceAmount.amount ?? '')).toBe(417900)
    expect(running.sandbox.consents().at(-1)?.status).toBe('terminatedByTpp')
  })

  it('follows the pages of Adam: 245 lines, his cards after the account that bears them', async () => {
    const { accounts, choices } = await pull(running.bank, 'D0999994I0')
    const lines = new Map(accounts.map((each) => [each.resourceId, each.transactions?.length]))
    expect(lines.get('038-CPT30319665742')).toBe(245)
    expect(accounts.map((each) => each.cashAccountType)).toEqual(['CACC', 'CARD', 'CARD', 'CACC'])
    const cards = accounts.filter((each) => each.cashAccountType === 'CARD')
    expect(cards.every((each) => each.linkedAccount === '038-CPT30319665741')).toBe(true)
    // a card is not chosen by itself
    expect(choices).toHaveLength(2)
  })

  it('brings all 4,500 lines of the large trader', async () => {
    const { accounts } = await pull(running.bank, 'D0999995I0')
    const counts = accounts.map((each) => each.transactions?.length ?? 0)
    expect(counts.sort((a, b) => a - b)).toEqual([110, 487, 563, 1002, 1108, 1230])
  })

  it('shows only the accounts that the customer left ticked at the bank', async () => {
    const { adapter } = running.bank
    const { url, credential } = await adapter.begin({ state, redirectUri, presence })
    await signInAtBank(url, marc, { fields: { 'account-0': '', 'account-2': '' } })
    const opened = await adapter.complete({ code: '', redirectUri, credential, presence })
    const { accounts } = await adapter.listAccounts({ credential: opened, presence })
    expect(accounts.map(({ ref }) => ref)).toEqual(['038-CPT30019654052'])
  })

  it('is not begun when the customer refuses: no code, an error, a consent that is denied', async () => {
    const { adapter } = running.bank
    const { url, credential } = await adapter.begin({ state, redirectUri, presence })
    const back = new URL(await signInAtBank(url, marc, { decision: 'refuse' }))
    expect(back.origin + back.pathname).toBe(redirectUri)
    expect(back.searchParams.get('state')).toBe(state)
    expect(readReturn(running.bank, (name) => back.searchParams.get(name)).error).toBe(
      'access_denied',
    )
    const late = adapter.complete({ code: '', redirectUri, credential, presence })
    await expect(late).rejects.toMatchObject({ kind: 'denied' })
  })

  it('begins where the bank wants to be asked to begin', async () => {
    const explicit = await startBerlinGroupBank(asOf, redirectUri, { start: 'explicit' })
    const { accounts } = await pull(explicit.bank, marc)
    expect(accounts).toHaveLength(3)
    await explicit.stop()
  })

  it('renews its tokens again and again when they live shorter than a pull may last', async () => {
    const short = await startBerlinGroupBank(asOf, redirectUri, {
      ...{ sca: 'oauth', tokenLifetimeSeconds: 20 },
    })
    const { accounts, credential } = await pull(short.bank, marc)
    expect(accounts.every((each) => each.pull?.complete)).toBe(true)
    expect(credential).toBeDefined()
    await short.stop()
  })

  it('cannot be made twice under one consent: the bank counts, and says so', async () => {
    const { adapter } = running.bank
    const credential = await signedIn(running.bank, marc)
    await adapter.listAccounts({ credential, presence })
    const again = adapter.listAccounts({ credential, presence })
    await expect(again).rejects.toMatchObject({ kind: 'too_many_requests', status: 429 })
  })

  it('marks the account the bank fails on, and no other', async () => {
    const struck = '038-CPT30019654052'
    running.sandbox.setFaults([{ operation: 'transactions', resourceId: struck, answer: 'html' }])
    const { accounts } = await pull(running.bank, marc)
    running.sandbox.setFaults([])
    expect(accounts.map(({ pull: { missing } = {} }) => missing)).toEqual([
      ...[undefined, 'bad_answer', undefined],
    ])
  })
})

describe('the same customer at a STET bank and at this one', () => {
  let stet: PersonaBank
  beforeAll(async () => {
    stet = await startPersonaBank(asOf)
  })
  afterAll(() => stet.stop())

  const here = async (name: string): Promise<Assessment> => {
    const { holder, accounts } = await pull(running.bank, findPersona(name)?.identifier ?? '')
    const statement: StatementInput = {
      asOf,
      applicant: holder === null ? null : { name: holder },
      application: null,
      connections: [{ id: 'c1', bank: BERLIN_GROUP_BANK, holder }],
      accounts: accounts.map((account) => ({ ...account, connection: 'c1' })),
    }
    return assessed(statement)
  }

  it.each(['Marc', 'Marie', 'Thomas', 'Alix', "Tech'n Co", 'Adam', 'Léa'])(
    '%s is read alike: score, income, housing, credit, alerts, reconciled balances',
    async (name) => {
      const there = assessed(await stet.statementOf(name))
      const judged = ({ report, transactions }: Assessment) => ({
        score: [report.score.value, report.score.grade, report.score.missing],
        income: report.income.monthlyNet,
        housing: report.charges.housingCost,
        credit: report.credit.contracts.map(({ kind, instalment }) => [kind, instalment]),
        flags: report.flags.map(({ code }) => code),
        integrity: report.integrity.map(({ code }) => code),
        rejections: report.incidents.rejections.length,
        holders: report.identity.holders.map((holder) => holder.name),
        ownership: report.accounts.map(({ kind, ownership }) => [
          ...[kind, ownership === 'joint' ? 'joint' : 'other'],
        ]),
        reconciled: report.coverage.accounts.map(({ reconciliation }) => reconciliation),
        categories: transactions.map(({ category }) => category).sort(),
      })
      expect(judged(await here(name))).toEqual(judged(there))
    },
  )
})
