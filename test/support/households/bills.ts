// Bills, subscriptions and regular charges: by direct debit, standing order or card.
import { monthName } from './calendar.ts'
import {
  addSeries,
  creditorIdOf,
  type Life,
  mandateOf,
  priced,
  type Series,
  speltOver,
} from './life.ts'
import * as names from './names.ts'
import type { Kind, Rhythm } from './operation.ts'
import type { Random } from './random.ts'

type Bill = {
  type: string
  category: string
  alternatives?: readonly string[]
  creditor: names.Creditor
  cents: number
  rhythm?: Rhythm
  /** ± share of each amount; a plan of equal payments has none. */
  spread?: number
  kind?: Kind
  motive?: (day: number) => string
  provable?: boolean
  creditorId?: string
  city?: string
}

/** Share of creditors whose spelling changes within the window. */
const DRIFTS = 0.2
/** A month the creditor skips: a quarrel, a change of bank, a holiday of payments. */
const MISSED = 0.03

const dueDay = (random: Random) =>
  random.weighted([
    [random.int(1, 12), 6],
    [random.int(13, 28), 3],
    [5, 2],
  ])

export function addBill(life: Life, bill: Bill): void {
  const { creditor, type, category, alternatives, cents, spread = 0, motive, provable } = bill
  // Numbered: two contracts of one creditor have days and mandates of their own
  const random = life.random.fork(`bill ${life.streams.length} ${type} ${creditor.payee}`)
  const price = priced(life, cents, random)
  const kind = bill.kind ?? 'debit'
  // Card payments keep the calendar day, debits wait for an open one
  const shift = kind === 'card' ? 'none' : 'next'
  const series: Series = {
    type,
    category,
    direction: 'out',
    kind,
    payee: creditor.payee,
    rhythm: bill.rhythm ?? { every: 'month', day: dueDay(random), shift },
    amount: (day) => random.around(price(day), spread),
    party: speltOver(life, creditor.spelt, random.chance(DRIFTS)),
    creditorId: bill.creditorId ?? creditorIdOf(random),
    mandate: mandateOf(random),
    missed: MISSED,
    ...(alternatives && { alternatives }),
    ...(motive && { motive }),
    ...(bill.city !== undefined && { city: bill.city }),
    ...(provable !== undefined && { provable }),
  }
  addSeries(life, series)
}

export function addRent(life: Life, cents: number): void {
  const random = life.random.fork('rent')
  if (random.chance(0.35)) {
    addPrivateRent(life, cents, random)
    return
  }
  addBill(life, {
    type: 'rent',
    category: 'housing.rent',
    creditor: orLocal(random, names.LANDLORDS, 'AGENCE IMMOBILIERE'),
    cents,
    motive: (day) => `LOYER ${monthName(day)}`,
  })
}

/** To a person, by standing order: only the motive says it is a rent. */
function addPrivateRent(life: Life, cents: number, random: Random): void {
  const landlord = `${random.pick(['M', 'MME', 'SCI'])} ${names.surnameOf(random)}`
  addBill(life, {
    type: 'rent_to_person',
    category: 'housing.rent',
    creditor: { payee: landlord, spelt: [landlord] },
    cents,
    kind: random.chance(0.7) ? 'standing_order' : 'transfer_out',
    motive: random.pick([() => 'LOYER', (day: number) => `LOYER ${monthName(day)}`]),
  })
}

export function addEnergyAndWater(life: Life): void {
  const random = life.random.fork('energy')
  const creditor = orLocal(random, names.ENERGY, 'REGIE ELECTRICITE')
  // A plan of equal payments, or what was used
  const spread = random.weighted([
    [0, 5],
    [0.25, 5],
  ])
  const cents = random.int(4200, 17500)
  addBill(life, { type: 'energy', category: 'utilities.energy', creditor, cents, spread })
  if (!random.chance(0.6)) return
  const isMonthly = random.chance(0.6)
  addBill(life, {
    type: isMonthly ? 'water' : 'water_quarterly',
    category: 'utilities.water',
    creditor: orLocal(random, names.WATER, 'SYNDICAT DES EAUX'),
    cents: random.int(1800, 4800) * (isMonthly ? 1 : 3),
    provable: isMonthly,
    ...(!isMonthly && {
      rhythm: { every: 'quarter', day: 18, shift: 'next' } as const,
      spread: 0.2,
    }),
  })
}

export function addTelecom(life: Life, lines: number): void {
  const random = life.random.fork('telecom')
  const category = 'utilities.telecom'
  const first = random.pick(names.MOBILE)
  for (let line = 0; line < lines; line++) {
    const creditor = line === 0 || random.chance(0.6) ? first : random.pick(names.MOBILE)
    const cents = random.pick([599, 999, 1599, 1999, 2499, 3299])
    // Calls out of the plan now and then
    const spread = random.chance(0.45) ? 0.3 : 0
    addBill(life, { type: 'mobile', category, creditor, cents, spread })
  }
  if (random.chance(0.75)) {
    const creditor = random.pick(names.INTERNET)
    const cents = random.pick([2999, 3499, 3999, 4299])
    // Films and calls abroad come on top
    const spread = random.chance(0.2) ? 0.2 : 0
    addBill(life, { type: 'internet', category, creditor, cents, spread })
  }
}

/** Two policies of one insurer look the same on the statement but for the amount and the mandate. */
export function addInsurance(life: Life, parts: { car: boolean; health: boolean }): void {
  const random = life.random.fork('insurance')
  const insurer = random.pick(names.INSURERS)
  const creditorId = creditorIdOf(random)
  const tells = random.chance(0.7)
  const together = parts.car && random.chance(0.55)
  // An insurer's name alone does not say what is insured
  const word = (text: string) =>
    tells
      ? { motive: () => text }
      : { alternatives: ['insurance.home', 'insurance.vehicle', 'insurance.other'] }
  addBill(life, {
    type: together ? 'two_policies' : 'home_insurance',
    category: 'insurance.home',
    creditor: insurer,
    creditorId,
    cents: random.int(1100, 3200),
    ...word('ASSURANCE HABITATION'),
  })
  if (parts.car) {
    addBill(life, {
      type: together ? 'two_policies' : 'car_insurance',
      category: 'insurance.vehicle',
      creditor: together ? insurer : random.pick(names.INSURERS),
      ...(together && { creditorId }),
      cents: random.int(3600, 9800),
      ...word('ASSURANCE AUTO'),
    })
  }
  if (parts.health) {
    const creditor = orLocal(random, names.HEALTH, 'MUTUELLE')
    const cents = random.int(2800, 14500)
    addBill(life, { type: 'health_cover', category: 'insurance.health', creditor, cents })
  }
}

/** A debit whose creditor says nothing of what it sells: a charge all the same. */
export function addUnknownDebit(life: Life): void {
  const random = life.random.fork('unknown debit')
  const name = names.bareCompanyOf(random)
  addBill(life, {
    type: 'unknown_debit',
    category: 'uncategorized.out',
    creditor: { payee: name, spelt: [name] },
    cents: random.int(900, 9000),
    spread: random.pick([0, 0, 0.1]),
  })
}

/** A creditor of the town: the trade is in the name, the name in no list. */
const orLocal = (random: Random, brands: readonly names.Creditor[], trade: string) =>
  random.chance(0.15) ? names.localCreditorOf(random, trade) : random.pick(brands)

export function addSubscriptions(life: Life): void {
  const random = life.random.fork('subscriptions')
  const media = 'subscription.media'
  const wanted = random.int(0, 2)
  const kept = [...names.MEDIA].sort(() => random.unit() - 0.5).slice(0, wanted)
  for (const creditor of kept) {
    const cents = random.pick([599, 899, 1199, 1349, 1799, 2499])
    const byCard = !/CANAL|MONDE/.test(creditor.payee)
    addBill(life, {
      type: byCard ? 'media_by_card' : 'media',
      category: media,
      creditor,
      cents,
      ...(byCard && { kind: 'card' as const, city: '' }),
      // Music, storage or a game: the store does not say
      ...(/APPLE/.test(creditor.payee) && { alternatives: ['subscription.software'] }),
    })
  }
  if (random.chance(0.3)) {
    const creditor = orLocal(random, names.SPORT, 'CLUB DE FITNESS')
    const cents = random.pick([1999, 2299, 2999, 3990])
    addBill(life, { type: 'gym', category: 'subscription.sport', creditor, cents })
  }
  if (random.chance(0.2)) {
    const creditor = random.pick(names.SOFTWARE)
    const cents = random.pick([199, 299, 699, 1199])
    addBill(life, {
      type: 'software',
      category: 'subscription.software',
      creditor,
      cents,
      kind: 'card',
      city: '',
    })
  }
}
