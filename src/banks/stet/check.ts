// Whether a real bank can be reached as it is configured, step by step, without a customer: what an operator
// runs after a registration and after a change of certificates.
import {
  createPrivateKey,
  createPublicKey,
  randomUUID,
  verify,
  type X509Certificate,
} from 'node:crypto'
import { z } from 'zod'
import { unreachable } from '../../core/values/unreachable.ts'
import type { Clock } from '../../runtime/clock.ts'
import { BankError } from '../bank.ts'
import { type CheckStep, checkOrigin, done, failed } from '../check-step.ts'
import { readCertificate } from '../key-material.ts'
import { type Answer, createTransport, type Transport } from '../transport.ts'
import { callHeaders, type HeaderOptions } from './client.ts'
import type { RealBankConfig } from './config.ts'
import { tokenCall } from './oauth.ts'
import { headersFor, type SettledStet, settleStet } from './open.ts'
import { signatureOf, signedNames, signingText } from './signature.ts'

export type CheckInput = {
  readonly config: RealBankConfig
  /** Registered at the bank: the token request names it. */
  readonly redirectUri: string
  readonly clock: Clock
}

/** Ends after the first step that fails. @throws AppError `configuration_invalid` */
export async function* checkStet(input: CheckInput): AsyncGenerator<CheckStep> {
  const settled = settleStet(input.config)
  yield done('configuration', `${settled.name}, STET ${settled.profile.version}`)
  const { tokenUrl, apiUrl } = settled.addresses
  const origins = [...new Set([tokenUrl, apiUrl].map((url) => new URL(url).origin))]
  const transport = createTransport({ tls: settled.tls, limits: settled.profile.limits })
  const steps = [
    async () => checkCertificates(input, settled),
    ...origins.map((origin) => () => checkOrigin(origin, settled.tls, settled.profile.limits)),
    async () => checkSignature(input, settled),
    () => checkInterface(input, settled, transport),
    () => checkToken(input, settled, transport),
  ]
  try {
    for (const step of steps) {
      const told = await step()
      yield told
      if (!told.ok) return
    }
  } finally {
    await transport.close()
  }
}

function checkCertificates({ config, clock }: CheckInput, settled: SettledStet): CheckStep {
  const name = 'certificates'
  const place = (field: string) => ({ bank: config.id, field })
  const own = readCertificate(place('certificate'), config.certificate)
  if (!own.checkPrivateKey(createPrivateKey(settled.tls.key ?? ''))) {
    return failed(name, 'certificate and key do not belong together')
  }
  const seal = config.signatureCertificate
    ? readCertificate(place('signatureCertificate'), config.signatureCertificate)
    : null
  if (seal && !seal.checkPrivateKey(settled.signing.key)) {
    return failed(name, 'signatureCertificate and signatureKey do not belong together')
  }
  const now = clock.now()
  const field = [
    { field: 'certificate', of: own },
    { field: 'signatureCertificate', of: seal },
  ].find(({ of }) => of !== null && !isValidAt(of, now))?.field
  if (field !== undefined) return failed(name, `${field} is not valid today`)
  const sealed = seal ? `, seal until ${until(seal)}` : ''
  return done(name, `client certificate until ${until(own)}${sealed}`)
}

function isValidAt({ validFrom, validTo }: X509Certificate, now: Date): boolean {
  return new Date(validFrom) <= now && now < new Date(validTo)
}

function until({ validTo }: X509Certificate): string {
  return new Date(validTo).toISOString().slice(0, 10)
}

/** That the key signs and its public half verifies what was sent; the bank's word on it comes with a customer. */
function checkSignature(input: CheckInput, settled: SettledStet): CheckStep {
  const style = settled.profile.signature
  if (style === null) return done('signature', 'this bank asks for none')
  const { keyId, key } = settled.signing
  if (key.asymmetricKeyType !== 'rsa') return failed('signature', 'signatureKey must be RSA')
  const { url, headers } = signedAccountsCall(input, settled)
  const request = {
    method: 'GET',
    path: url.pathname + url.search,
    headers: { ...headers, Host: url.host },
  }
  const names = signedNames(style, request)
  const text = Buffer.from(signingText(names, request))
  const header = signatureOf(names, request, settled.signing)
  const value = /signature="([^"]+)"/.exec(header)?.[1] ?? ''
  const good = verify('RSA-SHA256', text, createPublicKey(key), Buffer.from(value, 'base64'))
  return good
    ? done('signature', `as ${keyId}: ${names.join(' ')}`)
    : failed('signature', 'the public half of signatureKey does not verify it')
}

/** A token of the right shape that no bank gave. */
const FORGED = 'forged-by-nonante-banks-check'

function signedAccountsCall({ clock }: CheckInput, settled: SettledStet) {
  const url = new URL(`${settled.addresses.apiUrl}/accounts`)
  const options: HeaderOptions = {
    signing: settled.signing,
    style: settled.profile.signature,
    headers: headersFor(settled.profile, settled.clientId),
    clock,
  }
  const call = { operation: 'accounts', method: 'GET', presence: null } as const
  return { url, headers: callHeaders(options, { ...call, url, accessToken: FORGED }, randomUUID()) }
}

async function checkInterface(
  input: CheckInput,
  settled: SettledStet,
  transport: Transport,
): Promise<CheckStep> {
  const name = 'interface'
  const { url, headers } = signedAccountsCall(input, settled)
  const answer = await asked(transport, settled, { method: 'GET', url, headers })
  if (answer instanceof BankError) return failed(name, answer.message)
  // whichever it is told by, a token it never gave is what is wrong with this call
  if ([400, 401, 403].includes(answer.status)) {
    return done(name, `a signed call with a forged token is refused (${answer.status})`)
  }
  return failed(
    name,
    `a signed call with a forged token was answered ${answer.status}: check apiUrl`,
  )
}

async function checkToken(
  { clock, redirectUri }: CheckInput,
  settled: SettledStet,
  transport: Transport,
): Promise<CheckStep> {
  const { addresses, clientId, clientSecret, profile, signing } = settled
  const { oauth, signature: style } = profile
  const call = tokenCall(
    { ...oauth, ...addresses, clientId, clientSecret },
    { grant_type: 'authorization_code', code: FORGED, redirect_uri: redirectUri },
  )
  const { url, body } = call
  const answer = await asked(transport, settled, {
    method: 'POST',
    url,
    headers: callHeaders({ signing, style, clock }, call, randomUUID()),
    ...(body === undefined ? {} : { body: body.text }),
  })
  return answer instanceof BankError
    ? failed('token endpoint', answer.message)
    : judgeToken(answer, clientId)
}

// RFC 6749, 5.2
const oauthErrors = [
  'invalid_grant',
  'invalid_client',
  'unauthorized_client',
  'invalid_request',
  'unsupported_grant_type',
  'invalid_scope',
] as const
const refusalSchema = z.object({ error: z.enum(oauthErrors) })

function judgeToken({ status, text }: Answer, clientId: string): CheckStep {
  const name = 'token endpoint'
  const refusal = refusalSchema.safeParse(jsonOf(text))
  if (!refusal.success) {
    return failed(name, `status ${status} and no OAuth error: check tokenUrl`)
  }
  const { error } = refusal.data
  switch (error) {
    case 'invalid_client':
    case 'unauthorized_client':
      return failed(name, `the bank does not know client ${clientId} (${error})`)
    case 'invalid_grant':
      return done(name, `knows us, and refuses a forged code (${error})`)
    case 'invalid_request':
    case 'unsupported_grant_type':
    case 'invalid_scope':
      return done(name, `answers in OAuth (${error}); whether it knows us shows with a customer`)
    default:
      return unreachable(error)
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

async function asked(
  transport: Transport,
  { id }: SettledStet,
  request: Parameters<Transport['send']>[0],
): Promise<Answer | BankError> {
  try {
    return await transport.send(request, { bank: id, operation: 'check', requestId: randomUUID() })
  } catch (error) {
    if (error instanceof BankError) return error
    throw error
  }
}
