// Checks answers against the official STET 1.5.0.43 schema turned into a 1.4.2.17 checker by four overlays,
// and against the rules that schema lets pass (stet.md, section 1).
import { existsSync, readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import formats from 'ajv-formats'

const PATH = new URL('../../../shared/stet/stet-ais-pis-1.5.0.43.openapi.json', import.meta.url)
export const schemaPresent = existsSync(PATH)

export type Shape =
  | 'HalAccounts'
  | 'HalBalances'
  | 'HalTransactions'
  | 'HalEndUserIdentity'
  | 'ErrorModel'
  | 'Access'

const LINK = { type: 'object', required: ['href'], properties: { href: { type: 'string' } } }

/** Compiles the checkers; returns what is wrong with a body, as text lines. */
export function officialChecker(): (shape: Shape, body: unknown) => string[] {
  const document = JSON.parse(readFileSync(PATH, 'utf8'))
  const { schemas } = document.components
  schemas.AmountType.properties.amount = {
    type: 'string',
    pattern: '^\\-{0,1}[0-9]{1,13}(\\.[0-9]{0,5}){0,1}$',
  }
  schemas.BalanceResource.properties.referenceDate.format = 'date'
  for (const name of ['expectedBookingDate', 'bookingDate', 'valueDate', 'transactionDate']) {
    schemas.Transaction.properties[name].format = 'date'
  }
  schemas.Access.required = schemas.Access.required.filter((name: string) => name !== 'owners')
  schemas.HalEndUserIdentity = {
    type: 'object',
    required: ['connectedPsu', '_links'],
    properties: {
      connectedPsu: { type: 'string', maxLength: 140 },
      connectedPsuNamePrefix: { enum: ['DOCT', 'MADM', 'MISS', 'MIST'] },
      connectedPsuFirstName: { type: 'string' },
      connectedPsuLastName: { type: 'string' },
      _links: {
        type: 'object',
        required: ['self'],
        properties: { self: LINK, 'parent-list': LINK },
      },
    },
  }
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false })
  formats.default(ajv)
  ajv.addSchema(document, 'stet')
  return (shape, body) => {
    const validate = ajv.compile({ $ref: `stet#/components/schemas/${shape}` })
    const faults = validate(body)
      ? []
      : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`)
    return [...faults, ...ownRules(shape, body)]
  }
}

const fields: Record<Shape | 'account' | 'balance' | 'transaction' | 'links', readonly string[]> = {
  HalAccounts: ['accounts', '_links'],
  HalBalances: ['balances', '_links'],
  HalTransactions: ['transactions', '_links'],
  HalEndUserIdentity: [
    'connectedPsu',
    'connectedPsuNamePrefix',
    'connectedPsuFirstName',
    'connectedPsuLastName',
    '_links',
  ],
  ErrorModel: ['timestamp', 'status', 'error', 'message', 'path'],
  Access: ['balances', 'transactions', 'trustedBeneficiaries', 'psuIdentity'],
  account: [
    'resourceId',
    'bicFi',
    'accountId',
    'name',
    'details',
    'linkedAccount',
    'usage',
    'company',
    'cashAccountType',
    'product',
    'balances',
    'psuStatus',
    '_links',
  ],
  balance: [
    'name',
    'balanceAmount',
    'balanceType',
    'lastChangeDateTime',
    'referenceDate',
    'lastCommittedTransaction',
  ],
  transaction: [
    'resourceId',
    'entryReference',
    'transactionAmount',
    'creditDebitIndicator',
    'transactionAmountDetails',
    'status',
    'expectedBookingDate',
    'bookingDate',
    'valueDate',
    'transactionDate',
    'bankTransactionCode',
    'charges',
    'relatedParties',
    'remittanceInformation',
    'additionalTransactionInformation',
  ],
  links: [
    'self',
    'first',
    'last',
    'next',
    'prev',
    'endUserIdentity',
    'beneficiaries',
    'balances',
    'transactions',
    'parent-list',
  ],
}

const STATUSES = [
  'Account Holder',
  'Account Co-Holder',
  'Attorney',
  'Custodian For Minor',
  'Legal Guardian',
  'Nominee',
  'Successor On Death',
  'Trustee',
]

// biome-ignore lint/suspicious/noExplicitAny: walks JSON of unknown shape
function ownRules(shape: Shape, body: any): string[] {
  const faults: string[] = []
  const only = (at: string, value: object, allowed: readonly string[]) => {
    for (const key of Object.keys(value ?? {}))
      if (!allowed.includes(key)) faults.push(`${at}: ${key} is not in 1.4.2`)
  }
  only(shape, body, fields[shape])
  only('_links', body._links, fields.links)
  for (const account of body.accounts ?? []) {
    only('account', account, fields.account)
    only('account _links', account._links, ['balances', 'transactions'])
    if (!STATUSES.includes(account.psuStatus)) faults.push(`psuStatus ${account.psuStatus}`)
    for (const balance of account.balances ?? []) only('balance', balance, fields.balance)
  }
  if (shape === 'HalBalances') {
    if (body.balances.length === 0) faults.push('no balance')
    for (const balance of body.balances) only('balance', balance, fields.balance)
  }
  if (shape === 'HalTransactions') {
    for (const tx of body.transactions) {
      only('transaction', tx, fields.transaction)
      const booked = tx.status === 'BOOK'
      if (booked && tx.bookingDate === undefined) faults.push('BOOK without bookingDate')
      if (!booked && tx.bookingDate !== undefined && tx.expectedBookingDate === undefined)
        faults.push(`${tx.status} with a bookingDate`)
      if (tx.transactionAmount.amount.startsWith('-')) faults.push('signed amount')
      if (tx.entryReference === '') faults.push('empty entryReference')
    }
  }
  return faults
}
