// Tech'n Co, Nantes: a small company that runs the networks of others. Clients pay by transfer, suppliers and
// the State are debited, five people are paid, one deferred card travels with its head.
import { monthly, slip } from '../lives/labels.ts'
import type { PersonaInput } from '../lives/plan.ts'

const account = '038-CPT30019654091'
const received = (client: string, from: string, to: string) => ({
  label: [`VIR ${client}`, 'REGLEMENT FACTURE FA{YYYY}{n4}'],
  from,
  to,
})
const supplied = (supplier: string, from: string, to: string) => ({
  label: ['EUROVIR SEPA', supplier, 'FACTURE {n6}'],
  from,
  to,
})

export const technCo: PersonaInput = {
  identifier: 'D0999993I0',
  name: "Tech'n Co",
  holder: { fullName: 'Tech-N Co' },
  accounts: [
    {
      id: account,
      iban: 'FR7613807008043001965409135',
      name: 'Tech-N Co',
      product: 'COMPTE COURANT',
      usage: 'ORGA',
      balance: '63917.00',
      lines: [
        monthly(10, 'transfer_in', '9600.00', [
          'VIR GROUPE LAMORINIERE',
          'CONTRAT INFOGERANCE {MM}/{YYYY}',
        ]),
        monthly(15, 'transfer_in', '6840.00', [
          'VIR MAIRIE DE REZE',
          'MANDAT {n8} MAINTENANCE RESEAU',
        ]),
        monthly(31, 'transfer_in', '5280.00', [
          'VIR CLINIQUE DE L ESTUAIRE',
          'ABONNEMENT SUPPORT {MONTH}',
        ]),
        monthly(
          27,
          'transfer_out',
          '-11840.55',
          ['VIREMENT EMIS', 'SALAIRES {MONTH} {YYYY}', '5 OPERATIONS'],
          { shift: 'previous', vary: 3 },
        ),
        monthly(
          15,
          'business_debit',
          '-6920.00',
          ['PRLV B2B URSSAF PAYS DE LA LOIRE', 'COTISATIONS {MM}/{YYYY}'],
          { vary: 3 },
        ),
        monthly(24, 'business_debit', '-4310.00', ['PRLV B2B DGFIP', 'TVA CA3 {MM}/{YYYY}'], {
          vary: 12,
        }),
        monthly(5, 'business_debit', '-412.00', ['PRLV B2B DGFIP', 'PRELEVEMENT A LA SOURCE']),
        monthly(1, 'standing_order', '-2150.00', ['VIRT PERMANENT', 'LOYER BUREAUX SCI DES QUAIS']),
        monthly(20, 'direct_debit', '-683.20', [
          'PRLV SEPA ARVAL SERVICE LEASE',
          'LOYER VEHICULES',
        ]),
        monthly(8, 'direct_debit', '-489.60', ['PRLV SEPA OVH SAS', 'FACTURE FR{n8}']),
        monthly(12, 'direct_debit', '-316.80', ['PRLV SEPA ORANGE BUSINESS', 'FIBRE PRO {n8}']),
        monthly(6, 'direct_debit', '-241.35', ['PRLV SEPA AXA FRANCE IARD', 'RC PROFESSIONNELLE']),
        monthly(9, 'direct_debit', '-298.00', ['PRLV SEPA MALAKOFF HUMANIS', 'SANTE COLLECTIVE']),
        monthly(5, 'loan', '-1122.48', ['ECHEANCE PRET', 'PRET EQUIPEMENT 08640071']),
        monthly(3, 'fee', '-38.50', ['FRAIS OU COTIS', 'CONVENTION RYTHMEO PRO']),
        monthly(31, 'debit_interest', '-21.90', ['ARRETE DE CPTE', 'COMMISSION DE MOUVEMENT'], {
          step: 3,
          start: 3,
          vary: 20,
        }),
        {
          every: 'habit',
          perMonth: 9,
          weekdays: [1, 2, 3, 4, 5],
          operation: 'transfer_in',
          choices: [
            received('BOULANGERIES GUIST SAS', '240.00', '1900.00'),
            received('CABINET DUVAL NOTAIRES', '360.00', '2600.00'),
            received('TRANSPORTS MERIADEC', '480.00', '3600.00'),
            received('OFFICE HLM ATLANTIQUE', '720.00', '3900.00'),
          ],
        },
        {
          every: 'habit',
          perMonth: 5,
          weekdays: [1, 2, 3, 4, 5],
          operation: 'transfer_out',
          choices: [
            supplied('INGRAM MICRO', '-320.00', '-2900.00'),
            supplied('LDLC PRO', '-140.00', '-1700.00'),
            supplied('SOUS TRAITANCE KERVADEC', '-600.00', '-2400.00'),
          ],
        },
        {
          every: 'habit',
          perMonth: 1.5,
          weekdays: [2, 4],
          operation: 'cheque_in',
          choices: [
            {
              label: ['REMISES CHEQUES', 'BORDEREAU {n6} 2 CHEQUES'],
              from: '180.00',
              to: '1400.00',
            },
          ],
        },
      ],
    },
  ],
  cards: [
    {
      id: '038-GFCC01uN5gQa67ZiO2kEbR84LvYW',
      identification: 'C01uN5gQa67ZiO2kEbR84LvYW==',
      name: 'MME DOMINIQUE TECH-N CO XX8804',
      product: 'Visa Business',
      account,
      lines: [
        {
          every: 'habit',
          perMonth: 16,
          weekdays: [1, 2, 3, 4, 5],
          operation: 'card',
          choices: [
            slip('SNCF-VOYAGEURS 75PARIS', '-38.00', '-184.00'),
            slip('COURTEPAILLE 44NANTES', '-16.00', '-62.00'),
            slip('TOTALENERGIES MOBILITY', '-44.00', '-96.00'),
            slip('VINCI AUTOROUTES', '-4.20', '-34.00'),
            slip('MICROSOFT IRELAND', '-12.00', '-190.00'),
          ],
        },
      ],
    },
  ],
}
