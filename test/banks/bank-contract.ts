// What every bank adapter keeps, whatever its interface: run by each adapter's own tests.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Bank, type BankCredential, BankError, readReturn } from '../../src/banks/bank.ts'
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
  /**
   * Default `once`: a code opens the bank by itself and is worth nothing the second time. `bound`: what comes back
   * is no secret and opens nothing without the credential of the same `begin`; then that is what is checked.
   * `none`: nothing comes back but the state; what `begin` asked for opens once the customer has signed in for it.
   */
  readonly code?: 'once' | 'bound' | 'none'
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

    const begun = () => ({ state, redirectUri: it_.redirectUri, presence })
    const signedIn = async () => {
      const { adapter } = it_.bank
      const { url, credential } = await adapter.begin(begun())
      const callback = new URL(await it_.signIn(url))
      const { code } = readReturn(it_.bank, (name) => callback.searchParams.get(name))
      if (code === null) throw new Error('the customer came back without anything')
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

    it('refuses a code that the bank never gave, or a sign-in that never took place', async () => {
      const { adapter } = it_.bank
      const { redirectUri } = it_
      const { credential, code } = await signedIn()
      const input =
        it_.code === 'none'
          ? { code, credential: stored((await adapter.begin(begun())).credential) }
          : { code: 'forged', credential }
      const call = adapter.complete({ ...input, redirectUri, presence })
      await expect(call).rejects.toMatchObject({ name: 'BankError', kind: 'authorization_invalid' })
    })

    it('refuses a code twice, or in any hands but the right ones', async () => {
      const { input, credential } = await complete()
      const { adapter } = it_.bank
      if (it_.code === 'none') {
        await adapter.release({ credential, presence: null })
        await expect(adapter.complete(input)).rejects.toBeInstanceOf(BankError)
        return
      }
      if (it_.code !== 'bound') {
        await expect(adapter.complete(input)).rejects.toBeInstanceOf(BankError)
        return
      }
      const other = await signedIn()
      const stolen = adapter.complete({ ...input, credential: other.credential })
      await expect(stolen).rejects.toMatchObject({ kind: 'authorization_invalid' })
      await adapter.release({ credential, presence: null })
      const late = adapter.complete(input)
      await expect(late).rejects.toMatchObject({ kind: 'authorization_invalid' })
    })

    it('refuses to list or collect before the customer has signed in', async () => {
      const { adapter } = it_.bank
      const { credential } = await adapter.begin(begun())
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

    it('gives back what it held before the customer came back, twice without harm', async () => {
      const { adapter } = it_.bank
      const { credential } = await adapter.begin(begun())
      await adapter.release({ credential: stored(credential), presence: null })
      await adapter.release({ credential: stored(credential), presence: null })
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
