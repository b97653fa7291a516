// The compliance documents say what the code does: made parts are up to date, files and commands named exist.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { madeParts, readAsvs } from '../../src/compliance/parts.ts'
import { complianceDocuments, withMadeParts } from '../../src/compliance/write.ts'
import { describeConfig } from '../../src/config.ts'
import { endpoints } from '../../src/http/routes/index.ts'

const root = resolve(import.meta.dirname, '../..')
const parts = madeParts()
const commands = [
  'src/cli.ts',
  ...readdirSync(resolve(root, 'src/commands')).map((name) => `src/commands/${name}`),
]
  .map((path) => readFileSync(resolve(root, path), 'utf8'))
  .join('')
const named = complianceDocuments.map(
  (path) => [basename(path), readFileSync(path, 'utf8')] as const,
)

test('the kit is whole', () => {
  expect(named.map(([name]) => name).sort()).toEqual(
    [
      'SECURITY.md',
      'data-protection.md',
      'incidents.md',
      'keys.md',
      'model-card.md',
      'processing.md',
    ].sort(),
  )
})

describe.each(named)('%s', (_, text) => {
  test('is up to date with the code (npm run compliance)', () => {
    expect(text).toBe(withMadeParts(text, parts))
  })

  test('names only tests, folders and documents that exist', () => {
    for (const [, path = ''] of text.matchAll(/`((?:test|src|rules)\/[^`]*)`/g)) {
      expect(existsSync(resolve(root, path)), path).toBe(true)
    }
    for (const [, name = ''] of text.matchAll(/`([\w-]+\.md)`/g)) {
      expect(existsSync(resolve(root, 'src/compliance', name)), name).toBe(true)
    }
  })

  test('names only routes, variables and commands that exist', () => {
    const paths = new Set(endpoints.map(({ definition }) => definition.path))
    for (const [, path = ''] of text.matchAll(/`(?:(?:GET|POST|PATCH|DELETE) )?(\/v1\/[^`]*)`/g)) {
      expect(paths, path).toContain(path)
    }
    const variables = describeConfig().map(({ name }) => name)
    for (const [variable] of text.matchAll(/NONANTE_[A-Z_]+/g)) {
      expect(variables).toContain(variable)
    }
    for (const [, command = ''] of text.matchAll(
      /`(?:nonante )?(?:rules|keys|banks|audit) ([a-z-]+)/g,
    )) {
      expect(commands, command).toContain(`.command('${command}')`)
    }
  })
})

describe('the table of ASVS 5.0.0, levels 1 and 2', () => {
  const rows = readAsvs()

  test('has each of its 253 requirements once', () => {
    expect(new Set(rows.map(({ requirement }) => requirement)).size).toBe(rows.length)
    expect(rows.filter(({ level }) => level === '1')).toHaveLength(70)
    expect(rows.filter(({ level }) => level === '2')).toHaveLength(183)
  })

  test('names the test of what is met', () => {
    for (const { requirement, status, proof } of rows) {
      if (status === 'met') expect(proof, requirement).not.toBe('')
      if (proof !== '') expect(existsSync(resolve(root, proof)), proof).toBe(true)
    }
  })
})

test('a part that nothing makes is refused', () => {
  expect(() => withMadeParts('<!-- made: nothing -->\n<!-- end -->', parts)).toThrow('nothing')
})
