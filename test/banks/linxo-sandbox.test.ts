// The whole adapter against the Linxo Connect sandbox, over TLS, through the widget's own forms.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createTestAuthority } from '../../src/banks/authority.ts'
import type { BankCredential } from '../../src/banks/bank.ts'
import { readReturn } from '../../src/banks/bank.ts'
import { addDays, toPlainDate } from '../../src/core/values/plain-date.ts'
import {
  type LinxoBank,
  linxoRedirectUri as redirectUri,
  signInAtWidget,
  startLinxoBank,
} from '../support/linxo-bank.ts'

const asOf = toPlainDate('2026-11-20')
const from = addDays(asOf, -89)
const marc = 'D0999990I0'
const state = 'S'.repeat(32)

let running: LinxoBank
beforeAll(async () => {
  running = await startLinxoBank(asOf)
})
afterAll(() => running.stop())
afterEach(() => running.sandbox.setFaults([]))

type Way = { channel?: 'REDIRECT' | 'EMBEDDED'; identifier?: string }

async function begin(embedded = false) {
  return await running.bank.adapter.begin({ state, redirectUri, embedded })
}

async function joined({ channel = 'REDIRECT', identifier = marc }: Way = {}) {
  const { url, credential } = await begin(channel === 'EMBEDDED')
  const back = new URL(await signInAtWidget(url, identifier, { channel }))
  const { code } = readReturn(running.bank, (name) => back.searchParams.get(name))
  const input = { code: code ?? '', redirectUri, credential, presence: null }
  return await running.bank.adapter.complete(input)
}

async function pulled(way: Way = {}) {
  const { adapter } = running.bank
  const listed = await adapter.listAccounts({ credential: await joined(way), presence: null })
  return { ...(await collect(listed)), choices: listed.accounts, credential: listed.credential }
}

function collect(listed: { accounts: readonly { ref: string }[]; credential: BankCredential }) {
  return running.bank.adapter.collect({
    credential: listed.credential,
    grants: listed.accounts.map(({ ref }) => ({ ref, balances: true, transactions: true })),
    ...{ identity: true, from, asOf, presence: null, signal: new AbortController().signal },
  })
}

const release = (credential: BankCredential) =>
  running.bank.adapter.release({ credential, presence: null })

describe('a pull through Linxo Connect', () => {
  it('is listed with the aggregator and its terms', () => {
    expect(running.bank.listing).toMatchObject({
      ...{ id: 'linxo', kind: 'linxo', sandbox: true },
      intermediary: { name: 'Linxo Connect', termsVersion: '1' },
    })
    expect(running.bank.authorizeOrigin).toBe(running.sandbox.pagesUrl)
  })

  it('brings Marc by the bank’s own site: payment accounts, signs and days as the bank means them', async () => {
    const { holder, accounts, choices, credential } = await pulled()
    expect(holder).toBe('MALLOW MARC')
    expect(choices.map(({ kind }) => kind)).toEqual(['CACC', 'CACC', 'CACC'])
    expect(accounts.every(({ pull }) => pull?.complete)).toBe(true)
    const [main] = accounts
    expect(main?.balances).toEqual([
      {
        ...{ name: null, balanceType: 'OTHR', referenceDate: asOf },
        balanceAmount: { amount: '4179', currency: 'EUR' },
      },
    ])
    const salary = main?.transactions?.find(({ remittanceInformation: sent }) =>
      JSON.stringify(sent).includes('DRFIP'),
    )
    expect(salary).toMatchObject({
      transactionAmount: { amount: '2987.43', currency: 'EUR' },
      ...{ creditDebitIndicator: 'CRDT', status: 'BOOK', bookingDate: '2026-10-27' },
    })
    const shop = main?.transactions?.find((line) => line.bankCategoryHint === 'SUPERMARKET')
    expect(shop?.bankTransactionCode).toMatchObject({ domain: 'PMNT', family: 'CCRD' })
    await release(credential)
  })

  it('brings savings and a loan with its terms when the customer chose the other channel', async () => {
    const { accounts, credential } = await pulled({ channel: 'EMBEDDED' })
    const [savings, loan] = accounts.slice(3)
    expect(savings).toMatchObject({ cashAccountType: 'SVGS', name: 'LIVRET A' })
    expect(savings?.transactions?.length).toBe(3)
    expect(loan).toMatchObject({
      cashAccountType: 'LOAN',
      loan: { instalment: { amount: '214.37', currency: 'EUR' }, endDate: '2028-09-05' },
    })
    expect(loan?.balances?.[0]?.balanceAmount.amount).toBe('-4716.14')
    expect(loan?.transactions?.map((line) => line.creditDebitIndicator)).toEqual(
      Array(3).fill('CRDT'),
    )
    await release(credential)
  })

  it('follows pages of five hundred to the last line, and keeps cards with their account', async () => {
    const trader = await pulled({ identifier: 'D0999995I0' })
    const counts = trader.accounts.map(({ transactions }) => transactions?.length ?? 0)
    expect(counts.sort((a, b) => a - b)).toEqual([110, 487, 563, 1002, 1108, 1230])
    const adam = await pulled({ identifier: 'D0999994I0' })
    const cards = adam.accounts.filter(({ cashAccountType }) => cashAccountType === 'CARD')
    expect(cards.map(({ linkedAccount }) => linkedAccount)).toEqual([
      '038-CPT30319665741',
      '038-CPT30319665741',
    ])
    await release(trader.credential)
    await release(adam.credential)
  })

  it('renews its token again and again when it lives shorter than a pull may last', async () => {
    const outer = running
    running = await startLinxoBank(asOf, { sandbox: { tokenLifetimeSeconds: 20 } })
    const { accounts } = await pulled()
    expect(accounts.every(({ pull }) => pull?.complete)).toBe(true)
    await running.stop()
    running = outer
  })

  it('asks for a new token when one is refused in the middle, once', async () => {
    running.sandbox.setFaults([{ operation: 'transactions', answer: '401', times: 1 }])
    const { accounts, credential } = await pulled()
    expect(accounts.every(({ pull }) => pull?.complete)).toBe(true)
    running.sandbox.setFaults([{ operation: 'transactions', answer: '401' }])
    await expect(pulled()).rejects.toMatchObject({ kind: 'authorization_invalid' })
    running.sandbox.setFaults([])
    await release(credential)
  })
})

describe('the wait for the synchronisation', () => {
  it('looks again while it runs, through trouble that passes', async () => {
    running.sandbox.setFaults([
      { operation: 'connections', answer: 'RUNNING', times: 3 },
      { operation: 'connections', answer: '503', times: 1, after: 1 },
    ])
    await release(await joined())
  })

  it.each([
    ['RUNNING', 'timeout'],
    ['FAILED', 'bank_error'],
    ['CLOSED', 'authorization_invalid'],
    ['503', 'bank_error'],
    ['429', 'too_many_requests'],
    ['html', 'bad_answer'],
  ] as const)('ends on %s with %s', async (answer, kind) => {
    running.sandbox.setFaults([{ operation: 'connections', answer }])
    await expect(joined()).rejects.toMatchObject({ name: 'BankError', kind })
  })

  it('of a synchronisation that ended in part, marks the account that is not up to date, and no other', async () => {
    const stale = '038-CPT30019654052'
    running.sandbox.setFaults([
      { operation: 'connections', answer: 'PARTIAL_SUCCESS' },
      { operation: 'accounts', resourceId: stale, answer: 'ERROR' },
    ])
    const { accounts, credential } = await pulled()
    expect(accounts.map(({ pull }) => pull?.missing)).toEqual([
      undefined,
      'not_synchronised',
      undefined,
    ])
    await release(credential)
  })
})

describe('the throw-away user', () => {
  it('is made for each session, under a name that is nobody’s, and deleted at its end', async () => {
    const before = running.sandbox.countUsers()
    const { credential } = await begin()
    expect(running.sandbox.countUsers()).toBe(before + 1)
    expect(JSON.stringify(credential)).toMatch(/@nonante\.invalid/)
    await release(credential)
    await release(credential)
    expect(running.sandbox.countUsers()).toBe(before)
  })

  it('is deleted when the widget cannot be opened', async () => {
    const before = running.sandbox.countUsers()
    for (const answer of ['500', 'html', 'nothing', 'empty'] as const) {
      running.sandbox.setFaults([{ operation: 'widget_session', answer }])
      await expect(begin()).rejects.toMatchObject({ name: 'BankError' })
    }
    expect(running.sandbox.countUsers()).toBe(before)
  })

  it('is deleted in spite of trouble that passes, and the failure told when it does not', async () => {
    const { credential } = await begin()
    running.sandbox.setFaults([{ operation: 'users', method: 'DELETE', answer: '503', times: 2 }])
    const before = running.sandbox.countUsers()
    await release(credential)
    expect(running.sandbox.countUsers()).toBe(before - 1)
    const stuck = await begin()
    running.sandbox.setFaults([{ operation: 'users', method: 'DELETE', answer: '503' }])
    await expect(release(stuck.credential)).rejects.toMatchObject({ kind: 'bank_error' })
    running.sandbox.setFaults([{ operation: 'token', answer: '401' }])
    await expect(release(stuck.credential)).rejects.toMatchObject({ kind: 'forbidden' })
    running.sandbox.setFaults([])
    await release(stuck.credential)
  })

  it('brings back an error, and no connection, when the customer refuses', async () => {
    const { url, credential } = await begin()
    const back = new URL(await signInAtWidget(url, marc, { decision: 'refuse' }))
    const read = readReturn(running.bank, (name) => back.searchParams.get(name))
    expect(read).toEqual({ code: null, error: 'access_denied' })
    expect(back.searchParams.get('state')).toBe(state)
    await release(credential)
  })

  it('is not sent where the widget is not', async () => {
    const elsewhere = await startLinxoBank(asOf, {
      sandbox: { publicPagesUrl: 'https://widget.example' },
    })
    await expect(elsewhere.bank.adapter.begin({ state, redirectUri })).rejects.toMatchObject({
      kind: 'bad_answer',
    })
    expect(elsewhere.sandbox.countUsers()).toBe(0)
    await elsewhere.stop()
  })
})

describe('what goes wrong', () => {
  it.each([
    ['begin', 'token', '500', 'bank_error'],
    ['begin', 'token', '401', 'forbidden'],
    ['begin', 'token', 'empty', 'bad_answer'],
    ['begin', 'users', '403', 'forbidden'],
    ['begin', 'users', '429', 'too_many_requests'],
    ['begin', 'users', 'nothing', 'unreachable'],
    ['list', 'accounts', '500', 'bank_error'],
    ['list', 'accounts', 'truncated', 'bad_answer'],
    ['list', 'accounts', 'empty', 'bad_answer'],
    ['list', 'accounts', '404', 'not_found'],
    ['collect', 'transactions', '500', 'bank_error'],
    ['collect', 'transactions', 'html', 'bad_answer'],
    ['collect', 'transactions', 'nothing', 'unreachable'],
    ['collect', 'transactions', '400', 'bad_request'],
  ] as const)(
    'at %s, %s answered by %s is %s, and quotes no secret',
    async (at, operation, answer, kind) => {
      const { adapter } = running.bank
      const fault = () => running.sandbox.setFaults([{ operation, answer }])
      const attempt = async () => {
        if (at === 'begin') {
          fault()
          return await begin()
        }
        const credential = await joined()
        if (at === 'list') {
          fault()
          return await adapter.listAccounts({ credential, presence: null })
        }
        const listed = await adapter.listAccounts({ credential, presence: null })
        fault()
        return await collect(listed)
      }
      const error = await attempt().then(
        () => null,
        (thrown: unknown) => thrown,
      )
      expect(error).toMatchObject({ name: 'BankError', kind })
      expect(String(error)).not.toMatch(/CANARY|MALLOW|FR76|Bearer|invalid\b.*@|038-/)
    },
  )

  it('costs one account its lines, and leaves what was read before', async () => {
    const struck = '038-CPT30019654052'
    running.sandbox.setFaults([
      { operation: 'transactions', resourceId: struck, answer: 'truncated' },
    ])
    const { accounts, credential } = await pulled()
    expect(accounts.map(({ pull }) => pull?.missing)).toEqual([undefined, 'bad_answer', undefined])
    expect(accounts[1]?.balances).toHaveLength(1)
    await release(credential)
  })

  it('is the answer for somebody else, of which nothing is kept', async () => {
    const struck = '038-CPT30019654052'
    running.sandbox.setFaults([
      { operation: 'transactions', resourceId: struck, answer: 'STRANGER' },
    ])
    const { accounts, credential } = await pulled()
    expect(accounts[1]).toMatchObject({ transactions: [], pull: { missing: 'unreadable_lines' } })
    running.sandbox.setFaults([{ operation: 'accounts', resourceId: struck, answer: 'STRANGER' }])
    await expect(pulled()).rejects.toMatchObject({ kind: 'bad_answer' })
    running.sandbox.setFaults([])
    await release(credential)
  })

  it('is a silence that has an end', async () => {
    const hasty = await startLinxoBank(asOf, { limits: { headersMs: 200, callMs: 300 } })
    hasty.sandbox.setFaults([{ operation: 'token', answer: 'silence' }])
    const silent = hasty.bank.adapter.begin({ state, redirectUri })
    await expect(silent).rejects.toMatchObject({ kind: 'timeout' })
    await hasty.stop()
  })

  it('is a server whose certificate another authority issued', async () => {
    const other = await createTestAuthority(new Date())
    const wrong = await startLinxoBank(asOf, { authority: other.certificate })
    const begun = wrong.bank.adapter.begin({ state, redirectUri })
    await expect(begun).rejects.toMatchObject({ kind: 'unreachable' })
    await wrong.stop()
  })
})
