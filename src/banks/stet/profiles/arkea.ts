// Crédit Mutuel Arkéa and its brands: one interface, a host for each, token requests signed too.
import { facts, from, productionClient } from './facts.ts'
import { type Establishment, type StetProfile, stetDefaults } from './profile.ts'

const seen = from(productionClient('cmarkeagroup'))

export const arkea: StetProfile = {
  ...stetDefaults,
  group: 'Crédit Mutuel Arkéa',
  // where customers sign in is documented, not whether tokens and data are asked for at the same host
  addresses: () => ({}),
  oauth: { scope: 'aisp', pkce: false, client: 'certificate', signed: true },
  consent: 'at_bank',
  identity: 'end_user_identity',
  dateFrom: 'local_time',
  historyDays: 90,
  signature: {
    keyId: 'configured',
    headers: ['(request-target)', 'x-request-id', 'digest', 'psu-ip-address'],
    nameCase: 'lower',
    digest: 'always',
  },
  establishments: [
    brand('cmb', 'cmb.fr', 'Crédit Mutuel de Bretagne'),
    brand('cmso', 'cmso.com', 'Crédit Mutuel du Sud-Ouest'),
    brand('fortuneo', 'fortuneo.com', 'Fortuneo'),
    brand('max', 'max.fr', 'Max'),
    brand('bpe', 'bpe.fr', 'BPE'),
    brand('allianz-banque', 'allianzbanque.fr', 'Allianz Banque'),
    brand('axa-banque', 'axa.fr', 'AXA Banque'),
    brand(
      'arkea-entreprises',
      'arkea-banque-ei.com',
      'Arkéa Banque Entreprises et Institutionnels',
    ),
    brand('arkea-privee', 'arkeabanqueprivee.fr', 'Arkéa Banque Privée'),
    brand('arkea-services', 'arkea-banking-services.com', 'Arkéa Banking Services'),
  ],
  facts: facts({
    addresses: seen(
      'customers sign in at api-openbanking.<domain> (AXA Banque: openbanking.axa.fr); tokens under /oauth-authorizationcode-psd2/token, data under /psd2/v1',
    ),
    version: seen('STET 1.4.2, Fortuneo and AXA Banque 1.4.1'),
    consent: seen('given at the bank'),
    sign_in: seen('client id made on developer.arkea.com; token requests signed'),
    signature: seen('keyId is the URL of the seal; x-request-id digest psu-ip-address'),
    history: seen('90 days'),
    paging: seen('pages from 0; first, last, next and self have been the same address'),
    dates: seen('dateFrom as 2019-11-20T00:00:00'),
    identity: seen('GET /end-user-identity'),
    balances: seen('CLBD and XPCD'),
    errors: seen('403 {"error":"NO_CONSENTS"} without a status'),
  }),
}

function brand(id: string, code: string, name: string): Establishment {
  return { id, code, name, brands: ['Arkéa'] }
}
