// The names of the banks a report knows by their id.
import { knownBanks } from '../../banks/stet/profiles/all.ts'

const names: ReadonlyMap<string, string> = new Map([
  ...knownBanks.map(({ establishment: { id, name } }) => [id, name] as const),
  ['linxo', 'Linxo Connect'],
  ['berlin-group', 'Banque Berlin Group'],
])

/** A bank without a profile here is shown by its id, as the lender or another source gave it. */
export function bankName(id: string): string {
  return names.get(id) ?? id
}
