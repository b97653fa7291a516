// Our own certificates at each bank, and how long they last: a bank that expires one answers no call after it.
import { createPrivateKey, type X509Certificate } from 'node:crypto'
import { AppError } from '../errors.ts'
import type { Bank, BankCertificate } from './bank.ts'
import type { BankDirectory } from './directory.ts'
import { readCertificate, readPem } from './key-material.ts'

const DAY_MS = 86_400_000

/** As they stand in a bank's configuration: PEM text, or the path of a PEM file. */
type Configured = {
  readonly id: string
  readonly certificate?: string | undefined
  readonly key?: string | undefined
  readonly signatureCertificate?: string | undefined
  readonly signatureKey?: string | undefined
}

/** @throws AppError `configuration_invalid` on one that cannot be read, or whose key is another's. */
export function certificatesOf(config: Configured): readonly BankCertificate[] {
  const pairs = [
    { use: 'tls', certificate: 'certificate', key: 'key' },
    { use: 'signing', certificate: 'signatureCertificate', key: 'signatureKey' },
  ] as const
  return pairs.flatMap(({ use, certificate: field, key }) => {
    const source = config[field]
    if (source === undefined) return []
    const certificate = readCertificate({ bank: config.id, field }, source)
    requirePair(config, certificate, key)
    return [{ use, validUntil: new Date(certificate.validTo) }]
  })
}

/** While files are replaced one after the other, they may not belong together for a moment. */
function requirePair(
  config: Configured,
  certificate: X509Certificate,
  field: 'key' | 'signatureKey',
): void {
  const source = config[field]
  if (source === undefined) return
  const key = createPrivateKey(readPem({ bank: config.id, field }, source))
  if (certificate.checkPrivateKey(key)) return
  throw new AppError(
    'configuration_invalid',
    `bank ${config.id}: ${field} is not the key of its certificate`,
  )
}

/** Whole days; 0 on the last, negative after it. */
export function daysLeft({ validUntil }: BankCertificate, now: Date): number {
  return Math.floor((validUntil.getTime() - now.getTime()) / DAY_MS)
}

/** Banks want two months' notice of a new one. */
const levels = [
  { within: 7, level: 'urgent' },
  { within: 30, level: 'warning' },
  { within: 60, level: 'notice' },
] as const

export type CertificateWarning = {
  readonly code: 'certificate_expires' | 'certificate_expired'
  readonly bank: string
  readonly use: BankCertificate['use']
  readonly level: (typeof levels)[number]['level'] | 'expired'
  readonly daysLeft: number
}

/** In the order of the directory; the certificates nothing is said of have more than sixty days. */
export function certificateWarnings(banks: BankDirectory, now: Date): CertificateWarning[] {
  return banksOf(banks).flatMap(({ listing: { id: bank }, certificates = [] }) =>
    certificates.flatMap((certificate): CertificateWarning[] => {
      const { use, validUntil } = certificate
      const days = daysLeft(certificate, now)
      if (validUntil <= now) {
        return [{ code: 'certificate_expired', bank, use, level: 'expired', daysLeft: days }]
      }
      const found = levels.find(({ within }) => days <= within)
      if (found === undefined) return []
      const { level } = found
      return [{ code: 'certificate_expires', bank, use, level, daysLeft: days }]
    }),
  )
}

export function banksOf(banks: BankDirectory): Bank[] {
  return banks.list().flatMap(({ id }) => banks.find(id) ?? [])
}
