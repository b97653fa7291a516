// Days are the bank's days wherever the machine is, and no credential looks like a handle.
import { describe, expect, test } from 'vitest'
import { timestamp, today } from '../../src/runtime/clock.ts'
import { hashSecret, newEffect, newId, newSecret } from '../../src/runtime/ids.ts'

const at = (text: string) => ({ now: () => new Date(text) })

describe('the clock', () => {
  test.each([
    ['2026-11-20T22:59:59Z', '2026-11-20'],
    ['2026-11-20T23:00:00Z', '2026-11-21'],
    ['2026-07-14T21:59:59Z', '2026-07-14'],
    ['2026-07-14T22:00:00Z', '2026-07-15'],
    ['2026-03-29T00:30:00Z', '2026-03-29'],
    ['2026-12-31T23:30:00Z', '2027-01-01'],
  ])('at %s the day at the bank is %s', (instant, day) => {
    expect(today(at(instant))).toBe(day)
  })

  test('timestamps are UTC with milliseconds', () => {
    expect(timestamp(at('2026-03-29T03:30:00+02:00'))).toBe('2026-03-29T01:30:00.000Z')
    expect(timestamp(at('2026-03-29T01:30:00Z'), 90)).toBe('2026-03-29T01:31:30.000Z')
  })
})

describe('handles and secrets', () => {
  test('a handle has its prefix, its time and 90 random bits', () => {
    const ids = Array.from({ length: 1000 }, () => newId('ses'))
    expect(new Set(ids).size).toBe(1000)
    for (const id of ids) expect(id).toMatch(/^ses_[A-Za-z0-9_-]{22}$/)
    const drawn = Array.from({ length: 4000 }, () => newEffect(0))
    expect(new Set(drawn).size).toBe(4000)
    // each of the 15 digits takes every value: that one does not is as likely as 1 in 10^24
    for (let digit = 7; digit < 22; digit += 1) {
      expect(new Set(drawn.map((effect) => effect[digit])).size).toBe(64)
    }
  })

  test('handles are in the order of their making', () => {
    const instants = [0, 1, 63, 64, 65, 4095, 4096, Date.parse('2026-11-20'), 2 ** 42 - 1]
    const made = instants.map((now) => newEffect(now))
    expect(made.toSorted()).toEqual(made)
    const years = ['2026', '2027', '2050', '2109'].map((year) => newEffect(Date.parse(year)))
    expect(years.toSorted()).toEqual(years)
  })

  test('a secret has 32 characters and is only kept as its SHA-256', () => {
    expect(newSecret()).toMatch(/^[A-Za-z0-9_-]{32}$/)
    expect(hashSecret('abc').toString('hex')).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    )
  })
})
