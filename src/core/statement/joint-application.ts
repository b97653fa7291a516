// What was declared of each of several who apply together, as one application.
import type { Application } from './statement.ts'

export type Declared = { readonly name: string; readonly application: Application | null }

/**
 * In the order given, the applicant first: whose loan, rent and overdraft limit stand where they are declared, else
 * the next one's. A household must count every applicant: one that does not was declared of one of them alone, and
 * is left out. A credit that two declare alike is one.
 */
export function jointApplication(parts: readonly Declared[]): Application {
  const all = parts.map(({ application }) => application ?? {})
  const loan = all.find((one) => one.loan)?.loan
  const household = all.find((one) => (one.household?.adults ?? 0) >= parts.length)?.household
  const limit = all.find((one) => one.overdraftLimit !== undefined)?.overdraftLimit
  const credits = new Map(
    all.flatMap(({ declaredCredits = [] }) =>
      declaredCredits.map((credit) => [`${credit.instalment} ${credit.lender}`, credit] as const),
    ),
  )
  return {
    ...(loan && { loan }),
    ...(household && { household }),
    ...(limit === undefined ? {} : { overdraftLimit: limit }),
    ...(credits.size > 0 && { declaredCredits: [...credits.values()] }),
    applicants: parts.map(({ name, application }, position) => ({
      ...application?.applicants?.find(({ role }) => role === 'applicant'),
      role: position === 0 ? 'applicant' : 'co_applicant',
      name,
    })),
  }
}
