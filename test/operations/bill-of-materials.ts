// `npm run --silent sbom > sbom.json`: what runs in production, as CycloneDX by npm itself. npm's own `--omit dev`
// leaves out what development needs too, so the whole is asked for and the rest taken out by the lock file.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'

const root = resolve(import.meta.dirname, '../..')

const lockSchema = z.object({
  name: z.string(),
  packages: z.record(
    z.string(),
    z.looseObject({ version: z.string().optional(), dev: z.boolean().default(false) }),
  ),
})
const billSchema = z.looseObject({
  metadata: z.looseObject({ component: z.looseObject({ 'bom-ref': z.string() }) }),
  components: z.array(
    z.looseObject({ 'bom-ref': z.string(), name: z.string(), version: z.string() }),
  ),
  dependencies: z.array(z.object({ ref: z.string(), dependsOn: z.array(z.string()) })),
})

const lock = () =>
  lockSchema.parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')))

/** `name@version` of every package that is installed without `--include=dev`. */
export function installedInProduction(): Set<string> {
  const production = Object.entries(lock().packages).filter(([path, { dev }]) => path && !dev)
  return new Set(
    production.map(([path, { version }]) => `${path.replace(/^.*node_modules\//, '')}@${version}`),
  )
}

export function billOfMaterials() {
  const words = [
    'sbom',
    '--sbom-format=cyclonedx',
    '--sbom-type=application',
    '--package-lock-only',
  ]
  const printed = execFileSync('npm', words, {
    ...{ cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const bill = billSchema.parse(JSON.parse(printed))
  const wanted = installedInProduction()
  const components = bill.components.filter(({ name, version }) => wanted.has(`${name}@${version}`))
  const own = bill.metadata.component
  const refs = new Set([...components.map((component) => component['bom-ref']), own['bom-ref']])
  return {
    ...bill,
    // npm takes the name of the folder
    metadata: { ...bill.metadata, component: { ...own, name: lock().name } },
    components,
    dependencies: bill.dependencies
      .filter(({ ref }) => refs.has(ref))
      .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((to) => refs.has(to)) })),
  }
}

if (import.meta.main) process.stdout.write(`${JSON.stringify(billOfMaterials(), null, 2)}\n`)
