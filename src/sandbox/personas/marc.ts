// Marc, 42, Nantes, single, civil-service executive: a salary from the public treasury, a rent, a car loan,
// contactless cards, gifts to charities, and savings moved between his three accounts.
import { cardHabit, cashHabit, monthly, paid } from '../lives/labels.ts'
import type { PersonaInput } from '../lives/plan.ts'

const CARD = '7401'
const own = (account: string, motive: string) => ({
  account,
  label: ['VIR M MARC MALLOW', motive],
  operation: 'transfer_in' as const,
})

export const marc: PersonaInput = {
  identifier: 'D0999990I0',
  name: 'Marc',
  holder: { prefix: 'MIST', fullName: 'MALLOW MARC', firstName: 'Marc', lastName: 'MALLOW' },
  accounts: [
    {
      id: '038-CPT30019654051',
      iban: 'FR7613807008043001965405158',
      name: 'M MARC MALLOW',
      balance: '4179.00',
      lines: [
        monthly(
          27,
          'salary',
          '2987.43',
          ['VIR DRFIP PAYS DE LOIRE LOIRE-ATL', 'TRAITEMENT {MONTH} {YYYY}', '{n8}0044PAYE'],
          { shift: 'previous' },
        ),
        monthly(3, 'direct_debit', '-890.00', [
          'PRLV SEPA FONCIA LOIRE OCEAN',
          'LOYER ET CHARGES {MM}/{YYYY}',
          'LOC00418852',
        ]),
        monthly(5, 'loan', '-214.37', ['ECHEANCE PRET', 'PRET AUTO 08871245 ECH {DD}/{MM}/{YY}']),
        monthly(12, 'direct_debit', '-68.40', [
          'PRLV SEPA EDF CLIENTS PARTICULIERS',
          'ECHEANCE MENSUELLE ELECTRICITE',
          'MM1980041256',
        ]),
        monthly(5, 'direct_debit', '-39.99', [
          'PRLV SEPA Free Telecom',
          'Free HautDebit 1102{n6}',
          '38800486',
        ]),
        monthly(7, 'direct_debit', '-19.99', ['PRLV SEPA FREE MOBILE', 'FM-{n8}-1']),
        monthly(10, 'direct_debit', '-31.20', ['PRLV SEPA MAIF', 'COTISATION AUTO', '3812457M']),
        monthly(6, 'direct_debit', '-78.52', [
          'PRLV SEPA MGEN',
          'COTISATION MUTUELLE SANTE {MM}{YYYY}',
        ]),
        monthly(2, 'direct_debit', '-47.00', ['PRLV SEPA SEMITAN', 'ABONNEMENT TAN {MONTH}']),
        monthly(8, 'direct_debit', '-12.23', ['PRLV SEPA AIDES', 'DON MENSUEL MERCI']),
        monthly(10, 'direct_debit', '-15.00', ['PRLV SEPA LES RESTOS DU COEUR', 'DON REGULIER']),
        monthly(15, 'direct_debit', '-34.90', [
          'PRLV SEPA BASIC FIT FRANCE',
          'COTISATION {MM}/{YYYY}',
        ]),
        monthly(4, 'fee', '-3.85', ['COTIS VISA CLASSIC DI']),
        monthly(28, 'standing_order', '-250.00', ['VIRT PERMANENT', 'EPARGNE MARC'], {
          to: own('038-CPT30019654053', 'EPARGNE'),
        }),
        monthly(28, 'standing_order', '-300.00', ['VIRT PERMANENT', 'LIVRET A']),
        monthly(1, 'standing_order', '-300.00', ['VIRT PERMANENT', 'COMPTE MAISON'], {
          to: own('038-CPT30019654052', 'COMPTE MAISON'),
        }),
        monthly(18, 'transfer_in', '60.00', ['VIR M OMAR JAFFRA', 'PART WEEK END'], { vary: 45 }),
        cardHabit(9, [
          paid(CARD, 'CARREFOUR CITY NANTES', '-6.00', '-62.00'),
          paid(CARD, 'MONOPRIX 4471 NANTES', '-8.00', '-74.00'),
          paid(CARD, 'BIOCOOP CHATEAU NANTES', '-9.50', '-52.00'),
          paid(CARD, 'U EXPRESS NANTES', '-5.00', '-45.00'),
        ]),
        cardHabit(
          8,
          [
            paid(CARD, 'LA CIGALE NANTES', '-18.50', '-48.00'),
            paid(CARD, 'SUSHI SHOP NANTES', '-14.00', '-38.00'),
            paid(CARD, 'BRASSERIE DU COMMERCE NANTES', '-13.00', '-42.00'),
            paid(CARD, 'LE NID NANTES', '-6.00', '-27.00'),
          ],
          [3, 4, 5, 6],
        ),
        cardHabit(10, [
          paid(CARD, 'BOULANGERIE HONORE NANTES', '-1.20', '-9.80'),
          paid(CARD, 'TABAC PRESSE BOUFFAY NANTES', '-2.60', '-14.00'),
          paid(CARD, 'TooGoodToG al4kDK toogoodtogo.', '-3.99', '-5.99'),
        ]),
        cardHabit(2, [paid(CARD, 'SNCF-VOYAGEURS 75PARIS', '-19.00', '-96.00')]),
        cardHabit(2, [paid(CARD, 'TOTALENERGIES ACCESS NANTES', '-32.00', '-74.00')]),
        cardHabit(4, [
          paid(CARD, 'FNAC NANTES', '-9.90', '-79.00'),
          paid(CARD, 'AMAZON PAYMENTS PARIS', '-8.99', '-64.00'),
          paid(CARD, 'DECATHLON 44NANTES', '-7.00', '-59.00'),
          paid(CARD, 'UGC CINE CITE SAINT HERBLAIN', '-8.20', '-16.40'),
        ]),
        cashHabit(2, CARD, 'BP GRAND OUEST NANTES', ['-20.00', '-40.00', '-60.00']),
      ],
    },
    {
      id: '038-CPT30019654052',
      iban: 'FR7613807008043001965405255',
      name: 'M MARC MALLOW',
      balance: '459.56',
      lines: [
        monthly(9, 'direct_debit', '-24.80', ['PRLV SEPA NANTES METROPOLE EAU', 'MENSUALITE EAU']),
        monthly(11, 'direct_debit', '-57.30', ['PRLV SEPA ENGIE', 'GAZ NATUREL {MM}/{YYYY}']),
        monthly(14, 'direct_debit', '-18.64', [
          'PRLV SEPA MAIF',
          'COTISATION HABITATION',
          '3812457M',
        ]),
        monthly(
          20,
          'card',
          '-13.49',
          ['{DDMMYY} CB****7418', 'NETFLIX.COM', '{EUR} 1 EURO = 1,000000'],
          { shift: 'none' },
        ),
        monthly(
          23,
          'card',
          '-11.12',
          ['{DDMMYY} CB****7418', 'SPOTIFY P{n6}', '{EUR} 1 EURO = 1,000000'],
          { shift: 'none' },
        ),
        cardHabit(
          4,
          [
            paid('7418', 'IKEA 44ST HERBLAIN', '-9.00', '-89.00'),
            paid('7418', 'LEROY MERLIN REZE', '-6.50', '-72.00'),
            paid('7418', 'CASTORAMA NANTES', '-5.90', '-64.00'),
          ],
          [6, 7],
        ),
      ],
    },
    {
      id: '038-CPT30019654053',
      iban: 'FR7613807008043001965405352',
      name: 'M MARC MALLOW',
      balance: '2165.50',
      lines: [
        monthly(16, 'standing_order', '-30.00', ['VIRT PERMANENT', 'COTISATION ASSO RUCHE NANTES']),
        monthly(22, 'transfer_out', '-480.00', ['VIREMENT EMIS', 'VACANCES GITES DE FRANCE'], {
          step: 3,
          start: 2,
        }),
        cardHabit(2, [
          paid('7426', 'BOOKING.COM AMSTERDAM', '-42.00', '-135.00'),
          paid('7426', 'HELLOASSO PARIS', '-10.00', '-50.00'),
        ]),
      ],
    },
  ],
}
