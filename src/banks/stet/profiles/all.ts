// Every STET group known here, and how a bank of theirs is found by its id.
import { arkea } from './arkea.ts'
import { banquePostale } from './banque-postale.ts'
import { bnpParibas } from './bnp-paribas.ts'
import { boursorama } from './boursorama.ts'
import { bpce } from './bpce.ts'
import { caisseEpargne } from './caisse-epargne.ts'
import { creditAgricole } from './credit-agricole.ts'
import { creditMutuel } from './credit-mutuel.ts'
import { lcl } from './lcl.ts'
import type { Establishment, StetProfile } from './profile.ts'
import { creditDuNord, societeGenerale } from './societe-generale.ts'

export const stetProfiles: readonly StetProfile[] = [
  bpce,
  caisseEpargne,
  creditAgricole,
  banquePostale,
  societeGenerale,
  creditDuNord,
  bnpParibas,
  creditMutuel,
  boursorama,
  arkea,
  lcl,
]

export type KnownBank = { readonly profile: StetProfile; readonly establishment: Establishment }

/** In the order of the groups above. */
export const knownBanks: readonly KnownBank[] = stetProfiles.flatMap((profile) =>
  profile.establishments.map((establishment) => ({ profile, establishment })),
)

export function findKnownBank(id: string): KnownBank | null {
  return knownBanks.find(({ establishment }) => establishment.id === id) ?? null
}
