// The other families: mutual banks, LCL, online banks and payment institutions.
import { type Family, oldFamilies } from './bank-families.ts'

type Words = Family['words']
const { bnp, sg, ca, ce, bp, lbp } = oldFamilies

const cm: Words = {
  card: 'PAIEMENT CB {ddmm} {C}|{M} CARTE {CARD8}',
  card_refund: 'AVOIR CB {ddmm} {C}|{M}',
  card_total: 'RELEVE CARTE {CARD8}|{dd/mm/yy}',
  debit: 'PRLV SEPA {M}|{RUM} {ICS}[ {T}]',
  transfer_in: 'VIR {M}[|{T}]',
  transfer_out: 'VIR SEPA {M}[|{T}]',
  standing_order: 'VIR PERM {M}[|{T}]',
  instant_in: 'VIR INST {M}[|{T}]',
  instant_out: 'VIR INST {M}[|{T}]',
  cash: 'RETRAIT DAB {ddmm}|{C} CARTE {CARD8}',
  cash_in: 'VRST DAB {ddmm} {C}',
  cheque: 'CHEQUE {R}',
  cheque_in: 'REM CHQ REF{R}',
  loan: 'ECH PRET CAP+IN[ {T}] {L}',
  loan_payout: 'DEBLOCAGE PRET[ {T}] {L}',
  return: 'RETOUR PRLV IMPAYE {M}|PROVISION INSUFFISANTE',
  refusal: 'RETOUR PRLV {M}|CONTESTE PAR LE DEBITEUR',
  reject_fee: 'F REJ PRLV[ {M}]',
  intervention_fee: 'COMMISSION D INTERVENTION {dd/mm}',
  package_fee: 'F COTIS EUROCOMPTE SERENITE',
  overdraft_interest: 'INT DEB ARRETE {dd/mm/yy}',
  seizure: 'SATD {M}|{R}',
  seizure_fee: 'F SATD',
}

const lcl: Words = {
  ...bnp,
  card: 'CB {M} {dd/mm/yy}',
  card_refund: 'AVOIR CB {M} {dd/mm/yy}',
  card_total: 'RELEVE CB AU {dd/mm/yy}',
  debit: 'PRLV SEPA {M}[|{T}]|ID {ICS}|RUM {RUM}',
  transfer_in: 'VIREMENT {M}[|{T}]',
  transfer_out: 'VIR SEPA EMIS {M}[|{T}]',
  standing_order: 'VIR.PERMANENT {M}[|{T}]',
  instant_in: 'VIREMENT INSTANTANE {M}[|{T}]',
  instant_out: 'VIR INST EMIS {M}[|{T}]',
  cash: 'RETRAIT DU {dd/mm} {C}',
  return: 'REJET PRLV SEPA {M} SANS PROVISION',
  refusal: 'REJET PRLV SEPA {M} REFUS CLIENT',
  reject_fee: 'FRAIS REJET PRLV',
  package_fee: 'COTISATION LCL A LA CARTE',
}

const bourso: Words = {
  card: 'CARTE {dd/mm/yy} {M} CB*{CARD4}',
  card_refund: 'AVOIR {dd/mm/yy} {M} CB*{CARD4}',
  card_total: 'Relevé différé Carte {CARD}',
  debit: 'PRLV SEPA {M}[ {T}]',
  transfer_in: 'VIR SEPA {M}[ {T}]|Réf : {R}',
  transfer_out: 'VIR SEPA {M}[ {T}]|Réf : {R}',
  standing_order: 'VIR PERM {M}[ {T}]',
  instant_in: 'VIR INST {M}[ {T}]|Réf : {R}',
  instant_out: 'VIR INST {M}[ {T}]|Réf : {R}',
  cash: 'RETRAIT DAB {dd/mm/yy} {C} CB*{CARD4}',
  cash_in: 'VERSEMENT ESPECES {C}',
  cheque: 'CHQ. N.{R}',
  cheque_in: 'REM CHQ N.{R}',
  loan: 'ECH PRET[ {T}]:{L}',
  loan_payout: 'DEBLOCAGE PRET[ {T}]:{L}',
  return: 'REJET PRLV {M} DEFAUT DE PROVISION',
  refusal: 'REJET PRLV {M} OPPOSITION',
  reject_fee: '*FRAIS REJET PRLV',
  intervention_fee: '*COMMISSION INTERVENTION',
  package_fee: '*COTISATION CARTE METAL',
  overdraft_interest: '*INTERETS DEBITEURS',
  seizure: 'SATD {M}',
  seizure_fee: '*FRAIS SATD',
}

const fortuneo: Words = {
  ...bourso,
  card: 'CARTE {dd/mm} {M} {C}',
  card_refund: 'ANN CARTE {M}',
  debit: 'PRLV {M}[ {T}]',
  transfer_in: 'VIR {M}[ {T}]',
  transfer_out: 'VIR {M}[ {T}]',
  instant_in: 'VIR INST {M}[ {T}]',
  instant_out: 'VIR INST {M}[ {T}]',
  cash: 'CARTE {dd/mm} RETRAIT DAB {C}',
}

/** Sentences in small letters, as former ING customers and Monabanq's know them. */
const sentences: Words = {
  card: 'Paiement par carte du {dd/mm/yy} {M} {C}',
  card_refund: 'Avoir carte du {dd/mm/yy} {M}',
  card_total: 'Règlement cartes à débit différé du {dd/mm/yy}',
  debit: 'Prélèvement SEPA en faveur de {M}[ {T}]',
  transfer_in: 'Virement SEPA reçu de {M}[ {T}]',
  transfer_out: 'Virement SEPA émis vers {M}[ {T}]',
  standing_order: 'Virement permanent vers {M}[ {T}]',
  instant_in: 'Virement instantané reçu de {M}[ {T}]',
  instant_out: 'Virement instantané émis vers {M}[ {T}]',
  cash: "Retrait d'espèces à un DAB {C} {dd/mm/yy}",
  cash_in: "Versement d'espèces",
  cheque: 'Paiement de chèque {R}',
  cheque_in: 'Remise de chèque {R}',
  loan: 'Règlement de votre mensualité de prêt[ {T}] {L}',
  loan_payout: 'Versement de votre prêt[ {T}] {L}',
  return: 'Rejet du prélèvement de {M} pour provision insuffisante',
  refusal: 'Rejet du prélèvement de {M} à votre demande',
  reject_fee: 'Frais de rejet de prélèvement',
  intervention_fee: "Commission d'intervention",
  package_fee: 'Cotisation carte',
  overdraft_interest: 'Intérêts débiteurs du trimestre',
  seizure: 'Saisie administrative à tiers détenteur {M}',
  seizure_fee: 'Frais de saisie administrative',
}

const bred: Words = {
  ...sentences,
  card: '{M} {C} Carte {CARD4} le {dd/mm/yy}',
  debit: 'Prélèvement {M}[ {T}]',
  transfer_in: 'Virement SEPA {M}[ {T}]',
  transfer_out: 'Virement émis {M}[ {T}]',
  cash: 'Retrait {C} Carte {CARD4} le {dd/mm/yy}',
  loan: 'Échéance prêt[ {T}] {L}',
}

const ccf: Words = {
  ...lcl,
  card: 'FACTURE CB {dd/mm} {M} {C}',
  transfer_in: 'VIR SEPA RECU {M}[ {T}]',
  cash: 'RETRAIT CB {dd/mm} {C}',
  package_fee: 'COTISATION MENSUELLE CCF PREMIER',
}

const nickel: Words = {
  ...lcl,
  card: 'ACHAT CARTE {M} {C} {dd/mm}',
  debit: 'PRELEVEMENT SEPA {M}[ {T}]',
  transfer_in: 'VIREMENT RECU DE {M}[ {T}]',
  transfer_out: 'VIREMENT EMIS A {M}[ {T}]',
  cash: 'RETRAIT DAB {C} {dd/mm}',
  cash_in: 'DEPOT ESPECES NICKEL {C}',
  reject_fee: 'FRAIS REJET DE PRELEVEMENT',
  package_fee: 'ABONNEMENT NICKEL',
}

/** Revolut and N26: the name, and hardly a word more. */
const neo: Words = {
  ...sentences,
  card: '{M}',
  card_refund: '{M}',
  debit: '{M}[|{T}]',
  transfer_in: 'Virement de {M}[|{T}]',
  transfer_out: 'Virement à {M}[|{T}]',
  standing_order: 'Virement à {M}[|{T}]',
  instant_in: 'Paiement reçu de {M}[|{T}]',
  instant_out: 'Virement à {M}[|{T}]',
  cash: 'Retrait {C}',
  reject_fee: 'Frais prélèvement rejeté',
}

const family = (
  bank: string,
  bic: string,
  words: Words,
  more: Partial<Omit<Family, 'words'>> = {},
): Family => ({
  bank,
  bic,
  words,
  codes: 'none',
  fields: false,
  parties: false,
  defers: true,
  limit: 32,
  text: 'upper',
  ...more,
})

/** With the share of households that bank there. */
export const families: readonly (readonly [Family, number])[] = [
  [family('bnp', 'BNPAFRPP', bnp, { codes: 'iso' }), 10],
  [family('hello', 'BNPAFRPP', bnp), 3],
  [family('sg', 'SOGEFRPP', sg, { codes: 'cfonb' }), 10],
  [family('ca', 'AGRIFRPP', ca, { limit: 27 }), 14],
  [family('ca', 'AGRIFRPP', ca, { codes: 'vague' }), 4],
  [family('ce', 'CEPAFRPP', ce, { codes: 'iso', limit: 24 }), 10],
  [family('bp', 'CCBPFRPP', bp, { codes: 'iso', limit: 26 }), 6],
  [family('lbp', 'PSSTFRPP', lbp, { codes: 'cfonb' }), 9],
  [family('cm', 'CMCIFR2A', cm, { codes: 'iso', fields: true }), 9],
  [family('cic', 'CMCIFRPP', cm, { fields: true }), 4],
  [family('lcl', 'CRLYFRPP', lcl, { limit: 24 }), 6],
  [family('boursorama', 'BOUSFRPP', bourso, { parties: true }), 6],
  [family('fortuneo', 'FTNOFRP1', fortuneo, { codes: 'vague' }), 3],
  [family('monabanq', 'CMCIFRP1', sentences, { text: 'title' }), 3],
  [family('bred', 'BREDFRPP', bred, { text: 'title' }), 2],
  [family('ccf', 'CCFRFRPP', ccf, { codes: 'iso' }), 2],
  [family('nickel', 'FPELFR21', nickel, { defers: false }), 3],
  [
    family('revolut', 'REVOFRP2', neo, {
      text: 'title',
      parties: true,
      codes: 'iso',
      defers: false,
    }),
    3,
  ],
  [family('n26', 'NTSBDEB1', neo, { text: 'title', parties: true, defers: false }), 2],
]
