// A bank adapter that keeps state as a bank does (codes, tokens, consents), and fails where it is told to.
import { randomBytes } from 'node:crypto'
import {
  type AccountChoice,
  type Bank,
  type BankAdapter,
  type BankCredential,
  BankError,
  type BankErrorKind,
  type Presence,
} from '../../src/banks/bank.ts'
import type { BankDirectory } from '../../src/banks/directory.ts'
import type { StatementAccount } from '../../src/core/statement/statement.ts'

export const steps = ['begin', 'complete', 'listAccounts', 'collect', 'release'] as const
export type Step = (typeof steps)[number]

export type ScriptedBank = {
  readonly bank: Bank
  /** What the next call of a step does instead of answering; kept until set back to null. */
  readonly fail: Record<Step, Error | null>
  /** Runs inside a step, before it answers: to pause it, or to act meanwhile. */
  readonly during: Record<Step, (() => Promise<void>) | null>
  readonly calls: Record<Step, number>
  /** Codes sent a second time. */
  replays: number
  /** Tokens with a consent that was not emptied. */
  readonly consents: Map<string, readonly string[]>
  readonly presences: (Presence | null)[]
  /** Milliseconds spent waiting for this bank. */
  waited: number
  choices: AccountChoice[]
  accounts: StatementAccount[]
  /** As new, for the next test. */
  reset(): void
  /** The customer signs in: what the bank adds to the redirect. */
  signIn(url: string): { code: string; state: string }
}

export function failureOf(kind: BankErrorKind): BankError {
  return new BankError(kind, `scripted ${kind}`)
}

type Options = { id: string; sandbox?: boolean; accounts: StatementAccount[] }

export function scriptedBank({ id, sandbox = true, accounts }: Options): ScriptedBank {
  const codes = new Map<string, 'fresh' | 'used'>()
  const tokens = new Set<string>()
  const each = <T>(value: T): Record<Step, T> => ({
    ...{ begin: value, complete: value, listAccounts: value, collect: value, release: value },
  })
  const self: ScriptedBank = {
    bank: {
      listing: { id, name: `Bank ${id}`, group: 'scripted', country: 'FR', kind: 'stet', sandbox },
      authorizeOrigin: `https://${id}.test`,
      adapter: {} as BankAdapter,
    },
    fail: each<Error | null>(null),
    during: each<(() => Promise<void>) | null>(null),
    calls: each(0),
    replays: 0,
    consents: new Map(),
    presences: [],
    waited: 0,
    choices: accounts.map(toChoice),
    accounts,
    reset() {
      Object.assign(self.fail, each(null))
      Object.assign(self.during, each(null))
      Object.assign(self.calls, each(0))
      Object.assign(self, { replays: 0, waited: 0, accounts, choices: accounts.map(toChoice) })
      self.presences.length = 0
      self.consents.clear()
    },
    signIn(url) {
      const code = randomBytes(12).toString('hex')
      codes.set(code, 'fresh')
      return { code, state: new URL(url).searchParams.get('state') ?? '' }
    },
  }
  Object.assign(self.bank.adapter, adapterOf(self, codes, tokens))
  return self
}

function toChoice(account: StatementAccount): AccountChoice {
  return {
    ref: account.resourceId ?? '',
    name: account.name ?? '',
    product: account.product ?? null,
    iban: account.accountId?.iban ?? null,
    currency: account.accountId?.currency ?? null,
    kind: account.cashAccountType,
    usage: account.usage ?? null,
    ownership: account.psuStatus ?? null,
  }
}

function adapterOf(
  self: ScriptedBank,
  codes: Map<string, 'fresh' | 'used'>,
  tokens: Set<string>,
): BankAdapter {
  async function answering<T>(step: Step, answer: () => T): Promise<T> {
    const started = performance.now()
    self.calls[step] += 1
    try {
      await self.during[step]?.()
      const failure = self.fail[step]
      if (failure) throw failure
      return answer()
    } finally {
      self.waited += performance.now() - started
    }
  }
  const tokenOf = (credential: BankCredential): string => {
    const token = credential.accessToken
    if (typeof token !== 'string' || !tokens.has(token)) throw failureOf('authorization_invalid')
    return token
  }
  return {
    begin: ({ state, redirectUri }) =>
      answering('begin', () => ({
        url: `https://${self.bank.listing.id}.test/authorize?${new URLSearchParams({ state, redirect_uri: redirectUri })}`,
        credential: { verifier: `VERIFIER-${randomBytes(8).toString('hex')}` },
      })),
    complete: ({ code }) =>
      answering('complete', () => {
        const known = codes.get(code)
        if (known === 'used') self.replays += 1
        if (known !== 'fresh') throw failureOf('authorization_invalid')
        codes.set(code, 'used')
        const accessToken = `TOKEN-${randomBytes(8).toString('hex')}`
        tokens.add(accessToken)
        return { accessToken }
      }),
    listAccounts: ({ credential }) =>
      answering('listAccounts', () => {
        tokenOf(credential)
        return { accounts: self.choices, credential }
      }),
    collect: ({ credential, grants, presence }) =>
      answering('collect', () => {
        self.presences.push(presence)
        const refs = grants.map(({ ref }) => ref)
        self.consents.set(tokenOf(credential), refs)
        const granted = self.accounts.filter(({ resourceId }) => refs.includes(resourceId ?? ''))
        return { holder: 'DURAND ALICE', accounts: granted }
      }),
    release: ({ credential }) =>
      answering('release', () => {
        self.consents.delete(String(credential.accessToken))
        tokens.delete(String(credential.accessToken))
      }),
  }
}

export function directoryOf(banks: readonly ScriptedBank[]): BankDirectory {
  return {
    list: () => banks.map(({ bank }) => bank.listing),
    find: (id) => banks.find(({ bank }) => bank.listing.id === id)?.bank ?? null,
    close: async () => {},
  }
}
