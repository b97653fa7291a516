// Linxo Connect from its configuration to a bank of the directory: the operator's registration, or a sandbox.
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { AppError } from '../../errors.ts'
import type { Bank } from '../bank.ts'
import type { BankDeps } from '../bank-deps.ts'
import { limit, limitsShape } from '../config-fields.ts'
import { createLinxoAdapter } from './adapter.ts'
import { createClient, type LinxoClient } from './client.ts'
import { createNotices } from './notices.ts'
import {
  defaultLimits,
  INTERMEDIARY_NAME,
  type LinxoLimits,
  type LinxoPlace,
  livePlace,
  placeAt,
  testPlace,
} from './profile.ts'

const limitsSchema = z.strictObject({
  ...limitsShape,
  pollFirstMs: limit,
  pollMostMs: limit,
  synchronisationMs: limit,
})

const bankShape = {
  id: z.string().min(1),
  name: z.string().min(1).default('Linxo Connect (autres banques)'),
  clientId: z.string().min(1).max(140),
  limits: limitsSchema.optional(),
}

export const linxoSandboxSchema = z.strictObject({
  ...bankShape,
  clientSecret: z.string().min(1),
  /** Where the customer's browser goes, and where we call: origins. */
  pagesUrl: z.url({ protocol: /^https?$/ }),
  apiUrl: z.url({ protocol: /^https?$/ }),
  /** PEM of the authority that is trusted. */
  authority: z.string().optional(),
})
export type LinxoSandboxConfig = z.input<typeof linxoSandboxSchema>

export const linxoBankSchema = z.strictObject({
  ...bankShape,
  clientSecretFile: z.string().min(1).meta({ description: 'Path of a file that holds the secret' }),
  /** Its terms, which the applicant accepts, and their version: what is recorded as accepted. */
  termsUrl: z.url({ protocol: /^https$/ }),
  termsVersion: z.string().min(1).max(40),
  /** `test` is Linxo's own test environment: only test keys see it. */
  environment: z.enum(['live', 'test']).default('live'),
})

export type OpenedLinxo = { readonly bank: Bank; readonly client: LinxoClient }

export function openLinxoSandbox(
  deps: BankDeps,
  config: z.output<typeof linxoSandboxSchema>,
): OpenedLinxo {
  const addresses = {
    pagesUrl: new URL(config.pagesUrl).origin,
    apiUrl: new URL(config.apiUrl).origin,
  }
  const terms = { termsUrl: `${addresses.pagesUrl}/widget/terms`, termsVersion: '1' }
  return open(deps, { ...config, terms, place: placeAt(addresses), sandbox: true })
}

/** @throws AppError `configuration_invalid` when the secret cannot be read */
export function openLinxo(deps: BankDeps, config: z.output<typeof linxoBankSchema>): OpenedLinxo {
  const { id, name, clientId, limits, clientSecretFile, environment } = config
  const { termsUrl, termsVersion } = config
  const terms = { termsUrl, termsVersion }
  const clientSecret = readSecret(id, clientSecretFile)
  const sandbox = environment === 'test'
  const place = sandbox ? testPlace : livePlace
  return open(deps, { id, name, clientId, clientSecret, limits, terms, place, sandbox })
}

function readSecret(id: string, file: string): string {
  try {
    const secret = readFileSync(file, 'utf8').trim()
    if (secret !== '') return secret
  } catch {
    // the path says enough: the cause is named below for both
  }
  throw new AppError('configuration_invalid', `bank ${id}: clientSecretFile holds no secret`)
}

type Settings = {
  readonly id: string
  readonly name: string
  readonly clientId: string
  readonly clientSecret: string
  readonly limits?: z.output<typeof limitsSchema> | undefined
  readonly authority?: string | undefined
  readonly terms: { readonly termsUrl: string; readonly termsVersion: string }
  readonly place: LinxoPlace
  readonly sandbox: boolean
}

function open({ clock }: BankDeps, settings: Settings): OpenedLinxo {
  const { id, name, clientId, clientSecret, authority, place, sandbox } = settings
  const limits: LinxoLimits = { ...defaultLimits, ...given(settings.limits ?? {}) }
  const trusted = authority === undefined ? {} : { authority }
  const client = createClient({ bank: id, limits, clock, ...trusted })
  const oauth = { tokenUrl: place.tokenUrl, clientId, clientSecret }
  const notices = createNotices()
  const adapter = createLinxoAdapter({ place, oauth, limits, client, notices, clock })
  return {
    client,
    bank: {
      listing: {
        ...{ id, name, sandbox, intermediary: { name: INTERMEDIARY_NAME, ...settings.terms } },
        ...{ group: 'Linxo', country: 'FR', kind: 'linxo' },
      },
      authorizeOrigin: place.pagesOrigin,
      adapter,
      circuit: () => client.state().circuit.state,
      // [D] what the widget adds to the address is told nowhere: the id of the connection, or an error
      readReturn: (parameter) => ({ code: parameter('connection_id'), error: parameter('error') }),
      notice: notices.take,
    },
  }
}

function given(limits: { [K in keyof LinxoLimits]?: number | undefined }): Partial<LinxoLimits> {
  return Object.fromEntries(Object.entries(limits).filter(([, value]) => value !== undefined))
}
