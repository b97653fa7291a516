// The sandbox bank over mutual TLS and our directory configured for it, as the demo wires them.
import { createTestAuthority } from '../../src/banks/authority.ts'
import {
  type BankDirectory,
  bankConfigSchema,
  createBankDirectory,
} from '../../src/banks/directory.ts'
import type { PlainDate } from '../../src/core/values/plain-date.ts'
import { systemClock } from '../../src/runtime/clock.ts'
import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/sandbox.ts'

export const SANDBOX_BANK = 'bpce-13807'
const CLIENT_ID = 'PSDFR-ACPR-99999'

export type SandboxBank = {
  readonly sandbox: Sandbox
  readonly banks: BankDirectory
  readonly stop: () => Promise<void>
}

export async function startSandboxBank(
  today: PlainDate,
  redirectUri: string,
  options: Partial<SandboxOptions> = {},
  configured: { answerCertificate?: string } = {},
): Promise<SandboxBank> {
  const authority = await createTestAuthority(new Date())
  const { server, client, signing, certificate } = authority
  const sandbox = await startSandbox({
    today,
    tls: { key: server.key, cert: server.certificate, ca: certificate },
    clients: [
      {
        clientId: CLIENT_ID,
        redirectUris: [redirectUri],
        signatureKeys: [{ keyId: CLIENT_ID, publicKeyPem: signing.publicKey }],
      },
    ],
    ...options,
  })
  const config = bankConfigSchema.parse({
    sandboxes: [
      {
        id: SANDBOX_BANK,
        name: 'Banque Populaire Grand Ouest',
        pagesUrl: sandbox.pagesUrl,
        apiUrl: sandbox.apiUrl,
        clientId: CLIENT_ID,
        certificate: client.certificate,
        key: client.key,
        authority: certificate,
        signatureKey: signing.key,
        ...configured,
      },
    ],
  })
  const banks = createBankDirectory(config, { clock: systemClock })
  const stop = async () => {
    await banks.close()
    await sandbox.stop()
  }
  return { sandbox, banks, stop }
}
