// Linxo's transaction types that say what an operation is, as ISO 20022 codes. The others (CREDIT, DEBIT, TRANSFER
// guesses, OTHER) say no more than the sign or are guesses of its own, and give no code.
import type { StatementTransaction } from '../../core/statement/statement.ts'

type Code = NonNullable<StatementTransaction['bankTransactionCode']>
type Triple = readonly [domain: string, family: string, subFamily: string | null]

const either = (triple: Triple) => ({ DBIT: triple, CRDT: triple })

const triples: Readonly<Record<string, { readonly DBIT: Triple; readonly CRDT: Triple }>> = {
  CHECK: { DBIT: ['PMNT', 'ICHQ', 'CCHQ'], CRDT: ['PMNT', 'RCHQ', 'CCHQ'] },
  ATM: either(['PMNT', 'CCRD', 'CWDL']),
  POINT_OF_SALE: { DBIT: ['PMNT', 'CCRD', 'POSD'], CRDT: ['PMNT', 'CCRD', 'RIMB'] },
  DIRECT_DEBIT: { DBIT: ['PMNT', 'RDDT', 'ESDD'], CRDT: ['PMNT', 'RDDT', 'UPDD'] },
  BANK_FEE: { DBIT: ['ACMT', 'MDOP', 'COMM'], CRDT: ['ACMT', 'MCOP', 'COMM'] },
  INTEREST: { DBIT: ['ACMT', 'MDOP', 'INTR'], CRDT: ['ACMT', 'MCOP', 'INTR'] },
}

export function bankCodeOf(
  type: string | null | undefined,
  direction: 'DBIT' | 'CRDT',
): Code | null {
  const triple = triples[type?.trim().toUpperCase() ?? '']?.[direction]
  if (triple === undefined) return null
  const [domain, family, subFamily] = triple
  return { domain, family, subFamily, code: null, issuer: 'Linxo Connect' }
}
