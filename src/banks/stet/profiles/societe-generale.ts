// Société Générale, and the banks of the former Crédit du Nord: STET 1.4.2, accounts chosen at the bank.
import { facts, from, productionClient } from './facts.ts'
import { type Establishment, type StetProfile, stetDefaults } from './profile.ts'

const seen = from(productionClient('societegeneralegroup'))

const group = {
  ...stetDefaults,
  group: 'Société Générale',
  oauth: { scope: 'aisp', pkce: false, client: 'secret', signed: false },
  consent: 'at_bank',
  dateFrom: 'utc_time',
  historyDays: 180,
  signature: {
    keyId: 'configured',
    headers: ['client-id', 'digest', 'x-request-id'],
    nameCase: 'lower',
    digest: 'always',
  },
  headers: { 'Client-Id': '<client_id>' },
} as const satisfies Partial<StetProfile>

const known = {
  version: seen('STET 1.4.2.15 to 1.4.2.17'),
  consent: seen('given at the bank'),
  signature: seen(
    'client-id digest x-request-id, without (request-target); keyId is the URL of the seal',
  ),
  history: seen('six months; an older dateFrom is answered 400'),
  dates: seen(
    'dateFrom as 2019-11-20T00:00:00.000Z; expectedBookingDate also written expectingBookingDate',
  ),
  balances: seen('three types, XPCD first; ITAV has been seen'),
  cards: seen('transactions of cards come with status OTHR'),
} as const

export const societeGenerale: StetProfile = {
  ...group,
  addresses: () => ({}),
  establishments: [
    { id: 'sg-pri', code: 'pri', name: 'Société Générale Particuliers', brands: ['SG'] },
    { id: 'sg-pro', code: 'pro', name: 'Société Générale Professionnels', brands: ['SG'] },
    { id: 'sg-ent', code: 'ent', name: 'Société Générale Entreprises', brands: ['SG'] },
  ],
  facts: facts({
    ...known,
    addresses: seen(
      'payments at mtls.api.societegenerale.fr; where accounts are is told on the portal',
    ),
  }),
}

export const creditDuNord: StetProfile = {
  ...group,
  addresses: ({ code }) => ({
    authorizeUrl: `https://${code}.cdn-connect.groupe-credit-du-nord.com/oauth2/authorize`,
    tokenUrl: 'https://mtls.cdn-connect.groupe-credit-du-nord.com/oauth2/token',
    apiUrl: 'https://mtls.api.groupe-credit-du-nord.com/cdn/prod/v1.4.2.17.1/psd2/aisp',
  }),
  establishments: [
    regional('credit-du-nord', 'Crédit du Nord'),
    regional('courtois', 'Banque Courtois'),
    regional('kolb', 'Banque Kolb'),
    regional('laydernier', 'Banque Laydernier'),
    regional('nuger', 'Banque Nuger'),
    regional('rhone-alpes', 'Banque Rhône-Alpes'),
    regional('tarneaud', 'Banque Tarneaud'),
  ],
  facts: facts({
    ...known,
    addresses: seen('mtls.api.groupe-credit-du-nord.com, as it was before the merger of 2023'),
    errors: from('woob, as users met it')(
      '200 with an empty or null body, or without `transactions`',
    ),
  }),
}

function regional(code: string, name: string): Establishment {
  return { id: `cdn-${code}`, code, name, brands: [] }
}
