// The house rules a machine can check: the one line of imports, file sizes, names, and who may read the environment.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '..')
const src = join(root, 'src')

/** Left to right: a file imports only from its own place or from the left. */
const line = [
  ...['values', 'matching', 'statement', 'categorisation', 'protection', 'streams', 'ledger'],
  ...[
    'balances',
    'incidents',
    'coverage',
    'affordability',
    'flags',
    'indicators',
    'scoring',
    'calibration',
    'report',
  ],
  ...['comparison'],
]
  .map((folder) => `core/${folder}`)
  .concat(['core/rulebook.ts', 'core/assess.ts', 'errors.ts'])
  .concat([
    'runtime',
    'telemetry',
    'db',
    'vault',
    'jobs',
    'audit',
    'outbox',
    'rulebooks',
    'lenders',
    'banks',
  ])
  .concat([
    'sessions',
    'collection',
    'reports',
    'documents',
    'reviews',
    'rescoring',
    'rollout',
    'outcomes',
    'monitoring',
    'rights',
    'webhooks',
    'worker',
    'journey',
    'http',
  ])
  .concat(['config.ts', 'wiring', 'demo', 'compliance', 'commands', 'cli.ts'])

/** What stands apart from the line, and all it may import: the bank to try against, and the client to copy. */
const apart: Readonly<Record<string, readonly string[]>> = {
  sandbox: ['core/values', 'errors.ts', 'runtime', 'sandbox'],
  client: ['client'],
}
/** Made by `npm run client`: as long as the API is. */
const generated = ['client/api.ts']
const bannedNames =
  /(^|[-.])(utils?|helpers?|common|shared|manager|service|data|info|process)([-.]|$)/

function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    if (statSync(path).isDirectory()) return filesBelow(path)
    return path.endsWith('.ts') ? [path] : []
  })
}

/** The place of a file on the line: its folder, or the file itself at the top. */
function placeOf(file: string): string {
  const parts = relative(src, file).split('/')
  const depth = parts[0] === 'core' ? 2 : 1
  return parts.slice(0, depth).join('/')
}

function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8')
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.{1,2}\/[^']+)'/g)].map((match) =>
    resolve(dirname(file), match[1] ?? ''),
  )
}

const sources = filesBelow(src)

describe('the line of imports', () => {
  test('every place of src stands on the line', () => {
    const strangers = new Set(
      sources.map(placeOf).filter((p) => !(p in apart) && !line.includes(p)),
    )
    expect([...strangers]).toEqual([])
  })

  test('a file imports only from its own place or from the left', () => {
    const offences: string[] = []
    for (const file of sources) {
      const place = placeOf(file)
      for (const target of importsOf(file)) {
        const to = placeOf(target)
        const allowed =
          apart[place]?.includes(to) ??
          (to === 'sandbox'
            ? line.indexOf(place) >= line.indexOf('demo')
            : line.includes(to) && line.indexOf(to) <= line.indexOf(place))
        if (!allowed) offences.push(`${relative(src, file)} imports ${to}`)
      }
    }
    expect(offences).toEqual([])
  })
})

describe('files', () => {
  test('no source file is longer than 250 lines', () => {
    const long = sources
      .filter((file) => !generated.includes(relative(src, file)))
      .map((file) => [relative(src, file), readFileSync(file, 'utf8').split('\n').length] as const)
      .filter(([, lines]) => lines > 251)
    expect(long).toEqual([])
  })

  test('names say what a file is for', () => {
    const bad = sources
      .map((file) => relative(src, file))
      .filter((file) => file.split('/').some((part) => bannedNames.test(part)))
    expect(bad).toEqual([])
  })

  test('every file opens with a comment saying what it is for', () => {
    const silent = sources.filter((file) => !/^(#!.*\n)?\/[/*]/.test(readFileSync(file, 'utf8')))
    expect(silent.map((file) => relative(src, file))).toEqual([])
  })

  test('only config.ts reads the environment', () => {
    const readers = sources.filter(
      (file) => /process\.env/.test(readFileSync(file, 'utf8')) && placeOf(file) !== 'config.ts',
    )
    expect(readers.map((file) => relative(src, file))).toEqual([])
  })

  test('the core knows no clock, no randomness, no locale and no I/O', () => {
    const impure =
      /Date\.now|new Date\(\)|Math\.random|toLocale|Intl\.|node:(fs|net|http|child_process)|\basync\b|\bawait\b|randomBytes/
    const offenders = sources.filter(
      (file) => placeOf(file).startsWith('core/') && impure.test(readFileSync(file, 'utf8')),
    )
    expect(offenders.map((file) => relative(src, file))).toEqual([])
  })
})
