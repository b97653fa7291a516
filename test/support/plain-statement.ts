// A small statement as a lender brings it over HTTP: three months of pay, a loan and a shop, or whatever lines are asked.

/** `amount`: with a minus, a debit. */
export const plainLine = (id: string, day: string, amount: string, label: string) => ({
  resourceId: id,
  bookingDate: day,
  status: 'BOOK',
  creditDebitIndicator: amount.startsWith('-') ? 'DBIT' : 'CRDT',
  transactionAmount: { amount: amount.replace('-', ''), currency: 'EUR' },
  remittanceInformation: { unstructured: [label] },
})

export const statementOf = (transactions: readonly ReturnType<typeof plainLine>[]) => ({
  asOf: '2026-11-20',
  applicant: { name: 'DUVAL CLAIRE' },
  connections: [{ id: 'c1', bank: 'any', holder: 'DUVAL CLAIRE' }],
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
      transactions,
    },
  ],
})

/** Lines 1, 4 and 7 of its report are pays, 2, 5 and 8 the loan, 3, 6 and 9 the shop. */
export const plainStatement = statementOf(
  ['2026-09', '2026-10', '2026-11'].flatMap((month, index) => [
    plainLine(`pay${index}`, `${month}-02`, '2000.00', 'VIR SALAIRE SARL DES LILAS'),
    plainLine(`loan${index}`, `${month}-06`, '-150.00', 'PRLV SEPA COFIDIS'),
    plainLine(`shop${index}`, `${month}-12`, '-60.00', 'CB MONOPRIX'),
  ]),
)
