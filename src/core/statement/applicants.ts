// Who applies: one person, or several together, each with the connections that are theirs.
import type { Statement } from './statement.ts'

export type Applicant = {
  readonly name: string
  readonly role: 'applicant' | 'co_applicant'
  /** null: the statement does not say whose connections are whose. */
  readonly connections: readonly string[] | null
}

/**
 * In the order declared, the applicant first: those of the statement, else the applicant of the statement
 * and the co-applicants of the application.
 */
export function applicantsOf({ applicants, applicant, application }: Statement): Applicant[] {
  if (applicants !== undefined) {
    return applicants.map(({ name, connections }, index) => ({
      name,
      role: index === 0 ? 'applicant' : 'co_applicant',
      connections,
    }))
  }
  const declared = application?.applicants ?? []
  const first = applicant?.name ?? declared.find(({ role }) => role === 'applicant')?.name
  const others = declared.filter(({ role }) => role === 'co_applicant')
  return [
    ...(first === undefined
      ? []
      : [{ name: first, role: 'applicant' as const, connections: null }]),
    ...others.map(({ name, role }) => ({ name, role, connections: null })),
  ]
}

/** Names the statement itself gives of those whose accounts are in it: who applies, and each holder. */
export function namesOf(statement: Statement): string[] {
  const { applicant, applicants, connections } = statement
  const told = [
    applicant?.name,
    ...(applicants ?? []).map(({ name }) => name),
    ...connections.map(({ holder }) => holder),
  ]
  return told.flatMap((name) => name ?? [])
}
