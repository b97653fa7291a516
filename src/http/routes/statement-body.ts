// The statement in a request body: printed in full, checked by the use case, which names each field at fault.
import { z } from '@hono/zod-openapi'

export const exampleStatement = {
  asOf: '2026-11-20',
  applicant: { name: 'MALLOW MARC' },
  connections: [{ id: 'c1', bank: 'bpce-13807', holder: 'MALLOW MARC' }],
  accounts: [
    {
      connection: 'c1',
      resourceId: 'a1',
      usage: 'PRIV',
      cashAccountType: 'CACC',
      psuStatus: 'Account Holder',
      balances: [
        {
          balanceType: 'CLBD',
          balanceAmount: { amount: '812.34', currency: 'EUR' },
          referenceDate: '2026-11-20',
        },
      ],
      transactions: [
        {
          resourceId: 't1',
          transactionAmount: { amount: '2245.33', currency: 'EUR' },
          creditDebitIndicator: 'CRDT',
          status: 'BOOK',
          bookingDate: '2026-10-28',
          remittanceInformation: { unstructured: ['VIR SALAIRE ACME'] },
        },
      ],
    },
  ],
}

export const statementBodySchema = z.record(z.string(), z.unknown()).openapi({
  description:
    'STET 1.4.2 account, balance and transaction resources by account; unknown keys are dropped. Several who apply together stand in `applicants` ({name, connections[]}, the applicant first) in the place of `applicant`',
  example: exampleStatement,
})
