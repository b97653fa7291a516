// Habits: what comes back without being owed. None of it is a stream, however regular it looks.
import { weekdayOf } from './calendar.ts'
import { addOne, type Life } from './life.ts'
import { surnameOf } from './names.ts'
import type { Kind } from './operation.ts'
import type { Random } from './random.ts'

type Habit = {
  party: string
  category: string
  kind?: Kind
  city?: string
  motive?: string
  creditorId?: string
  mandate?: string
  alternatives?: readonly string[]
}

/** Shops without a town on the label. */
const ONLINE = /AMAZON|ZALANDO|SHEIN|CDISCOUNT|ZOOPLUS|SNCF|UBER|BOOKING|AIR FRANCE/

export function spend(life: Life, day: number, cents: number, habit: Habit): void {
  if (day < life.from || day > life.asOf) return
  const online = ONLINE.test(habit.party) && { city: '' }
  addOne(life, { day, cents: -cents, payee: habit.party, kind: 'card', ...online, ...habit })
}

/** A small shop's card terminal may put its maker's name before the shop's. */
const terminal = (random: Random, shop: string) =>
  random.chance(0.2) ? `${random.pick(['SUMUP *', 'SQ *', 'ZETTLE_*'])}${shop}` : shop

/** Every so many days, give or take. */
function often(
  life: Life,
  random: Random,
  [shortest, longest]: readonly [number, number],
  cents: () => number,
  habit: Habit,
): void {
  for (let day = life.from + random.int(0, longest); day <= life.asOf; ) {
    spend(life, day, cents(), habit)
    day += random.int(shortest, longest)
  }
}

const GROCERS = 'CARREFOUR CITY,AUCHAN,E.LECLERC,INTERMARCHE,LIDL,MONOPRIX,SUPER U,FRANPRIX'.split(
  ',',
)
const FUEL = 'TOTAL ACCESS,ESSO EXPRESS,STATION U,CARREFOUR STATION,SHELL,AVIA'.split(',')

export function addDailyLife(life: Life): void {
  const random = life.random.fork('daily')
  // Big shops often give the number of the store
  const store = random.chance(0.35) ? ` ${random.digits(4)}` : ''
  const grocer = `${random.pick(GROCERS)}${store}`
  const groceries = 'living.groceries'
  often(life, random, [3, 9], () => random.int(1800, 14500), { party: grocer, category: groceries })
  often(life, random, [8, 30], () => random.int(900, 7000), {
    party: random.pick(GROCERS),
    category: groceries,
  })
  if (random.chance(0.7)) {
    const bakery = terminal(random, `BOULANGERIE ${surnameOf(random)}`)
    often(life, random, [2, 5], () => random.int(110, 980), { party: bakery, category: groceries })
  }
  if (random.chance(0.65)) {
    const station = random.pick(FUEL)
    often(life, random, [8, 19], () => random.int(3200, 8600), {
      party: station,
      category: 'living.fuel',
    })
  }
  if (random.chance(0.75)) {
    const cash = { party: 'DAB', category: 'cash.withdrawal', kind: 'cash' } as const
    often(life, random, [7, 28], () => random.pick([2000, 4000, 5000, 6000, 10000]), cash)
  }
  addSamePrice(life, random)
}

type SamePrice = Habit & {
  often: readonly [number, number]
  prices: readonly [number, number]
  share: number
}

const SAME_PRICE: readonly SamePrice[] = [
  { party: 'CAFE *', category: 'living.restaurant', often: [1, 4], prices: [150, 420], share: 0.4 },
  {
    party: 'PARKING INDIGO',
    category: 'living.vehicle',
    often: [2, 6],
    prices: [180, 900],
    share: 0.3,
  },
  {
    party: 'SELECTA',
    category: 'living.restaurant',
    often: [1, 5],
    prices: [80, 200],
    share: 0.25,
  },
  {
    party: 'TABAC *',
    category: 'living.leisure',
    often: [2, 7],
    prices: [1150, 1300],
    share: 0.3,
  },
  {
    party: 'FRANCAISE DES JEUX',
    category: 'gambling',
    often: [5, 11],
    prices: [500, 1500],
    share: 0.25,
  },
  {
    party: 'ELIOR RESTAURANT ENTREPRISE',
    category: 'living.restaurant',
    often: [1, 4],
    prices: [380, 890],
    share: 0.25,
  },
]

/** Coffee, canteen, car park: the same price again and again. */
function addSamePrice(life: Life, random: Random): void {
  for (const { often: range, prices, share, ...habit } of SAME_PRICE) {
    if (!random.chance(share)) continue
    const party = habit.party.replace('*', surnameOf(random))
    const price = random.int(...prices)
    often(life, random, range, () => price, { ...habit, party })
  }
  if (random.chance(0.3)) {
    // The same day of every week: as regular as a bill, and free in amount
    const weekday = random.int(0, 6)
    const habit = {
      party: terminal(random, `PRIMEUR ${surnameOf(random)}`),
      category: 'living.groceries',
    }
    for (let day = life.from; day <= life.asOf; day++) {
      if (weekdayOf(day) === weekday && random.chance(0.93)) {
        spend(life, day, random.int(900, 3800), habit)
      }
    }
  }
}

const MONTHLY_HABITS: readonly (Habit & { cents: readonly [number, number] })[] = [
  { party: 'COIFFURE', category: 'living.beauty', cents: [2200, 6500] },
  { party: 'PHARMACIE', category: 'living.health', cents: [500, 4200] },
  { party: 'RESTAURANT', category: 'living.restaurant', cents: [2400, 7800] },
  { party: 'INSTITUT DE BEAUTE', category: 'living.beauty', cents: [2900, 5900] },
  { party: 'JARDINERIE', category: 'living.home', cents: [1200, 8000] },
]
const SHOPS: readonly Habit[] = [
  { party: 'AMAZON PAYMENTS', category: 'living.shopping' },
  { party: 'ZALANDO', category: 'living.shopping' },
  { party: 'SHEIN', category: 'living.shopping' },
  { party: 'CDISCOUNT', category: 'living.shopping' },
  { party: 'SEPHORA', category: 'living.beauty', alternatives: ['living.shopping'] },
  { party: 'DECATHLON', category: 'living.leisure', alternatives: ['living.shopping'] },
  { party: 'FNAC', category: 'living.shopping', alternatives: ['living.leisure'] },
  { party: 'LEROY MERLIN', category: 'living.home' },
  { party: 'ZOOPLUS', category: 'living.pets' },
]

/** About once a month, like a bill, by nothing but habit. */
export function addMonthlyHabits(life: Life): void {
  const random = life.random.fork('monthly habits')
  for (const { cents, ...habit } of MONTHLY_HABITS) {
    if (!random.chance(0.25)) continue
    const party = terminal(random, `${habit.party} ${surnameOf(random)}`)
    often(life, random, [18, 45], () => random.int(...cents), { ...habit, party })
  }
  for (const shop of SHOPS) {
    if (!random.chance(0.18)) continue
    const near = random.chance(0.3)
    const price = random.int(900, 9900)
    const range = random.pick([
      [26, 36],
      [20, 45],
      [12, 50],
      [9, 60],
    ] as const)
    // A refill costs the same each time; other baskets do not
    often(
      life,
      random,
      range,
      () => (near ? random.around(price, 0.06) : random.int(900, 12000)),
      shop,
    )
  }
}

const OUTINGS: readonly (readonly [Habit, number, number])[] = [
  [{ party: 'SNCF CONNECT', category: 'living.transport' }, 1500, 12000],
  [{ party: 'UBER *TRIP', category: 'living.transport' }, 700, 3200],
  [{ party: 'UBER EATS', category: 'living.restaurant' }, 1200, 4200],
  [{ party: 'MC DONALDS', category: 'living.restaurant' }, 800, 2600],
  [{ party: 'UGC CINE', category: 'living.leisure' }, 900, 2800],
  [{ party: 'AUTOROUTE VINCI', category: 'living.vehicle' }, 300, 3800],
  [{ party: 'AIR FRANCE', category: 'living.travel' }, 7000, 38000],
  [{ party: 'BOOKING.COM', category: 'living.travel' }, 6000, 42000],
  [{ party: 'IKEA', category: 'living.home' }, 1500, 28000],
  [{ party: 'NORAUTO', category: 'living.vehicle' }, 2500, 38000],
  [{ party: 'LA POSTE', category: 'living.services' }, 200, 2500],
]

export function addOutings(life: Life): void {
  const random = life.random.fork('outings')
  for (const [habit, least, most] of OUTINGS) {
    const times = random.chance(0.35) ? random.int(1, 3) : 0
    for (let time = 0; time < times; time++) {
      spend(life, random.int(life.from, life.asOf), random.int(least, most), habit)
    }
  }
}
