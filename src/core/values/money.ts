// Money as integer minor units. Text from banks is read as text: no float ever touches an amount.
import { z } from 'zod'

declare const minor: unique symbol
/** A safe integer of minor units (cents for EUR). Credits are positive, debits negative. */
export type MinorUnits = number & { readonly [minor]: true }

export const ZERO = 0 as MinorUnits

/** @throws RangeError when `value` is not a safe integer. */
export function minorUnits(value: number): MinorUnits {
  if (!Number.isSafeInteger(value)) throw new RangeError('minor units must be a safe integer')
  // -0 would serialise apart from 0
  return (value === 0 ? 0 : value) as MinorUnits
}

const AMOUNT = /^([+-]?)(\d{1,13})(?:\.(\d{0,5}))?$/

/**
 * Reads a STET decimal string ("1250.3", "-12.5") into minor units of a two-decimal currency.
 * Digits beyond the second decimal are rounded half away from zero.
 * @returns null when the text is not a decimal amount: the caller knows the field to name.
 */
export function parseAmount(text: string): MinorUnits | null {
  const match = AMOUNT.exec(text.trim())
  if (!match) return null
  const [, sign, whole = '0', fraction = ''] = match
  const padded = `${fraction}000`
  const cents = Number(whole) * 100 + Number(padded.slice(0, 2)) + (Number(padded[2]) >= 5 ? 1 : 0)
  if (!Number.isSafeInteger(cents)) return null
  return minorUnits(sign === '-' ? -cents : cents)
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
