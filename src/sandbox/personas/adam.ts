// Adam, 29, Montpellier, runs SARL UNI PICCOLO: a private account kept at nothing by transfers from the business,
// and a business account that lives overdrawn, with its commissions, its interest and a debit sent back.
import { monthly, paid, slip } from '../lives/labels.ts'
import type { PersonaInput } from '../lives/plan.ts'

const CARD = '6120'

export const adam: PersonaInput = {
  identifier: 'D0999994I0',
  name: 'Adam',
  holder: { prefix: 'MIST', fullName: 'BARDE ADAM', firstName: 'Adam', lastName: 'BARDE' },
  accounts: [
    {
      id: '038-CPT30319665741',
      iban: 'FR7613807008063031966574122',
      name: 'BARDE ADAM',
      balance: '0.00',
      sweep: {
        label: ['VIR SARL UNI PICCOLO', 'REMUNERATION GERANT'],
        operation: 'transfer_in',
        into: {
          account: '038-CPT30319665742',
          label: ['VIREMENT EMIS', 'BARDE ADAM', 'REMUNERATION GERANT'],
          operation: 'transfer_out',
        },
      },
      lines: [
        monthly(5, 'direct_debit', '-540.00', ['PRLV SEPA NEXITY LAMY', 'LOYER {MM}/{YYYY}']),
        monthly(9, 'direct_debit', '-44.70', ['PRLV SEPA TOTALENERGIES ELECTRICITE', 'MENSUALITE']),
        monthly(12, 'direct_debit', '-15.99', ['PRLV SEPA SFR', 'MOBILE {n8}']),
        monthly(16, 'direct_debit', '-19.90', ['PRLV SEPA DIRECT ASSURANCE', 'HABITATION']),
        monthly(
          22,
          'cash',
          '-60.00',
          ['RETRAIT DISTRIB {DDMMYY} CB****9351', 'BP SUD MONTPELLIER'],
          { shift: 'next' },
        ),
      ],
    },
    {
      id: '038-CPT30319665742',
      iban: 'FR7613807008063031966574219',
      name: 'SARL UNI PICCOLO',
      product: 'COMPTE COURANT',
      usage: 'ORGA',
      balance: '-2894.05',
      exactly: 245,
      lines: [
        monthly(3, 'direct_debit', '-480.00', [
          'PRLV SEPA SCI LES ARCEAUX',
          'LOYER LOCAL COMMERCIAL',
        ]),
        monthly(
          15,
          'business_debit',
          '-318.00',
          ['PRLV B2B URSSAF LANGUEDOC ROUSSILLO', 'COTISATIONS {MM}/{YYYY}'],
          { vary: 4 },
        ),
        monthly(24, 'business_debit', '-742.00', ['PRLV B2B DGFIP', 'TVA TRIMESTRE'], {
          step: 3,
          start: 1,
          vary: 15,
        }),
        monthly(7, 'loan', '-212.66', ['ECHEANCE PRET', 'PRET CREATION 08533019']),
        monthly(10, 'direct_debit', '-58.80', ['PRLV SEPA ORANGE BUSINESS', 'PRO {n8}']),
        monthly(18, 'direct_debit', '-86.40', ['PRLV SEPA EDF ENTREPRISES', 'CONTRAT {n8}'], {
          followedBy: [
            {
              after: 2,
              label: ['REJET PRLV SEPA', 'EDF ENTREPRISES', 'PROVISION INSUFFISANTE'],
              operation: 'debit_rejected',
            },
            {
              after: 2,
              label: ['FRAIS REJET PRLV', 'EDF ENTREPRISES'],
              amount: '-20.00',
              operation: 'fee',
            },
          ],
        }),
        monthly(26, 'direct_debit', '-88.20', ['PRLV SEPA EDF ENTREPRISES', 'REPRESENTATION {n8}']),
        monthly(2, 'fee', '-29.00', ['FRAIS OU COTIS', 'CONVENTION RYTHMEO PRO']),
        monthly(5, 'debit_interest', '-94.37', ['ARRETE DE CPTE', 'INTERETS DEBITEURS ET AGIOS'], {
          step: 3,
          start: 1,
          vary: 12,
        }),
        monthly(11, 'fee', '-32.00', ['COMMISSION D INTERVENTION', '4 OPERATIONS'], { vary: 25 }),
        {
          every: 'week',
          weekday: 2,
          operation: 'fee',
          amount: '-8.00',
          label: ['COMMISSION D INTERVENTION'],
        },
        {
          every: 'habit',
          perMonth: 23,
          operation: 'card_takings',
          choices: [
            { label: ['REM.CARTE BLEUE', 'TPE 0417726 DU {DD}/{MM}'], from: '38.00', to: '260.00' },
          ],
        },
        {
          every: 'habit',
          perMonth: 3,
          operation: 'transfer_in',
          choices: [
            {
              label: ['VIR COMITE ENTREPRISE MEDITERRANEE', 'FACTURE {n4}'],
              from: '120.00',
              to: '680.00',
            },
            { label: ['VIR TRAITEUR DES AUBES', 'FACTURE {n4}'], from: '90.00', to: '450.00' },
          ],
        },
        {
          every: 'habit',
          perMonth: 1,
          operation: 'cash_deposit',
          choices: [
            {
              label: ['DEPOT ESPECES', 'AUTOMATE MONTPELLIER COMEDIE'],
              from: '60.00',
              to: '320.00',
            },
          ],
        },
        {
          every: 'habit',
          perMonth: 20,
          operation: 'card',
          choices: [
            paid(CARD, 'METRO 34MONTPELLIER', '-28.00', '-210.00'),
            paid(CARD, 'PROMOCASH LATTES', '-19.00', '-140.00'),
            paid(CARD, 'STATION AVIA MONTPELLIER', '-22.00', '-64.00'),
            paid(CARD, 'META ADS DUBLIN', '-8.00', '-60.00'),
            paid(CARD, 'BUREAU VALLEE LATTES', '-4.50', '-48.00'),
          ],
        },
        {
          every: 'habit',
          perMonth: 3,
          operation: 'transfer_out',
          choices: [
            {
              label: ['EUROVIR SEPA', 'CAVE DES COTEAUX', 'FACTURE {n6}'],
              from: '-85.00',
              to: '-360.00',
            },
            {
              label: ['EUROVIR SEPA', 'MOULIN DE LA MOSSON', 'FACTURE {n6}'],
              from: '-60.00',
              to: '-240.00',
            },
          ],
        },
      ],
    },
  ],
  cards: [
    {
      id: '038-GFCC01WcBfYTK70wJJ5LpsMI3EGQ',
      identification: 'C01WcBfYTK70wJJ5LpsMI3EGQ==',
      name: 'M ADAM BARDE XX9351',
      account: '038-CPT30319665741',
      lines: [
        {
          every: 'habit',
          perMonth: 8,
          operation: 'card',
          choices: [
            slip('MONOPRIX COMEDIE MONTPELLIER', '-4.00', '-38.00'),
            slip('TAM MONTPELLIER', '-1.60', '-16.00'),
            slip('BRASSERIE DU THEATRE', '-9.00', '-32.00'),
          ],
        },
      ],
    },
    {
      id: '038-GFCC01mS9kXqK80z5X19_E7WmZjw',
      identification: 'C01mS9kXqK80z5X19/E7WmZjw==',
      name: 'M ADAM BARDE XX4620',
      details: 'VISA INTERNATIONALE DB DIFFERE',
      account: '038-CPT30319665741',
      lines: [
        {
          every: 'habit',
          perMonth: 7,
          operation: 'card',
          choices: [
            slip('INFOGREFFE CB 94VINCENNES CED', '-3.53', '-3.53'),
            slip('OUIGO 75PARIS', '-16.00', '-78.00'),
            slip('FNAC MONTPELLIER', '-8.00', '-69.00'),
            slip('BRICO DEPOT 34LATTES', '-6.00', '-54.00'),
          ],
        },
      ],
    },
  ],
}
