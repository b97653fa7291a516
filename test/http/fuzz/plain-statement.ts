// A statement as small as one can be and still be scored, and an image as small as one can be.

const line = (id: string, amount: string, direction: string, day: string, label: string) => ({
  resourceId: id,
  transactionAmount: { amount, currency: 'EUR' },
  creditDebitIndicator: direction,
  status: 'BOOK',
  bookingDate: day,
  remittanceInformation: { unstructured: [label] },
})

export const plainStatement = {
  asOf: '2026-11-20',
  connections: [{ id: 'c1', bank: 'bpce-13807', holder: 'MALLOW MARC' }],
  applicant: { name: 'MALLOW MARC' },
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
        line('t1', '2245.33', 'CRDT', '2026-10-28', 'VIR SALAIRE ACME'),
        line('t2', '640.00', 'DBIT', '2026-11-05', 'PRLV LOYER AGENCE'),
      ],
    },
  ],
}

export const smallestPng =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGD4DwABBAEAX+XDSwAAAABJRU5ErkJggg=='
