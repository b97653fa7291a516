// La Banque Postale: STET 1.4.2, accounts chosen at the bank, requests not signed, a secret for tokens.
import { facts, from, productionClient } from './facts.ts'
import { type StetProfile, stetDefaults } from './profile.ts'

const seen = from(productionClient('labanquepostalegroup'))

export const banquePostale: StetProfile = {
  ...stetDefaults,
  group: 'La Banque Postale',
  // the links of its answers lead here; where tokens are asked for is told on its portal
  addresses: () => ({ apiUrl: 'https://api.labanquepostale.com/v1' }),
  oauth: { scope: 'aisp', pkce: false, client: 'secret', signed: false },
  consent: 'at_bank',
  historyDays: 90,
  signature: null,
  establishments: [
    { id: 'lbp', code: 'lbp', name: 'La Banque Postale', brands: ['CCP', 'La Poste'] },
  ],
  facts: facts({
    addresses: seen(
      'data at api.labanquepostale.com/v1; customers at oauth2.labanquepostale.com; a portal account names the rest',
    ),
    version: seen('STET 1.4.2.4.4'),
    consent: seen('given at the bank'),
    sign_in: seen(
      'client id and secret in Basic authorisation, and the certificate; no refresh token',
    ),
    signature: seen('none'),
    history: seen('90 days; an older dateFrom is refused'),
    balances: seen('XPCD "Avoir disponible" among them'),
    errors: seen('403 or 404 with an empty list of accounts: no account to give'),
  }),
}
