// Examples of session requests, as printed in openapi.yaml: each is a request that works.

export const sessionExamples = {
  smallest: {
    summary: 'The smallest request',
    value: { applicant: { reference: 'loan-2026-0042', name: 'MALLOW MARC' } },
  },
  loan: {
    summary: 'A loan application with its household and a return URL',
    value: {
      applicant: { reference: 'loan-2026-0043', name: 'GARNIER LEA' },
      application: {
        loan: { amount: 800000, months: 48, rate: 5.9 },
        household: { adults: 1, children: 0, housing: 'tenant', rent: 65000 },
      },
      purposes: ['creditworthiness', 'rescoring', 'model_validation'],
      maxConnections: 2,
      returnUrl: 'https://lender.example/loans/return',
      language: 'fr',
      metadata: { branch: 'Lyon 3' },
    },
  },
}
