// A NextGenPSD2 bank from its configuration to a bank of the directory. What a bank documents of itself is
// told here by the operator: the guidelines leave it open.
import { z } from 'zod'
import type { Bank } from '../bank.ts'
import { type BankDeps, countedBy } from '../bank-deps.ts'
import { certificatesOf } from '../certificates.ts'
import { limit, limitsShape, origin } from '../config-fields.ts'
import { pem, readCertificate, readPem, readPrivateKey } from '../key-material.ts'
import { createBerlinGroupAdapter, readRedirectReturn } from './adapter.ts'
import { type BerlinGroupClient, type ClientOptions, createClient } from './client.ts'
import { guidelines } from './profiles/guidelines.ts'
import type { BerlinGroupLimits, BerlinGroupProfile } from './profiles/profile.ts'

const limitsSchema = z.strictObject({
  ...limitsShape,
  statusTries: limit,
  statusEveryMs: limit,
})

const bankShape = {
  id: z.string().min(1),
  name: z.string().min(1),
  /** Where the customer's browser goes. */
  pagesUrl: origin,
  /** Where we call. */
  apiUrl: origin,
  /** The number in our certificates: `PSDFR-ACPR-99999`. */
  clientId: z.string().min(1).max(140),
  /** Client certificate (QWAC) and key for mutual TLS. */
  certificate: pem,
  key: pem,
  /** Authorities trusted for this bank instead of the system's. */
  authority: pem.optional(),
  /** Key that signs requests (QSEALC) and its certificate, where the bank asks for signatures. */
  signatureKey: pem.optional(),
  signatureCertificate: pem.optional(),
  sca: z.enum(['redirect', 'oauth']).default(guidelines.sca),
  limits: limitsSchema.optional(),
}

type SealFields = { signatureKey?: unknown; signatureCertificate?: unknown }
const hasWholeSeal = ({ signatureKey, signatureCertificate }: SealFields) =>
  (signatureKey === undefined) === (signatureCertificate === undefined)
const sealMessage = 'signatureKey and signatureCertificate go together'

export const berlinGroupSandboxSchema = z.strictObject(bankShape).refine(hasWholeSeal, sealMessage)

export const berlinGroupBankSchema = z
  .strictObject({
    ...bankShape,
    group: z.string().min(1).default(guidelines.group),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/)
      .default(guidelines.country),
    timeZone: z.string().default(guidelines.timeZone),
    /** What stands before `/v1` in the bank's addresses. */
    apiPath: z
      .string()
      .regex(/^(\/[\w.~-]+)*$/, 'must begin with a slash and end without one')
      .default(guidelines.apiPath),
    access: z.enum(['bank_offered', 'all_psd2']).default(guidelines.access),
    ownerName: z.boolean().default(guidelines.ownerName),
    bookingStatus: z.enum(['both', 'booked']).default(guidelines.bookingStatus),
  })
  .refine(hasWholeSeal, sealMessage)

export type OpenedBerlinGroup = { readonly bank: Bank; readonly client: BerlinGroupClient }
type Sandbox = z.output<typeof berlinGroupSandboxSchema>

/** @throws AppError `configuration_invalid` on keys that cannot be read. */
export function openBerlinGroupSandbox(deps: BankDeps, config: Sandbox): OpenedBerlinGroup {
  const { sca } = config
  return open(deps, config, { ...guidelines, sca, limits: limitsOf(config) }, true)
}

/** @throws AppError `configuration_invalid` on keys that cannot be read. */
export function openBerlinGroup(
  deps: BankDeps,
  config: z.output<typeof berlinGroupBankSchema>,
): OpenedBerlinGroup {
  const { group, country, timeZone, apiPath, sca, access, ownerName, bookingStatus } = config
  const known = { group, country, timeZone, apiPath, sca, access, ownerName, bookingStatus }
  return open(deps, config, { ...guidelines, ...known, limits: limitsOf(config) }, false)
}

function open(
  deps: BankDeps,
  config: Sandbox,
  profile: BerlinGroupProfile,
  sandbox: boolean,
): OpenedBerlinGroup {
  const { id, name, clientId, pagesUrl, apiUrl } = config
  const { clock } = deps
  const { limits, group, country } = profile
  const client = createClient({
    ...{ bank: id, limits, clock },
    ...countedBy(deps, id),
    tls: {
      certificate: readPem({ bank: id, field: 'certificate' }, config.certificate),
      key: readPem({ bank: id, field: 'key' }, config.key),
      ...(config.authority === undefined
        ? {}
        : { authority: readPem({ bank: id, field: 'authority' }, config.authority) }),
    },
    signing: signingOf(config, profile),
  })
  const origins = { pages: pagesUrl, api: apiUrl }
  return {
    client,
    bank: {
      listing: { id, name, group, country, kind: 'berlin_group', sandbox },
      authorizeOrigin: pagesUrl,
      certificates: certificatesOf(config),
      circuit: () => client.state().circuit.state,
      adapter: createBerlinGroupAdapter({ profile, origins, clientId, client, clock }),
      ...(profile.sca === 'redirect' ? { readReturn: readRedirectReturn } : {}),
    },
  }
}

/** Signed when the operator gives a seal, which they do where the bank asks for it. */
function signingOf(config: Sandbox, { signature }: BerlinGroupProfile): ClientOptions['signing'] {
  const { id: bank, signatureKey, signatureCertificate } = config
  if (!signature || !signatureKey || !signatureCertificate) return null
  const key = readPrivateKey({ bank, field: 'signatureKey' }, signatureKey)
  const field = 'signatureCertificate'
  return {
    style: signature,
    seal: { key, certificate: readCertificate({ bank, field }, signatureCertificate) },
  }
}

function limitsOf({ limits }: Sandbox): BerlinGroupLimits {
  const given = Object.entries(limits ?? {}).filter(([, value]) => value !== undefined)
  return { ...guidelines.limits, ...Object.fromEntries(given) }
}
