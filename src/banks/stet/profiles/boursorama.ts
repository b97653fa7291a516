// BoursoBank (Boursorama): STET content in a dress of its own. Known, and not yet to be connected.
import { facts, from, productionClient } from './facts.ts'
import { type StetProfile, stetDefaults } from './profile.ts'

const seen = from(productionClient('boursoramagroup'))

export const boursorama: StetProfile = {
  ...stetDefaults,
  group: 'Boursorama',
  addresses: () => ({}),
  oauth: { scope: 'aisp', pkce: false, client: 'certificate', signed: true },
  consent: 'at_bank',
  historyDays: 90,
  signature: {
    keyId: 'certificate_base64',
    headers: ['(request-target)', 'digest', 'psu-ip-address', 'x-request-id'],
    nameCase: 'lower',
    digest: 'always',
  },
  establishments: [
    { id: 'boursorama', code: 'boursorama', name: 'BoursoBank', brands: ['Boursorama Banque'] },
  ],
  obstacles: [
    'its addresses hold an id that comes with the token',
    'its token request is JSON with names of its own (clientId, authorizationCode)',
  ],
  facts: facts({
    addresses: seen('api-dsp2.boursorama.com, /services/api/v1.7/_user_/_<id>_/dsp2/accounts'),
    version: seen('STET 1.4.2'),
    consent: seen('given at the bank'),
    sign_in: seen('no registration; the client id is the number in the certificate'),
    signature: seen(
      'keyId is the seal in base64; (request-target) digest psu-ip-address x-request-id',
    ),
    history: seen('90 days, more with the first token only'),
    paging: seen('none'),
    balances: seen('one, XPCD'),
    cards: seen(
      'a deferred card is an account of type CARD; one line "Relevé différé Carte" in the account it debits',
    ),
  }),
}
