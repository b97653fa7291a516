// LCL: accounts chosen at the bank; the date alone is signed.
import { facts, from, productionClient } from './facts.ts'
import { type StetProfile, stetDefaults } from './profile.ts'

const seen = from(productionClient('lclgroup'))

export const lcl: StetProfile = {
  ...stetDefaults,
  group: 'LCL',
  addresses: () => ({}),
  oauth: { scope: 'aisp', pkce: false, client: 'certificate', signed: false },
  consent: 'at_bank',
  dateFrom: 'utc_time',
  historyDays: 90,
  signature: {
    keyId: 'configured',
    headers: ['(request-target)', 'date'],
    nameCase: 'lower',
    digest: 'with_body',
  },
  establishments: [{ id: 'lcl', code: 'lcl', name: 'LCL', brands: ['Le Crédit Lyonnais'] }],
  facts: facts({
    addresses: seen('data under /aisp/1.1; the host is on the portal'),
    consent: seen('given at the bank'),
    sign_in: seen(
      'the code is exchanged without scope; an old refresh token is answered "Refresh token expired"',
    ),
    signature: seen('keyId is the URL of the seal; date only, no digest'),
    history: seen('89 days back'),
    dates: seen('dateFrom as a date-time in UTC; day of the date written, whatever its offset'),
  }),
}
