// The table of quirks names tests and files that exist.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const here = import.meta.dirname
const src = join(here, '../../../src')

const rows = readFileSync(join(here, 'README.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| ---'))
  .slice(1)
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, symptom = '', , places = '', , since = '', test = '']) => ({
    ...{ symptom, since, test },
    places: [...places.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? ''),
  }))

describe('the table of quirks', () => {
  it('has every row of it read', () => {
    expect(rows.length).toBeGreaterThan(20)
  })

  it.each(rows)('is true of: $symptom', ({ places, since, test }) => {
    const [file = '', name = ''] = test.split(/: (.*)/)
    const tests = readFileSync(join(here, `${file}.test.ts`), 'utf8')
    expect(tests).toContain(name)
    expect(since).toMatch(/^(before|now)/)
    expect(places).not.toEqual([])
    for (const place of places) {
      const root = place.startsWith('core/') ? src : join(src, 'banks')
      expect(existsSync(join(root, place))).toBe(true)
    }
  })
})
