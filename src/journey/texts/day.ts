// When something happened, as the applicant's calendar had it.
import { formatDay } from '../../documents/typography.ts'
import { today } from '../../runtime/clock.ts'

/** `at`: RFC 3339; the day in France, where it is past midnight before it is in UTC. */
export function dayOf(at: string, language: 'fr' | 'en'): string {
  return formatDay(today({ now: () => new Date(at) }), language)
}
