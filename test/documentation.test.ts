// What the documentation says is still so: variables, files, the image's recipe.
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { describeConfig } from '../src/config.ts'

const root = resolve(import.meta.dirname, '..')
const text = (path: string) => readFileSync(join(root, path), 'utf8')

describe('the README', () => {
  test('names every variable of the configuration', () => {
    const readme = text('README.md')
    const unnamed = describeConfig().filter(({ name }) => !readme.includes(`\`${name}\``))
    expect(unnamed).toEqual([])
  })

  test.each(['README.md', 'src/README.md', 'rules/README.md'])(
    '%s points at files that exist',
    (path) => {
      const named = [...text(path).matchAll(/`((?:src|rules|test|migrations)\/[\w./-]+)`/g)]
      const missing = named
        .map(([, file = '']) => file)
        .filter((file) => !existsSync(join(root, file)))
      expect(missing).toEqual([])
    },
  )
})

describe('the image', () => {
  const recipe = text('Dockerfile')

  test('copies only what is there and what the build may see', () => {
    const ignored = text('.dockerignore').split('\n').filter(Boolean)
    const copied = [...recipe.matchAll(/^COPY (.+) \S+$/gm)].flatMap(([, files = '']) =>
      files.split(' '),
    )
    expect(copied.length).toBeGreaterThan(5)
    for (const file of copied) {
      expect(existsSync(join(root, file)), file).toBe(true)
      expect(ignored).not.toContain(file)
    }
  })

  test('holds all that the program reads: code, rules, migrations', () => {
    for (const folder of ['src', 'rules', 'migrations']) {
      expect(recipe).toContain(`COPY ${folder} ${folder}`)
    }
  })

  test('runs the service on the pinned Node, not as root', () => {
    expect(recipe).toMatch(/^FROM node:24-bookworm-slim$/m)
    expect(recipe).toContain('npm ci --omit=dev --omit=optional')
    expect(recipe).toMatch(/^USER node$/m)
    expect(recipe).toContain('CMD ["node", "src/cli.ts", "serve"]')
  })
})
