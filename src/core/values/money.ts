// Money as integer minor units. Text from banks is read as text: no float ever touches an amount.
import { z } from 'zod'

declare const minor: unique symbol
/** A safe integer of minor units (cents for EUR). Credits are positive, debits negative. */
export type MinorUnits = number & { readonly [minor]: true }

export const ZERO = 0 as MinorUnits

/** Amounts of `rules/settings.yaml` are in it: they say nothing of a statement in another currency. */
export const SETTINGS_CURRENCY = 'EUR'

/** @throws RangeError when `value` is not a safe integer. */
export function minorUnits(value: number): MinorUnits {
  if (!Number.isSafeInteger(value)) throw new RangeError('minor units must be a safe integer')
  // -0 would serialise apart from 0
  return (value === 0 ? 0 : value) as MinorUnits
}

const MOST_WHOLE_DIGITS = 13
const MOST_DECIMALS = 5

/**
 * Reads a STET decimal string ("1250.3", "-12.5") into minor units of a two-decimal currency.
 * Digits beyond the second decimal are rounded half away from zero.
 * @returns null when the text is not a decimal amount: the caller knows the field to name.
 */
export function parseAmount(text: string): MinorUnits | null {
  const trimmed = text.trim()
  const signed = trimmed[0] === '-' || trimmed[0] === '+' ? 1 : 0
  const point = endOfDigits(trimmed, signed)
  const whole = point - signed
  if (whole === 0 || whole > MOST_WHOLE_DIGITS) return null
  let cents = digitsAt(trimmed, signed, point) * 100
  if (point < trimmed.length) {
    const end = endOfDigits(trimmed, point + 1)
    const decimals = end - point - 1
    if (trimmed[point] !== '.' || end < trimmed.length || decimals > MOST_DECIMALS) return null
    // Tenths, hundredths and the digit that rounds them; what is not there is zero
    cents += digitAt(trimmed, point + 1) * 10 + digitAt(trimmed, point + 2)
    if (digitAt(trimmed, point + 3) >= 5) cents++
  }
  if (!Number.isSafeInteger(cents)) return null
  return minorUnits(trimmed[0] === '-' ? -cents : cents)
}

function digitAt(text: string, at: number): number {
  return at < text.length ? text.charCodeAt(at) - 48 : 0
}

function endOfDigits(text: string, from: number): number {
  let at = from
  while (at < text.length && digitAt(text, at) >= 0 && digitAt(text, at) <= 9) at++
  return at
}

function digitsAt(text: string, from: number, to: number): number {
  let value = 0
  for (let at = from; at < to; at++) value = value * 10 + digitAt(text, at)
  return value
}

export function add(a: MinorUnits, b: MinorUnits): MinorUnits {
  return minorUnits(a + b)
}

export function negate(a: MinorUnits): MinorUnits {
  return minorUnits(-a)
}

export function absolute(a: MinorUnits): MinorUnits {
  return minorUnits(Math.abs(a))
}

export function sum(amounts: Iterable<MinorUnits>): MinorUnits {
  let total = 0
  for (const amount of amounts) total += amount
  return minorUnits(total)
}

/** `amount × numerator ÷ denominator`, rounded half away from zero; both are integers. */
export function scale(amount: MinorUnits, numerator: number, denominator: number): MinorUnits {
  const exact = (amount * numerator) / denominator
  return minorUnits(Math.sign(exact) * Math.round(Math.abs(exact)))
}

/** `{"amount": -125030, "currency": "EUR"}`: money as our own API writes it. */
export const moneySchema = z
  .object({
    amount: z.int().meta({ description: 'Minor units (cents); negative: out' }),
    currency: z.string().regex(/^[A-Z]{3}$/),
  })
  .meta({ id: 'Money' })
export type Money = { readonly amount: MinorUnits; readonly currency: string }

export function money(amount: MinorUnits, currency: string): Money {
  return { amount, currency }
}
