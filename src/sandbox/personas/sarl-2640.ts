// SARL UNIPERSONNELLE 2640, Dijon: a large trader selling on line. Five accounts whose number of lines is
// documented, a zero-balance account pooled every day into the treasury, and every label of the bank's table.
import { monthly, slip } from '../lives/labels.ts'
import type { Operation } from '../lives/operations.ts'
import type { PersonaInput } from '../lives/plan.ts'

type Accounts = PersonaInput['accounts']
type LineInput = NonNullable<Accounts[number]['lines']>[number]

const NAME = 'SARL UNIPERSONNELLE 2640'

/** One of the bank's operation labels, its motive, and how much it moves. */
function flow(
  perMonth: number,
  operation: Operation,
  label: string,
  motive: string,
  from: string,
  to: string,
): LineInput {
  const text = motive === '' ? [label] : [label, motive]
  return { every: 'habit', perMonth, operation, choices: [{ label: text, from, to }] }
}

const collecting: LineInput[] = [
  flow(
    160,
    'card_takings',
    'REM.CARTE BLEUE',
    'CONTRAT VAD 2640{n4} DU {DD}/{MM}',
    '210.00',
    '4800.00',
  ),
  flow(30, 'transfer_in', 'EUROVIR SEPA', 'CLIENT {n6} CDE {n8}', '90.00', '3900.00'),
  flow(20, 'instant_in', 'VIR INST ROUSSEAU', 'CDE {n8}', '35.00', '900.00'),
  flow(12, 'cheque_in', 'REMISES CHEQUES', 'BORDEREAU {n6}', '180.00', '2400.00'),
  flow(4, 'cheque_in', 'VERST DEPLACE', 'AGENCE DIJON', '100.00', '900.00'),
  flow(4, 'cash_deposit', 'DEPOT ESPECES', 'MAGASIN QUETIGNY', '150.00', '2100.00'),
  flow(2, 'cash_deposit', 'VERST RAPIDE', '', '100.00', '1500.00'),
  flow(6, 'card_takings', 'REVERSEMEN DCC', '', '4.00', '90.00'),
  flow(9, 'adjustment', 'IMP.CARTE BLEUE', 'CONTESTATION {n8}', '-25.00', '-340.00'),
  flow(6, 'adjustment', 'VIR REJET JOBE SPORTS IN', 'IBAN ERRONE', '40.00', '900.00'),
  flow(50, 'card', 'FACTURE CB', 'COLISSIMO {n8}', '-6.00', '-240.00'),
  flow(12, 'card', 'FACT. CB', 'GOOGLE ADS DUBLIN', '-50.00', '-900.00'),
  flow(5, 'cash', 'RETRAIT DISTRIB', 'DIJON DARCY', '-20.00', '-100.00'),
  flow(3, 'fee', 'ANNUL FRAIS CB', '', '2.00', '18.00'),
  flow(2, 'fee', 'COM.GESTION DEB', '', '-8.00', '-45.00'),
]

const suppliers: LineInput[] = [
  flow(
    30,
    'transfer_in',
    'VIREMENT CREDIT',
    'PLACE DE MARCHE REVERSEMENT {n6}',
    '8000.00',
    '220000.00',
  ),
  flow(18, 'transfer_in', 'VIR EURO SIMPLE', 'GROSSISTE {n4}', '3000.00', '90000.00'),
  flow(40, 'transfer_out', 'VIREMENT EMIS', 'FOURNISSEUR {n4} FACT {n6}', '-2500.00', '-95000.00'),
  flow(20, 'bill', 'LCR DOMICILIEE', 'TIREUR {n4} ECH {DD}/{MM}', '-1800.00', '-64000.00'),
  flow(8, 'transfer_out', 'VIR INTERNAT', 'SHENZHEN TRADING {n4}', '-9000.00', '-140000.00'),
  flow(4, 'fee', 'FRAIS VIREMENT', 'HORS ZONE SEPA', '-12.00', '-95.00'),
  flow(4, 'cheque_out', 'CHEQUE', '{n8}', '-300.00', '-7000.00'),
  flow(2, 'cheque_out', 'CHEQUE BANQUE', '', '-2000.00', '-30000.00'),
  flow(2, 'bill', 'REM.ENCAISSEMEN', 'EFFETS {n6}', '4000.00', '60000.00'),
  flow(2, 'adjustment', 'ANNULATION', '', '500.00', '9000.00'),
  flow(1, 'adjustment', 'ANN VIR SEPA', '', '500.00', '9000.00'),
  flow(1, 'adjustment', 'ANNU EUROVIR', '', '500.00', '9000.00'),
  flow(2, 'transfer_in', 'RAP COMMERCIAL', '', '500.00', '15000.00'),
  flow(2, 'adjustment', 'EUROVIR SEPA RJ', 'COMPTE CLOS', '900.00', '12000.00'),
]

const treasury: LineInput[] = [
  flow(22, 'pooling', 'CASH POOLING', 'FILIALE {n4}', '90000.00', '1900000.00'),
  flow(22, 'pooling', 'CASH POOLING', 'FILIALE {n4}', '-90000.00', '-1850000.00'),
  flow(20, 'transfer_out', 'VI TRESORERIE', 'PLACEMENT {n6}', '-200000.00', '-3000000.00'),
  flow(20, 'transfer_in', 'VI TRESORERIE', 'RETOUR PLACEMENT {n6}', '200000.00', '3000000.00'),
  flow(12, 'transfer_out', 'VIR TRESO CYBER', 'REF {n8}', '-40000.00', '-900000.00'),
  flow(8, 'transfer_out', 'VIR ADMCP CYBER', 'REF {n8}', '-4000.00', '-90000.00'),
  flow(16, 'transfer_in', 'VIREMENT', 'REF {n8}', '20000.00', '800000.00'),
  flow(4, 'book_transfer', 'TRANSFERT SOLDE', '', '-10000.00', '-200000.00'),
  flow(2, 'none', 'ACHAT PARTS BP', '', '-1000.00', '-20000.00'),
  flow(4, 'credit_interest', 'INTS CASH POOL', 'PERIODE {MM}/{YYYY}', '120.00', '2900.00'),
  flow(4, 'debit_interest', 'INTS CASH POOL', 'PERIODE {MM}/{YYYY}', '-90.00', '-2100.00'),
  flow(2, 'debit_interest', 'REGUL.INT.CPTE', '', '-15.00', '-400.00'),
]

const debiting: LineInput[] = [
  flow(170, 'collection', 'REMISE EUROPRLV', 'LOT {n6} ABONNES', '60.00', '1400.00'),
  flow(30, 'collection', 'REMISE EUROPRL', 'LOT {n6}', '60.00', '1400.00'),
  flow(40, 'debit_rejected', 'IMPAYE EUROPRLV', 'RUM {n8}', '-12.00', '-180.00'),
  flow(14, 'debit_rejected', 'RETOUR EUROPREL', 'RUM {n8}', '-12.00', '-180.00'),
  flow(8, 'debit_rejected', 'REMBT EUROPREL', 'RUM {n8}', '-12.00', '-160.00'),
  flow(5, 'collection', 'REVRST EUROPREL', 'RUM {n8}', '12.00', '160.00'),
  flow(4, 'collection', 'REVRST EUROPRLV', 'RUM {n8}', '12.00', '160.00'),
  flow(3, 'collection', 'REVRST EUROPRV', 'RUM {n8}', '12.00', '160.00'),
  flow(3, 'adjustment', 'ANNULATION PRLV', '', '20.00', '300.00'),
  flow(90, 'direct_debit', 'EUROPRELEVEMENT', 'TRANSPORTEUR {n4} FACT {n6}', '-90.00', '-1900.00'),
  flow(30, 'direct_debit', 'PRELEVEMENT', 'FOURNISSEUR {n4}', '-60.00', '-1200.00'),
  flow(3, 'cheque_out', 'DEPLACE', '{n8}', '-60.00', '-900.00'),
  flow(3, 'adjustment', 'RETRO FR.CHEQUE', '', '4.00', '30.00'),
  flow(2, 'fee', 'FRAIS ANNUL EVI', '', '-4.00', '-18.00'),
  flow(5, 'fee', 'FRAIS OU COTIS', 'COTIS VISA CLASSIC DI', '-17.00', '-17.00'),
]

const payroll: LineInput[] = [
  flow(90, 'transfer_out', 'EUROVIR OCCAS', 'SALARIE {n4} PAIE', '-900.00', '-3200.00'),
  flow(40, 'standing_order', 'EUROVIR PERM', 'BAILLEUR {n4}', '-600.00', '-4200.00'),
  flow(20, 'standing_order', 'VIR.AUTOMATIQUE', 'REF {n6}', '-100.00', '-1500.00'),
  flow(20, 'standing_order', 'VIRT PERMANENT', 'REF {n6}', '-100.00', '-1500.00'),
  flow(40, 'transfer_out', 'VIREMENT DEBIT', 'NOTE DE FRAIS {n4}', '-18.00', '-380.00'),
  flow(30, 'instant_out', 'VIR INSTAN EMIS', 'REMBOURSEMENT CLIENT {n6}', '-15.00', '-290.00'),
  flow(90, 'instant_in', 'VIR INSTAN RECU', 'CDE {n8}', '400.00', '5200.00'),
  flow(70, 'transfer_in', 'VIR Farago', 'FACTURE {n6}', '265.67', '4900.00'),
  flow(4, 'cash', 'RETRAIT UNIQUE', '', '-50.00', '-500.00'),
  flow(4, 'cash', 'RETRAIT CAISSE', 'AGENCE DIJON', '-50.00', '-800.00'),
  flow(3, 'debit_interest', 'INTERETS RETARD', '', '-5.00', '-90.00'),
  flow(2, 'fee', 'ENVOI EXTRAITS', '', '-3.00', '-9.00'),
]

function quarterly(amount: string): LineInput {
  const label = ['ARRETE DE CPTE', 'COMMISSIONS ET INTERETS']
  return monthly(4, 'debit_interest', amount, label, { step: 3, start: 1, vary: 10 })
}

const loan = monthly(5, 'loan', '-18420.55', ['ECHEANCE PRET', 'PRET ENTREPOT 07118820'])
const unpaid = monthly(6, 'loan', '-2210.00', ['ECH PRET IMPAYE', 'PRET VEHICULES 07118833'], {
  step: 6,
  start: 2,
  followedBy: [{ after: 4, label: ['ECH PRET IMPAYE', 'REGULARISATION'], operation: 'adjustment' }],
})
const urssaf = ['PRLV B2B URSSAF BOURGOGNE', 'COTISATIONS {MM}/{YYYY}']
const vat = ['PRLV B2B DGFIP', 'TVA CA3 {MM}/{YYYY}']
const taxes: LineInput[] = [
  monthly(15, 'business_debit', '-48210.00', urssaf, { vary: 4 }),
  monthly(24, 'business_debit', '-71400.00', vat, { vary: 12 }),
]

function account(
  number: string,
  iban: string,
  balance: string,
  exactly: number,
  lines: LineInput[],
) {
  return {
    id: `038-CPT${number}`,
    iban,
    name: NAME,
    product: 'COMPTE COURANT',
    usage: 'ORGA' as const,
    balance,
    exactly,
    lines,
  }
}

export const sarl2640: PersonaInput = {
  identifier: 'D0999995I0',
  name: NAME,
  holder: { fullName: NAME },
  accounts: [
    {
      ...account('30421008479', 'FR7613807008063042100847972', '0.00', 1002, collecting),
      sweep: {
        label: ['CASH POOLING', 'NIVELLEMENT COMPTE CENTRAL'],
        operation: 'pooling',
        into: {
          account: '038-CPT30321656392',
          label: ['CASH POOLING', 'NIVELLEMENT 30421008479'],
          operation: 'pooling',
        },
      },
    },
    account('06021917866', 'FR7613807008060602191786661', '139613054.35', 487, [
      ...suppliers,
      loan,
      unpaid,
      quarterly('-4120.00'),
    ]),
    account('30321656392', 'FR7613807002353032165639297', '701246591.14', 563, [
      ...treasury,
      ...taxes,
    ]),
    account('30921016530', 'FR7613807002353092101653050', '99792.13', 1230, [
      ...debiting,
      quarterly('-812.00'),
    ]),
    account('30921523550', 'FR7613807002353092152355047', '1015745.35', 1108, [
      ...payroll,
      quarterly('-640.00'),
    ]),
  ],
  cards: [
    {
      // printed without the `038-` of the others in the documentation: kept as printed
      id: 'GFCC013iNWXlZ4IXLB6TBcllAPXQ',
      identification: 'C013iNWXlZ4IXLB6TBcllAPXQ==',
      name: 'SARL UNIPERSONNELLE 2640 XX2640',
      product: 'Visa Business',
      account: '038-CPT30921523550',
      exactly: 110,
      lines: [
        {
          every: 'habit',
          perMonth: 30,
          operation: 'card',
          choices: [
            slip('VADE AUTOMOBILE 21DIJON', '-24.00', '-373.86'),
            slip('SNCF-VOYAGEURS 75PARIS', '-32.00', '-210.00'),
            slip('ACCOR HOTELS', '-78.00', '-260.00'),
            slip('OVH ROUBAIX', '-12.00', '-190.00'),
            slip('CHRONOPOST', '-8.00', '-96.00'),
            slip('SHOPIFY DUBLIN', '-29.00', '-299.00'),
          ],
        },
      ],
    },
  ],
}
