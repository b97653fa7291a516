// Backups are worth what a restore proves.
import { beforeAll, describe, expect, test } from 'vitest'
import { type Drill, runDrill } from './drill.ts'
import { programsFolder } from './postgres-programs.ts'

const programs = programsFolder()

describe.skipIf(programs === null)('the restore drill (needs PostgreSQL’s programs)', () => {
  let drill: Drill
  beforeAll(async () => {
    drill = await runDrill(programs ?? '', () => {})
  }, 240_000)

  test('rows and keys, dumped apart and restored elsewhere, give the same report to the byte', () => {
    expect(drill.before.length).toBeGreaterThan(10_000)
    expect(drill.restored).toBe(drill.before)
    expect(drill.auditVerified).toBe(0)
  })

  test('what was erased since the backup of the rows does not come back with it', () => {
    expect(drill.destroyedSince).toBe(404)
  })

  test('the rows alone are worth nothing', () => {
    expect(drill.withoutKeys).toBe(404)
    expect(drill.readableInDump).toEqual([])
  })

  test('with the keys of another installation the service refuses to start, and says why', () => {
    expect(drill.wrongKeys.code).toBe(1)
    expect(drill.wrongKeys.said).toContain('NONANTE_KEYS')
  })
})
