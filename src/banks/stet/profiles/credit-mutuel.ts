// Crédit Mutuel and CIC (Euro-Information): accounts chosen at the bank, PKCE.
import { facts, from, productionClient } from './facts.ts'
import { type Establishment, type StetProfile, stetDefaults } from './profile.ts'

const seen = from(productionClient('cicgroup'))
const documented = from('online.beobank.be/oauth2, developers’ portal (the same platform)')

export const creditMutuel: StetProfile = {
  ...stetDefaults,
  group: 'Crédit Mutuel Alliance Fédérale',
  addresses: ({ code }) => {
    const host = code === 'cic' ? 'https://oauth2-apiii.e-i.com' : 'https://oauth2-apisi.e-i.com'
    return {
      tokenUrl: `${host}/${code}/oauth2/token`,
      apiUrl: `${host}/${code}/stet-psd2-api/v2.1`,
    }
  },
  oauth: { scope: 'aisp', pkce: true, client: 'certificate', signed: false },
  consent: 'at_bank',
  historyDays: 90,
  signature: {
    keyId: 'configured',
    headers: [
      '(request-target)',
      'host',
      'date',
      'content-type',
      'x-request-id',
      'digest',
      'psu-ip-address',
    ],
    nameCase: 'lower',
    digest: 'always',
  },
  establishments: [
    bank('cic', 'CIC', 'Crédit Industriel et Commercial'),
    bank('cm', 'Crédit Mutuel'),
  ],
  facts: facts({
    addresses: seen(
      'host from its readme, paths from its code; the page customers go to (…/oauth2_authorization.aspx) is on the portal',
    ),
    version: seen('its own "2.1", of STET 1.4 shape'),
    consent: seen('given at the bank'),
    sign_in: seen('PKCE; client_id in the body'),
    signature: documented(
      'Host, Date and X-Request-ID signed, Authorization not; Date near to now',
    ),
    history: seen('89 days back'),
    dates: seen('bookingDate may be missing'),
    errors: seen('STET body'),
  }),
}

function bank(code: string, name: string, ...brands: string[]): Establishment {
  return { id: code === 'cm' ? 'credit-mutuel' : code, code, name, brands }
}
