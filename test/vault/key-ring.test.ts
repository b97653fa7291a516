// Key-encryption keys out of a file: a new one is taken without a restart, a broken file changes nothing.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { keyRingOfFile, readKeyList } from '../../src/vault/key-ring.ts'

const folder = mkdtempSync(join(tmpdir(), 'records-keys-'))
afterAll(() => rmSync(folder, { recursive: true }))
const entry = (version: string, byte: number) =>
  `${version}:${Buffer.alloc(32, byte).toString('base64')}`

describe('the list', () => {
  test('is read from one line or several, comments and blank lines left out', () => {
    const text = `# newest first\n${entry('v3', 3)}\n\n${entry('v2', 2)},${entry('v1', 1)}\n`
    expect(readKeyList(text, 'X').map(({ version, key }) => [version, key[0]])).toEqual([
      ['v3', 3],
      ['v2', 2],
      ['v1', 1],
    ])
  })

  test.each(['v1', 'v1:AAAA', `V1:${Buffer.alloc(32).toString('base64')}`, ':x'])(
    'refuses %s, naming the variable and not the key',
    (text) => {
      expect(() => readKeyList(text, 'NONANTE_KEYS')).toThrow(/^NONANTE_KEYS: each key is/)
    },
  )
})

describe('the file', () => {
  const file = join(folder, 'keys')
  const write = (...entries: string[]) => writeFileSync(file, entries.join('\n'))

  test('is read again for a version that was not in it', () => {
    write(entry('v1', 1))
    const ring = keyRingOfFile(file)
    write(entry('v2', 2), entry('v1', 1))
    expect(ring.find('v2')[0]).toBe(2)
    expect(ring.current().version).toBe('v2')
    expect(() => ring.find('v9')).toThrow(
      expect.objectContaining({ code: 'configuration_invalid' }),
    )
    ring.close()
  })

  test('is read again when it changes', async () => {
    write(entry('v1', 1))
    const ring = keyRingOfFile(file)
    expect(ring.current().version).toBe('v1')
    write(entry('v2', 2), entry('v1', 1))
    await vi.waitFor(() => expect(ring.current().version).toBe('v2'), { timeout: 8_000 })
    ring.close()
  })

  test('that is broken or gone leaves the keys as they were, and is told', async () => {
    write(entry('v1', 1))
    const faults: unknown[] = []
    const ring = keyRingOfFile(file, (error) => faults.push(error))
    write('nonsense')
    await vi.waitFor(() => expect(faults.length).toBeGreaterThan(0), { timeout: 8_000 })
    expect(ring.current().version).toBe('v1')
    expect(() => ring.reload()).toThrow(/^NONANTE_KEYS_FILE: each key is/)
    rmSync(file)
    expect(() => ring.reload()).toThrow('cannot be read')
    expect(ring.find('v1')[0]).toBe(1)
    ring.close()
    expect(() => keyRingOfFile(file)).toThrow('cannot be read')
  })
})
