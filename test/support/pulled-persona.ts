// A persona of the sandbox bank as a statement: signed in, pulled and released by the real adapter, no service.
import type { AccountGrant, Collected } from '../../src/banks/bank.ts'
import type { StatementInput } from '../../src/core/statement/statement.ts'
import { addDays, type PlainDate, toPlainDate } from '../../src/core/values/plain-date.ts'
import { findPersona } from '../../src/sandbox/personas/personas.ts'
import { signInAtBank } from './bank-sign-in.ts'
import { SANDBOX_BANK, startSandboxBank } from './sandbox-bank.ts'

const redirectUri = 'http://localhost:4000/callback/bpce-13807'
const presence = { ipAddress: '192.0.2.7', userAgent: 'Firefox', acceptLanguage: 'fr' }

export type PersonaBank = {
  /** `limit` narrows what the customer allows of an account; all of every account without it. */
  readonly statementOf: (
    name: string,
    limit?: (grant: AccountGrant) => AccountGrant | null,
  ) => Promise<StatementInput>
  readonly stop: () => Promise<void>
}

/** The sandbox bank on `day`: each statement is of the ninety days that end there. */
export async function startPersonaBank(day: string): Promise<PersonaBank> {
  const asOf = toPlainDate(day)
  const running = await startSandboxBank(asOf, redirectUri)
  const { adapter } = running.banks.find(SANDBOX_BANK)!
  const statementOf: PersonaBank['statementOf'] = async (name, limit = (grant) => grant) => {
    const { identifier } = findPersona(name)!
    const begun = await adapter.begin({ state: 'S'.repeat(32), redirectUri })
    const callback = new URL(await signInAtBank(begun.url, identifier))
    const code = callback.searchParams.get('code') ?? ''
    const signedIn = await adapter.complete({ ...begun, code, redirectUri, presence })
    const { accounts, credential } = await adapter.listAccounts({ credential: signedIn, presence })
    const grants = accounts.flatMap(({ ref }) => {
      return limit({ ref, balances: true, transactions: true }) ?? []
    })
    const signal = new AbortController().signal
    const pull = { credential, grants, identity: true, from: addDays(asOf, -89), asOf, presence }
    const collected = await adapter.collect({ ...pull, signal })
    await adapter.release({ credential, presence: null })
    return statementFrom(collected, asOf)
  }
  return { statementOf, stop: running.stop }
}

/** As `draft-report` joins what one connection brought. */
function statementFrom({ holder, accounts }: Collected, asOf: PlainDate): StatementInput {
  return {
    asOf,
    applicant: holder === null ? null : { name: holder },
    application: null,
    connections: [{ id: 'c1', bank: SANDBOX_BANK, holder }],
    accounts: accounts.map((account) => ({ ...account, connection: 'c1' })),
  }
}
