// Taxes, children, maintenance, savings and the bank's own package: the rest of what comes back each month.

import { addBill } from './bills.ts'
import { monthName } from './calendar.ts'
import { addSeries, type Life } from './life.ts'
import { firstNameOf, surnameOf } from './names.ts'

const TAX_OFFICE = { payee: 'DGFIP', spelt: ['DIRECTION GENERALE DES FINANCES PUBLIQUES'] }
const taxOffice = (life: Life) =>
  life.random.fork('tax office').chance(0.5)
    ? TAX_OFFICE
    : { payee: 'DGFIP', spelt: ['DGFIP IMPOT'] }

export function addTaxes(life: Life, parts: { income: boolean; property: boolean }): void {
  const random = life.random.fork('taxes')
  const creditor = taxOffice(life)
  const rhythm = { every: 'month', day: 15, shift: 'next' } as const
  if (parts.income) {
    addBill(life, {
      type: 'income_tax',
      category: 'tax.income',
      creditor,
      rhythm,
      cents: random.int(4000, 32000),
      motive: () => 'IMPOT REVENUS',
    })
  }
  if (parts.property) {
    addBill(life, {
      type: 'property_tax',
      category: 'tax.property',
      creditor,
      rhythm,
      cents: random.int(6500, 18000),
      motive: () => 'MENSUALITE TAXE FONCIERE',
    })
  }
}

export function addChildren(life: Life): void {
  const random = life.random.fork('children')
  if (random.chance(0.5)) {
    addBill(life, {
      type: 'childcare',
      category: 'family.childcare',
      creditor: random.pick([
        { payee: 'PAJEMPLOI', spelt: ['URSSAF PAJEMPLOI', 'PAJEMPLOI'] },
        { payee: 'BABILOU', spelt: ['BABILOU CRECHES'] },
      ]),
      cents: random.int(18000, 62000),
      spread: random.pick([0, 0.12]),
    })
  } else {
    const town = `REGIE ${life.city} CANTINE`
    addBill(life, {
      type: 'canteen',
      category: 'family.childcare',
      creditor: { payee: town, spelt: [town] },
      cents: random.int(3500, 9800),
      spread: 0.25,
    })
  }
}

export function addAlimonyPaid(life: Life): void {
  const random = life.random.fork('alimony out')
  const ex = `${firstNameOf(random)} ${surnameOf(random)}`
  addBill(life, {
    type: 'alimony_paid',
    category: 'family.alimony',
    creditor: { payee: ex, spelt: [ex] },
    cents: random.int(120, 380) * 100,
    kind: 'standing_order',
    motive: (day) => `PENSION ALIMENTAIRE ${monthName(day)}`,
  })
}

export function addUnions(life: Life): void {
  const random = life.random.fork('co-ownership')
  addBill(life, {
    type: 'co_ownership_quarterly',
    category: 'housing.charges',
    creditor: { payee: 'SYNDIC', spelt: [`SDC RESIDENCE ${surnameOf(random)}`] },
    rhythm: { every: 'quarter', day: 10, shift: 'next' },
    cents: random.int(15000, 52000),
    spread: 0.1,
    motive: () => 'CHARGES COPROPRIETE',
    provable: false,
  })
}

/** To the holder's own savings book: regular, and neither a charge nor an income. */
export function addSavings(life: Life): void {
  const random = life.random.fork('savings')
  const book = random.pick(['LIVRET A', 'LDDS', 'PEL'])
  const cents = random.int(2, 30) * 1000
  addSeries(life, {
    type: 'savings',
    category: 'savings.deposit',
    direction: 'out',
    kind: 'standing_order',
    payee: book,
    party: () => life.holder,
    motive: () => `EPARGNE ${book}`,
    rhythm: { every: 'month', day: random.int(1, 28), shift: 'next' },
    amount: () => cents,
    provable: false,
  })
}

export function addPackageFee(life: Life): void {
  const random = life.random.fork('package')
  const cents = random.int(210, 1290)
  addSeries(life, {
    type: 'package_fee',
    category: 'bank.fee',
    direction: 'out',
    kind: 'package_fee',
    payee: 'BANK',
    party: () => '',
    rhythm: { every: 'month', day: random.int(1, 12), shift: 'next' },
    amount: () => cents,
    provable: false,
  })
}

export function addTravelPass(life: Life): void {
  const random = life.random.fork('pass')
  addBill(life, {
    type: 'travel_pass',
    category: 'living.transport',
    creditor: random.pick([
      { payee: 'COMUTITRES', spelt: ['COMUTITRES NAVIGO ANNUEL'] },
      { payee: 'KEOLIS', spelt: ['KEOLIS ABONNEMENT'] },
    ]),
    cents: random.pick([8880, 6900, 3250]),
    provable: false,
  })
}
