// Marie, 73, Nantes, married, retired from the private sector: two pensions, cheques and cash rather than cards,
// gifts to grandchildren and charities, and a second account she saves on with her husband.
import { cardHabit, cashHabit, monthly, paid } from '../lives/labels.ts'
import type { PersonaInput } from '../lives/plan.ts'

const CARD = '2290'

export const marie: PersonaInput = {
  identifier: 'D0999991I0',
  name: 'Marie',
  holder: { prefix: 'MADM', fullName: 'CHAUVET MARIE', firstName: 'Marie', lastName: 'CHAUVET' },
  accounts: [
    {
      id: '038-CPT30019654061',
      iban: 'FR7613807008043001965406128',
      name: 'M OU MME CHAUVET',
      status: 'Account Co-Holder',
      balance: '1754.03',
      lines: [
        monthly(9, 'transfer_in', '1318.62', [
          'VIR CARSAT PAYS DE LA LOIRE',
          'PENSION {MM}/{YYYY}',
          '2{n8}R',
        ]),
        monthly(1, 'transfer_in', '487.35', [
          'VIR AGIRC-ARRCO',
          'ALLOCATION RETRAITE COMPLEMENTAIRE {MONTH} {YYYY}',
        ]),
        monthly(6, 'direct_debit', '-118.40', [
          'PRLV SEPA HARMONIE MUTUELLE',
          'COTISATION {MM}/{YYYY}',
        ]),
        monthly(11, 'direct_debit', '-96.50', [
          'PRLV SEPA EDF CLIENTS PARTICULIERS',
          'MENSUALITE ELECTRICITE',
        ]),
        monthly(10, 'direct_debit', '-37.99', ['PRLV SEPA ORANGE SA-ORANGE', 'LIVEBOX {n8}']),
        monthly(12, 'direct_debit', '-54.10', [
          'PRLV SEPA GROUPAMA LOIRE BRETAGNE',
          'AUTO ET HABITATION',
        ]),
        monthly(15, 'direct_debit', '-121.00', [
          'PRLV SEPA DIRECTION GENERALE DES FI',
          'IMPOT TAXE FONCIERE MENSUALITE',
        ]),
        monthly(13, 'direct_debit', '-20.00', [
          'PRLV SEPA SECOURS POPULAIRE FRANCAI',
          'DON MENSUEL',
        ]),
        monthly(8, 'direct_debit', '-31.60', [
          'PRLV SEPA VEOLIA EAU',
          'ABONNEMENT ET CONSOMMATION',
        ]),
        monthly(
          16,
          'direct_debit',
          '-158.00',
          ['PRLV SEPA URSSAF SERVICE CESU', 'AIDE A DOMICILE {MM}/{YYYY}'],
          { vary: 8 },
        ),
        monthly(20, 'cheque_out', '-60.00', ['CHEQUE {n8}'], { vary: 30, shift: 'next' }),
        monthly(24, 'cheque_out', '-85.00', ['CHEQUE {n8}'], { vary: 40, shift: 'next' }),
        monthly(10, 'standing_order', '-400.00', ['VIRT PERMANENT', 'EPARGNE VOYAGES'], {
          to: {
            account: '038-CPT30019654062',
            label: ['VIR M OU MME CHAUVET', 'EPARGNE VOYAGES'],
            operation: 'transfer_in',
          },
        }),
        monthly(4, 'fee', '-2.95', ['FRAIS OU COTIS', 'COTISATION CRISTAL ESSENTIEL']),
        {
          every: 'habit',
          perMonth: 1.3,
          weekdays: [2, 4],
          operation: 'transfer_in',
          choices: [
            { label: ['VIR CPAM LOIRE ATLANTIQUE', 'REMB SOINS {n8}'], from: '7.50', to: '46.00' },
          ],
        },
        cardHabit(
          9,
          [
            paid(CARD, 'SUPER U NANTES', '-18.00', '-96.00'),
            paid(CARD, 'LIDL 1187 NANTES', '-9.00', '-54.00'),
            paid(CARD, 'PHARMACIE DU PARC NANTES', '-4.50', '-32.00'),
          ],
          [1, 2, 4, 5],
        ),
        cardHabit(2, [paid(CARD, 'E.LECLERC CARBURANT ORVAULT', '-28.00', '-58.00')]),
        cashHabit(5, CARD, 'BP GRAND OUEST NANTES', ['-50.00', '-60.00', '-80.00']),
      ],
    },
    {
      id: '038-CPT30019654062',
      iban: 'FR7613807008043001965406225',
      name: 'M OU MME CHAUVET',
      product: 'COMPTE EPARGNE',
      status: 'Account Co-Holder',
      balance: '11429.00',
      lines: [
        monthly(21, 'transfer_out', '-280.00', ['EUROVIR SEPA', 'SALAUN HOLIDAYS ACOMPTE']),
        monthly(18, 'transfer_out', '-240.00', ['VIREMENT EMIS', 'ANNIVERSAIRE PETITS ENFANTS'], {
          step: 2,
          start: 1,
        }),
        monthly(
          31,
          'credit_interest',
          '28.40',
          ['INTERETS CREDITEURS', 'ARRETE AU {DD}/{MM}/{YYYY}'],
          { step: 3, start: 3, shift: 'none', vary: 5 },
        ),
      ],
    },
  ],
}
