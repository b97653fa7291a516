// The environment, read once. Every variable is described here; an error names the variable and the way out.
import { z } from 'zod'
import { type BankKind, bankKinds } from './banks/bank.ts'
import type { BankLimits } from './banks/directory.ts'
import { AppError } from './errors.ts'
import { type Thresholds, thresholdsSchema } from './monitoring/drift.ts'
import { type KeyEncryptionKey, readKeyList } from './vault/key-ring.ts'

const flag = z
  .enum(['true', 'false', '1', '0', ''])
  .transform((value) => value === 'true' || value === '1')

const port = z.coerce.number().int().min(0).max(65_535)

const schema = z.object({
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .optional()
    .describe(
      'PostgreSQL to use; without it, an embedded one under the state folder. A pooler in between must know prepared statements (PgBouncer from 1.21, `max_prepared_statements`)',
    ),
  NONANTE_HOME: z.string().default('.nonante').describe('State folder of the embedded default'),
  NONANTE_KEYS: z
    .string()
    .optional()
    .describe(
      'Key-encryption keys, newest first: "v2:<32 bytes base64>,v1:<…>"; required with DATABASE_URL',
    ),
  NONANTE_KEYS_FILE: z
    .string()
    .optional()
    .describe(
      'The same in a file, one a line; read again when it changes, on SIGHUP and on an unknown version',
    ),
  KEYSTORE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .optional()
    .describe('Another database for the wrapped data keys; the schema keystore by default'),
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
  DRAIN_SECONDS: z.coerce
    .number()
    .min(0)
    .max(20)
    .default(3)
    .describe('After a stop signal, how long it still answers while /readyz says no'),
  NONANTE_WEBHOOK_HOSTS: z
    .string()
    .optional()
    .describe(
      'Hosts in your own network that webhooks may call, by http too: "host:port,host:port"; public ones by https need no entry',
    ),
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .string()
    .optional()
    .describe('Where traces and metrics go; none by default'),
  OTEL_EXPORTER_OTLP_HEADERS: z
    .string()
    .optional()
    .describe('Headers for it, "key=value,key=value"'),
  OTEL_TRACES_SAMPLER: z
    .string()
    .regex(/^(parentbased_)?(always_on|always_off|traceidratio)$/)
    .optional()
    .describe('Which traces are kept; each by default. The whole of a session is, or none of it'),
  OTEL_TRACES_SAMPLER_ARG: z.coerce
    .number()
    .min(0)
    .max(1)
    .optional()
    .describe('Share of traces that a sampler by ratio keeps'),
  OTEL_METRIC_EXPORT_INTERVAL: z.coerce
    .number()
    .int()
    .min(100)
    .default(60_000)
    .describe('Milliseconds between two sendings of metrics'),
  OTEL_EXPORTER_PROMETHEUS_PORT: port
    .optional()
    .describe('Shows metrics to Prometheus on this port; none by default'),
  OTEL_EXPORTER_PROMETHEUS_HOST: z
    .string()
    .default('127.0.0.1')
    .describe('Address that port is open on'),
  NONANTE_DRIFT: thresholdsSchema
    .optional()
    .describe('When drift alerts: stability index, share, fewest people; 0.25,0.1,200'),
  OTEL_SERVICE_NAME: z.string().default('nonante').describe('Name of the service in traces'),
})

export type SandboxAddresses = { readonly pagesUrl: string; readonly apiUrl: string }
type OtherKind = Exclude<BankKind, 'stet'>

export type Config = {
  readonly databaseUrl: string | null
  readonly home: string
  /** null: not configured; the embedded default then makes its own. */
  readonly keys: readonly KeyEncryptionKey[] | null
  /** Takes the place of `keys`. */
  readonly keysFile?: string | null
  /** Where wrapped data keys are, if not beside the rows. */
  readonly keystoreUrl?: string | null
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
  /** `host:port` texts. */
  readonly webhookHosts: readonly string[]
  /** Between "not ready" and the closing of the port; 0 by default where no variable is read. */
  readonly drainSeconds?: number
  readonly otlp: { readonly endpoint: string; readonly headers: string } | null
  readonly metricsEveryMs?: number
  readonly prometheus?: { readonly host: string; readonly port: number } | null
  readonly drift?: Thresholds | null
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
  if (value.DATABASE_URL && !value.NONANTE_KEYS && !value.NONANTE_KEYS_FILE) {
    throw new AppError(
      'configuration_invalid',
      'NONANTE_KEYS (or NONANTE_KEYS_FILE) is required with DATABASE_URL: "v1:" and 32 random bytes in base64, for instance from `openssl rand -base64 32`',
    )
  }
  return {
    databaseUrl: value.DATABASE_URL ?? null,
    home: value.NONANTE_HOME,
    keys: value.NONANTE_KEYS === undefined ? null : readKeyList(value.NONANTE_KEYS, 'NONANTE_KEYS'),
    keysFile: value.NONANTE_KEYS_FILE ?? null,
    keystoreUrl: value.KEYSTORE_URL ?? null,
    rulesFolder: value.NONANTE_RULES ?? null,
    banksFile: value.NONANTE_BANKS ?? null,
    baseUrl: value.BASE_URL?.replace(/\/+$/, '') ?? null,
    host: value.HOST,
    port: value.PORT,
    sandbox: sandboxOf(value.SANDBOX_URL, value.SANDBOX_API_URL),
    trustProxy: value.TRUST_PROXY,
    webhookHosts: readHosts(value.NONANTE_WEBHOOK_HOSTS ?? ''),
    drainSeconds: value.DRAIN_SECONDS,
    otlp: value.OTEL_EXPORTER_OTLP_ENDPOINT
      ? {
          endpoint: value.OTEL_EXPORTER_OTLP_ENDPOINT,
          headers: value.OTEL_EXPORTER_OTLP_HEADERS ?? '',
        }
      : null,
    metricsEveryMs: value.OTEL_METRIC_EXPORT_INTERVAL,
    prometheus:
      value.OTEL_EXPORTER_PROMETHEUS_PORT === undefined
        ? null
        : {
            host: value.OTEL_EXPORTER_PROMETHEUS_HOST,
            port: value.OTEL_EXPORTER_PROMETHEUS_PORT,
          },
    drift: value.NONANTE_DRIFT ?? null,
    serviceName: value.OTEL_SERVICE_NAME,
  }
}

/** An empty variable counts as unset, as compose files write them. */
function withoutBlanks(environment: NodeJS.ProcessEnv): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
}

function readHosts(text: string): string[] {
  const hosts = text.split(',').map((host) => host.trim().toLowerCase())
  if (text !== '' && hosts.some((host) => !/^[a-z0-9.-]+:\d{1,5}$/.test(host))) {
    throw new AppError('configuration_invalid', 'NONANTE_WEBHOOK_HOSTS: each entry is "host:port"')
  }
  return text === '' ? [] : hosts
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
