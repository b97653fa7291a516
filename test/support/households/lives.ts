// A whole life: who they are, the day of the analysis, what they earn, owe and spend.
import * as benefits from './benefits.ts'
import * as bills from './bills.ts'
import { dayOf, monthlyDays } from './calendar.ts'
import * as credits from './credits.ts'
import * as duties from './duties.ts'
import * as habits from './habits.ts'
import type { Life } from './life.ts'
import { CITIES, firstNameOf, surnameOf } from './names.ts'
import { addOneOffs } from './one-offs.ts'
import type { Payday } from './pay.ts'
import { type Profile, profiles } from './profiles.ts'
import type { Random } from './random.ts'
import { addShortTerm, addSplit } from './short-credits.ts'
import * as troubles from './troubles.ts'

/** Of every three people, one is read on a day that sees only two pays of a monthly main income. */
const TWO_PAYS = 3
const FIRST_DAY = dayOf(2024, 4, 1)
const LAST_DAY = dayOf(2026, 11, 15)

export type LivedLife = { life: Life; profile: string; twoPays: boolean }

export function liveOf(
  seed: number,
  random: Random,
  wanted: { asOf?: number; days: number },
): LivedLife {
  const twoPays = seed % TWO_PAYS === 0
  const profile = profileOf(random.fork('profile'), twoPays)
  const payday = profile.payday?.({ random })
  const asOf = wanted.asOf ?? dayFor(random.fork('asOf'), wanted.days, twoPays, payday)
  const person = random.fork('person')
  const surname = surnameOf(person)
  const life: Life = {
    random,
    from: asOf - wanted.days + 1,
    asOf,
    surname,
    holder: `${firstNameOf(person)} ${surname}`,
    city: person.pick(CITIES),
    operations: [],
    streams: [],
    contracts: [],
    incidents: [],
  }
  profile.earn(life, payday ?? { day: 28, shift: 'next' })
  addCharges(life, profile.name)
  addCredits(life, profile.name)
  addHabits(life)
  addTroubles(life)
  return { life, profile: profile.name, twoPays }
}

function profileOf(random: Random, twoPays: boolean): Profile {
  const fit = profiles.filter(({ payday }) => !twoPays || payday !== undefined)
  return random.weighted(fit.map((profile) => [profile, profile.weight] as const))
}

function dayFor(
  random: Random,
  days: number,
  twoPays: boolean,
  payday: Payday | undefined,
): number {
  const pays = Math.floor(days / 30)
  for (let attempt = 0; attempt < 20_000; attempt++) {
    const asOf = random.int(FIRST_DAY, LAST_DAY)
    if (!payday) return asOf
    const seen = monthlyDays(payday.day, payday.shift, asOf - days + 1, asOf).length
    if (twoPays ? seen === pays - 1 : seen >= pays) return asOf
  }
  // A window of another length than whole months may never see one pay less
  return random.int(FIRST_DAY, LAST_DAY)
}

function addCharges(life: Life, profile: string): void {
  const random = life.random.fork('charges')
  const young = profile === 'student'
  const couple = profile === 'couple'
  const owner = !young && random.chance(couple ? 0.55 : 0.3)
  const indebted = owner && random.chance(profile.includes('pension') ? 0.15 : 0.75)
  if (indebted) credits.addMortgage(life, random.int(420, couple ? 1450 : 980) * 100)
  if (!owner && random.chance(young ? 0.5 : 0.85)) bills.addRent(life, random.int(380, 980) * 100)
  if (owner && random.chance(0.4)) duties.addUnions(life)
  if (!young || random.chance(0.3)) bills.addEnergyAndWater(life)
  bills.addTelecom(life, couple ? 2 : 1)
  if (!young || random.chance(0.4)) {
    const car = !young && random.chance(0.65)
    bills.addInsurance(life, { car, health: !young && random.chance(0.55) })
  }
  bills.addSubscriptions(life)
  if (random.chance(0.12)) bills.addUnknownDebit(life)
  const taxed = !young && profile !== 'disabled'
  duties.addTaxes(life, {
    income: taxed && random.chance(0.15),
    property: owner && random.chance(0.5),
  })
  if (!young && random.chance(couple ? 0.45 : 0.15)) duties.addChildren(life)
  if (!young && random.chance(0.05)) duties.addAlimonyPaid(life)
  if (random.chance(0.35)) duties.addSavings(life)
  if (random.chance(0.6)) duties.addPackageFee(life)
  if (random.chance(0.2)) duties.addTravelPass(life)
  addSideIncome(life, profile, owner, random)
}

function addSideIncome(life: Life, profile: string, owner: boolean, random: Random): void {
  if (owner && random.chance(0.08)) benefits.addRentalIncome(life)
  if (/student|pension|disabled|unemployed/.test(profile)) return
  if (random.chance(0.18)) benefits.addFamilyBenefit(life, random.int(140, 420) * 100)
  else if (random.chance(0.05)) benefits.addAlimonyReceived(life)
}

function addCredits(life: Life, profile: string): void {
  const random = life.random.fork('credits')
  const less = /student|disabled/.test(profile) ? 0.3 : 1
  if (random.chance(0.33 * less)) credits.addConsumerLoans(life)
  if (random.chance(0.15 * less)) credits.addRevolving(life)
  if (random.chance(0.1 * less)) credits.addLeasing(life)
  if (random.chance(0.18)) addSplit(life, random.chance(0.25) ? 2 : 1)
  if (random.chance(0.05)) addShortTerm(life)
}

function addHabits(life: Life): void {
  habits.addDailyLife(life)
  habits.addMonthlyHabits(life)
  habits.addOutings(life)
  addOneOffs(life)
}

function addTroubles(life: Life): void {
  const random = life.random.fork('troubles')
  if (random.chance(0.06)) troubles.addRefusal(life)
  if (random.chance(0.04)) troubles.addCollector(life)
  if (random.chance(0.02)) troubles.addPlan(life)
  if (random.chance(0.04)) troubles.addSeizure(life)
  if (random.chance(0.15))
    troubles.addRejections(
      life,
      random.weighted([
        [1, 6],
        [2, 3],
        [3, 1],
      ]),
    )
  else if (random.chance(0.08)) troubles.addInterventionFees(life)
  if (random.chance(0.2)) troubles.addOverdraftInterest(life)
}
