// Which banks this process can reach: the sandbox when it is configured, and those of `banks.yaml`.
import { readFileSync } from 'node:fs'
import type { TestAuthority } from '../banks/authority.ts'
import { type BankDirectory, bankConfigSchema, createBankDirectory } from '../banks/directory.ts'
import { watchDirectory } from '../banks/watched-directory.ts'
import type { Config } from '../config.ts'
import { parseRuleFile, RuleFileError } from '../core/values/rule-file.ts'
import { AppError } from '../errors.ts'
import type { Clock } from '../runtime/clock.ts'
import type { EventLogger } from '../telemetry/log.ts'

/** What the sandbox bank knows this service by. */
export const sandboxClientId = 'PSDFR-ACPR-99999'
export const sandboxBankId = 'bpce-13807'

/** Each bank sends customers back to an address of its own, so that none can pass for another. */
export function callbackPath(bankId: string): string {
  return `/callback/${bankId}`
}

/** @throws AppError `configuration_invalid` naming the file and the line, or the bank. */
export function openBanks(
  config: Config,
  authority: TestAuthority | null,
  deps: { clock: Clock; log: EventLogger },
): BankDirectory {
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
          },
        ]
      : []
  const banks = realBanks(config.banksFile)
  return watchDirectory(createBankDirectory({ sandboxes, banks }, deps), deps.log)
}

function realBanks(file: string | null) {
  if (file === null) return []
  try {
    const text = readFileSync(file, 'utf8')
    return parseRuleFile(file, text, bankConfigSchema.pick({ banks: true })).banks
  } catch (cause) {
    const detail = cause instanceof RuleFileError ? cause.message : `${file} cannot be read`
    throw new AppError('configuration_invalid', detail, { cause })
  }
}
