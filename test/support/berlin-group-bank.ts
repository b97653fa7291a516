// The NextGenPSD2 sandbox bank over mutual TLS with verified seals, and our directory configured for it.
import { createTestAuthority } from '../../src/banks/authority.ts'
import type { Bank } from '../../src/banks/bank.ts'
import { bankConfigSchema, createBankDirectory } from '../../src/banks/directory.ts'
import type { PlainDate } from '../../src/core/values/plain-date.ts'
import { systemClock } from '../../src/runtime/clock.ts'
import {
  type BerlinGroupSandbox,
  type BerlinGroupSandboxOptions,
  startBerlinGroupSandbox,
} from '../../src/sandbox/berlin-group/sandbox.ts'

export const BERLIN_GROUP_BANK = 'berlin-group'
export const PROVIDER = 'PSDFR-ACPR-99999'

export type BerlinGroupBank = {
  readonly sandbox: BerlinGroupSandbox
  readonly bank: Bank
  readonly stop: () => Promise<void>
}

export async function startBerlinGroupBank(
  today: PlainDate,
  redirectUri: string,
  options: Partial<BerlinGroupSandboxOptions> = {},
): Promise<BerlinGroupBank> {
  const authority = await createTestAuthority(new Date())
  const { server, client, signing, certificate } = authority
  const sandbox = await startBerlinGroupSandbox({
    today,
    tls: { key: server.key, cert: server.certificate },
    authority: certificate,
    clients: [{ clientId: PROVIDER, redirectUris: [redirectUri] }],
    ...options,
  })
  const config = bankConfigSchema.parse({
    berlinGroupSandboxes: [
      {
        id: BERLIN_GROUP_BANK,
        name: 'Banque Berlin Group',
        pagesUrl: sandbox.pagesUrl,
        apiUrl: sandbox.apiUrl,
        clientId: PROVIDER,
        certificate: client.certificate,
        key: client.key,
        authority: certificate,
        signatureKey: signing.key,
        signatureCertificate: signing.certificate,
        sca: options.sca ?? 'redirect',
        limits: { statusTries: 2, statusEveryMs: 20 },
      },
    ],
  })
  const banks = createBankDirectory(config, { clock: systemClock })
  const bank = banks.find(BERLIN_GROUP_BANK)
  if (!bank) throw new Error('the bank is not listed')
  const stop = async () => {
    await banks.close()
    await sandbox.stop()
  }
  return { sandbox, bank, stop }
}
