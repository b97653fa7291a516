// The whole way over HTTP, once for each of 60 consecutive days: no day may break it. One day in twenty sees
// only two monthly pays, months end on closed days, and years turn.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addDays, toPlainDate } from '../../src/core/values/plain-date.ts'
import { playJourney } from '../../src/demo/play-journey.ts'
import { findPersona } from '../../src/sandbox/personas/personas.ts'
import { sandboxBankId } from '../../src/wiring/banks.ts'
import { startWholeService, type WholeService } from '../support/whole-service.ts'

const FIRST = toPlainDate('2026-12-01')
const days = Array.from({ length: 60 }, (_, n) => addDays(FIRST, n))
/** In turn: each is seen on days of every kind. */
const personas = ['Marc', 'Marie', 'Thomas', 'Alix', 'Adam', 'Léa', "Tech'n Co"]

let time = Date.parse(`${FIRST}T10:00:00Z`)
let service: WholeService
beforeAll(async () => {
  service = await startWholeService({ clock: { now: () => new Date(time) } })
})
afterAll(async () => {
  await service.stop()
})

async function reportOf(name: string) {
  const persona = findPersona(name)
  if (!persona) throw new Error(`no persona ${name}`)
  const session = await service.backend.openSession({
    applicant: { reference: `whole-${name}`, name: persona.name },
  })
  const { identifier } = persona
  await playJourney({ consentUrl: session.consentUrl, bankId: sandboxBankId, identifier })
  const { status } = await service.backend.awaitSession(session.id, 20)
  expect(status).toBe('completed')
  return (await service.backend.readReport(session.id)).report
}

describe('sixty consecutive days', () => {
  const monthly = new Map<string, number[]>()

  test.each(days.map((day, n) => [day, personas[n % personas.length]!] as const))(
    'on %s, %s gets a report of that day',
    async (day, name) => {
      time = Date.parse(`${day}T10:00:00Z`)
      const report = await reportOf(name)
      expect(report.provenance.asOf).toBe(day)
      expect(report.provenance.window).toEqual({ from: addDays(day, -89), to: day })
      expect(report.coverage.overall.booked).toBeGreaterThan(0)
      expect(report.coverage.accounts.every(({ complete }) => complete)).toBe(true)
      const { observed } = report.income.monthlyNet
      if (observed.state === 'measured') {
        monthly.set(name, [...(monthly.get(name) ?? []), observed.value.amount])
      }
    },
  )

  test('a salaried or retired customer earns the same a month whatever the day', () => {
    for (const name of ['Marc', 'Marie', 'Léa']) {
      const seen = monthly.get(name) ?? []
      expect(seen.length).toBeGreaterThan(6)
      expect(Math.max(...seen) - Math.min(...seen)).toBeLessThan(0.02 * Math.max(...seen))
    }
  })
})
