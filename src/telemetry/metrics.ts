// Metrics by OpenTelemetry: sent by OTLP where the operator says, shown to Prometheus on a port of its own, else not
// made at all. A closed set of instruments; no lender, amount or name is ever a label.
import {
  type Counter,
  type Histogram,
  type Attributes as Labels,
  type Meter,
  metrics,
} from '@opentelemetry/api'
import { AppError } from '../errors.ts'
import { loggable } from './log.ts'
import { resourceAttributes, type Sender } from './resource.ts'
import { type OtlpTarget, readHeaders } from './tracing.ts'

/** What is counted, with its labels. A new one is a line here, and its name nowhere else but where it is counted. */
export const counters = {
  'nonante.bank.errors': { labels: ['bank', 'kind'], about: 'Calls to a bank that failed' },
  'nonante.bank.retries': { labels: ['bank'], about: 'Reads of a bank tried again' },
  'nonante.bank.accounts': {
    labels: ['bank', 'outcome'],
    about: 'Accounts pulled: complete, or the code of what is missing',
  },
  'nonante.batch.items': {
    labels: ['kind', 'outcome'],
    about: 'Items of a batch that were done, failed or left out',
  },
} as const satisfies Record<string, Instrument>

/** How long things took, in seconds, and how they ended. */
export const durations = {
  'nonante.request.duration': {
    labels: ['method', 'route', 'status'],
    about: 'Requests, by the pattern of their address',
  },
  'nonante.job.duration': { labels: ['kind', 'outcome'], about: 'Jobs: done or failed' },
  'nonante.bank.duration': {
    labels: ['bank', 'operation', 'outcome'],
    about: 'Operations at a bank: done, or the kind of the error',
  },
  'nonante.webhook.duration': {
    labels: ['outcome'],
    about: 'Calls to the webhooks of lenders: the status, or why there was none',
  },
} as const satisfies Record<string, Instrument>

/** What is looked at whenever metrics are read. */
export const gauges = {
  'nonante.bank.circuit': {
    labels: ['bank'],
    about: 'Whether a bank is asked: 0 closed, 1 half open, 2 open',
  },
  'nonante.bank.certificate.days': {
    labels: ['bank', 'use'],
    about: 'Days until a client certificate of ours expires, TLS or signing; negative after it',
  },
  'nonante.bank.unattended.left': {
    labels: ['bank'],
    about: 'Reads without the customer left today of the thing read most often',
  },
  'nonante.queue.age': {
    labels: ['kind'],
    about: 'Seconds the oldest job that is due has waited; of all processes together',
  },
  'nonante.queue.waiting': {
    labels: ['kind'],
    about: 'Jobs that are due and wait; those of dead-letter failed for good',
  },
  'nonante.drift.index': {
    labels: ['of'],
    about:
      'Stability index of the last whole week: a characteristic, the score, coverage; the worst lender',
  },
  'nonante.drift.share': {
    labels: ['of'],
    about:
      'Of the last whole week: people without a score, amounts without a category; the worst lender',
  },
  'nonante.drift.alerts': { labels: ['kind'], about: 'Drift alerts of the last whole week' },
  'nonante.database.connections': {
    labels: ['role', 'state'],
    about: 'Connections of a pool: used, idle, and callers waiting for one',
  },
} as const satisfies Record<string, Instrument>

type Instrument = { readonly labels: readonly string[]; readonly about: string }
export type CounterName = keyof typeof counters
export type DurationName = keyof typeof durations
export type GaugeName = keyof typeof gauges
type LabelsOf<I extends Instrument> = { readonly [L in I['labels'][number]]: string }
export type Reading<N extends GaugeName> = {
  readonly value: number
  readonly labels: LabelsOf<(typeof gauges)[N]>
}

const meter = () => metrics.getMeter('nonante')

/** Instruments of a meter, made once: a request should not look for its own. */
const counting = new WeakMap<Meter, Map<string, Counter>>()
const timing = new WeakMap<Meter, Map<string, Histogram>>()

function instrument<I>(
  known: WeakMap<Meter, Map<string, I>>,
  name: string,
  make: (of: Meter) => I,
): I {
  const of = meter()
  const made = known.get(of) ?? new Map<string, I>()
  known.set(of, made)
  const found = made.get(name) ?? make(of)
  made.set(name, found)
  return found
}

/** Nothing where metrics are not made. */
export function count<N extends CounterName>(
  name: N,
  labels: LabelsOf<(typeof counters)[N]>,
  by = 1,
): void {
  const description = counters[name].about
  instrument(counting, name, (of) => of.createCounter(name, { description })).add(by, clean(labels))
}

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300]

/** Nothing where metrics are not made. */
export function measure<N extends DurationName>(
  name: N,
  labels: LabelsOf<(typeof durations)[N]>,
  elapsedMs: number,
): void {
  const options = {
    description: durations[name].about,
    unit: 's',
    advice: { explicitBucketBoundaries: SECONDS },
  }
  const histogram = instrument(timing, name, (of) => of.createHistogram(name, options))
  histogram.record(elapsedMs / 1000, clean(labels))
}

/** `read` is called at every reading; what it throws leaves that reading without the gauge. @returns how to stop. */
export function observe<N extends GaugeName>(
  name: N,
  read: () => readonly Reading<N>[] | Promise<readonly Reading<N>[]>,
): () => void {
  const { about } = gauges[name]
  const gauge = meter().createObservableGauge(name, { description: about })
  const look = async (result: { observe: (value: number, labels: Labels) => void }) => {
    for (const { value, labels } of await read()) result.observe(value, clean(labels))
  }
  gauge.addCallback(look)
  return () => gauge.removeCallback(look)
}

const code = /^[a-z0-9]+([_.-][a-z0-9]+)*$/

/** Codes and ids in small letters, and what passes the net of the log. */
function clean(labels: Readonly<Record<string, string>>): Labels {
  return Object.fromEntries(
    Object.entries(labels).map(([name, value]) => [
      name,
      value.length <= 60 && code.test(value) ? value : loggable(value),
    ]),
  )
}

export type MetricsOptions = Sender & {
  readonly otlp: OtlpTarget | null
  /** Where Prometheus may look; null: nowhere. */
  readonly prometheus: { readonly host: string; readonly port: number } | null
  readonly exportEveryMs?: number
}

export type Metrics = {
  /** Sends what is left; rejects when that could not be sent. */
  stop(): Promise<void>
}

/** Once a process, before the first instrument. @throws AppError `unavailable` when the port is taken. */
export async function startMetrics(options: MetricsOptions): Promise<Metrics> {
  const { otlp, prometheus } = options
  if (otlp === null && prometheus === null) return { stop: async () => {} }
  const [sdk, resources] = await Promise.all([
    import('@opentelemetry/sdk-metrics'),
    import('@opentelemetry/resources'),
  ])
  const readers = [
    ...(otlp === null ? [] : [await otlpReader(sdk, otlp, options.exportEveryMs ?? 60_000)]),
    ...(prometheus === null ? [] : [await prometheusReader(prometheus)]),
  ]
  const provider = new sdk.MeterProvider({
    resource: resources.resourceFromAttributes(resourceAttributes(options)),
    readers,
  })
  metrics.setGlobalMeterProvider(provider)
  return {
    async stop() {
      metrics.disable()
      await provider.shutdown()
    },
  }
}

async function otlpReader(
  sdk: typeof import('@opentelemetry/sdk-metrics'),
  { endpoint, headers }: OtlpTarget,
  exportIntervalMillis: number,
) {
  const { OTLPMetricExporter } = await import('@opentelemetry/exporter-metrics-otlp-http')
  const exporter = new OTLPMetricExporter({
    url: `${endpoint.replace(/\/+$/, '')}/v1/metrics`,
    headers: readHeaders(headers),
    timeoutMillis: 3_000,
  })
  const exportTimeoutMillis = Math.min(5_000, exportIntervalMillis)
  return new sdk.PeriodicExportingMetricReader({
    exporter,
    exportIntervalMillis,
    exportTimeoutMillis,
  })
}

async function prometheusReader({ host, port }: { host: string; port: number }) {
  const { PrometheusExporter } = await import('@opentelemetry/exporter-prometheus')
  const exporter = new PrometheusExporter({ host, port, preventServerStart: true })
  try {
    await exporter.startServer()
  } catch (cause) {
    throw new AppError(
      'unavailable',
      `port ${port} cannot be taken: set OTEL_EXPORTER_PROMETHEUS_PORT`,
      { cause },
    )
  }
  return exporter
}
