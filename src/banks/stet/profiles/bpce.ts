// Groupe BPCE, Banque Populaire family: STET 1.4.2.17, as the group's own documentation of its
// account-information API tells it ("the documentation" below), and as clients in production saw it.
import { defaultLimits, type Establishment, type StetProfile } from './profile.ts'

/** Table of establishments of the documentation, "Accès aux données de production". */
const establishments: readonly Establishment[] = [
  establishment('10807', 'Banque Populaire Bourgogne Franche-Comté'),
  establishment('16807', 'Banque Populaire Auvergne Rhône Alpes'),
  establishment('10207', 'Banque Populaire Rives de Paris', ['BICS']),
  establishment('18707', 'Banque Populaire Val de France'),
  establishment('13507', 'Banque Populaire du Nord'),
  establishment('16607', 'Banque Populaire du Sud'),
  establishment('10907', 'Banque Populaire Aquitaine Centre Atlantique', [
    'Crédit Maritime Littoral du Sud-Ouest',
  ]),
  establishment('14707', 'Banque Populaire Alsace Lorraine Champagne'),
  establishment('17807', 'Banque Populaire Occitane'),
  // the only one with a sandbox
  establishment('13807', 'Banque Populaire Grand Ouest', ['Crédit Maritime Grand Ouest']),
  establishment('14607', 'Banque Populaire Méditerranée'),
  establishment('10548', 'Banque de Savoie'),
  // the same table says "not in production", the table of app hosts lists a live one
  establishment('40978', 'Banque Palatine'),
]

function establishment(code: string, name: string, brands: readonly string[] = []): Establishment {
  return { id: `bpce-${code}`, code, name, brands }
}

export const bpce: StetProfile = {
  group: 'BPCE',
  country: 'FR',
  timeZone: 'Europe/Paris',
  // the documentation also gives live.api.banquepopulaire.fr, and asks to keep to the one chosen
  origin: ({ code }) => `https://www.${code}.live.api.89c3.com`,
  paths: {
    authorize: '/stet/psd2/oauth/authorize',
    token: '/stet/psd2/oauth/token',
    api: '/stet/psd2/v1.4.2',
  },
  // PKCE appears nowhere in the documentation; a token request carries no scope
  oauth: { scope: 'aisp', pkce: false },
  signature: {
    // a client in production: BPCE wants the client id where other banks want a certificate's URL
    keyId: 'client_id',
    // that client's list, and what STET 1.4.1.3 (3.5) asks beside it: content and presence headers
    headers: [
      '(request-target)',
      'date',
      'digest',
      'x-request-id',
      'content-type',
      'content-length',
      'psu-*',
    ],
    nameCase: 'lower',
    digest: 'always',
  },
  limits: defaultLimits,
  establishments,
}
