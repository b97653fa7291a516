// Labels for the benches: heads and names of every bank family, each with a number of its own, so that
// nothing can be answered from memory; read from JSON as a statement is, so that they are plain strings.
const heads = [
  'CARTE 03/10 ',
  'PRLV SEPA ',
  'VIR SEPA EMIS /BEN ',
  'CB ',
  'PAIEMENT PSC 0310 NANTES ',
  'VIREMENT EN VOTRE FAVEUR ',
]
const names = [
  'LIDL 1234 NANTES',
  'EDF CLIENTS PARTICULIERS',
  'M DUPONT JEAN /MOTIF LOYER',
  'QSDF WXCV 12',
  'BOULANGERIE DU PORT',
  'COFIDIS SA ICS FR28ZZZ122110',
  'Société générale crédit',
]

export function benchLabels(count: number): string[] {
  const labels: string[] = []
  for (let i = 0; i < count; i++) {
    labels.push(`${heads[i % heads.length]}${names[i % names.length]} REF ${i}`)
  }
  return JSON.parse(JSON.stringify(labels))
}
