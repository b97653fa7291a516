// Thomas, 21, Nantes, in a private engineering school: grant, housing benefit, parents, a small job,
// and a student loan carried by a second account.
import { cardHabit, cashHabit, monthly, paid } from '../lives/labels.ts'
import type { PersonaInput } from '../lives/plan.ts'

const CARD = '5512'

export const thomas: PersonaInput = {
  identifier: 'D0999980',
  name: 'Thomas',
  holder: {
    prefix: 'MIST',
    fullName: 'RIVALLAND THOMAS',
    firstName: 'Thomas',
    lastName: 'RIVALLAND',
  },
  accounts: [
    {
      id: '038-CPT30019654071',
      iban: 'FR7613807008043001965407195',
      name: 'M THOMAS RIVALLAND',
      balance: '749.27',
      lines: [
        monthly(5, 'transfer_in', '354.60', [
          'VIR CROUS NANTES PAYS DE LA LOIRE',
          'BOURSE {MM}/{YYYY} ECHELON 4',
        ]),
        monthly(5, 'transfer_in', '193.00', [
          'VIR CAF DE LA LOIRE ATLANTIQUE',
          'APL {MM}{YYYY} {n8}',
        ]),
        monthly(2, 'transfer_in', '120.00', ['VIR M OU MME RIVALLAND', 'POUR LE MOIS BISES']),
        monthly(
          8,
          'salary',
          '372.00',
          ['VIR SARL LE COMPTOIR DE L ERDRE', 'SALAIRE {MONTH} {YYYY}'],
          { shift: 'previous', vary: 14 },
        ),
        monthly(6, 'standing_order', '-485.00', ['VIRT PERMANENT', 'LOYER STUDIO MME GUERIN']),
        monthly(10, 'loan', '-31.50', ['ECHEANCE PRET', 'PRET ETUDES 08755102 ECH {DD}/{MM}/{YY}']),
        monthly(7, 'direct_debit', '-9.99', ['PRLV SEPA SOSH', 'FORFAIT MOBILE {n8}']),
        monthly(3, 'direct_debit', '-26.30', ['PRLV SEPA SEMITAN', 'ABONNEMENT TAN -26 ANS']),
        monthly(14, 'direct_debit', '-28.45', ['PRLV SEPA EKWATEUR', 'ELECTRICITE {MM}/{YYYY}']),
        monthly(16, 'direct_debit', '-4.20', ['PRLV SEPA LMDE', 'ASSURANCE LOGEMENT ETUDIANT']),
        monthly(
          19,
          'card',
          '-5.99',
          ['{DDMMYY} CB****5512', 'SPOTIFY P{n6}', '{EUR} 1 EURO = 1,000000'],
          { shift: 'none' },
        ),
        {
          every: 'habit',
          perMonth: 2,
          operation: 'instant_in',
          choices: [
            { label: ['VIR INST LYDIA', 'PART SOIREE'], from: '6.00', to: '28.00' },
            { label: ['VIR INST M LUCAS BERTIN', 'REMBOURSEMENT'], from: '5.00', to: '35.00' },
          ],
        },
        cardHabit(11, [
          paid(CARD, 'LIDL 1187 NANTES', '-5.00', '-34.00'),
          paid(CARD, 'CARREFOUR CITY NANTES', '-3.20', '-26.00'),
          paid(CARD, 'ALDI NANTES', '-4.00', '-28.00'),
        ]),
        cardHabit(11, [
          paid(CARD, 'MC DONALDS NANTES', '-5.40', '-14.90'),
          paid(CARD, 'O TACOS NANTES', '-7.50', '-13.00'),
          paid(CARD, 'UBER EATS PARIS', '-11.00', '-24.00'),
          paid(CARD, 'LE LIEU UNIQUE BAR NANTES', '-4.50', '-18.00'),
          paid(CARD, 'BOULANGERIE DU CAMPUS NANTES', '-1.20', '-6.90'),
        ]),
        cardHabit(2, [
          paid(CARD, 'STEAM GAMES BELLEVUE', '-4.99', '-29.99'),
          paid(CARD, 'PRIMARK NANTES', '-9.00', '-35.00'),
          paid(CARD, 'FLIXBUS PARIS', '-8.99', '-31.98'),
        ]),
        cashHabit(1.5, CARD, 'BP GRAND OUEST NANTES', ['-10.00', '-20.00']),
      ],
    },
    {
      id: '038-CPT30019654072',
      iban: 'FR7613807008043001965407292',
      name: 'M THOMAS RIVALLAND',
      product: 'PRET ETUDIANT',
      balance: '-20000.00',
      // the bank shows a debt as an account, without the life of one
      lines: [],
    },
  ],
}
