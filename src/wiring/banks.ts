// Which banks this process can reach: the sandbox when it is configured, and those of `banks.yaml`.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { TestAuthority } from '../banks/authority.ts'
import type { BankKind } from '../banks/bank.ts'
import type { BankDeps } from '../banks/bank-deps.ts'
import { type BankDirectory, bankConfigSchema, createBankDirectory } from '../banks/directory.ts'
import { rotatingDirectory } from '../banks/rotating-directory.ts'
import { watchDirectory } from '../banks/watched-directory.ts'
import type { Config, SandboxAddresses } from '../config.ts'
import { parseRuleFile, RuleFileError } from '../core/values/rule-file.ts'
import { AppError } from '../errors.ts'
import { type EventLogger, faultOf } from '../telemetry/log.ts'

/** What the sandbox bank knows this service by. */
export const sandboxClientId = 'PSDFR-ACPR-99999'
export const sandboxBankId = 'bpce-13807'

/** The sandbox's bank of each kind that is offered. */
export const sandboxBankIds = {
  stet: sandboxBankId,
  linxo: 'linxo',
  berlin_group: 'berlin-group',
} as const satisfies { readonly [Kind in BankKind]?: string }
export type SandboxKind = keyof typeof sandboxBankIds

/** Of the Linxo sandbox: drawn from the keys that service and sandbox both hold. */
export function linxoSandboxSecret(authority: TestAuthority): string {
  return createHash('sha256').update(`linxo ${authority.client.key}`).digest('base64url')
}

/** Each bank sends customers back to an address of its own, so that none can pass for another. */
export function callbackPath(bankId: string): string {
  return `/callback/${bankId}`
}

/** How often `banks.yaml` and the files it names are looked at. */
const LOOK_EVERY_MS = 2_000

/**
 * With a `banks.yaml`, its banks are opened anew whenever it or a key it names changes.
 * @throws AppError `configuration_invalid` naming the file and the line, or the bank.
 */
export function openBanks(
  config: Config,
  authority: TestAuthority | null,
  deps: BankDeps & { log: EventLogger },
): BankDirectory {
  const { log } = deps
  const { banksFile } = config
  const sandboxes = sandboxBanks(config, authority)
  if (banksFile === null) {
    return watchDirectory(createBankDirectory({ ...sandboxes, banks: [] }, deps), log)
  }
  const rotating = rotatingDirectory({
    open: () => {
      const real = readBanksFile(banksFile)
      const directory = createBankDirectory({ ...sandboxes, ...real }, deps)
      return { directory, files: [banksFile, ...filesOf(real)] }
    },
    everyMs: LOOK_EVERY_MS,
    onRotated: () =>
      log.write({ event: 'lifecycle', part: 'banks.yaml', state: 'started', durationMs: 0 }),
    onFault: (error) => log.write({ event: 'fault', part: 'banks.yaml', ...faultOf(error) }),
  })
  return watchDirectory(rotating, log)
}

/** Files that hold keys, certificates and secrets: their paths stand where the text itself might. */
function filesOf(real: ReturnType<typeof readBanksFile>): string[] {
  const banks = [...real.banks, ...(real.linxo ?? []), ...(real.berlinGroup ?? [])]
  const fields = banks.flatMap((bank) => Object.entries(bank))
  return [
    ...new Set(
      fields.flatMap(([name, value]) =>
        /^(certificate|key|authority|signatureKey|\w+Certificate|clientSecretFile)$/.test(name) &&
        typeof value === 'string' &&
        !value.trimStart().startsWith('-----BEGIN')
          ? [value]
          : [],
      ),
    ),
  ]
}

function sandboxBanks(config: Config, authority: TestAuthority | null) {
  const sandboxes =
    config.sandbox && authority
      ? [
          {
            id: sandboxBankId,
            name: 'Banque Populaire Grand Ouest',
            ...config.sandbox,
            clientId: sandboxClientId,
            certificate: authority.client.certificate,
            key: authority.client.key,
            authority: authority.certificate,
            signatureKey: authority.signing.key,
            signatureCertificate: authority.signing.certificate,
          },
        ]
      : []
  return { sandboxes, ...otherSandboxes(config, authority) }
}

/** The sandbox's banks of other kinds, those that it has. */
function otherSandboxes({ sandbox }: Config, authority: TestAuthority | null) {
  const { linxo, berlin_group: berlinGroup } = sandbox?.others ?? {}
  if (!authority) return {}
  return {
    linxoSandboxes: linxo ? [linxoSandbox(authority, linxo)] : [],
    berlinGroupSandboxes: berlinGroup ? [berlinGroupSandbox(authority, berlinGroup)] : [],
  }
}

function linxoSandbox(authority: TestAuthority, addresses: SandboxAddresses) {
  return {
    id: sandboxBankIds.linxo,
    name: 'Linxo Connect (autres banques)',
    ...addresses,
    clientId: sandboxClientId,
    clientSecret: linxoSandboxSecret(authority),
    authority: authority.certificate,
    // a sandbox answers at once: it is not waited for as the real one is
    limits: { pollFirstMs: 100, pollMostMs: 1_000 },
  }
}

function berlinGroupSandbox(authority: TestAuthority, addresses: SandboxAddresses) {
  return {
    id: sandboxBankIds.berlin_group,
    name: 'Banque Berlin Group',
    ...addresses,
    sca: 'redirect' as const,
    clientId: sandboxClientId,
    certificate: authority.client.certificate,
    key: authority.client.key,
    authority: authority.certificate,
    signatureKey: authority.signing.key,
    signatureCertificate: authority.signing.certificate,
  }
}

/** `banks.yaml`. @throws AppError `configuration_invalid` naming the file and the line */
export function readBanksFile(file: string) {
  try {
    const text = readFileSync(file, 'utf8')
    return parseRuleFile(
      file,
      text,
      bankConfigSchema.pick({ banks: true, linxo: true, berlinGroup: true }),
    )
  } catch (cause) {
    const detail = cause instanceof RuleFileError ? cause.message : `${file} cannot be read`
    throw new AppError('configuration_invalid', detail, { cause })
  }
}
