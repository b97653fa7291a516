// Kinds of operation and the bankTransactionCode each carries: ISO 20022 triple and the bank's CFONB-like code.

export type OperationCode = {
  readonly domain: string
  readonly family: string
  readonly subFamily: string
  readonly code: string
}

function triple(path: string, code: string): OperationCode {
  const [domain = '', family = '', subFamily = ''] = path.split('/')
  return { domain, family, subFamily, code }
}

/** null: the bank's documentation shows such lines without any code. */
export const operationCodes = {
  salary: triple('PMNT/RCDT/SALA', '078'),
  transfer_in: triple('PMNT/RCDT/DMCT', '078'),
  instant_in: triple('PMNT/RRCT/DMCT', '087'),
  transfer_out: triple('PMNT/ICDT/DMCT', '021'),
  instant_out: triple('PMNT/IRCT/DMCT', '027'),
  standing_order: triple('PMNT/ICDT/STDO', '023'),
  book_transfer: triple('PMNT/ICDT/BOOK', '024'),
  direct_debit: triple('PMNT/RDDT/OTHR', '029'),
  business_debit: triple('PMNT/RDDT/BBDD', '031'),
  debit_rejected: triple('PMNT/RDDT/UPDD', '037'),
  collection: triple('PMNT/IDDT/ESDD', '038'),
  card: triple('PMNT/CCRD/POSD', '213'),
  card_refund: triple('PMNT/CCRD/RIMB', '214'),
  cash: triple('PMNT/CCRD/CWDL', '210'),
  card_total: triple('PMNT/CCRD/DCCT', '215'),
  card_takings: triple('PMNT/MCRD/POSP', '220'),
  cheque_out: triple('PMNT/ICHQ/CCHQ', '001'),
  cheque_in: triple('PMNT/RCHQ/CCHQ', '002'),
  cash_deposit: triple('PMNT/CNTR/CDPT', '010'),
  fee: triple('ACMT/MDOP/COMM', '358'),
  debit_interest: triple('ACMT/MDOP/INTR', '740'),
  adjustment: triple('ACMT/MCOP/ADJT', '051'),
  bill: triple('PMNT/DRFT/DMCG', '062'),
  pooling: triple('CAMT/ACCB/ZABA', '745'),
  loan: null,
  credit_interest: null,
  none: null,
} as const satisfies Record<string, OperationCode | null>

export type Operation = keyof typeof operationCodes

export const operations = [
  'salary',
  'transfer_in',
  'instant_in',
  'transfer_out',
  'instant_out',
  'standing_order',
  'book_transfer',
  'direct_debit',
  'business_debit',
  'debit_rejected',
  'collection',
  'card',
  'card_refund',
  'cash',
  'card_total',
  'card_takings',
  'cheque_out',
  'cheque_in',
  'cash_deposit',
  'fee',
  'debit_interest',
  'adjustment',
  'bill',
  'pooling',
  'loan',
  'credit_interest',
  'none',
] as const satisfies readonly Operation[]

export const CODE_ISSUER = 'SI EQUINOXE – Banque Populaire'
