// The Linxo Connect sandbox over TLS and our directory configured for it, as the demo wires them.
import { createTestAuthority } from '../../src/banks/authority.ts'
import type { Bank } from '../../src/banks/bank.ts'
import { bankConfigSchema, createBankDirectory } from '../../src/banks/directory.ts'
import type { LinxoLimits } from '../../src/banks/linxo/profile.ts'
import type { PlainDate } from '../../src/core/values/plain-date.ts'
import { systemClock } from '../../src/runtime/clock.ts'
import {
  type LinxoSandbox,
  type LinxoSandboxOptions,
  startLinxoSandbox,
} from '../../src/sandbox/linxo/sandbox.ts'
import { type SignInChoice, signInAtBank } from './bank-sign-in.ts'

export const LINXO_BANK = 'linxo'
export const linxoClient = { clientId: 'nonante-test', clientSecret: 'CANARY-CLIENT-SECRET' }
export const linxoRedirectUri = 'http://localhost:4000/callback/linxo'

export type LinxoBank = {
  readonly sandbox: LinxoSandbox
  readonly bank: Bank
  readonly stop: () => Promise<void>
}

export async function startLinxoBank(
  today: PlainDate,
  change: {
    sandbox?: Partial<LinxoSandboxOptions>
    limits?: { [K in keyof LinxoLimits]?: number }
    authority?: string
  } = {},
): Promise<LinxoBank> {
  const authority = await createTestAuthority(new Date())
  const sandbox = await startLinxoSandbox({
    today,
    synchronisationMs: 20,
    tls: { key: authority.server.key, cert: authority.server.certificate },
    clients: [{ ...linxoClient, redirectUris: [linxoRedirectUri] }],
    ...change.sandbox,
  })
  const config = bankConfigSchema.parse({
    linxoSandboxes: [
      {
        id: LINXO_BANK,
        pagesUrl: sandbox.pagesUrl,
        apiUrl: sandbox.apiUrl,
        authority: change.authority ?? authority.certificate,
        ...linxoClient,
        limits: { pollFirstMs: 10, pollMostMs: 40, synchronisationMs: 400, ...change.limits },
      },
    ],
  })
  const banks = createBankDirectory(config, { clock: systemClock })
  const bank = banks.find(LINXO_BANK)
  if (!bank) throw new Error('the directory lacks the bank it was given')
  const stop = async () => {
    await banks.close()
    await sandbox.stop()
  }
  return { sandbox, bank, stop }
}

/** Through the widget: terms, the bank by that channel, the bank's sign-in; back to our address. */
export function signInAtWidget(
  url: string,
  identifier: string,
  choice: SignInChoice & { channel?: 'REDIRECT' | 'EMBEDDED' } = {},
): Promise<string> {
  const { channel = 'REDIRECT', ...rest } = choice
  const fields = { channel, ...(channel === 'EMBEDDED' ? { password: '12345678' } : {}) }
  return signInAtBank(url, identifier, { ...rest, fields: { ...fields, ...rest.fields } })
}
