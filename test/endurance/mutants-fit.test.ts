// The planted faults of `npm run test:mutants -- trust` still fit the code, and the tests that kill them are there.
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { plant } from '../mutants/mutant.ts'
import { ofTrust } from '../mutants/of-trust.ts'

const root = resolve(import.meta.dirname, '../..')

it.each(ofTrust)('$file: $what', (mutant) => {
  const text = readFileSync(join(root, mutant.file), 'utf8')
  expect(plant(mutant, text)).not.toBe(text)
  for (const test of mutant.tests) expect(existsSync(join(root, test))).toBe(true)
})
