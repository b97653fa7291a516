// Rulebook folders as text, the same on every machine, and the bundles kept by hash.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findBundle, rememberBundle } from '../../src/rulebooks/active.ts'
import { readRulebookFolder } from '../../src/rulebooks/load.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'

let database: TestDatabase
let folder: string
beforeAll(async () => {
  database = await testDatabase()
  folder = mkdtempSync(join(tmpdir(), 'nonante-rules-'))
  mkdirSync(join(folder, 'categories/fr'), { recursive: true })
  writeFileSync(join(folder, 'rulebook.yaml'), 'version: a\r\nmarket: fr\r\n')
  writeFileSync(join(folder, 'categories/fr/b.yaml'), 'é: 1\n')
  writeFileSync(join(folder, 'categories/fr/B.yaml'), 'b: 2\n')
  writeFileSync(join(folder, 'categories-note.csv'), 'a;b\n')
  writeFileSync(join(folder, 'README.md'), 'not a rule')
})
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await database.drop()
})

test('a folder is read as its rule files by path, in the order of the characters, line ends alike', () => {
  expect([...readRulebookFolder(folder)]).toEqual([
    ['categories-note.csv', 'a;b\n'],
    ['categories/fr/B.yaml', 'b: 2\n'],
    ['categories/fr/b.yaml', 'é: 1\n'],
    ['rulebook.yaml', 'version: a\nmarket: fr\n'],
  ])
})

test('a folder that is not there is refused by name', () => {
  expect(() => readRulebookFolder('/nowhere/rules')).toThrow(
    expect.objectContaining({
      code: 'rulebook_unknown',
      detail: expect.stringContaining('/nowhere'),
    }),
  )
})

test('a bundle kept comes back by its hash, and by its version the latest', async () => {
  const files = readRulebookFolder(folder)
  const newer = new Map([['rulebook.yaml', 'version: a\n# changed\n']])
  await rememberBundle(database.db, { hash: 'h1', version: 'a', files }, '2026-11-20T10:00:00Z')
  await rememberBundle(
    database.db,
    { hash: 'h2', version: 'a', files: newer },
    '2026-11-21T10:00:00Z',
  )
  await rememberBundle(
    database.db,
    { hash: 'h1', version: 'a', files: newer },
    '2026-11-22T10:00:00Z',
  )
  expect([...(await findBundle(database.db, 'h1')).files]).toEqual([...files])
  expect([...(await findBundle(database.db, 'a')).files]).toEqual([...newer])
  await expect(findBundle(database.db, 'h3')).rejects.toMatchObject({ code: 'rulebook_unknown' })
})
