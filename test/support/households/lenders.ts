// Lenders as French statements name them, and what the name alone tells of the contract.

/** Personal, car and works loans. */
export const CONSUMER_LENDERS = [
  'COFIDIS',
  'SOFINCO',
  'CETELEM',
  'FRANFINANCE',
  'YOUNITED CREDIT',
  'CREDIPAR',
  'DIAC',
  'CA CONSUMER FINANCE',
  'BNP PARIBAS PERSONAL FINANCE',
  'DOMOFINANCE',
  'VOLKSWAGEN BANK',
  'ORANGE BANK CREDIT',
  'LA BANQUE POSTALE CONSUMER FINANCE',
  'FINANCO',
  'SOCRAM BANQUE',
  'TOYOTA FINANCIAL SERVICES',
]

/** Store cards and reserves: the name or the motive says so. */
export const REVOLVING_LENDERS: readonly (readonly [string, string])[] = [
  ['CARREFOUR BANQUE', 'CARTE PASS CREDIT RENOUVELABLE'],
  ['COFIDIS', 'CREDIT RENOUVELABLE ACCESSIO'],
  ['COFINOGA', 'CREDIT RENOUVELABLE'],
  ['CETELEM', 'CARTE AURORE'],
  ['SOFINCO', 'CREDIT RENOUVELABLE'],
  ['FLOA BANK', 'CREDIT RENOUVELABLE'],
  ['ONEY BANK', 'CREDIT RENOUVELABLE AUCHAN'],
  ['FRANFINANCE', 'RESERVE DE CREDIT'],
  ['BANQUE CASINO', 'CREDIT RENOUVELABLE'],
]

export const LEASING: readonly (readonly [string, string])[] = [
  ['DIAC LOCATION', 'LOYER LOA'],
  ['LEASYS FRANCE', 'LOYER LLD'],
  ['ARVAL SERVICE LEASE', 'LOYER'],
  ['AYVENS', 'LOYER LLD'],
  ['VOLKSWAGEN BANK', 'LOYER LOA'],
  ['CREDIPAR', 'LOYER LOA'],
  ['BMW FINANCE', 'LOCATION AVEC OPTION ACHAT'],
  ['MERCEDES-BENZ FINANCIAL', 'LOA'],
]

/** Split payments, mostly on the card. */
export const SPLITTERS: readonly (readonly [string, 'card' | 'debit'])[] = [
  ['ALMA SAS', 'card'],
  ['ALMA*MAISON', 'card'],
  ['KLARNA', 'card'],
  ['KLARNA BANK AB', 'debit'],
  ['FLOA PAY 4X', 'card'],
  ['ONEY 3X 4X', 'card'],
  ['PAYPAL 4X', 'debit'],
  ['SCALAPAY', 'card'],
  ['COFIDIS PAY 4XCB', 'card'],
  ['YOUNITED PAY', 'debit'],
]

export const SHORT_TERM = [
  'FINFROG',
  'CASHPER',
  'BLING',
  'FLOA COUP DE POUCE',
  'LYDIA PRET EXPRESS',
]

export const LOAN_INSURERS = [
  'CNP ASSURANCES',
  'CARDIF ASSURANCE VIE',
  'CBP FRANCE',
  'APRIL SANTE PREVOYANCE',
]

export const COLLECTORS = ['INTRUM JUSTITIA', 'EOS FRANCE', 'EFFICO', 'IQERA SERVICES', 'CONCILIAN']
