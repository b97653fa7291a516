// What a fault is tried on: one bank, opened anew for each case, and the way a connection goes through it.
import { type Bank, type BankCredential, BankError, readReturn } from '../../src/banks/bank.ts'
import type { GuardSettings } from '../../src/banks/guarded-transport.ts'
import type { StatementAccount } from '../../src/core/statement/statement.ts'
import type { Fault } from '../../src/sandbox/faults/plan.ts'
import { asOf, from } from './customer.ts'

export const phases = ['begin', 'complete', 'list', 'collect', 'release'] as const
export type Phase = (typeof phases)[number]

export type AdapterName = 'stet' | 'linxo' | 'berlin_group'

/** How long a case may wait: short where waiting is the point. */
export type Patience = {
  readonly connectMs?: number
  readonly headersMs?: number
  readonly callMs?: number
  readonly pages?: number
}

export type OpenedBank = { readonly bank: Bank; readonly close: () => Promise<void> }

export type Bed = {
  readonly adapter: AdapterName
  readonly redirectUri: string
  readonly open: (patience: Patience, guard: GuardSettings, hosts?: Partial<Hosts>) => OpenedBank
  readonly setFaults: (faults: readonly Fault<string, string>[]) => void
  readonly fired: () => Readonly<Record<string, number>>
  /** As the customer: from the address of `begin` to where the bank sends them back. */
  readonly signIn: (url: string, customer: string) => Promise<string>
  /** What still stands at the bank: consents, users. */
  readonly held: () => number
  readonly apiUrl: string
  readonly stop: () => Promise<void>
}

/** Origins of what we call, by what it is for. */
export type Hosts = { readonly token: string; readonly api: string; readonly widget: string }

export type Walked = {
  readonly endedAt: Phase | null
  /** Why it ended; a failure that is no BankError is ours. */
  readonly error: unknown
  readonly releaseError: unknown
  readonly holder: string | null
  readonly accounts: readonly StatementAccount[]
  /** What the adapter waited for before a further try, in ms. */
  readonly waits: readonly number[]
  readonly held: number
  readonly ms: number
}

export type WalkInput = {
  readonly customer: string
  readonly faults: readonly Fault<string, string>[]
  readonly phase: Phase | null
  readonly patience?: Patience
  readonly hosts?: Partial<Hosts>
}

const presence = { ipAddress: '192.0.2.7', userAgent: 'Firefox' }

/** As the service does it: each step once, and whatever is held given back at the end. */
export async function walk(bed: Bed, input: WalkInput): Promise<Walked> {
  const waits: number[] = []
  const pause = async (ms: number) => void waits.push(ms)
  const guard: GuardSettings = { random: () => 0.5, pause }
  const { bank, close } = bed.open(input.patience ?? {}, guard, input.hosts)
  const { adapter } = bank
  const { redirectUri } = bed
  const began = performance.now()
  // one consent a customer, and each replaces the last; users and consents of the others are new ones
  const heldBefore = bed.adapter === 'stet' ? 0 : bed.held()
  let at: Phase = 'begin'
  let credential: BankCredential | null = null
  let result: Pick<Walked, 'holder' | 'accounts'> = { holder: null, accounts: [] }
  const during = async <T>(phase: Phase, work: () => Promise<T>): Promise<T> => {
    at = phase
    bed.setFaults(input.phase === phase ? input.faults : [])
    return await work().finally(() => bed.setFaults([]))
  }
  let error: unknown = null
  let endedAt: Phase | null = null
  try {
    const begun = await during('begin', () =>
      adapter.begin({ state: 'S'.repeat(32), redirectUri, presence }),
    )
    credential = stored(begun.credential)
    const back = new URL(await bed.signIn(begun.url, input.customer))
    const { code } = readReturn(bank, (name) => back.searchParams.get(name))
    const exchange = { code: code ?? '', redirectUri, credential, presence }
    credential = stored(await during('complete', () => adapter.complete(exchange)))
    const access = { credential, presence }
    const listed = await during('list', () => adapter.listAccounts(access))
    credential = stored(listed.credential)
    const grants = listed.accounts.map(({ ref }) => ({ ref, balances: true, transactions: true }))
    const signal = AbortSignal.timeout(120_000)
    const pull = { credential, grants, identity: true, from, asOf, presence, signal }
    const collected = await during('collect', () => adapter.collect(pull))
    credential = collected.credential ? stored(collected.credential) : credential
    result = collected
  } catch (thrown) {
    error = thrown
    endedAt = at
  }
  const releaseError = await released(async () => {
    const last = credential
    if (last === null) return
    await during('release', () => adapter.release({ credential: last, presence: null }))
  })
  await close()
  const { holder, accounts } = result
  const ms = performance.now() - began
  return {
    endedAt,
    error,
    releaseError,
    holder,
    accounts,
    waits,
    held: bed.held() - heldBefore,
    ms,
  }
}

async function released(release: () => Promise<void>): Promise<unknown> {
  try {
    await release()
    return null
  } catch (error) {
    return error
  }
}

/** Through JSON, as the vault keeps it. */
function stored(credential: BankCredential): BankCredential {
  return JSON.parse(JSON.stringify(credential)) as BankCredential
}

export function kindOf(error: unknown): string {
  return error instanceof BankError ? error.kind : 'OUR OWN FAULT'
}
