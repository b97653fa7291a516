// One snapshot, one report: the same bytes from the API, the worker, the command line and a statement sent anew.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { canonicalJson, sha256 } from '../../src/core/values/canonical.ts'
import { playJourney } from '../../src/demo/play-journey.ts'
import { exportSnapshot } from '../../src/reports/export-snapshot.ts'
import { findPersona } from '../../src/sandbox/personas/personas.ts'
import { contextOf } from '../../src/sessions/sealed-parts.ts'
import { sandboxBankId } from '../../src/wiring/banks.ts'
import { startWholeService, type WholeService } from '../support/whole-service.ts'

const cli = resolve(import.meta.dirname, '../../src/cli.ts')
const folder = mkdtempSync(join(tmpdir(), 'nonante-same-bytes-'))
let service: WholeService
beforeAll(async () => {
  service = await startWholeService()
})
afterAll(async () => {
  await service.stop()
  rmSync(folder, { recursive: true })
})

async function called(path: string, body?: unknown): Promise<string> {
  const response = await fetch(service.baseUrl + path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      authorization: `Bearer ${service.key}`,
      'content-type': 'application/json',
      'idempotency-key': `same-${Math.random()}`,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  expect(response.ok).toBe(true)
  return await response.text()
}

/** The command line in a process of its own, in an environment of its own. */
async function analyze(file: string, options: readonly string[], env = {}): Promise<string> {
  const child = spawn(process.execPath, [cli, 'analyze', file, ...options], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const chunks: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
  const code = await new Promise((done) => child.once('close', done))
  expect(code).toBe(0)
  return Buffer.concat(chunks).toString('utf8')
}

/** Takes one member out of the text of an object, the rest untouched. */
function without(text: string, name: string): string {
  const value: unknown = JSON.parse(text)[name]
  const member = [JSON.stringify(value), canonicalJson(value)]
    .map((json) => `"${name}":${json},`)
    .find((each) => text.includes(each))
  if (member === undefined) throw new Error(`no ${name} as it was printed`)
  return text.replace(member, () => '')
}

async function session(name: string) {
  const persona = findPersona(name)
  if (!persona) throw new Error(`no persona ${name}`)
  const { id, consentUrl } = await service.backend.openSession({
    applicant: { reference: `same-${name}`, name: persona.name },
    application: { loan: { amount: 800_000, months: 48 }, household: { adults: 1, children: 0 } },
  })
  await playJourney({ consentUrl, bankId: sandboxBankId, identifier: persona.identifier })
  const snapshot = await exportSnapshot(service.operator, {
    lenderId: service.lender.id,
    sessionId: id,
    actor: 'operator',
  })
  const file = join(folder, `${id}.json`)
  writeFileSync(file, snapshot)
  return { id, snapshot, file, text: await called(`/v1/sessions/${id}/report`) }
}

/** What the worker sealed, opened with nothing in between. */
async function byWorker(id: string): Promise<string> {
  const { db } = service
  const { vault } = service.parts
  const row = await db
    .selectFrom('reports')
    .selectAll()
    .where('session_id', '=', id)
    .executeTakeFirstOrThrow()
  const part = {
    lenderId: row.lender_id,
    sessionId: id,
    connectionId: null,
    part: 'report',
  } as const
  return await vault.open(db, contextOf(part), row.sealed_body)
}

describe.each(['Marc', 'Adam', 'Alix', 'D0999995I0'])('the snapshot of %s', (name) => {
  test('gives the same bytes everywhere', async () => {
    const { id, snapshot, file, text } = await session(name)
    const { envelope, provenance } = JSON.parse(text)
    const body = without(text, 'envelope')
    expect(sha256(body)).toBe(envelope.bodyHash)
    expect(canonicalJson(JSON.parse(body))).toBe(body)
    expect(sha256(snapshot)).toBe(provenance.snapshotHash)

    expect(await byWorker(id)).toBe(body)
    expect(without(await called(`/v1/reports/${envelope.id}`), 'envelope')).toBe(body)

    const statement: unknown = JSON.parse(snapshot)
    const sentAnew = await called('/v1/reports', { statement, keep: false })
    expect(without(without(sentAnew, 'envelope'), 'transactions')).toBe(body)
    expect(JSON.parse(sentAnew).envelope.bodyHash).toBe(envelope.bodyHash)

    // another time zone and another language of the machine move nothing
    const env = { TZ: 'Pacific/Kiritimati', LANG: 'de_DE.UTF-8' }
    const printed = await analyze(file, [], env)
    expect(printed.endsWith('}\n')).toBe(true)
    expect(without(printed.slice(0, -1), 'transactions')).toBe(body)

    const { items } = JSON.parse(await called(`/v1/reports/${envelope.id}/transactions`))
    expect(items.length).toBeGreaterThan(50)
    expect(JSON.parse(sentAnew).transactions).toEqual(items)
    expect(JSON.parse(printed).transactions).toEqual(items)
  })
})

describe('the page of a report', () => {
  test.each(['fr', 'en'] as const)(
    'is the same from the API and the command line in %s',
    async (lang) => {
      const { file, text } = await session('Marc')
      const { id } = JSON.parse(text).envelope
      const page = await called(`/v1/reports/${id}/document.html?lang=${lang}`)
      // beside the period stand the day it was read and the report's id: what the envelope alone knows
      const [line = ''] = /<header>.*<\/header>/.exec(page) ?? []
      expect(line).toContain(` · ${id}</p>`)
      const bare = page.replace(line, () => line.replace(/ · [^·<]* · rep_[^<]*<\/p>/, '</p>'))
      expect(bare.length).toBeLessThan(page.length)
      expect(bare).not.toContain(id)
      expect(await analyze(file, ['--format', 'html', '--lang', lang])).toBe(`${bare}\n`)
    },
  )
})
