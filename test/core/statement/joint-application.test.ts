// What was declared of each applicant, as one application.
import { expect, test } from 'vitest'
import { jointApplication } from '../../../src/core/statement/joint-application.ts'
import { type Application, applicationSchema } from '../../../src/core/statement/statement.ts'

const couple = { adults: 2, children: 1, housing: 'tenant' as const, rent: 90_000 }
const mortgage = { lender: 'Crédit Foncier', instalment: 70_000 }
const joint = (...applications: (Application | null)[]) =>
  jointApplication(applications.map((application, n) => ({ name: `P${n + 1}`, application })))

test('names each applicant with what was declared of them, the first as the applicant', () => {
  const application = joint(
    { applicants: [{ role: 'applicant', name: 'Paul', declaredMonthlyIncome: 200_000 }] },
    { applicants: [{ role: 'applicant', name: 'P. Two', employment: 'Acme' }] },
    null,
  )
  expect(application).toEqual({
    applicants: [
      { role: 'applicant', name: 'P1', declaredMonthlyIncome: 200_000 },
      { role: 'co_applicant', name: 'P2', employment: 'Acme' },
      { role: 'co_applicant', name: 'P3' },
    ],
  })
  expect(applicationSchema.safeParse(application).success).toBe(true)
})

test('takes each part where it is declared first', () => {
  const loan = { amount: 100_000, months: 12 }
  expect(joint({ overdraftLimit: 0 }, { loan, overdraftLimit: 50_000 })).toMatchObject({
    ...{ loan, overdraftLimit: 0 },
  })
})

test('leaves out a household that counts one of them alone', () => {
  const alone = { household: { adults: 1, children: 0 } }
  expect(joint(alone, alone)).not.toHaveProperty('household')
  expect(joint(alone, { household: couple })).toMatchObject({ household: couple })
})

test('a credit that both declare alike is one', () => {
  const car = { lender: 'Sofinco', instalment: 21_000 }
  const { declaredCredits } = joint(
    { declaredCredits: [mortgage] },
    { declaredCredits: [mortgage, car] },
  )
  expect(declaredCredits).toEqual([mortgage, car])
})
