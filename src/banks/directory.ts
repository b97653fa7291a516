// The banks an applicant may choose: those of the profiles for which credentials are configured.
// A bank without credentials is not offered.
import { z } from 'zod'
import { unreachable } from '../core/values/unreachable.ts'
import { AppError } from '../errors.ts'
import type { Clock } from '../runtime/clock.ts'
import type { Bank, BankListing } from './bank.ts'
import {
  berlinGroupBankSchema,
  berlinGroupSandboxSchema,
  openBerlinGroup,
  openBerlinGroupSandbox,
} from './berlin-group/open.ts'
import { pem, readCertificate, readPem, readPrivateKey } from './key-material.ts'
import { linxoBankSchema, linxoSandboxSchema, openLinxo, openLinxoSandbox } from './linxo/open.ts'
import { createStetAdapter } from './stet/adapter.ts'
import { createClient, type StetClient } from './stet/client.ts'
import { bpce } from './stet/profiles/bpce.ts'
import type { Establishment, StetLimits, StetProfile } from './stet/profiles/profile.ts'

export type BankDirectory = {
  /** In the order of their names. */
  readonly list: () => readonly BankListing[]
  readonly find: (id: string) => Bank | null
  /** Ends idle connections; calls under way finish first. */
  readonly close: () => Promise<void>
}

const origin = z
  .url({ protocol: /^https?$/ })
  .refine((text) => new URL(text).pathname === '/', 'must be an origin, without a path')
  .transform((text) => new URL(text).origin)

const whole = z.int().positive().optional()
/** Limits that take the place of the profile's: a bank slower than its group, or a test in a hurry. */
const limitsSchema = z.strictObject({
  connectMs: whole,
  headersMs: whole,
  bodyMs: whole,
  callMs: whole,
  answerBytes: whole,
  connections: whole,
  pages: whole,
  accountsAtOnce: whole,
})
export type BankLimits = z.output<typeof limitsSchema>

const credentialsShape = {
  clientId: z.string().min(1).max(140),
  /** Client certificate (QWAC) and key for mutual TLS. */
  certificate: pem.optional(),
  key: pem.optional(),
  /** Authorities trusted for this bank instead of the system's. */
  authority: pem.optional(),
  /** Key that signs requests (QSEALC), its certificate, and the name the bank knows it by. */
  signatureKey: pem,
  signatureCertificate: pem.optional(),
  signatureKeyId: z.string().min(1).optional(),
  limits: limitsSchema.optional(),
}

export const sandboxBankSchema = z.strictObject({
  id: z.string().min(1),
  name: z.string().min(1),
  /** Where the customer's browser goes. */
  pagesUrl: origin,
  /** Where we call: tokens and data. */
  apiUrl: origin,
  ...credentialsShape,
})

export const realBankSchema = z.strictObject({
  id: z.string().min(1),
  ...credentialsShape,
  certificate: pem,
  key: pem,
})

export const bankConfigSchema = z.strictObject({
  sandboxes: z.array(sandboxBankSchema).default([]),
  banks: z.array(realBankSchema).default([]),
  linxoSandboxes: z.array(linxoSandboxSchema).optional(),
  linxo: z.array(linxoBankSchema).optional(),
  berlinGroupSandboxes: z.array(berlinGroupSandboxSchema).optional(),
  berlinGroup: z.array(berlinGroupBankSchema).optional(),
})
export type BankConfig = z.output<typeof bankConfigSchema>
type Credentials = Omit<z.output<typeof sandboxBankSchema>, 'name' | 'pagesUrl' | 'apiUrl'>

const profiles: readonly StetProfile[] = [bpce]

/** @throws AppError `configuration_invalid` on an unknown or doubled bank, or an unreadable key. */
export function createBankDirectory(config: BankConfig, deps: { clock: Clock }): BankDirectory {
  const opened = [
    ...config.sandboxes.map((each) => openBank(deps.clock, each, bpce, { ...each, sandbox: true })),
    ...config.banks.map((each) => {
      const { profile, establishment } = knownBank(each.id)
      const url = profile.origin(establishment)
      const place = { name: establishment.name, pagesUrl: url, apiUrl: url, sandbox: false }
      return openBank(deps.clock, each, profile, place)
    }),
    ...(config.linxoSandboxes ?? []).map((each) => openLinxoSandbox(deps.clock, each)),
    ...(config.linxo ?? []).map((each) => openLinxo(deps.clock, each)),
    ...(config.berlinGroupSandboxes ?? []).map((each) => openBerlinGroupSandbox(deps.clock, each)),
    ...(config.berlinGroup ?? []).map((each) => openBerlinGroup(deps.clock, each)),
  ]
  const banks = new Map<string, Bank>()
  for (const { bank } of opened) {
    const { id } = bank.listing
    if (banks.has(id)) throw invalid(`bank ${id} is configured twice`)
    banks.set(id, bank)
  }
  const listings = [...banks.values()]
    .map(({ listing }) => listing)
    .sort((a, b) => order(folded(a.name), folded(b.name)) || order(a.id, b.id))
  return {
    list: () => listings,
    find: (id) => banks.get(id) ?? null,
    close: async () => {
      await Promise.all(opened.map(({ client }) => client.close()))
    },
  }
}

type Place = { name: string; pagesUrl: string; apiUrl: string; sandbox: boolean }

function openBank(
  clock: Clock,
  credentials: Credentials,
  group: StetProfile,
  place: Place,
): { bank: Bank; client: StetClient } {
  const { id, clientId } = credentials
  const profile = { ...group, limits: limitsOf(group, credentials.limits) }
  const text = (field: 'certificate' | 'key' | 'authority') => {
    const source = credentials[field]
    return source === undefined ? {} : { [field]: readPem({ bank: id, field }, source) }
  }
  const tls = { ...text('certificate'), ...text('key'), ...text('authority') }
  const { signature, limits, paths } = profile
  const signatureKey = readPrivateKey({ bank: id, field: 'signatureKey' }, credentials.signatureKey)
  const signing = { keyId: signatureKeyId(credentials, profile), key: signatureKey }
  const client = createClient({ bank: id, tls, signing, style: signature, limits, clock })
  const adapter = createStetAdapter({
    profile,
    client,
    clock,
    apiBase: place.apiUrl + paths.api,
    oauth: {
      authorizeUrl: place.pagesUrl + paths.authorize,
      tokenUrl: place.apiUrl + paths.token,
      clientId,
      scope: profile.oauth.scope,
    },
  })
  const listing: BankListing = {
    id,
    name: place.name,
    group: profile.group,
    country: profile.country,
    kind: 'stet',
    sandbox: place.sandbox,
  }
  return { client, bank: { listing, authorizeOrigin: new URL(place.pagesUrl).origin, adapter } }
}

function limitsOf({ limits }: StetProfile, own: BankLimits = {}): StetLimits {
  return {
    connectMs: own.connectMs ?? limits.connectMs,
    headersMs: own.headersMs ?? limits.headersMs,
    bodyMs: own.bodyMs ?? limits.bodyMs,
    callMs: own.callMs ?? limits.callMs,
    answerBytes: own.answerBytes ?? limits.answerBytes,
    connections: own.connections ?? limits.connections,
    pages: own.pages ?? limits.pages,
    accountsAtOnce: own.accountsAtOnce ?? limits.accountsAtOnce,
  }
}

function knownBank(id: string): { profile: StetProfile; establishment: Establishment } {
  for (const profile of profiles) {
    const establishment = profile.establishments.find((each) => each.id === id)
    if (establishment) return { profile, establishment }
  }
  const known = profiles.flatMap((profile) => profile.establishments.map((each) => each.id))
  throw invalid(`no profile for bank ${id}; known: ${known.join(', ')}`)
}

function signatureKeyId(credentials: Credentials, { signature }: StetProfile): string {
  const { id, clientId, signatureCertificate } = credentials
  switch (signature.keyId) {
    case 'client_id':
      return credentials.signatureKeyId ?? clientId
    case 'configured':
      if (credentials.signatureKeyId) return credentials.signatureKeyId
      throw invalid(`bank ${id} needs a signatureKeyId`)
    case 'certificate_base64': {
      if (!signatureCertificate) throw invalid(`bank ${id} needs a signatureCertificate`)
      const place = { bank: id, field: 'signatureCertificate' }
      return readCertificate(place, signatureCertificate).raw.toString('base64')
    }
    default:
      return unreachable(signature.keyId)
  }
}

function invalid(detail: string): AppError {
  return new AppError('configuration_invalid', detail)
}

/** As a reader looks names up: neither accents nor capitals count. */
function folded(name: string): string {
  return name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
