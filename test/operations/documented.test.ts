// What the README tells an operator is so: the compose file, the metrics, the bill of materials.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { describeConfig } from '../../src/config.ts'
import { counters, durations, gauges } from '../../src/telemetry/metrics.ts'
import { installedInProduction } from './bill-of-materials.ts'

const root = resolve(import.meta.dirname, '../..')
const readme = readFileSync(join(root, 'README.md'), 'utf8')

const composed = z.looseObject({
  command: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.string()).default({}),
  secrets: z.array(z.string()).default([]),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
  build: z.string().optional(),
  volumes: z.array(z.string()).default([]),
  deploy: z.object({ replicas: z.number() }).optional(),
  stop_grace_period: z.string().optional(),
})
const composeSchema = z.looseObject({
  services: z.record(z.string(), composed),
  secrets: z.record(z.string(), z.unknown()),
  volumes: z.record(z.string(), z.unknown()),
})
const compose = composeSchema.parse(
  parse(/```yaml\n(# compose\.yaml[\s\S]*?)```/.exec(readme)?.[1] ?? '', { merge: true }),
)
const ours = Object.entries(compose.services).filter(([, { build }]) => build !== undefined)

describe('the compose file', () => {
  test('has a database, a store of keys apart, the service and three workers', () => {
    expect(Object.keys(compose.services)).toEqual([
      ...['rows', 'keystore', 'migrate', 'service', 'worker'],
    ])
    expect(compose.services.worker?.deploy?.replicas).toBe(3)
  })

  test('sets variables that there are, and all that have to be', () => {
    const known = new Set(describeConfig().map(({ name }) => name))
    for (const [name, { environment }] of ours) {
      expect(
        Object.keys(environment).filter((variable) => !known.has(variable)),
        name,
      ).toEqual([])
      for (const needed of ['DATABASE_URL', 'NONANTE_KEYS_FILE', 'BASE_URL']) {
        expect(environment[needed], `${name} ${needed}`).toBeTruthy()
      }
    }
  })

  test('runs commands that the image has', () => {
    const cli = readFileSync(join(root, 'src/cli.ts'), 'utf8')
    for (const [name, { command = [] }] of ours) {
      const [program, file = '', verb] = command
      expect([program, existsSync(join(root, file))], name).toEqual(['node', true])
      expect(cli, name).toContain(`.command('${verb}')`)
    }
    expect(readFileSync(join(root, 'Dockerfile'), 'utf8')).toContain('WORKDIR /app')
  })

  test('names nothing that is not there, migrates before anything serves, and gives a stop its time', () => {
    for (const { secrets, depends_on: needs, volumes } of Object.values(compose.services)) {
      for (const secret of secrets) expect(compose.secrets).toHaveProperty(secret)
      for (const need of Object.keys(needs)) expect(compose.services).toHaveProperty(need)
      for (const volume of volumes)
        expect(compose.volumes).toHaveProperty(volume.split(':')[0] ?? '')
    }
    for (const name of ['service', 'worker']) {
      const { depends_on: needs, stop_grace_period: grace = '' } = compose.services[name] ?? {}
      expect(needs?.migrate?.condition).toBe('service_completed_successfully')
      // the cap of the lifecycle is 30 seconds, drain and all
      expect(Number.parseInt(grace, 10)).toBeGreaterThan(30)
    }
  })
})

test('the README lists every metric with its labels, and no other', () => {
  const listed = [...readme.matchAll(/^\| `(nonante\.[a-z.]+)` \| (.*?) \|/gm)].map(
    ([, name, labels = '']) => [name, [...labels.matchAll(/`(\w+)`/g)].map(([, label]) => label)],
  )
  const made = Object.entries({ ...counters, ...durations, ...gauges }).map(
    ([name, { labels }]) => [name, [...labels]],
  )
  expect(Object.fromEntries(listed)).toEqual(Object.fromEntries(made))
})

test('every metric is made somewhere', () => {
  const files = execFileSync('grep', ['-rhoE', "'nonante\\.[a-z.]+'", join(root, 'src')], {
    encoding: 'utf8',
  })
  const times = (name: string) => files.split('\n').filter((line) => line === `'${name}'`).length
  const unmade = Object.keys({ ...counters, ...durations, ...gauges }).filter(
    (name) => times(name) < 2,
  )
  expect(unmade).toEqual([])
})

const materials = z.object({
  bomFormat: z.literal('CycloneDX'),
  specVersion: z.string(),
  serialNumber: z.string().startsWith('urn:uuid:'),
  metadata: z.object({
    component: z.object({ name: z.string(), purl: z.string(), type: z.string() }),
  }),
  components: z.array(
    z.object({
      ...{ 'bom-ref': z.string(), name: z.string(), version: z.string() },
      purl: z.string().startsWith('pkg:npm/'),
      hashes: z.array(z.object({ alg: z.string(), content: z.string() })).min(1),
    }),
  ),
  dependencies: z.array(z.object({ ref: z.string(), dependsOn: z.array(z.string()) })),
})

test('`npm run sbom` names what is installed in production, each by version and hash, and nothing else', () => {
  const printed = execFileSync('npm', ['run', '--silent', 'sbom'], {
    ...{ cwd: root, encoding: 'utf8', maxBuffer: 32 * 1024 * 1024 },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const bill = materials.parse(JSON.parse(printed))
  const named = bill.components.map(({ name, version }) => `${name}@${version}`)
  expect(bill.metadata.component).toMatchObject({ name: 'nonante', type: 'application' })
  expect(bill.metadata.component.purl).toMatch(/^pkg:npm\/nonante@/)
  expect([...new Set(named)].toSorted()).toEqual([...installedInProduction()].toSorted())
  // direct dependencies that development needs too are the ones npm's own way leaves out
  expect(bill.components.map(({ name }) => name)).toContain('yaml')
  const refs = new Set(bill.dependencies.map(({ ref }) => ref))
  const loose = bill.dependencies.flatMap(({ dependsOn }) =>
    dependsOn.filter((to) => !refs.has(to)),
  )
  expect(loose).toEqual([])
})
