// What is known of a bank group's interface beyond what the adapter reads, and from where: an operator
// reads it before connecting a bank. What nobody documents says so.

export const factNames = [
  'addresses',
  'version',
  'consent',
  'sign_in',
  'signature',
  'history',
  'paging',
  'dates',
  'identity',
  'balances',
  'cards',
  'errors',
  'quota',
  'maintenance',
] as const
export type FactName = (typeof factNames)[number]

/** A source is a document or a program anyone can look up; null with a null text: not documented. */
export type Fact =
  | { readonly text: string; readonly source: string }
  | { readonly text: null; readonly source: null }
export type Facts = { readonly [Name in FactName]: Fact }

export const notDocumented: Fact = { text: null, source: null }

/** Facts of one source, the first that a profile names. */
export function from(source: string): (text: string) => Fact {
  return (text) => ({ text, source })
}

/** Every name not given is not documented. */
export function facts(known: { readonly [Name in FactName]?: Fact }): Facts {
  return {
    addresses: known.addresses ?? notDocumented,
    version: known.version ?? notDocumented,
    consent: known.consent ?? notDocumented,
    sign_in: known.sign_in ?? notDocumented,
    signature: known.signature ?? notDocumented,
    history: known.history ?? notDocumented,
    paging: known.paging ?? notDocumented,
    dates: known.dates ?? notDocumented,
    identity: known.identity ?? notDocumented,
    balances: known.balances ?? notDocumented,
    cards: known.cards ?? notDocumented,
    errors: known.errors ?? notDocumented,
    quota: known.quota ?? notDocumented,
    maintenance: known.maintenance ?? notDocumented,
  }
}

/** An open-source client that read these banks in production until 2022; facts only. */
export function productionClient(folder: string): string {
  return `github.com/roodje/bespoke-providers, stet/…/${folder}`
}
