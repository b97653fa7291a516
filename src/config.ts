// The environment, read once. Every variable is described here; an error names the variable and the way out.
import { z } from 'zod'
import { type BankKind, bankKinds } from './banks/bank.ts'
import type { BankLimits } from './banks/directory.ts'
import { AppError } from './errors.ts'

const flag = z
  .enum(['true', 'false', '1', '0', ''])
  .transform((value) => value === 'true' || value === '1')

const port = z.coerce.number().int().min(0).max(65_535)

const schema = z.object({
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .optional()
    .describe('PostgreSQL to use; without it, an embedded one under the state folder'),
  NONANTE_HOME: z.string().default('.nonante').describe('State folder of the embedded default'),
  NONANTE_KEYS: z
    .string()
    .optional()
    .describe(
      'Key-encryption keys, newest first: "v2:<32 bytes base64>,v1:<…>"; required with DATABASE_URL',
    ),
  NONANTE_RULES: z
    .string()
    .optional()
    .describe('Rulebook folder; the one of this version by default'),
  NONANTE_BANKS: z
    .string()
    .optional()
    .describe('banks.yaml: the real banks this provider is registered with'),
  BASE_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('Where browsers reach the service'),
  HOST: z.string().default('0.0.0.0').describe('Address to listen on'),
  PORT: port.default(3000).describe('Port to listen on'),
  SANDBOX_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe(
      'Pages of the sandbox bank, the other kinds at the ports after; only test keys see it',
    ),
  SANDBOX_API_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('API of the sandbox bank: TLS, next port after its pages by default'),
  TRUST_PROXY: flag.default(false).describe("Take the applicant's address from X-Forwarded-For"),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.string().optional().describe('Where traces go; none by default'),
  OTEL_EXPORTER_OTLP_HEADERS: z
    .string()
    .optional()
    .describe('Headers for it, "key=value,key=value"'),
  OTEL_SERVICE_NAME: z.string().default('nonante').describe('Name of the service in traces'),
})

export type SandboxAddresses = { readonly pagesUrl: string; readonly apiUrl: string }
type OtherKind = Exclude<BankKind, 'stet'>

export type KeyEncryptionKey = { readonly version: string; readonly key: Buffer }

export type Config = {
  readonly databaseUrl: string | null
  readonly home: string
  /** null: not configured; the embedded default then makes its own. */
  readonly keys: readonly KeyEncryptionKey[] | null
  readonly rulesFolder: string | null
  readonly banksFile: string | null
  readonly baseUrl: string | null
  readonly host: string
  readonly port: number
  readonly sandbox: {
    readonly pagesUrl: string
    readonly apiUrl: string
    /** In the place of the profile's; no variable sets them. */
    readonly limits?: BankLimits
    /** The sandbox's banks of other kinds: one that is missing is not offered. */
    readonly others?: { readonly [Kind in OtherKind]?: SandboxAddresses }
  } | null
  readonly trustProxy: boolean
  readonly otlp: { readonly endpoint: string; readonly headers: string } | null
  readonly serviceName: string
}

/**
 * @param overrides take the place of variables: what the demo settles for itself
 * @throws AppError `configuration_invalid` naming each variable that is wrong.
 */
export function readConfig(overrides: Readonly<Record<string, string>> = {}): Config {
  const parsed = schema.safeParse(withoutBlanks({ ...process.env, ...overrides }))
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    throw new AppError('configuration_invalid', `Wrong configuration. ${faults.join('; ')}`)
  }
  const value = parsed.data
  if (value.DATABASE_URL && !value.NONANTE_KEYS) {
    throw new AppError(
      'configuration_invalid',
      'NONANTE_KEYS is required with DATABASE_URL: "v1:" and 32 random bytes in base64, for instance from `openssl rand -base64 32`',
    )
  }
  return {
    databaseUrl: value.DATABASE_URL ?? null,
    home: value.NONANTE_HOME,
    keys: value.NONANTE_KEYS === undefined ? null : readKeys(value.NONANTE_KEYS),
    rulesFolder: value.NONANTE_RULES ?? null,
    banksFile: value.NONANTE_BANKS ?? null,
    baseUrl: value.BASE_URL?.replace(/\/+$/, '') ?? null,
    host: value.HOST,
    port: value.PORT,
    sandbox: sandboxOf(value.SANDBOX_URL, value.SANDBOX_API_URL),
    trustProxy: value.TRUST_PROXY,
    otlp: value.OTEL_EXPORTER_OTLP_ENDPOINT
      ? {
          endpoint: value.OTEL_EXPORTER_OTLP_ENDPOINT,
          headers: value.OTEL_EXPORTER_OTLP_HEADERS ?? '',
        }
      : null,
    serviceName: value.OTEL_SERVICE_NAME,
  }
}

/** An empty variable counts as unset, as compose files write them. */
function withoutBlanks(environment: NodeJS.ProcessEnv): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
}

function readKeys(text: string): KeyEncryptionKey[] {
  return text.split(',').map((entry) => {
    const [version = '', encoded = ''] = entry.trim().split(':')
    const key = Buffer.from(encoded, 'base64')
    if (!/^[a-z0-9]{1,16}$/.test(version) || key.length !== 32) {
      throw new AppError(
        'configuration_invalid',
        'NONANTE_KEYS: each key is "<version>:<32 bytes in base64>", versions of a-z and 0-9',
      )
    }
    return { version, key }
  })
}

function sandboxOf(pagesUrl: string | undefined, apiUrl: string | undefined): Config['sandbox'] {
  if (pagesUrl === undefined) return null
  const pages = new URL(pagesUrl)
  const first = Number(pages.port || 80)
  const at = (kind: BankKind): SandboxAddresses => {
    const [pagesPort, apiPort] = sandboxPorts(first, kind)
    return {
      pagesUrl: `http://${pages.hostname}:${pagesPort}`,
      apiUrl: `https://${pages.hostname}:${apiPort}`,
    }
  }
  return {
    pagesUrl: pages.origin,
    apiUrl: new URL(apiUrl ?? at('stet').apiUrl).origin,
    others: { linxo: at('linxo'), berlin_group: at('berlin_group') },
  }
}

/** Ports in a row that the sandbox takes: two for each kind of bank. */
export const SANDBOX_PORTS = 2 * bankKinds.length

/** Of the pages and of the API of a kind, counted from the first port; 0 leaves them free. */
export function sandboxPorts(first: number, kind: BankKind): [pages: number, api: number] {
  if (first === 0) return [0, 0]
  const pages = first + 2 * bankKinds.indexOf(kind)
  return [pages, pages + 1]
}

/** Name and purpose of every variable, for the documentation and its test. */
export function describeConfig(): { name: string; description: string }[] {
  return Object.entries(schema.shape).map(([name, field]) => ({
    name,
    description: field.description ?? '',
  }))
}
