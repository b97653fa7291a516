// How each family of French banks words an operation. `{M}` party, `{T}` motive, `{C}` city, `{L}` number
// of the loan, `{RUM}` mandate, `{ICS}` creditor, `{R}` a reference that changes every time; `|` parts
// remittance lines; a part in square brackets goes when its word is missing.
import type { Kind } from './operation.ts'

export type CodeStyle = 'iso' | 'vague' | 'cfonb' | 'none'

export type Family = {
  bank: string
  bic: string
  /** Cards whose purchases are paid at the end of the month are sold here. */
  defers: boolean
  codes: CodeStyle
  /** Creditor identifier and mandate as fields of their own. */
  fields: boolean
  /** Names of debtor and creditor as fields of their own. */
  parties: boolean
  /** Longest name of a party. */
  limit: number
  text: 'upper' | 'title'
  words: Readonly<Record<Kind, string>>
}

type Words = Readonly<Record<Kind, string>>

const bnp: Words = {
  card: 'FACTURE CARTE DU {ddmmyy} {M} {C} CARTE {CARD}',
  card_refund: 'REMBOURST CB DU {ddmmyy} {M} {C} CARTE {CARD}',
  card_total: 'DEBIT MENSUEL CARTE {CARD}',
  debit: 'PRLV SEPA {M} ECH/{ddmmyy} ID EMETTEUR/{ICS} MDT/{RUM} REF/{R}[ LIB/{T}]',
  transfer_in: 'VIR SEPA RECU /DE {M}[ /MOTIF {T}] /REF {R}',
  transfer_out: 'VIR SEPA EMIS[ /MOTIF {T}] /BEN {M} /REFDO /REFBEN',
  standing_order: 'VIR PERMANENT SEPA EMIS[ /MOTIF {T}] /BEN {M} /REFDO {R}',
  instant_in: 'VIR SEPA INST RECU /DE {M}[ /MOTIF {T}] /REF {R}',
  instant_out: 'VIR SEPA INST EMIS[ /MOTIF {T}] /BEN {M}',
  cash: 'RETRAIT DAB {dd/mm/yy} {hh}H{mi} {R} BNP PARIBAS {C} {CARD}',
  cash_in: 'VERSEMENT ESPECES AUTOMATE {dd/mm/yy} {C}',
  cheque: 'CHEQUE {R}',
  cheque_in: 'REMISE CHEQUES BORDEREAU {R} DU {ddmmyy}',
  loan: 'ECHEANCE PRET[ {T}] {L}',
  loan_payout: 'DEBLOCAGE PRET[ {T}] {L}',
  return: 'ANNULATION PRLV SEPA {M} MOTIF/PROVISION INSUFFISANTE MDT/{RUM}',
  refusal: 'ANNULATION PRLV SEPA {M} MOTIF/REFUS DU CLIENT MDT/{RUM}',
  reject_fee: 'FRAIS REJET PRELEVEMENT[ {M}]',
  intervention_fee: "COMMISSIONS D'INTERVENTION",
  package_fee: 'COMMISSIONS COTISATION A UNE OFFRE GROUPEE DE SERVICES ESPRIT LIBRE',
  overdraft_interest: 'INTERETS DEBITEURS TRIMESTRIELS',
  seizure: 'SAISIE ADMINISTRATIVE A TIERS DETENTEUR {M} {R}',
  seizure_fee: 'FRAIS SAISIE ADMINISTRATIVE A TIERS DETENTEUR',
}

const sg: Words = {
  card: 'CARTE X{CARD4} {dd/mm} {M}',
  card_refund: 'CARTE X{CARD4} REMBT {dd/mm} {M}',
  card_total: 'RELEVE CARTE X{CARD4}|DEBIT DIFFERE {dd/mm/yy}',
  debit: 'PRELEVEMENT EUROPEEN {R}|DE: {M}|ID: {ICS}|[MOTIF: {T}]|REF: {R2}|MANDAT {RUM}',
  transfer_in: 'VIR RECU {R}|DE: {M}|[MOTIF: {T}]|REF: {R2}',
  transfer_out: '000001 VIR EUROPEEN EMIS LOGITEL|POUR: {M}|[MOTIF: {T}]|REF: {R}',
  standing_order: 'VIR PERM|POUR: {M}|[MOTIF: {T}]|REF: {R}',
  instant_in: 'VIR INST RE {R}|DE: {M}|DATE: {dd/mm/yyyy} {hh}H{mi}[ MOTIF: {T}]',
  instant_out: 'VIR INSTANTANE EMIS LOGITEL|POUR: {M}|DATE: {dd/mm/yyyy} {hh}H{mi}[ MOTIF: {T}]',
  cash: 'CARTE X{CARD4} RETRAIT DAB SG {dd/mm} {hh}H{mi} {C} {R}',
  cash_in: 'VRST ESPECES {dd/mm} {C}',
  cheque: 'CHEQUE {R}',
  cheque_in: 'REMISE DE CHEQUE(S) N° {R}',
  loan: 'ECHEANCE PRET[ {T}] N° {L}|DU {dd/mm/yy}',
  loan_payout: 'VERSEMENT PRET[ {T}] N° {L}',
  return: 'PRLV EUROPEEN REJETE {R}|DE: {M}|MOTIF: PROVISION INSUFFISANTE|MANDAT {RUM}',
  refusal: 'PRLV EUROPEEN REJETE {R}|DE: {M}|MOTIF: OPPOSITION DU CLIENT|MANDAT {RUM}',
  reject_fee: 'FRAIS SUR PRELEVEMENT REJETE[|{M}]',
  intervention_fee: "COMMISSION D'INTERVENTION|DU {dd/mm/yy}",
  package_fee: 'COTISATION MENSUELLE SOBRIO',
  overdraft_interest: 'INTERETS DEBITEURS AU {dd/mm/yy}',
  seizure: 'SATD|{M}|REF {R}',
  seizure_fee: 'FRAIS SUR SATD',
}

const ca: Words = {
  card: 'PAIEMENT PAR CARTE|X{CARD4} {M} {C} {dd/mm}',
  card_refund: 'AVOIR CARTE|{M} {C} {dd/mm}',
  card_total: 'PRELEVEMENT CARTE|X{CARD4} DEPENSES CARTE AU {dd/mm/yy}',
  debit: 'PRELEVEMENT|{M}|{ICS} {RUM}[|{T}]',
  transfer_in: 'VIREMENT EN VOTRE FAVEUR|{M}[|{T}]',
  transfer_out: 'VIREMENT EMIS|WEB {M}[ {T}]',
  standing_order: 'VIREMENT PERMANENT|{M}[ {T}]',
  instant_in: 'VIREMENT EN VOTRE FAVEUR|INSTANTANE {M}[ {T}]',
  instant_out: 'VIREMENT EMIS|INST {M}[ {T}]',
  cash: 'RETRAIT AU DISTRIBUTEUR|X{CARD4} {C} {dd/mm} {hh}H{mi}',
  cash_in: "VERSEMENT D'ESPECES|{C}",
  cheque: 'CHEQUE EMIS|{R}',
  cheque_in: 'REMISE DE CHEQUES|{R}',
  loan: 'REMBOURSEMENT DE PRET|[PRET {T} ]ECHEANCE {dd/mm} {L}',
  loan_payout: 'REALISATION DE PRET|[{T} ]{L}',
  return: 'REJET DE PRELEVEMENT|{M}|PROVISION INSUFFISANTE',
  refusal: 'REJET DE PRELEVEMENT|{M}|OPPOSITION CLIENT',
  reject_fee: 'FRAIS|REJET PRELEVEMENT[ {M}]',
  intervention_fee: "COMMISSION|D'INTERVENTION",
  package_fee: 'COTISATION|OFFRE COMPTE A COMPOSER',
  overdraft_interest: 'INTERETS DEBITEURS|AU {dd/mm/yy}',
  seizure: 'SAISIE ADMINISTRATIVE|A TIERS DETENTEUR {M}',
  seizure_fee: 'FRAIS|SAISIE ADMINISTRATIVE',
}

const ce: Words = {
  card: 'CB {M} FACT {ddmmyy}',
  card_refund: 'AVOIR CB {M} {ddmmyy}',
  card_total: 'CB {CARD4} TOT DIF {MONTH}',
  debit: 'PRLV {M}[|{T}]|{RUM}',
  transfer_in: 'VIR SEPA {M}[|{T}]',
  transfer_out: 'VIR SEPA {M}[|{T}]',
  standing_order: 'VIR SEPA PERMANENT {M}[|{T}]',
  instant_in: 'VIR INST {M}[|{T}]',
  instant_out: 'VIR INST {M}[|{T}]',
  cash: 'RETRAIT CB {C} {ddmmyy} {hh}H{mi}',
  cash_in: 'VERSEMENT DAB {C} {ddmmyy}',
  cheque: 'CHEQUE N°{R}',
  cheque_in: 'REMISE CHEQUES N°{R}',
  loan: 'ECHEANCE PRET[ {T}] {L}',
  loan_payout: 'DEBLOCAGE PRET[ {T}] {L}',
  return: 'REJET PRLV {M}|PROV INSUFFISANTE',
  refusal: 'REJET PRLV {M}|CONTESTATION DEBITEUR',
  reject_fee: '*FRAIS REJET PRLV[ {M}]',
  intervention_fee: '*COMMISSION D INTERVENTION',
  package_fee: '*COTIS FORFAIT CRISTAL',
  overdraft_interest: '*INTERETS DEBITEURS',
  seizure: 'SATD {M} {R}',
  seizure_fee: '*FRAIS SATD',
}

const bp: Words = {
  ...ce,
  card: '{ddmmyy} CB****{CARD4}|{M} {C}',
  debit: 'PRLV SEPA {M}[|{T}]|{R}',
  transfer_out: 'EVI {M}[|{T}]',
  standing_order: 'VIR PERIODIQUE {M}[|{T}]',
  cash: '{ddmmyy} CB****{CARD4}|RET DAB {C}',
  package_fee: 'COTIS. AFFINEA',
}

const lbp: Words = {
  card: 'ACHAT CB {M} {dd.mm.yy} CARTE NUMERO {CARD4}',
  card_refund: 'CREDIT CARTE BANCAIRE {M} {dd.mm.yy}',
  card_total: 'DEBIT CARTE BANCAIRE DIFFERE {CARD4}',
  debit: 'PRELEVEMENT DE {M}|REF : {R}[ {T}]|MANDAT {RUM}',
  transfer_in: 'VIREMENT DE {M}[|{T}]|REFERENCE : {R}',
  transfer_out: 'VIREMENT POUR {M}[|{T}]|REFERENCE : {R}',
  standing_order: 'VIREMENT PERMANENT POUR {M}[|{T}]',
  instant_in: 'VIREMENT INSTANTANE DE {M}[|{T}]',
  instant_out: 'VIREMENT INSTANTANE A {M}[|{T}]',
  cash: 'RETRAIT LA BANQUE POSTALE {C} {dd.mm.yy} {hh}H{mi} CARTE {CARD4}',
  cash_in: 'VERSEMENT EFFECTUE {C}',
  cheque: 'CHEQUE N° {R}',
  cheque_in: 'REMISE DE CHEQUE DU {dd.mm.yy}',
  loan: 'PRELEVEMENT ECHEANCE DE PRET[ {T}] {L}',
  loan_payout: 'DEBLOCAGE PRET[ {T}] {L}',
  return: 'REJET DE PRELEVEMENT SEPA DE {M}|DEFAUT DE PROVISION',
  refusal: 'REJET DE PRELEVEMENT SEPA DE {M}|REFUS DU DEBITEUR',
  reject_fee: 'FRAIS POUR REJET DE PRELEVEMENT SEPA',
  intervention_fee: "COMMISSION D'INTERVENTION DU {dd.mm.yy}",
  package_fee: 'COTISATION FORMULE DE COMPTE',
  overdraft_interest: 'INTERETS DEBITEURS DECOUVERT',
  seizure: 'SAISIE ADMINISTRATIVE A TIERS DETENTEUR|{M}',
  seizure_fee: 'FRAIS SAISIE ADMINISTRATIVE A TIERS DETENTEUR',
}

export const oldFamilies = { bnp, sg, ca, ce, bp, lbp }
