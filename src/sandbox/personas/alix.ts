// Alix, 32, near Nantes, married, three children, private-sector executive: money is dispatched the day it comes,
// purchases go through three deferred cards (much of it on line), and every account stays close to nothing.
import { monthly, slip } from '../lives/labels.ts'
import type { PersonaInput } from '../lives/plan.ts'

const holder = 'MME ALIX FERRAND'

export const alix: PersonaInput = {
  identifier: 'D0999992I0',
  name: 'Alix',
  holder: { prefix: 'MADM', fullName: 'FERRAND ALIX', firstName: 'Alix', lastName: 'FERRAND' },
  accounts: [
    {
      id: '038-CPT30019654081',
      iban: 'FR7613807008043001965408165',
      name: holder,
      balance: '52.00',
      lines: [
        monthly(
          28,
          'salary',
          '2843.17',
          ['VIR ATLANTIQUE LOGISTIQUE SAS', 'SALAIRE {MONTH} {YYYY}', 'PAIE{n6}'],
          { shift: 'previous' },
        ),
        monthly(28, 'standing_order', '-1250.00', ['VIRT PERMANENT', 'COMPTE JOINT'], {
          shift: 'previous',
          to: {
            account: '038-CPT30019654082',
            label: ['VIR MME ALIX FERRAND', 'COMPTE JOINT'],
            operation: 'transfer_in',
          },
        }),
        monthly(28, 'standing_order', '-300.00', ['VIRT PERMANENT', 'ENFANTS'], {
          shift: 'previous',
          to: {
            account: '038-CPT30019654083',
            label: ['VIR MME ALIX FERRAND', 'ENFANTS'],
            operation: 'transfer_in',
          },
        }),
        monthly(28, 'standing_order', '-180.00', ['VIRT PERMANENT', 'EPARGNE TRAVAUX MAISON'], {
          shift: 'previous',
        }),
        monthly(29, 'direct_debit', '-74.50', ['PRLV SEPA ONEY BANK', 'PAIEMENT 4X {n8}'], {
          vary: 20,
        }),
        monthly(30, 'direct_debit', '-287.64', ['PRLV SEPA DIAC', 'CREDIT AUTO RENAULT {n8}']),
        monthly(5, 'direct_debit', '-58.90', ['PRLV SEPA ALAN', 'MUTUELLE FAMILLE']),
        monthly(8, 'direct_debit', '-25.98', ['PRLV SEPA BOUYGUES TELECOM', 'MOBILE {n8}']),
        monthly(11, 'direct_debit', '-49.00', ['PRLV SEPA SOFINCO', 'RENOUVELABLE {n8}']),
        monthly(4, 'fee', '-6.40', ['COTIS VISA CLASSIC DI']),
        monthly(18, 'transfer_in', '120.00', ['VIR VINTED UAB', 'TRANSFERT {n8}'], { vary: 40 }),
        {
          every: 'habit',
          perMonth: 3,
          weekdays: [3, 6],
          operation: 'cheque_out',
          choices: [{ label: ['CHEQUE {n8}'], from: '-12.00', to: '-60.00' }],
        },
        {
          every: 'habit',
          perMonth: 2,
          operation: 'cash',
          choices: [
            {
              label: ['RETRAIT DISTRIB {DDMMYY} CB****3310', 'CREDIT AGRICOLE CLISSON'],
              from: '-20.00',
              to: '-60.00',
            },
          ],
        },
        {
          every: 'habit',
          perMonth: 2,
          weekdays: [1, 3, 5],
          operation: 'transfer_in',
          choices: [
            { label: ['VIR CPAM LOIRE ATLANTIQUE', 'REMB SOINS {n8}'], from: '6.00', to: '52.00' },
          ],
        },
      ],
    },
    {
      id: '038-CPT30019654082',
      iban: 'FR7613807008043001965408262',
      name: 'M OU MME FERRAND',
      status: 'Account Co-Holder',
      balance: '395.45',
      lines: [
        monthly(1, 'transfer_in', '1450.00', ['VIR M JULIEN FERRAND', 'PART DU MOIS {MM}/{YYYY}'], {
          shift: 'previous',
        }),
        monthly(1, 'loan', '-1184.22', [
          'ECHEANCE PRET',
          'PRET HABITAT 08912207 ECH {DD}/{MM}/{YY}',
        ]),
        monthly(2, 'direct_debit', '-612.30', ['PRLV SEPA PAJEMPLOI', 'GARDE ENFANT {MM}/{YYYY}'], {
          vary: 6,
        }),
        monthly(
          6,
          'direct_debit',
          '-164.80',
          ['PRLV SEPA TRESOR PUBLIC CLISSON', 'CANTINE ET PERISCOLAIRE'],
          { vary: 9 },
        ),
        monthly(12, 'direct_debit', '-139.00', [
          'PRLV SEPA EDF CLIENTS PARTICULIERS',
          'MENSUALITE ELECTRICITE',
        ]),
        monthly(9, 'direct_debit', '-44.99', ['PRLV SEPA BOUYGUES TELECOM', 'BBOX {n8}']),
        monthly(10, 'direct_debit', '-71.35', ['PRLV SEPA MACIF', 'AUTO HABITATION']),
      ],
    },
    {
      id: '038-CPT30019654083',
      iban: 'FR7613807008043001965408359',
      name: holder,
      balance: '298.19',
      lines: [
        monthly(5, 'transfer_in', '522.14', [
          'VIR CAF DE LA LOIRE ATLANTIQUE',
          'PRESTATIONS {MM}{YYYY} {n8}',
        ]),
        monthly(7, 'standing_order', '-75.00', ['VIRT PERMANENT', 'LIVRET A ENFANTS']),
        monthly(6, 'standing_order', '-150.00', ['VIRT PERMANENT', 'PLAN EPARGNE ETUDES']),
        monthly(
          10,
          'direct_debit',
          '-128.40',
          ['PRLV SEPA CENTRE DE LOISIRS CLISSON', 'MERCREDIS ET VACANCES'],
          { vary: 12 },
        ),
        monthly(15, 'direct_debit', '-96.00', [
          'PRLV SEPA OGEC SAINTE ANNE',
          'SCOLARITE {MM}/{YYYY}',
        ]),
        monthly(20, 'direct_debit', '-48.00', [
          'PRLV SEPA ECOLE DE MUSIQUE CLISSON',
          'COURS {MONTH}',
        ]),
      ],
    },
  ],
  cards: [
    {
      id: '038-GFCC01rT4vXq81LmZ0aPwK72NdBE',
      identification: 'C01rT4vXq81LmZ0aPwK72NdBE==',
      name: 'MME ALIX FERRAND XX3310',
      account: '038-CPT30019654081',
      lines: [
        {
          every: 'habit',
          perMonth: 22,
          operation: 'card',
          choices: [
            slip('AMAZON PAYMENTS PARIS', '-6.99', '-64.00'),
            slip('ALIEXPRESS LONDON', '-2.10', '-28.00'),
            slip('TEMU.COM DUBLIN', '-4.90', '-36.00'),
            slip('VINTED PARIS', '-4.00', '-24.00'),
            slip('CDISCOUNT BORDEAUX', '-12.00', '-88.00'),
          ],
        },
      ],
    },
    {
      id: '038-GFCC01hY7sWn35QcR8uVtG09JkFA',
      identification: 'C01hY7sWn35QcR8uVtG09JkFA==',
      name: 'M OU MME FERRAND XX3328',
      account: '038-CPT30019654082',
      details: 'VISA INTERNATIONALE DB DIFFERE',
      lines: [
        {
          every: 'habit',
          perMonth: 10,
          weekdays: [3, 5, 6],
          operation: 'card',
          choices: [
            slip('SUPER U 44CLISSON', '-18.00', '-98.00'),
            slip('CHRONODRIVE BASSE GOULAINE', '-32.00', '-110.00'),
            slip('INTERMARCHE 44VALLET', '-9.00', '-62.00'),
          ],
        },
      ],
    },
    {
      id: '038-GFCC01eB6oJp92DfS4yCxM53HlTU',
      identification: 'C01eB6oJp92DfS4yCxM53HlTU==',
      name: 'MME ALIX FERRAND XX3336',
      account: '038-CPT30019654083',
      lines: [
        {
          every: 'habit',
          perMonth: 9,
          operation: 'card',
          choices: [
            slip('KIABI 44REZE', '-8.00', '-58.00'),
            slip('ORCHESTRA NANTES', '-9.00', '-49.00'),
            slip('PHARMACIE DE CLISSON', '-4.20', '-29.00'),
            slip('DECATHLON 44NANTES', '-6.00', '-54.00'),
            slip('CULTURA 44ST SEBASTIEN', '-5.00', '-38.00'),
            slip('ESSO EXPRESS CLISSON', '-31.00', '-72.00'),
          ],
        },
      ],
    },
  ],
}
