// Léa, 35, Lyon, married, executive at an insurer: a good salary gone the day it comes, a revolving credit,
// two consumer loans, a little gambling, and the bank's fees for an account that stays overdrawn.
import { cardHabit, cashHabit, monthly, paid } from '../lives/labels.ts'
import type { PersonaInput } from '../lives/plan.ts'

const CARD = '0836'

export const lea: PersonaInput = {
  identifier: '755238649',
  name: 'Léa',
  holder: { prefix: 'MADM', fullName: 'GARNIER LEA', firstName: 'Léa', lastName: 'GARNIER' },
  accounts: [
    {
      id: '038-CPT04004305180',
      iban: 'FR7617515000920400430518020',
      name: 'MME LEA GARNIER',
      bic: 'CEPAFRPP751',
      balance: '-150.00',
      lines: [
        monthly(
          28,
          'salary',
          '2612.80',
          ['VIR ASSURANCES DU RHONE SA', 'SALAIRE {MM}/{YYYY}', 'MATRICULE 004417'],
          { shift: 'previous' },
        ),
        monthly(28, 'standing_order', '-980.00', ['VIRT PERMANENT', 'LOYER REGIE DU CONFLUENT'], {
          shift: 'previous',
        }),
        monthly(
          28,
          'standing_order',
          '-260.00',
          ['VIRT PERMANENT', 'COMPTE JOINT M ET MME GARNIER'],
          { shift: 'previous' },
        ),
        monthly(29, 'direct_debit', '-92.75', ['PRLV SEPA ONEY BANK', 'ECHEANCE {n8}']),
        monthly(28, 'direct_debit', '-318.45', ['PRLV SEPA COFIDIS', 'PRET PERSONNEL {n8}']),
        monthly(30, 'direct_debit', '-214.90', ['PRLV SEPA FRANFINANCE', 'ECHEANCE {n8}']),
        monthly(5, 'direct_debit', '-120.00', ['PRLV SEPA CETELEM', 'CREDIT RENOUVELABLE AURORE']),
        monthly(
          12,
          'transfer_in',
          '150.00',
          ['VIR BNP PARIBAS PERSONAL FINANCE', 'UTILISATION RESERVE AURORE'],
          { vary: 30 },
        ),
        monthly(3, 'direct_debit', '-61.15', ['PRLV SEPA ENGIE', 'ELECTRICITE GAZ {MM}/{YYYY}']),
        monthly(7, 'direct_debit', '-32.99', ['PRLV SEPA SFR', 'BOX ET MOBILE {n8}']),
        monthly(9, 'direct_debit', '-43.60', ['PRLV SEPA MATMUT', 'AUTO'], { followedBy: [] }),
        monthly(17, 'direct_debit', '-29.99', ['PRLV SEPA L APPART FITNESS', 'COTISATION'], {
          followedBy: [
            {
              after: 1,
              label: ['REJET PRLV SEPA', 'L APPART FITNESS', 'PROVISION INSUFFISANTE'],
              operation: 'debit_rejected',
            },
            {
              after: 1,
              label: ['FRAIS REJET PRLV', 'L APPART FITNESS'],
              amount: '-20.00',
              operation: 'fee',
            },
          ],
        }),
        monthly(14, 'fee', '-24.00', ['COMMISSIONS D INTERVENTION', 'MOIS DE {MONTH}'], {
          vary: 34,
        }),
        monthly(20, 'fee', '-8.00', ['COMMISSION D INTERVENTION', '1 OPERATION']),
        monthly(2, 'debit_interest', '-18.74', ['INTERETS DEBITEURS', 'ARRETE TRIMESTRIEL'], {
          step: 3,
          start: 1,
          vary: 15,
        }),
        monthly(4, 'fee', '-11.20', ['COTIS FORMULE CONFORT']),
        monthly(10, 'direct_debit', '-39.90', ['PRLV SEPA TCL SYTRAL', 'ABONNEMENT {MONTH}']),
        {
          every: 'week',
          weekday: 5,
          operation: 'card',
          shift: 'next',
          amount: '-10.00',
          vary: 60,
          label: ['{DDMMYY} CB****0836', 'FDJ PARIONS SPORT', '{EUR} 1 EURO = 1,000000'],
        },
        cardHabit(2, [paid(CARD, 'WINAMAX PARIS', '-5.00', '-30.00')]),
        cardHabit(8, [
          paid(CARD, 'CARREFOUR PART DIEU LYON', '-7.00', '-68.00'),
          paid(CARD, 'CASINO SHOP LYON', '-4.00', '-38.00'),
          paid(CARD, 'AUCHAN SUPERMARCHE LYON', '-6.00', '-57.00'),
        ]),
        cardHabit(7, [
          paid(CARD, 'ZALANDO PAYMENTS BERLIN', '-12.00', '-79.00'),
          paid(CARD, 'AMAZON PAYMENTS PARIS', '-7.99', '-44.00'),
          paid(CARD, 'AU VIEUX CAMPEUR LYON', '-9.00', '-95.00'),
          paid(CARD, 'DELIVEROO PARIS', '-11.00', '-29.00'),
          paid(CARD, 'SHEIN DUBLIN', '-6.00', '-38.00'),
        ]),
        cashHabit(2, CARD, 'CE RHONE ALPES LYON', ['-20.00', '-30.00', '-50.00']),
      ],
    },
  ],
}
