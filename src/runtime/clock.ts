// Time as an argument: the only place that asks the machine what time it is.
import { type PlainDate, toPlainDate } from '../core/values/plain-date.ts'

export type Clock = { readonly now: () => Date }

export const systemClock: Clock = { now: () => new Date() }

/** RFC 3339 text, UTC, milliseconds. */
export function timestamp(clock: Clock, addSeconds = 0): string {
  return new Date(clock.now().getTime() + addSeconds * 1000).toISOString()
}

const parisDay = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris' })

/** The calendar day at the bank: Europe/Paris for the French market. */
export function today(clock: Clock): PlainDate {
  return toPlainDate(parisDay.format(clock.now()))
}
