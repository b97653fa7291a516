// What banks write loosely, read the same by every adapter of a PSD2 interface: texts that may be missing, links,
// decimals.
import { z } from 'zod'

export const text = z.string().nullish()

/** `null`, `""` and an empty object are what some banks send for "no such link". */
export const linkSchema = z
  .union([z.string(), z.object({ href: text })])
  .nullish()
  .transform((link) => (typeof link === 'string' ? link : link?.href)?.trim() || null)

/** Numbers, spaces and a decimal comma all occur; whether it is an amount is decided line by line. */
const decimalSchema = z.union([z.string(), z.number()]).transform(decimalText)

export function decimalText(value: string | number): string {
  return String(value)
    .trim()
    .replace(/^([+-]?\d+),(\d{1,5})$/, '$1.$2')
}

export const amountSchema = z.object({ amount: decimalSchema, currency: text })

/** Any object. */
export const bodySchema = z.record(z.string(), z.unknown())

/** The link of that name; null when there is none, or the list of links is not one. */
export function linkIn(links: unknown, name: string): string | null {
  const read = bodySchema.safeParse(links)
  const link = linkSchema.safeParse(read.data?.[name])
  return link.success ? link.data : null
}

/** Lists that could be read in part: what of them could not is counted, never dropped in silence. */
export type Read<T> = { readonly items: T[]; readonly unreadable: number }
