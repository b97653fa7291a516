// What every bank adapter keeps, whatever its interface: run by each adapter's own tests.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Bank, type BankCredential, BankError } from '../../src/banks/bank.ts'
import { accountSchema } from '../../src/core/statement/statement.ts'
import { addDays, type PlainDate } from '../../src/core/values/plain-date.ts'

export type ContractBank = {
  readonly bank: Bank
  readonly redirectUri: string
  readonly asOf: PlainDate
  /** As the customer: from the address of `begin` to the address the bank sends them back to. */
  readonly signIn: (url: string) => Promise<string>
  /** An account that can be read whole, by its ref. */
  readonly account: string
  /** Whether the bank names its customer. */
  readonly namesHolder: boolean
  readonly close: () => Promise<void>
}

const presence = { ipAddress: '192.0.2.7' }
const state = 'S'.repeat(32)

export function describeBankContract(name: string, open: () => Promise<ContractBank>): void {
  describe(`the contract of a bank, kept by ${name}`, () => {
    let it_: ContractBank
    beforeAll(async () => {
      it_ = await open()
    })
    afterAll(() => it_.close())

    const signedIn = async () => {
      const { adapter } = it_.bank
      const { redirectUri } = it_
      const { url, credential } = await adapter.begin({ state, redirectUri })
      const callback = new URL(await it_.signIn(url))
      const code = callback.searchParams.get('code') ?? ''
      return { url, callback, code, credential: stored(credential) }
    }
    const complete = async () => {
      const { code, credential } = await signedIn()
      const { redirectUri } = it_
      const input = { code, redirectUri, credential, presence }
      return { input, credential: stored(await it_.bank.adapter.complete(input)) }
    }
    const listed = async () => {
      const { credential } = await complete()
      const list = await it_.bank.adapter.listAccounts({ credential, presence })
      return { accounts: list.accounts, credential: stored(list.credential) }
    }
    const collect = (credential: BankCredential, changes: { identity?: boolean } = {}) =>
      it_.bank.adapter.collect({
        credential,
        grants: [{ ref: it_.account, balances: true, transactions: true }],
        identity: changes.identity ?? true,
        from: addDays(it_.asOf, -89),
        asOf: it_.asOf,
        presence,
        signal: new AbortController().signal,
      })

    it('sends the customer to its announced origin and gets the state back untouched', async () => {
      const { url, callback } = await signedIn()
      expect(new URL(url).origin).toBe(it_.bank.authorizeOrigin)
      expect(callback.href.startsWith(it_.redirectUri)).toBe(true)
      expect(callback.searchParams.get('state')).toBe(state)
    })

    it('refuses a code that the bank never gave', async () => {
      const { credential } = await signedIn()
      const { redirectUri } = it_
      const call = it_.bank.adapter.complete({ code: 'forged', redirectUri, credential, presence })
      await expect(call).rejects.toMatchObject({ name: 'BankError', kind: 'authorization_invalid' })
    })

    it('refuses a code twice', async () => {
      const { input } = await complete()
      await expect(it_.bank.adapter.complete(input)).rejects.toBeInstanceOf(BankError)
    })

    it('refuses to list or collect before the customer has signed in', async () => {
      const { adapter } = it_.bank
      const { credential } = await adapter.begin({ state, redirectUri: it_.redirectUri })
      await expect(adapter.listAccounts({ credential, presence })).rejects.toBeInstanceOf(BankError)
      await expect(collect(credential)).rejects.toBeInstanceOf(BankError)
    })

    it('lists accounts under refs that are theirs alone', async () => {
      const { accounts } = await listed()
      const refs = accounts.map(({ ref }) => ref)
      expect(refs).toContain(it_.account)
      expect(new Set(refs).size).toBe(refs.length)
    })

    it('collects what was granted, in the shape of a statement, and nothing beside it', async () => {
      const { accounts: offered, credential } = await listed()
      const { accounts, holder } = await collect(credential)
      const granted = offered.find(({ ref }) => ref === it_.account)
      const main = accounts.filter((each) => each.cashAccountType !== 'CARD')
      expect(main.map((each) => each.accountId?.iban ?? null)).toEqual([granted?.iban ?? null])
      for (const account of accounts) {
        // as the schema gives it back: the snapshot is made of exactly this
        expect(accountSchema.parse(account)).toEqual(account)
        expect(account.pull).toEqual({ from: addDays(it_.asOf, -89), to: it_.asOf, complete: true })
        expect(account.transactions).not.toBeNull()
        expect(account.balances?.length).toBeGreaterThan(0)
      }
      expect(holder !== null).toBe(it_.namesHolder)
    })

    it('does not learn the name when the name was not granted', async () => {
      const { credential } = await listed()
      expect((await collect(credential, { identity: false })).holder).toBeNull()
    })

    it('gives the access back, twice without harm', async () => {
      const { credential } = await listed()
      const after = (await collect(credential)).credential ?? credential
      await it_.bank.adapter.release({ credential: stored(after), presence: null })
      await it_.bank.adapter.release({ credential: stored(after), presence: null })
    })
  })
}

/** Through JSON, as the vault keeps it. */
function stored(credential: BankCredential): BankCredential {
  return JSON.parse(JSON.stringify(credential)) as BankCredential
}
