// What the versions of STET changed in the answers we read. The reader takes every shape from every bank,
// because banks mix them; where one has to be asked for, it is asked for as its version says.

export const stetVersions = ['1.4.0', '1.4.1', '1.4.2', '1.5', '1.6'] as const
export type StetVersion = (typeof stetVersions)[number]

/**
 * Where the customer's name is. `in_accounts`: `connectedPsu` beside the list of accounts (1.4.0.47).
 * `end_user_identity`: a resource of its own, `connectedPsu` in 1.4.2.17, `identity.fullName` in 1.5.0.43.
 * `none`: the bank does not give it, or nobody says where.
 */
export type IdentityPlace = 'in_accounts' | 'end_user_identity' | 'none'

/** How `dateFrom` is written: the day, or its first moment without a zone or in UTC. */
export type DateFromStyle = 'day' | 'local_time' | 'utc_time'

/** @throws never: `day` is `YYYY-MM-DD`. */
export function writeDateFrom(style: DateFromStyle, day: string): string {
  switch (style) {
    case 'day':
      return day
    case 'local_time':
      return `${day}T00:00:00`
    case 'utc_time':
      return `${day}T00:00:00.000Z`
  }
}
