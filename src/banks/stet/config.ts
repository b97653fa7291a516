// How an operator tells of a STET bank in `banks.yaml`, and how the sandbox is told of: keys, addresses, limits.
import { z } from 'zod'
import { limitsShape, origin } from '../config-fields.ts'
import { pem } from '../key-material.ts'

const address = z
  .url({ protocol: /^https$/ })
  .refine((text) => !/[?#]|\/$/.test(text), 'must end without a slash and have no query')

/** In the place of the profile's. */
const limitsSchema = z.strictObject(limitsShape)
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
  /** The certificate the bank signs its answers with: given, an answer without its signature is refused. */
  answerCertificate: pem.optional(),
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
  /** Path of a file that holds it, for the banks whose token endpoint wants one. */
  clientSecretFile: z.string().min(1).optional(),
  /** In the place of those of the profile, which has not all of every bank. */
  addresses: z
    .strictObject({
      authorizeUrl: address.optional(),
      tokenUrl: address.optional(),
      apiUrl: address.optional(),
    })
    .optional(),
})
export type RealBankConfig = z.output<typeof realBankSchema>
export type SandboxConfig = z.output<typeof sandboxBankSchema>
