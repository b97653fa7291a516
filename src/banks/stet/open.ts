// A STET bank from its configuration to a bank of the directory: a real one, known by its profile, or a sandbox.
import type { KeyObject } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { unreachable } from '../../core/values/unreachable.ts'
import { AppError } from '../../errors.ts'
import type { Bank, BankCertificate, BankListing } from '../bank.ts'
import { type BankDeps, countedBy } from '../bank-deps.ts'
import { certificatesOf } from '../certificates.ts'
import { readCertificate, readPem, readPrivateKey } from '../key-material.ts'
import type { TlsMaterial } from '../transport.ts'
import { createStetAdapter } from './adapter.ts'
import { createClient, type StetClient } from './client.ts'
import type { BankLimits, RealBankConfig, SandboxConfig } from './config.ts'
import { findKnownBank, type KnownBank, knownBanks } from './profiles/all.ts'
import { bpce, bpcePaths } from './profiles/bpce.ts'
import type { Addresses, StetLimits, StetProfile } from './profiles/profile.ts'
import type { SigningKey } from './signature.ts'

/** All that calls to one bank are made with. */
export type SettledStet = {
  readonly id: string
  readonly name: string
  readonly brands: readonly string[]
  readonly profile: StetProfile
  readonly addresses: Addresses
  readonly clientId: string
  readonly clientSecret: string | null
  readonly tls: TlsMaterial
  readonly signing: SigningKey
  /** Null: the bank's answers are not looked at for a signature. */
  readonly answerKey: KeyObject | null
}

export type OpenedStet = { readonly bank: Bank; readonly client: StetClient }

/** The sandbox is the one of the Banque Populaire family. @throws AppError `configuration_invalid` */
export function openStetSandbox(deps: BankDeps, config: SandboxConfig): OpenedStet {
  const addresses = {
    authorizeUrl: config.pagesUrl + bpcePaths.authorize,
    tokenUrl: config.apiUrl + bpcePaths.token,
    apiUrl: config.apiUrl + bpcePaths.api,
  }
  const more = { name: config.name, brands: [], addresses, clientSecret: null }
  return open(deps, { ...settled(config, bpce), ...more }, certificatesOf(config), true)
}

/** @throws AppError `configuration_invalid` on an unknown bank, a missing address or an unreadable key. */
export function openStet(deps: BankDeps, config: RealBankConfig): OpenedStet {
  return open(deps, settleStet(config), certificatesOf(config), false)
}

/** @throws AppError `configuration_invalid`, as `openStet` */
export function settleStet(config: RealBankConfig): SettledStet {
  const known = knownBank(config.id)
  const { profile, establishment } = known
  const [obstacle] = profile.obstacles
  if (obstacle !== undefined) {
    throw invalid(`bank ${config.id} is known and cannot be connected yet: ${obstacle}`)
  }
  const addresses = addressesOf(known, config)
  const clientSecret = clientSecretOf(config, profile)
  const { name, brands } = establishment
  return { ...settled(config, profile), name, brands, addresses, clientSecret }
}

function knownBank(id: string): KnownBank {
  const found = findKnownBank(id)
  if (found) return found
  const known = knownBanks.map(({ establishment }) => establishment.id)
  throw invalid(`no profile for bank ${id}; known: ${known.join(', ')}`)
}

function addressesOf({ profile, establishment }: KnownBank, config: RealBankConfig): Addresses {
  const documented = profile.addresses(establishment)
  const of = (field: keyof Addresses) => {
    const found = config.addresses?.[field] ?? documented[field]
    if (found !== undefined) return found
    throw invalid(
      `bank ${config.id} needs addresses.${field}: the bank tells it on its developers' portal`,
    )
  }
  return { authorizeUrl: of('authorizeUrl'), tokenUrl: of('tokenUrl'), apiUrl: of('apiUrl') }
}

function clientSecretOf({ id, clientSecretFile }: RealBankConfig, { oauth }: StetProfile) {
  if (oauth.client === 'certificate') return null
  if (clientSecretFile === undefined) throw invalid(`bank ${id} needs a clientSecretFile`)
  try {
    const secret = readFileSync(clientSecretFile, 'utf8').trim()
    if (secret !== '') return secret
  } catch {
    // the path says enough: the cause is named below for both
  }
  throw invalid(`bank ${id}: clientSecretFile holds no secret`)
}

function settled(
  config: SandboxConfig | RealBankConfig,
  group: StetProfile,
): Omit<SettledStet, 'name' | 'brands' | 'addresses' | 'clientSecret'> {
  const { id, clientId } = config
  const profile = { ...group, limits: limitsOf(group, config.limits) }
  const text = (field: 'certificate' | 'key' | 'authority') => {
    const source = config[field]
    return source === undefined ? {} : { [field]: readPem({ bank: id, field }, source) }
  }
  const key = readPrivateKey({ bank: id, field: 'signatureKey' }, config.signatureKey)
  return {
    ...{ id, clientId, profile },
    tls: { ...text('certificate'), ...text('key'), ...text('authority') },
    signing: { keyId: signatureKeyId(config, profile), key },
    answerKey: answerKeyOf(config),
  }
}

function answerKeyOf({ id, answerCertificate }: SandboxConfig | RealBankConfig): KeyObject | null {
  if (answerCertificate === undefined) return null
  return readCertificate({ bank: id, field: 'answerCertificate' }, answerCertificate).publicKey
}

function open(
  deps: BankDeps,
  settled: SettledStet,
  certificates: readonly BankCertificate[],
  sandbox: boolean,
): OpenedStet {
  const { clock } = deps
  const { id, name, brands, profile, addresses, clientId, clientSecret, tls, signing } = settled
  const { signature: style, limits, group, country } = profile
  const headers = headersFor(profile, clientId)
  const client = createClient({
    ...{ bank: id, tls, signing, style, headers, limits, clock },
    ...countedBy(deps, id),
    ...(settled.answerKey === null ? {} : { answerKey: settled.answerKey }),
  })
  const { authorizeUrl, tokenUrl, apiUrl } = addresses
  const oauth = { ...profile.oauth, authorizeUrl, tokenUrl, clientId, clientSecret }
  const adapter = createStetAdapter({ profile, client, clock, apiBase: apiUrl, oauth })
  const listing: BankListing = {
    ...{ id, name, group, country, kind: 'stet', sandbox },
    ...(brands.length === 0 ? {} : { brands }),
  }
  const authorizeOrigin = new URL(authorizeUrl).origin
  const circuit = () => client.state().circuit.state
  return { client, bank: { listing, authorizeOrigin, adapter, certificates, circuit } }
}

export function headersFor({ headers }: StetProfile, clientId: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      value.replaceAll('<client_id>', clientId),
    ]),
  )
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

function signatureKeyId(
  config: SandboxConfig | RealBankConfig,
  { signature }: StetProfile,
): string {
  const { id, clientId, signatureKeyId: given } = config
  if (signature === null) return clientId
  const certificate = () => {
    const field = 'signatureCertificate'
    if (!config[field]) throw invalid(`bank ${id} needs a ${field}`)
    return readCertificate({ bank: id, field }, config[field])
  }
  switch (signature.keyId) {
    case 'client_id':
      return given ?? clientId
    case 'configured':
      if (given) return given
      throw invalid(`bank ${id} needs a signatureKeyId`)
    case 'certificate_base64':
      return certificate().raw.toString('base64')
    case 'certificate_serial':
      return given ?? certificate().serialNumber.toLowerCase()
    default:
      return unreachable(signature.keyId)
  }
}

function invalid(detail: string): AppError {
  return new AppError('configuration_invalid', detail)
}
