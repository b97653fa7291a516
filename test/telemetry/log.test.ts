// The log: a line an event, and nothing in it that is a customer's.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AppError } from '../../src/errors.ts'
import { newId, newSecret } from '../../src/runtime/ids.ts'
import { createEventLogger, faultOf, loggable } from '../../src/telemetry/log.ts'

const clock = { now: () => new Date('2026-11-20T10:00:00.5Z') }

function written(event: Parameters<ReturnType<typeof createEventLogger>['write']>[0]): string[] {
  const lines: string[] = []
  createEventLogger({ clock, output: (line) => lines.push(line) }).write(event)
  return lines
}

describe('an event', () => {
  test('is one line of JSON with the time first and no empty fields', () => {
    const sessionId = newId('ses')
    const lines = written({
      event: 'request',
      requestId: newId('req'),
      method: 'POST',
      route: '/v1/sessions/{id}/link',
      status: 201,
      durationMs: 12,
      sessionId,
      reportId: undefined,
    })
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatch(/^\{"time":"2026-11-20T10:00:00\.500Z","event":"request".*\}\n$/)
    const fields = JSON.parse(lines[0] ?? '')
    expect(fields).toMatchObject({ route: '/v1/sessions/{id}/link', status: 201, sessionId })
    expect(fields).not.toHaveProperty('reportId')
  })

  test('does not carry a token, an IBAN or a sentence, whichever field they are put in', () => {
    const token = newSecret()
    const canaries = [
      'FR7630006000011234567890189',
      'FR76 3000 6000 0112 3456 7890 189',
      `nnt_live_ab12_${token}`,
      `/c/ab12.${token}`,
      'Élodie a viré 12,50 € à Jean',
      'line\nfeed',
      `"quoted"`,
      'a'.repeat(121),
    ]
    for (const canary of canaries) {
      const [line = ''] = written({ event: 'fault', part: canary, errorName: canary })
      expect(JSON.parse(line)).toMatchObject({ part: '[withheld]', errorName: '[withheld]' })
    }
  })

  test('carries every handle, and never a secret', () => {
    for (const prefix of ['len', 'key', 'ses', 'con', 'snp', 'rep', 'req'] as const) {
      const id = newId(prefix)
      expect(loggable(id)).toBe(id)
    }
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 24, maxLength: 24 }), (bytes) => {
        const secret = Buffer.from(bytes).toString('base64url')
        expect(loggable(secret)).toBe('[withheld]')
        expect(loggable(`sh0rt.${secret}`)).toBe('[withheld]')
      }),
    )
  })
})

describe('an error', () => {
  test('is told by its code, its class and its place in our code, never by its message', () => {
    const cause = Object.assign(new Error('Key (iban)=(FR76) exists'), { code: '23505' })
    expect(faultOf(cause)).toMatchObject({ errorCode: '23505', errorName: 'Error' })
    expect(JSON.stringify(faultOf(cause))).not.toContain('iban')
    expect(faultOf(new AppError('not_found', 'Nothing here.'))).toMatchObject({
      errorCode: 'not_found',
      errorName: 'AppError',
    })
    expect(faultOf('FR76')).toEqual({ errorName: 'string' })
  })

  test('thrown in our own code names the file and line', () => {
    const broken = { now: () => new Date(Number.NaN) }
    const write = () => createEventLogger({ clock: broken, output: () => {} }).write
    try {
      write()({ event: 'fault', part: 'test' })
      expect.unreachable()
    } catch (error) {
      expect(faultOf(error)).toMatchObject({
        errorName: 'RangeError',
        errorAt: expect.stringMatching(/^src\/runtime\/clock\.ts:\d+$/),
      })
    }
  })

  test('a code that is not one is left out', () => {
    const strange = Object.assign(new Error('x'), { code: 'M. Dupont, 3 rue' })
    expect(faultOf(strange).errorCode).toBeUndefined()
  })
})
