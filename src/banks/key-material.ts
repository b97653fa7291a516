// Keys and certificates as an operator configures them: PEM text, or the path of a PEM file.
import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { AppError } from '../errors.ts'

export const pem = z.string().min(1).meta({ description: 'PEM text, or the path of a PEM file' })

/** The field of one bank's configuration, for messages. */
type Place = { readonly bank: string; readonly field: string }

/** @throws AppError `configuration_invalid` */
export function readPem(place: Place, source: string): string {
  if (source.trimStart().startsWith('-----BEGIN')) return source
  return readable(place, () => readFileSync(source, 'utf8'))
}

/** @throws AppError `configuration_invalid` */
export function readPrivateKey(place: Place, source: string): KeyObject {
  const text = readPem(place, source)
  return readable(place, () => createPrivateKey(text))
}

/** @throws AppError `configuration_invalid` */
export function readCertificate(place: Place, source: string): X509Certificate {
  const text = readPem(place, source)
  return readable(place, () => new X509Certificate(text))
}

/** The cause is left out: it may quote key material. */
function readable<T>({ bank, field }: Place, read: () => T): T {
  try {
    return read()
  } catch {
    throw new AppError(
      'configuration_invalid',
      `bank ${bank}: ${field} is neither PEM nor the path of a readable PEM file`,
    )
  }
}
