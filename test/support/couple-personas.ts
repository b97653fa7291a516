// Two customers of the sandbox bank who apply together: an account each, and one that is of both.
import type { PersonaInput } from '../../src/sandbox/lives/plan.ts'

export const JEAN = { identifier: 'D1000011I0', name: 'MARTIN JEAN', reference: 'couple-jean' }
export const ANNE = { identifier: 'D1000012I0', name: 'DUBOIS ANNE', reference: 'couple-anne' }
export const JOINT = '0303'

type AccountInput = PersonaInput['accounts'][number]

const shops: NonNullable<AccountInput['lines']>[number] = {
  ...{ every: 'week', weekday: 6, operation: 'card', amount: '-62.40' },
  label: ['CB SUPER U NANTES'],
}

/** The same lines for both: it is one account. */
const joint: AccountInput = {
  id: '038-CPT30099910003',
  iban: 'FR2613807008043009991000303',
  name: 'M OU MME MARTIN DUBOIS',
  status: 'Account Co-Holder',
  balance: '942.10',
  lines: [
    {
      ...{ every: 'month', day: 2, shift: 'none', operation: 'transfer_in', amount: '500.00' },
      label: ['VIR M MARTIN JEAN'],
    },
    {
      ...{ every: 'month', day: 3, shift: 'none', operation: 'transfer_in', amount: '450.00' },
      label: ['VIR MME DUBOIS ANNE'],
    },
    {
      ...{ every: 'month', day: 5, shift: 'none', operation: 'direct_debit', amount: '-810.00' },
      label: ['PRLV SEPA FONCIA GESTION', 'LOYER'],
    },
  ],
}

/** To the joint account on `day`; one lends the other 120 on the 12th. */
function own(
  account: Pick<AccountInput, 'id' | 'iban' | 'name' | 'balance'>,
  pay: { employer: string; amount: string },
  given: { day: number; amount: string },
  lent: { label: string; amount: string; operation: 'transfer_in' | 'transfer_out' },
): AccountInput {
  const months = { every: 'month', shift: 'none' } as const
  return {
    ...account,
    lines: [
      {
        ...{ every: 'month', day: 28, shift: 'previous', operation: 'salary', amount: pay.amount },
        label: [`VIR ${pay.employer}`, 'SALAIRE {MM}/{YYYY}'],
      },
      {
        ...{ ...months, day: given.day, operation: 'transfer_out', amount: given.amount },
        label: ['VIR COMPTE JOINT MARTIN DUBOIS'],
      },
      {
        ...{ ...months, day: 12, operation: lent.operation, amount: lent.amount },
        label: [lent.label],
      },
      shops,
    ],
  }
}

export const couplePersonas: PersonaInput[] = [
  {
    identifier: JEAN.identifier,
    name: 'Jean',
    holder: { prefix: 'MIST', fullName: JEAN.name, firstName: 'Jean', lastName: 'MARTIN' },
    accounts: [
      own(
        {
          id: '038-CPT30099910001',
          iban: 'FR4813807008043009991000101',
          name: 'M JEAN MARTIN',
          balance: '1510.00',
        },
        { employer: 'ATELIERS DE LOIRE SAS', amount: '2140.00' },
        { day: 2, amount: '-500.00' },
        { label: 'VIR MME DUBOIS ANNE', amount: '-120.00', operation: 'transfer_out' },
      ),
      joint,
    ],
  },
  {
    identifier: ANNE.identifier,
    name: 'Anne',
    holder: { prefix: 'MADM', fullName: ANNE.name, firstName: 'Anne', lastName: 'DUBOIS' },
    accounts: [
      own(
        {
          id: '038-CPT30099910002',
          iban: 'FR3713807008043009991000202',
          name: 'MME ANNE DUBOIS',
          balance: '880.00',
        },
        { employer: 'CLINIQUE DU PARC SA', amount: '1890.00' },
        { day: 3, amount: '-450.00' },
        { label: 'VIR M MARTIN JEAN', amount: '120.00', operation: 'transfer_in' },
      ),
      joint,
    ],
  },
]
