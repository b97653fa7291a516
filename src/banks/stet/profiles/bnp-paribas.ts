// BNP Paribas and Hello bank!: accounts chosen at the bank, a secret for tokens, three months at a time.
import { facts, from, productionClient } from './facts.ts'
import { type StetProfile, stetDefaults } from './profile.ts'

const seen = from(productionClient('bnpparibasgroup'))

export const bnpParibas: StetProfile = {
  ...stetDefaults,
  group: 'BNP Paribas',
  // its sandbox is named V1.4; nobody says which 1.4
  version: '1.4.0',
  addresses: () => ({}),
  oauth: { scope: 'aisp', pkce: false, client: 'secret', signed: false },
  consent: 'at_bank',
  historyDays: 90,
  signature: {
    keyId: 'configured',
    headers: [
      '(request-target)',
      'accept',
      'authorization',
      'content-type',
      'x-request-id',
      'digest',
    ],
    nameCase: 'lower',
    digest: 'always',
  },
  establishments: [
    { id: 'bnp', code: 'bnp', name: 'BNP Paribas', brands: ['Mabanque'] },
    { id: 'hello-bank', code: 'hello-bank', name: 'Hello bank!', brands: ['BNP Paribas'] },
  ],
  facts: facts({
    addresses: seen(
      'customers at connexion-mabanque.bnpparibas; one registration for both; the rest on the API store',
    ),
    version: seen('sandbox "V1.4"'),
    consent: seen('given at the bank'),
    sign_in: seen(
      'client id and secret in Basic authorisation; a refresh carries neither client_id nor scope',
    ),
    signature: seen('keyId is the URL of the seal; every header is signed, Authorization too'),
    history: seen('three months between dateFrom and dateTo'),
    paging: seen('none; newest first'),
    dates: seen('transactionDate "" instead of nothing; referenceDate of a balance as 15/11/2019'),
    cards: seen('deferred-debit lines are among the lines of their account'),
  }),
}
