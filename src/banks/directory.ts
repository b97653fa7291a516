// The banks an applicant may choose: those of the profiles for which credentials are configured.
// A bank without credentials is not offered.
import { z } from 'zod'
import { AppError } from '../errors.ts'
import type { Bank, BankListing } from './bank.ts'
import type { BankDeps } from './bank-deps.ts'
import {
  berlinGroupBankSchema,
  berlinGroupSandboxSchema,
  openBerlinGroup,
  openBerlinGroupSandbox,
} from './berlin-group/open.ts'
import { linxoBankSchema, linxoSandboxSchema, openLinxo, openLinxoSandbox } from './linxo/open.ts'
import { foldName } from './search.ts'
import { realBankSchema, sandboxBankSchema } from './stet/config.ts'
import { openStet, openStetSandbox } from './stet/open.ts'
import { knownBanks } from './stet/profiles/all.ts'

export type { BankLimits } from './stet/config.ts'

export type BankDirectory = {
  /** In the order of their names. */
  readonly list: () => readonly BankListing[]
  readonly find: (id: string) => Bank | null
  /** Ends idle connections; calls under way finish first. */
  readonly close: () => Promise<void>
}

export const bankConfigSchema = z.strictObject({
  sandboxes: z.array(sandboxBankSchema).default([]),
  banks: z.array(realBankSchema).default([]),
  linxoSandboxes: z.array(linxoSandboxSchema).optional(),
  linxo: z.array(linxoBankSchema).optional(),
  berlinGroupSandboxes: z.array(berlinGroupSandboxSchema).optional(),
  berlinGroup: z.array(berlinGroupBankSchema).optional(),
})
export type BankConfig = z.output<typeof bankConfigSchema>

/** A bank with a profile and without credentials: an operator may connect it. */
export type KnownListing = Pick<BankListing, 'id' | 'name' | 'group' | 'country' | 'brands'> & {
  readonly kind: 'stet'
  /** Why it cannot be connected yet; null when credentials are all it takes. */
  readonly obstacle: string | null
}

/** Those that are not configured, in the order of their names. */
export function listKnownBanks(configured: readonly BankListing[]): readonly KnownListing[] {
  return knownBanks
    .filter(({ establishment }) => !configured.some(({ id }) => id === establishment.id))
    .map(({ profile, establishment: { id, name, brands } }) => ({
      ...{ id, name, group: profile.group, country: profile.country, brands },
      kind: 'stet' as const,
      obstacle: profile.obstacles[0] ?? null,
    }))
    .sort(byName)
}

/** @throws AppError `configuration_invalid` on an unknown or doubled bank, or an unreadable key. */
export function createBankDirectory(config: BankConfig, deps: BankDeps): BankDirectory {
  const opened = [
    ...config.sandboxes.map((each) => openStetSandbox(deps, each)),
    ...config.banks.map((each) => openStet(deps, each)),
    ...(config.linxoSandboxes ?? []).map((each) => openLinxoSandbox(deps, each)),
    ...(config.linxo ?? []).map((each) => openLinxo(deps, each)),
    ...(config.berlinGroupSandboxes ?? []).map((each) => openBerlinGroupSandbox(deps, each)),
    ...(config.berlinGroup ?? []).map((each) => openBerlinGroup(deps, each)),
  ]
  const banks = new Map<string, Bank>()
  for (const { bank } of opened) {
    const { id } = bank.listing
    if (banks.has(id)) throw invalid(`bank ${id} is configured twice`)
    banks.set(id, bank)
  }
  const listings = [...banks.values()].map(({ listing }) => listing).sort(byName)
  return {
    list: () => listings,
    find: (id) => banks.get(id) ?? null,
    close: async () => {
      await Promise.all(opened.map(({ client }) => client.close()))
    },
  }
}

function invalid(detail: string): AppError {
  return new AppError('configuration_invalid', detail)
}

/** As a reader looks names up: neither accents nor capitals count. */
function byName(a: { id: string; name: string }, b: { id: string; name: string }): number {
  return order(foldName(a.name), foldName(b.name)) || order(a.id, b.id)
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
