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
const PLUS = 43
const MINUS = 45
const POINT = 46

/**
 * Reads a STET decimal string ("1250.3", "-12.5") into minor units of a two-decimal currency.
 * Digits beyond the second decimal are rounded half away from zero.
 * @returns null when the text is not a decimal amount: the caller knows the field to name.
 */
export function parseAmount(text: string): MinorUnits | null {
  const trimmed = text.trim()
  const sign = trimmed.charCodeAt(0)
  const first = sign === MINUS || sign === PLUS ? 1 : 0
  let at = first
  let cents = 0
  for (let digit = digitAt(trimmed, at); digit >= 0; digit = digitAt(trimmed, ++at))
    cents = cents * 10 + digit
  if (at === first || at - first > MOST_WHOLE_DIGITS) return null
  cents *= 100
  if (at < trimmed.length) {
    if (trimmed.charCodeAt(at) !== POINT || trimmed.length - at - 1 > MOST_DECIMALS) return null
    for (let place = 1; ++at < trimmed.length; place++) {
      const digit = digitAt(trimmed, at)
      if (digit < 0) return null
      // Tenths, hundredths and the digit that rounds them
      if (place === 1) cents += digit * 10
      else if (place === 2) cents += digit
      else if (place === 3 && digit >= 5) cents++
    }
  }
  if (!Number.isSafeInteger(cents)) return null
  return minorUnits(sign === MINUS ? -cents : cents)
}

/** -1 when there is none, at the end of the text too. */
function digitAt(text: string, at: number): number {
  const digit = text.charCodeAt(at) - 48
  return digit >= 0 && digit <= 9 ? digit : -1
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
