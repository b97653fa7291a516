// The eight customers of the bank's documentation, and how to find one.
import { type PersonaPlan, personaPlanSchema } from '../lives/plan.ts'
import { adam } from './adam.ts'
import { alix } from './alix.ts'
import { lea } from './lea.ts'
import { marc } from './marc.ts'
import { marie } from './marie.ts'
import { sarl2640 } from './sarl-2640.ts'
import { technCo } from './techn-co.ts'
import { thomas } from './thomas.ts'

/** In the order of the documentation. */
export const personas: readonly PersonaPlan[] = [
  marc,
  marie,
  thomas,
  alix,
  technCo,
  adam,
  lea,
  sarl2640,
].map((persona) => personaPlanSchema.parse(persona))

/** The SMS code of every persona. */
export const SMS_CODE = '12345678'

export type FoundPersona = {
  readonly name: string
  readonly identifier: string
  readonly accounts: readonly { readonly resourceId: string; readonly iban: string }[]
}

function folded(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[^a-zA-Z0-9]/g, '')
    .toLowerCase()
}

export function personaPlan(
  nameOrIdentifier: string,
  among: readonly PersonaPlan[] = personas,
): PersonaPlan | null {
  const wanted = folded(nameOrIdentifier)
  const same = (persona: PersonaPlan) =>
    folded(persona.name) === wanted || folded(persona.identifier) === wanted
  return among.find(same) ?? null
}

/** By name ("marc", "Léa", "Tech'n Co") or bank identifier, any case; null when there is none. */
export function findPersona(
  nameOrIdentifier: string,
  among: readonly PersonaPlan[] = personas,
): FoundPersona | null {
  const plan = personaPlan(nameOrIdentifier, among)
  if (plan === null) return null
  return {
    name: plan.name,
    identifier: plan.identifier,
    accounts: plan.accounts.map(({ id, iban }) => ({ resourceId: id, iban })),
  }
}
