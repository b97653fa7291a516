// The planted faults of `npm run test:mutants` still fit the code: three in every folder of the core.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { folderOf, plant } from '../mutants/mutant.ts'
import { mutants } from '../mutants/mutants.ts'

const core = join(import.meta.dirname, '../../src/core')
const folders = readdirSync(core).filter((name) => statSync(join(core, name)).isDirectory())

describe('planted faults', () => {
  it.each(folders)('%s has three or more', (folder) => {
    expect(mutants.filter((mutant) => folderOf(mutant) === folder).length).toBeGreaterThan(2)
  })

  it.each(mutants)('$file: $what', (mutant) => {
    const path = join(core, mutant.file)
    expect(existsSync(path)).toBe(true)
    const text = readFileSync(path, 'utf8')
    expect(plant(mutant, text)).not.toBe(text)
  })
})
